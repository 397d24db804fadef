package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code serve} for where DHCP is served and what it gives out, and their checks. */
final class DhcpServeOptions {
  private static final Duration DEFAULT_LEASE_TIME = Duration.ofMinutes(30);

  @Option(
      names = "--interface",
      required = true,
      split = ",",
      paramLabel = "IF[,IF]",
      description = "Interfaces to serve on, such as eth1.")
  private List<String> interfaceNames = List.of();

  @Option(
      names = "--pool",
      paramLabel = "A-B[,C-D]",
      split = ",",
      converter = FlagConverters.RangeConverter.class,
      description = {
        "Addresses to give out, such as 192.0.2.100-192.0.2.199; each range to the",
        "interface whose subnet it is of."
      })
  private List<AddressRange> pools = List.of();

  @Option(
      names = "--reserve",
      paramLabel = "MAC=A",
      split = ",",
      converter = {ExplainCommand.MacConverter.class, FlagConverters.AddressConverter.class},
      description = {
        "Keep an address for one machine, such as 52:54:00:12:34:56=192.0.2.20, in a range",
        "or not. Again, or with commas between, for more."
      })
  private Map<Long, Integer> reserved = Map.of();

  @Option(
      names = "--proxy",
      description = {
        "ProxyDHCP: another server gives the addresses, this one says what to boot.",
        "Takes no --pool. That server may be on this host, if it shares its port:",
        "ISC dhcpd does, dnsmasq with bind-interfaces."
      })
  private boolean proxy;

  @Option(
      names = "--netmask",
      paramLabel = "M",
      converter = FlagConverters.AddressConverter.class,
      description = "The subnet's mask. Default: the interface's own.")
  private @Nullable Integer netmask;

  @Option(
      names = "--router",
      paramLabel = "R[,S]",
      split = ",",
      converter = FlagConverters.AddressConverter.class,
      description = "The clients' default route, on each subnet its own. Default: none.")
  private List<Integer> routers = List.of();

  @Option(
      names = "--dns",
      paramLabel = "A[,B]",
      split = ",",
      converter = FlagConverters.AddressConverter.class,
      description = "Name servers for the clients. Default: none.")
  private List<Integer> nameServers = List.of();

  @Option(
      names = "--lease-time",
      paramLabel = "T",
      converter = FlagConverters.DurationConverter.class,
      description = "How long an address is a client's: 90s, 30m, 12h, 7d. Default: 30m.")
  private @Nullable Duration leaseTime;

  @Option(
      names = "--ping",
      description = {
        "Ask by ping whether somebody uses an address, before a machine is offered it that",
        "did not have it: takes a second longer. Also with --config, whatever that says."
      })
  private boolean ping;

  @Option(
      names = "--dhcp-port",
      paramLabel = "PORT",
      defaultValue = "67",
      converter = FlagConverters.PortConverter.class,
      description = "DHCP port; clients listen on the next one. Default: 67 (and 68).")
  private int dhcpPort;

  /** Without a configuration, there must be addresses to give, or another server that does. */
  void requireAddresses() throws StartupException {
    if (pools.isEmpty() && reserved.isEmpty() && !proxy) {
      throw ServeCommand.missing("--pool");
    }
  }

  /** What these flags say, without a configuration. */
  DhcpSettings ofFlags() throws StartupException {
    if (proxy) {
      refuse("--proxy gives no addresses", "--pool", !pools.isEmpty());
      refuse("--proxy gives no addresses", "--reserve", !reserved.isEmpty());
      refuse("--proxy gives no addresses", "--router", !routers.isEmpty());
      refuse("--proxy gives no addresses", "--dns", !nameServers.isEmpty());
      refuse("--proxy gives no addresses", "--lease-time", leaseTime != null);
      refuse("--proxy gives no addresses", "--ping", ping);
    }
    Integer mask = checkedNetmask();
    List<LocalInterface> on = new ArrayList<>();
    for (String name : checkedInterfaces()) {
      on.add(LocalInterface.find(name, near(name), mask));
    }
    for (AddressRange pool : pools) {
      checkPool(on, pool);
    }
    checkReserved(on);
    for (int router : routers) {
      checkOnSubnet("--router " + Ipv4.format(router), router, on);
    }
    PoolPlan plan =
        new PoolPlan(
            on, pools, reserved, Objects.requireNonNullElse(leaseTime, DEFAULT_LEASE_TIME));
    return new DhcpSettings(
        on,
        dhcpPort,
        checkedClientPort(),
        plan,
        plan.toString(),
        List.copyOf(routers),
        List.copyOf(nameServers),
        ping);
  }

  private List<String> checkedInterfaces() throws StartupException {
    Set<String> seen = new HashSet<>();
    for (String name : interfaceNames) {
      if (!seen.add(name)) {
        throw new StartupException("--interface names " + name + " twice");
      }
    }
    return interfaceNames;
  }

  /** An address that tells which of an interface's addresses is meant. */
  private int near(String name) throws StartupException {
    List<Integer> given = new ArrayList<>(pools.stream().map(AddressRange::first).toList());
    given.addAll(reserved.values());
    for (int address : given) {
      if (LocalInterface.find(name, address, netmask).isOnSubnet(address)) {
        return address;
      }
    }
    return Ipv4.ANY;
  }

  /** Refuses what a configuration says. */
  void refuseBesideConfiguration() throws StartupException {
    String why = "--config says it already";
    refuse(why, "--pool", !pools.isEmpty());
    refuse(why, "--proxy", proxy);
    refuse(why, "--reserve", !reserved.isEmpty());
    refuse(why, "--netmask", netmask != null);
    refuse(why, "--router", !routers.isEmpty());
    refuse(why, "--dns", !nameServers.isEmpty());
    refuse(why, "--lease-time", leaseTime != null);
  }

  /** What another server's configuration says, on these interfaces. */
  DhcpSettings of(ServeConfiguration configuration) throws StartupException {
    List<LocalInterface> on = new ArrayList<>();
    for (String name : checkedInterfaces()) {
      on.add(configuration.on(name));
    }
    return new DhcpSettings(
        on,
        dhcpPort,
        checkedClientPort(),
        configuration.read().addresses(),
        configuration.toString(),
        List.of(),
        List.of(),
        ping);
  }

  /** Says that a flag must not stand beside another. */
  static void refuse(String why, String flag, boolean isGiven) throws StartupException {
    if (isGiven) {
      throw new StartupException(why + ": leave " + flag + " out");
    }
  }

  private @Nullable Integer checkedNetmask() throws StartupException {
    if (netmask != null && Ipv4.mask(Integer.bitCount(netmask)) != netmask) {
      throw new StartupException(
          "--netmask " + Ipv4.format(netmask) + " is not a mask: its ones must stand together");
    }
    return netmask;
  }

  private static void checkPool(List<LocalInterface> all, AddressRange pool)
      throws StartupException {
    String where = "--pool " + pool;
    LocalInterface on = checkOnSubnet(where, pool.first(), all);
    if (!on.isOnSubnet(pool.last())) {
      throw notWithin(where, List.of(on));
    }
    int network = on.address() & on.netmask();
    if (pool.contains(network) || pool.contains(network | ~on.netmask())) {
      throw new StartupException(
          where
              + " holds the first or last address of "
              + on.subnet()
              + ", which no host may have");
    }
    if (pool.size() == 1 && pool.contains(on.address())) {
      throw new StartupException(where + " holds nothing but the server's own address");
    }
  }

  private void checkReserved(List<LocalInterface> all) throws StartupException {
    Set<Integer> seen = new HashSet<>(routers);
    for (Map.Entry<Long, Integer> one : reserved.entrySet()) {
      int address = one.getValue();
      String where = "--reserve " + Printable.mac(one.getKey()) + "=" + Ipv4.format(address);
      LocalInterface on = checkOnSubnet(where, address, all);
      if (address == on.address() || !seen.add(address)) {
        throw new StartupException(where + " is this server's, a router's or another machine's");
      }
    }
  }

  private static LocalInterface checkOnSubnet(
      String where, int address, List<LocalInterface> interfaces) throws StartupException {
    for (LocalInterface on : interfaces) {
      if (on.isOnSubnet(address)) {
        return on;
      }
    }
    throw notWithin(where, interfaces);
  }

  private static StartupException notWithin(String where, List<LocalInterface> interfaces) {
    return new StartupException(
        where
            + " is not within "
            + interfaces.stream()
                .map(
                    on ->
                        "the subnet %s of %s (%s)"
                            .formatted(on.subnet(), on.name(), Ipv4.format(on.address())))
                .collect(Collectors.joining(" or ")));
  }

  private int checkedClientPort() throws StartupException {
    if (dhcpPort == 65_535) {
      throw new StartupException("--dhcp-port 65535 leaves no next port for the clients");
    }
    if (dhcpPort == 65_534 && proxy) {
      throw new StartupException("--dhcp-port 65534 leaves no port for PXE boot servers");
    }
    return dhcpPort + 1;
  }
}
