package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;

/** Ten thousand hosts are looked up, and a decision by them costs no octet of the heap. */
class IscManyHostsTest {
  private static final int HOSTS = 10_000;

  private static String hosts(int count) {
    StringBuilder text = new StringBuilder(IscAsked.SUBNET);
    text.append(
        """
        option space ipxe;
        option ipxe-all code 175 = encapsulate ipxe;
        option ipxe.no-pxedhcp code 176 = unsigned integer 8;
        option ipxe.no-pxedhcp 1;
        class "ipxe" { match if option user-class = "iPXE"; server-name "ipxe"; }
        if exists user-class { filename "script"; } else { filename "loader"; }
        """);
    for (int host = 0; host < count; host++) {
      text.append(
          String.format(
              "host pc%d { hardware ethernet 02:00:00:00:%02x:%02x; filename \"pc%d\"; }%n",
              host, host >> 8, host & 0xFF, host));
    }
    return text.toString();
  }

  private static BootRequest request(int host) {
    return IscAsked.request(
        DhcpBytes.discover()
            .header(28, 2, 0, 0, 0, host >> 8, host & 0xFF)
            .option(55, 1, 3, 66, 67, 175)
            .option(77, "iPXE"));
  }

  @Test
  void eachIsFound() throws ConfigurationException {
    BootPolicy policy = IscAsked.whole(hosts(HOSTS)).configuration().policy();
    for (int host = 0; host < HOSTS; host++) {
      assertEquals("pc" + host, policy.decide(request(host)).bootFile());
    }
    assertEquals("script", policy.decide(request(HOSTS)).bootFile());
  }

  @Test
  void decidingAllocatesNothing() throws ConfigurationException {
    BootPolicy policy = IscAsked.whole(hosts(100)).configuration().policy();
    BootRequest[] requests = {request(7), request(99), request(HOSTS)};
    long[] found = new long[1];
    long allocated =
        Allocation.ofOneRound(
            1000,
            () -> {
              for (BootRequest request : requests) {
                BootDecision decision = policy.decide(request);
                found[0] += decision.boots() ? 1 : 0;
              }
            });
    assertEquals(0, allocated);
    assertTrue(found[0] > 0);
  }
}
