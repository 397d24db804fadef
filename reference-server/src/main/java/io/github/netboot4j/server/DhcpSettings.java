package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the DHCP server gives out, and where.
 *
 * @param interfaces those it serves on, with its address on each; one or more
 * @param port its own port, and that of relays; 67 by RFC 2131
 * @param clientPort where clients listen; 68 by RFC 2131
 * @param plan where the addresses come from
 * @param described that plan, in words
 * @param routers the clients' default routes, of which each gets those of its subnet; not for
 *     decisions that are made of fields
 * @param domainNameServers their addresses, empty for none; likewise
 * @param pings whether an address that nobody has is asked before it is offered
 */
record DhcpSettings(
    List<LocalInterface> interfaces,
    int port,
    int clientPort,
    AddressPlan plan,
    String described,
    List<Integer> routers,
    List<Integer> domainNameServers,
    boolean pings) {

  /** On one interface, with one router or (0) none, and without pings. */
  DhcpSettings(
      LocalInterface on,
      int port,
      int clientPort,
      AddressPlan plan,
      String described,
      int router,
      List<Integer> domainNameServers) {
    this(
        List.of(on),
        port,
        clientPort,
        plan,
        described,
        router == Ipv4.ANY ? List.of() : List.of(router),
        domainNameServers,
        false);
  }

  /** One range, on the server's own subnet. */
  static DhcpSettings ofPool(
      LocalInterface on,
      int port,
      int clientPort,
      AddressRange pool,
      int router,
      List<Integer> domainNameServers,
      Duration leaseTime) {
    PoolPlan plan = new PoolPlan(List.of(on), List.of(pool), leaseTime);
    return new DhcpSettings(on, port, clientPort, plan, plan.toString(), router, domainNameServers);
  }

  /** The same, on one of the interfaces alone. */
  DhcpSettings at(LocalInterface on) {
    return new DhcpSettings(
        List.of(on), port, clientPort, plan, described, routers, domainNameServers, pings);
  }

  /** The first interface. */
  LocalInterface on() {
    return interfaces.get(0);
  }

  /** Whether another server gives the addresses on the first interface. */
  boolean proxy() {
    for (AddressPlan.Subnet subnet : plan.subnets()) {
      if ((on().address() & subnet.netmask()) == subnet.address()) {
        return subnet.proxy();
      }
    }
    return false;
  }

  /** Where PXE boot servers listen; beside the other ports where those are not the usual ones. */
  int bootServerPort() {
    return port == BootRequest.SERVER_PORT ? BootRequest.BOOT_SERVER_PORT : clientPort + 1;
  }

  /** An empty table; the server's and the routers' addresses are never given out. */
  LeaseTable emptyTable() {
    return new LeaseTable(
        IntStream.concat(
                interfaces.stream().mapToInt(LocalInterface::address),
                routers.stream().mapToInt(Integer::intValue))
            .toArray());
  }
}
