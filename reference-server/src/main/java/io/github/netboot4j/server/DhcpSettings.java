package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.List;

/**
 * What the DHCP server gives out, and where.
 *
 * @param on the interface and address it serves on
 * @param port its own port, and that of relays; 67 by RFC 2131
 * @param clientPort where clients listen; 68 by RFC 2131
 * @param plan where the addresses come from
 * @param described that plan, in words
 * @param router the clients' default route, 0 for none; not for decisions that are made of fields
 * @param domainNameServers their addresses, empty for none; likewise
 */
record DhcpSettings(
    LocalInterface on,
    int port,
    int clientPort,
    AddressPlan plan,
    String described,
    int router,
    List<Integer> domainNameServers) {

  /** One range, on the server's own subnet. */
  static DhcpSettings ofPool(
      LocalInterface on,
      int port,
      int clientPort,
      AddressRange pool,
      int router,
      List<Integer> domainNameServers,
      Duration leaseTime) {
    PoolPlan plan = new PoolPlan(on, pool, leaseTime);
    return new DhcpSettings(on, port, clientPort, plan, plan.toString(), router, domainNameServers);
  }

  /** An empty table; the server's and the router's addresses are never given out. */
  LeaseTable emptyTable() {
    return router == Ipv4.ANY ? new LeaseTable(on.address()) : new LeaseTable(on.address(), router);
  }
}
