package io.github.netboot4j.chainload;

import static io.github.netboot4j.chainload.BootCondition.host;
import static io.github.netboot4j.chainload.BootCondition.ipxeFeatures;
import static io.github.netboot4j.chainload.BootCondition.relayCircuit;
import static io.github.netboot4j.chainload.BootCondition.stage;
import static io.github.netboot4j.chainload.BootCondition.subnet;
import static io.github.netboot4j.chainload.BootCondition.userClass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that rules begin with, for and against. */
class BootConditionTest {
  @Test
  void allFeaturesMustBeThere() {
    BootCondition both = ipxeFeatures(IpxeOptions.FEATURE_HTTP, IpxeOptions.FEATURE_BZIMAGE);
    assertEquals("iPXE features 19 and 24", both.toString());
    assertTrue(both.holds(Requests.of(Requests.pxe(0).option(175, 24, 1, 1, 19, 1, 1))));
    assertFalse(both.holds(Requests.of(Requests.pxe(0).option(175, 19, 1, 1))));
    assertFalse(both.holds(Requests.of(Requests.pxe(0))));
    assertFalse(both.holds(Requests.of(Requests.pxe(0).option(175, 19, 1, 1, 24, 9))));
    assertThrows(IndexOutOfBoundsException.class, () -> ipxeFeatures(256));
    assertThrows(IndexOutOfBoundsException.class, () -> ipxeFeatures(19, -1));
  }

  @Test
  void hostsByHardwareAddressOrMachineIdentifier() {
    BootCondition hosts =
        host("52:54:00:12:34:56", "00-0C-29-AA-BB-CC", "04030201-0605-0807-090a-0b0c0d0e0f10");
    assertTrue(hosts.holds(Requests.of(Requests.UEFI_PXE)));
    assertTrue(
        hosts.holds(
            Requests.of(DhcpBytes.discover().header(28, 0x00, 0x0C, 0x29, 0xAA, 0xBB, 0xCC))));
    byte[] identifier = new byte[17];
    for (int index = 0; index < 17; index++) {
      identifier[index] = (byte) index;
    }
    assertTrue(hosts.holds(Requests.of(DhcpBytes.discover().option(97, identifier))));
    identifier[16]++;
    assertFalse(hosts.holds(Requests.of(DhcpBytes.discover().option(97, identifier))));
    assertFalse(hosts.holds(Requests.of(DhcpBytes.discover())));
  }

  @Test
  void theRelaysCircuit() {
    BootCondition racks = relayCircuit("rack1", "rack2");
    assertTrue(racks.holds(Requests.of(circuit("rack2"))));
    assertFalse(racks.holds(Requests.of(circuit("rack"))));
    assertFalse(racks.holds(Requests.of(circuit("rack11"))));
    assertFalse(racks.holds(Requests.of(DhcpBytes.discover())));
    assertFalse(relayCircuit("").holds(Requests.of(DhcpBytes.discover())));
  }

  private static DhcpBytes circuit(String name) {
    return DhcpBytes.discover().option(82, "\1" + (char) name.length() + name);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "128.0.0.0/1, 203.0.113.1, true",
    "128.0.0.0/1, 10.0.0.1, false"
  })
  void theSubnetOfTheRelay(String network, String relay, boolean holds) {
    BootRequest request =
        Requests.of(DhcpBytes.discover()).arrivedAt(Ipv4.parse(relay), BootRequest.SERVER_PORT);
    assertEquals(holds, subnet(network).holds(request));
  }

  @Test
  void aSubnetUnknownIsNone() {
    assertFalse(subnet("0.0.0.0/0").holds(Requests.of(DhcpBytes.discover())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0",
        "192.0.2.0/",
        "/24",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/024",
        "192.0.2.1/24",
        "192.0.2/24",
        "a/24",
        "192.0.2.0/2x"
      })
  void whatIsNoSubnet(String network) {
    assertThrows(IllegalArgumentException.class, () -> subnet(network));
  }

  @Test
  void oneOfTwoIsEnough() {
    BootCondition either = userClass("lab").or(stage(BootStage.UEFI_PXE));
    assertEquals("(user class lab or stage UEFI PXE)", either.toString());
    assertTrue(either.holds(Requests.of(Requests.UEFI_PXE)));
    assertTrue(either.holds(Requests.of(DhcpBytes.discover().option(77, "lab"))));
    assertFalse(either.holds(Requests.of(DhcpBytes.discover())));
    assertEquals(
        "not (user class lab or stage UEFI PXE) and host 52:54:00:12:34:56",
        either.not().and(host("52:54:00:12:34:56")).toString());
  }

  @Test
  void aPolicyOfItsOwnForSome() {
    BootPolicy policy =
        stage(BootStage.IPXE)
            .then(
                BootPolicy.firstMatch(
                    ipxeFeatures(IpxeOptions.FEATURE_HTTP).boots("http://192.0.2.1/a"),
                    BootPolicy.always(BootDecision.boot("a"))));
    assertEquals("http://192.0.2.1/a", policy.decide(Requests.of(Requests.UEFI_IPXE)).bootFile());
    assertEquals(
        "a", policy.decide(Requests.of(DhcpBytes.discover().option(77, "iPXE"))).bootFile());
    assertTrue(policy.decide(Requests.of(Requests.UEFI_PXE)).isUndecided());
    assertEquals(
        """
        stage iPXE:
          iPXE features 19 → http://192.0.2.1/a
          anyone else → a""",
        policy.toString());
    assertEquals(
        "it is not so that stage iPXE",
        policy.explain(Requests.of(Requests.UEFI_PXE)).considered().get(0).why());
    assertEquals(1, policy.explain(Requests.of(Requests.UEFI_IPXE)).considered().size());
  }
}
