package io.github.netboot4j.server;

import java.time.Duration;
import java.util.List;

/**
 * What the DHCP server gives out, and where.
 *
 * @param on the interface and address it serves on
 * @param port its own port, and that of relays; 67 by RFC 2131
 * @param clientPort where clients listen; 68 by RFC 2131
 * @param pool the addresses to give out
 * @param router the clients' default route, 0 for none
 * @param domainNameServers their addresses, empty for none
 * @param leaseTime how long an address is a client's
 */
record DhcpSettings(
    LocalInterface on,
    int port,
    int clientPort,
    AddressRange pool,
    int router,
    List<Integer> domainNameServers,
    Duration leaseTime) {}
