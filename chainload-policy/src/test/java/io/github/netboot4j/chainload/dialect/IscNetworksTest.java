package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.IscAsked.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where subnets, pools and their statements hold; the oracle has the same in its files. */
class IscNetworksTest {
  private static DhcpBytes relayed(int... relay) {
    return client().header(24, relay);
  }

  @Test
  void aSubnetInAGroupIsANetworkOfItsOwn() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            shared-network one {
              server-name "one";
              filename "one";
              subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10; }
              group {
                server-name "group";
                subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.10; }
              }
            }
            """);
    assertEquals("one", asked.serverName(client()));
    assertEquals("group", asked.serverName(relayed(198, 51, 100, 1)));
    assertEquals("one", asked.file(relayed(198, 51, 100, 1)));
    AddressPlan plan = asked.configuration().addresses();
    assertEquals(List.of(range("192.0.2.10")), plan.rangesFor(IscAsked.request(client())));
    assertEquals(
        List.of(range("198.51.100.10")),
        plan.rangesFor(IscAsked.request(relayed(198, 51, 100, 1))));
  }

  private static AddressPlan.Range range(String address) {
    return new AddressPlan.Range(Ipv4.parse(address), Ipv4.parse(address));
  }

  @Test
  void anAddressOfARangeIsOfThatRangesSubnet() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            shared-network one {
              subnet 192.0.0.0 netmask 255.255.0.0 { server-name "wide"; range 192.0.9.9; }
              subnet 192.0.1.0 netmask 255.255.255.0 { server-name "one"; }
              subnet 192.0.2.0 netmask 255.255.255.0 { server-name "two"; range 192.0.2.10; }
            }
            """);
    assertEquals("two", nameAt(asked, "192.0.2.10"));
    assertEquals("wide", nameAt(asked, "192.0.9.9"));
  }

  private static String nameAt(IscAsked asked, String address) {
    ReplyFields fields =
        asked
            .configuration()
            .policy()
            .decide(IscAsked.request(client()).given(Ipv4.parse(address)))
            .fields();
    return fields == null ? "-" : new String(fields.serverName(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aPoolOfASharedNetworkFindsItsSubnet() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            shared-network one {
              subnet 192.0.2.0 netmask 255.255.255.0 { option routers 192.0.2.1; }
              subnet 198.51.100.0 netmask 255.255.255.0 { option routers 198.51.100.1; }
              pool { range 198.51.100.10; }
            }
            """);
    assertEquals("\306\63\144\1", asked.option(3));
  }

  @Test
  void rangesForBootpAreKeptApart() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            subnet 192.0.2.0 netmask 255.255.255.0 {
              range dynamic-bootp 192.0.2.10 192.0.2.19;
              range 192.0.2.20;
              range dynamic-bootp 192.0.2.30;
            }
            """);
    assertEquals(
        List.of(
            new AddressPlan.Range(Ipv4.parse("192.0.2.10"), Ipv4.parse("192.0.2.19")),
            range("192.0.2.30"),
            range("192.0.2.20")),
        asked.configuration().addresses().rangesFor(IscAsked.request(client())));
  }

  @Test
  void noClientHasASignature() throws ConfigurationException {
    String pool = "subnet 192.0.2.0 netmask 255.255.255.0 { pool { range 192.0.2.9; %s } }";
    for (String permit : List.of("allow authenticated clients;", "deny unauthenticated clients;")) {
      assertTrue(IscAsked.whole(pool.formatted(permit)).decide(client()).isSilent(), permit);
    }
    for (String permit :
        List.of(
            "deny authenticated clients;",
            "allow unauthenticated clients;",
            "allow all clients;")) {
      assertFalse(IscAsked.whole(pool.formatted(permit)).decide(client()).isSilent(), permit);
    }
  }

  @Test
  void classesHaveTheStatementsAroundThem() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            subnet 192.0.2.0 netmask 255.255.255.0 {
              range 192.0.2.10;
              class "in subnet" { match if exists user-class; filename "class"; }
              server-name "subnet";
            }
            subnet 198.51.100.0 netmask 255.255.255.0 {
              pool {
                range 198.51.100.10;
                class "in pool" { match if exists user-class; filename "never"; }
                next-server 198.51.100.3;
              }
              pool { range 198.51.100.20; }
            }
            subnet 203.0.113.0 netmask 255.255.255.0 { range 203.0.113.10; }
            """);
    DhcpBytes elsewhere = client("x").header(24, 203, 0, 113, 1);
    assertEquals("class", asked.file(elsewhere));
    assertEquals("subnet", asked.serverName(elsewhere));
    assertEquals(Ipv4.parse("198.51.100.3"), asked.fields(elsewhere).nextServer());
    assertEquals(0, asked.fields(client().header(24, 203, 0, 113, 1)).nextServer());
  }
}
