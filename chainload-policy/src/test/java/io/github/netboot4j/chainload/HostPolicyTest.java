package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of many hosts gets its own, and nobody else does. */
class HostPolicyTest {
  private static BootPolicy boots(String file) {
    return BootPolicy.always(BootDecision.boot(file));
  }

  private static BootRequest asking(long mac) {
    return Requests.of(
        DhcpBytes.discover()
            .header(28, (int) (mac >> 40), (int) (mac >> 32), (int) (mac >> 24))
            .header(31, (int) (mac >> 16), (int) (mac >> 8), (int) mac));
  }

  private static String text(long mac) {
    return "%012x".formatted(mac).replaceAll("(..)(?=.)", "$1:");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 10_000})
  void everyHostIsFoundAndNoOther(int hosts) {
    Random random = new Random(hosts);
    Map<Long, String> files = new HashMap<>();
    Map<String, BootPolicy> policies = new LinkedHashMap<>();
    while (files.size() < hosts) {
      // Neighbours, as machines bought together are, and some from elsewhere.
      long mac = random.nextBoolean() ? 0x525400000000L + files.size() : random.nextLong() >>> 16;
      if (files.putIfAbsent(mac, "file" + files.size()) == null) {
        policies.put(text(mac), boots(files.get(mac)));
      }
    }
    BootPolicy policy = BootPolicy.byHost(policies);
    files.forEach((mac, file) -> assertEquals(file, policy.decide(asking(mac)).bootFile()));
    for (int times = 0; times < 1000; times++) {
      long mac = random.nextBoolean() ? random.nextLong() >>> 16 : 0x525400000000L + times;
      assertEquals(files.getOrDefault(mac, ""), policy.decide(asking(mac)).bootFile());
    }
  }

  @Test
  void theHardwareAddressGoesBeforeTheMachineIdentifier() {
    byte[] identifier = new byte[17];
    identifier[1] = 1;
    UUID machine = new UUID(0x0000_0001_0000_0000L, 0);
    BootPolicy policy =
        BootPolicy.byHost(
            Map.of(machine.toString(), boots("machine"), "52:54:00:00:00:01", boots("address")));
    DhcpBytes message = DhcpBytes.discover().option(97, identifier);
    assertEquals("machine", policy.decide(Requests.of(message)).bootFile());
    message.header(28, 0x52, 0x54, 0, 0, 0, 1);
    assertEquals("address", policy.decide(Requests.of(message)).bootFile());
    identifier[0] = 1;
    assertTrue(
        policy.decide(Requests.of(DhcpBytes.discover().option(97, identifier))).isUndecided(),
        "an identifier of another type is no UUID");
  }

  @Test
  void aHostsPolicyMayLeaveItUndecided() {
    BootPolicy policy =
        BootPolicy.byHost(
                Map.of(
                    "52:54:00:12:34:56",
                    BootCondition.stage(BootStage.IPXE).boots("http://192.0.2.1/own")))
            .orElse(boots("loader"));
    assertEquals("loader", policy.decide(Requests.of(Requests.UEFI_PXE)).bootFile());
    assertEquals("http://192.0.2.1/own", policy.decide(Requests.of(Requests.UEFI_IPXE)).bootFile());
    assertEquals("loader", policy.decide(asking(7)).bootFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "52:54:00:12:34",
        "52:54:00:12:34:5",
        "52:54:00:12:34:56:78",
        "52:54:00:12:34:5g",
        "525400123456",
        "pc1",
        "04030201-0605-0807-090a-0b0c0d0e0f1",
        "1-1-1-1-1"
      })
  void whatIsNoHost(String host) {
    assertThrows(IllegalArgumentException.class, () -> BootPolicy.byHost(Map.of(host, boots("a"))));
  }

  @Test
  void aHostThatComesTwice() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            BootPolicy.byHost(
                Map.of("52:54:00:00:00:AA", boots("a"), "52-54-00-00-00-aa", boots("b"))));
  }

  @Test
  void itSaysWhomItKnows() {
    BootPolicy policy = BootPolicy.byHost(Map.of("52:54:00:12:34:56", boots("a")));
    assertEquals("host 52:54:00:12:34:56:\n  anyone else → a", policy.toString());
    assertEquals("it is none of 1 hosts", policy.explain(asking(7)).considered().get(0).why());
    assertFalse(policy.explain(asking(7)).considered().get(0).won());
    assertTrue(policy.explain(Requests.of(Requests.UEFI_PXE)).considered().get(0).won());
  }
}
