package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.WindowsExports.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a Windows server has addresses from. Tests from the documented rules. */
class WindowsAddressesTest {
  @TempDir Path directory;

  private BootConfiguration read(String... ipv4) throws ConfigurationException {
    return WindowsDhcpExport.read(write(directory, export(ipv4)), false);
  }

  private static String ranges(BootConfiguration configuration, DhcpBytes client) {
    return configuration.addresses().rangesFor(request(client)).stream()
        .map(range -> (range.first() & 0xFF) + "-" + (range.last() & 0xFF))
        .collect(Collectors.joining(" "));
  }

  private static String ipRange(int first, int last) {
    return "<IPRange><StartRange>192.0.2.%d</StartRange><EndRange>192.0.2.%d</EndRange></IPRange>"
        .formatted(first, last);
  }

  @Test
  void rangesWithoutWhatIsExcludedReservedOrAPolicys() throws Exception {
    BootConfiguration configuration =
        read(
            scopes(
                scope(
                    "<ExclusionRanges>" + ipRange(10, 19) + ipRange(50, 59) + "</ExclusionRanges>",
                    policies(
                        policy(
                            1,
                            "OR",
                            is("MacAddress", "EQ", "0200*"),
                            "<IPRanges>" + ipRange(80, 89) + "</IPRanges>",
                            "<LeaseDuration>0.01:00:00</LeaseDuration>")),
                    "<Reservations>"
                        + reservation("192.0.2.30", "52-54-00-12-34-56")
                        + "</Reservations>")));
    assertEquals("20-29 31-49 60-79 90-99", ranges(configuration, client()));
    DhcpBytes kin = client().header(28, 2, 0, 0, 0, 0, 1);
    assertEquals("80-89", ranges(configuration, kin));
    AddressPlan plan = configuration.addresses();
    assertEquals(
        List.of(20, 31, 60, 90, 80),
        plan.ranges().stream().map(range -> range.first() & 0xFF).toList());
    assertEquals(Ipv4.parse("192.0.2.30"), plan.reservedFor(request(client())));
    assertEquals(28_800, plan.leaseTimesFor(request(client())).byDefault());
    DhcpBytes again = client().header(28, 2, 0, 0, 0, 0, 1);
    assertEquals(3_600, plan.leaseTimesFor(request(again)).byDefault());
    assertTrue(plan.isAuthoritative(request(client())));
    assertEquals(
        List.of(new AddressPlan.Subnet(Ipv4.parse("192.0.2.0"), Ipv4.mask(24), false)),
        plan.subnets());
  }

  @Test
  void theNetworkIsTheRelaysElseTheClientsElseWhereItArrived() throws Exception {
    BootConfiguration configuration =
        read(
            scopes(
                scope(values(value(67, "here"))),
                scopeOf("198.51.100", values(value(67, "there"))),
                scopeOf("203.0.113", values(value(67, "beyond")))));
    assertEquals("here", decide(configuration, client()).bootFile());
    DhcpBytes relayed = client().header(24, 198, 51, 100, 1);
    assertEquals("there", decide(configuration, relayed).bootFile());
    DhcpBytes linked = client().header(24, 198, 51, 100, 1).option(82, 5, 4, 203, 0, 113, 0);
    assertEquals("beyond", decide(configuration, linked).bootFile());
    DhcpBytes renewing = client().header(12, 198, 51, 100, 77);
    assertEquals("there", decide(configuration, renewing).bootFile());
    DhcpBytes nowhere = client().header(24, 10, 0, 0, 1);
    assertTrue(decide(configuration, nowhere).isSilent());
    assertEquals("", ranges(configuration, client().header(24, 10, 0, 0, 1)));
  }

  @Test
  void aClientIsKnownByItsIdentifierElseByItsHardwareAddress() throws Exception {
    BootConfiguration configuration =
        read(
            values(value(67, "rest")),
            scopes(
                scope(
                    "<Reservations>"
                        + reservation("192.0.2.30", "525400123456", values(value(67, "mac")))
                        + reservation("192.0.2.31", "00-aa-bb", values(value(67, "id")))
                        + "</Reservations>")));
    assertEquals("mac", decide(configuration, client()).bootFile());
    DhcpBytes sameMac = client().option(61, 1, 0x52, 0x54, 0, 0x12, 0x34, 0x56);
    assertEquals("mac", decide(configuration, sameMac).bootFile());
    assertEquals("id", decide(configuration, client().option(61, 0, 0xAA, 0xBB)).bootFile());
    assertEquals("rest", decide(configuration, client().option(61, 0, 1, 2)).bootFile());
  }

  @Test
  void scopesOfASuperscopeAreOneNetwork() throws Exception {
    String name = "<SuperScopeName>campus</SuperScopeName>";
    BootConfiguration configuration =
        read(
            scopes(
                scope(name, values(value(67, "here"))),
                scopeOf(
                    "198.51.100",
                    name,
                    values(value(67, "there")),
                    "<Reservations>"
                        + reservation("198.51.100.30", "52-54-00-12-34-56")
                        + "</Reservations>")));
    assertEquals("there", decide(configuration, client()).bootFile(), "it is reserved there");
    DhcpBytes other = client().header(28, 2, 0, 0, 0, 0, 1);
    assertEquals("here", decide(configuration, other).bootFile());
    assertEquals(
        2, configuration.addresses().rangesFor(request(other)).get(0).first() >>> 8 & 0xFF);
    assertEquals("10-99 10-29 31-99", ranges(configuration, client().header(28, 2, 0, 0, 0, 0, 2)));
    String given =
        configuration
            .policy()
            .decide(
                request(client().header(28, 2, 0, 0, 0, 0, 3)).given(Ipv4.parse("198.51.100.9")))
            .bootFile();
    assertEquals("there", given, "the given address says which of them");
  }

  @Test
  void leaseTimesWithoutEnd() throws Exception {
    for (String endless : new String[] {"Unlimited", "10675199.02:48:05.4775807"}) {
      BootConfiguration configuration = read(scopes(scope().replace("0.08:00:00", endless)));
      assertEquals(
          -1, configuration.addresses().leaseTimesFor(request(client())).byDefault(), endless);
    }
  }

  @Test
  void tenThousandReservationsAreFound() throws Exception {
    StringBuilder reservations = new StringBuilder("<Reservations>");
    for (int index = 0; index < 10_000; index++) {
      reservations.append(
          reservation(
              Ipv4.format(Ipv4.parse("198.18.0.10") + index),
              String.format("0200%08x", index),
              values(value(67, "file" + index))));
    }
    String scope =
        scopeOf("198.18", reservations.append("</Reservations>").toString())
            .replace("198.18.0<", "198.18.0.0<")
            .replace("198.18.10<", "198.18.0.5<")
            .replace("198.18.99<", "198.18.255.254<")
            .replace("255.255.255.0", "255.255.0.0");
    BootConfiguration configuration = read(scopes(scope));
    for (int index : new int[] {0, 1, 4_711, 9_999}) {
      DhcpBytes client =
          client().header(24, 198, 18, 0, 1).header(28, 2, 0, 0, 0, index >> 8, index & 0xFF);
      assertEquals("file" + index, decide(configuration, client).bootFile());
      assertFalse(configuration.addresses().rangesFor(request(client)).isEmpty());
    }
  }
}
