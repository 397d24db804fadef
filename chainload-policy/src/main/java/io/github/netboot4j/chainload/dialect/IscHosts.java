package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.HardwareData;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the host that a request comes from: by client identifier, then hardware address, then the
 * option that identifies it. Hosts that are found by the same form a chain, in their order.
 */
final class IscHosts {
  private static final int NONE = Selector.NONE;

  private final Data clientIdentifier =
      new OptionData(OptionCode.CLIENT_IDENTIFIER, false, "dhcp-client-identifier");
  private final Data hardware = new HardwareData();

  private final List<IscModel.Host> hosts;
  private final IscModel model;
  private final Selector links;
  private final int[] next;
  private final int[][] fixed;
  private final boolean withAddresses;
  private final IscIndex byIdentifier;
  private final IscIndex byHardware;
  private final List<Identified> byOption = new ArrayList<>();

  private final Selector reservations = new Reservations();
  private final Selector declared = new Declared();

  private final class Reservations implements Selector, Walked.Choosing {
    @Override
    public int select(BootRequest request, Workspace space) {
      return reservation(request, space);
    }

    @Override
    public int select(Walk walk) {
      return new IscHostsWalk(IscHosts.this, walk).reservation();
    }

    @Override
    public String name(int number) {
      return number < 0 ? "without a fixed address here" : "host " + hostName(number);
    }
  }

  private final class Declared implements PlainSelector, Walked.Choosing {
    @Override
    public Plain plain(int number, PlainConditions others) {
      return number < 0
          ? Plain.no(PlainFromDhcpd.any(hosts))
          : PlainFromDhcpd.host(hosts.get(number));
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      if (IscAddresses.isInform(request)) {
        return informed(request, space);
      }
      int reserved = space.selected(reservations, request);
      return reserved >= 0 ? reserved : withoutAddress(request, space);
    }

    @Override
    public int select(Walk walk) {
      return new IscHostsWalk(IscHosts.this, walk).declared();
    }

    @Override
    public String name(int number) {
      return number < 0 ? "no host declared" : "host " + hostName(number);
    }
  }

  record Identified(Data option, IscIndex hosts) {}

  /**
   * An index of the hosts.
   *
   * @param fixed the addresses of each host, in its order
   * @param identifyingOptions the data of the options that identify hosts
   */
  IscHosts(IscModel model, Selector links, int[][] fixed, Map<IscOption, Data> identifyingOptions) {
    this.model = model;
    this.links = links;
    this.fixed = fixed;
    withAddresses = Arrays.stream(fixed).anyMatch(addresses -> addresses.length > 0);
    hosts = List.copyOf(model.hosts());
    next = new int[hosts.size()];
    Arrays.fill(next, NONE);
    Map<String, Integer> hardwareHeads = new HashMap<>();
    Map<String, Integer> identifierHeads = new HashMap<>();
    Map<IscOption, Map<String, Integer>> optionHeads = new LinkedHashMap<>();
    for (int index = 0; index < hosts.size(); index++) {
      IscModel.Host host = hosts.get(index);
      boolean linked = link(hardwareHeads, host.hardware, index, false);
      linked |= link(identifierHeads, host.clientIdentifier, index, linked);
      if (host.identifyingOption != null) {
        link(
            optionHeads.computeIfAbsent(host.identifyingOption, option -> new HashMap<>()),
            host.identifier,
            index,
            linked);
      }
    }
    byHardware = new IscIndex(hardwareHeads);
    byIdentifier = new IscIndex(identifierHeads);
    optionHeads.forEach(
        (option, heads) ->
            byOption.add(
                0,
                new Identified(
                    identifyingOptions.getOrDefault(option, Data.NONE), new IscIndex(heads))));
  }

  /** Puts a host first for its key, or behind the others unless it stands behind some already. */
  private boolean link(
      Map<String, Integer> heads, @Nullable String key, int index, boolean linked) {
    if (key == null || key.isEmpty()) {
      return false;
    }
    Integer head = heads.putIfAbsent(key, index);
    if (head == null || linked) {
      return false;
    }
    int last = head;
    while (next[last] != NONE && next[last] != index) {
      last = next[last];
    }
    if (last != index && next[last] != index) {
      next[last] = index;
    }
    return true;
  }

  private String hostName(int number) {
    return hosts.get(number).scope.name();
  }

  /** All that are declared. */
  List<IscModel.Host> all() {
    return hosts;
  }

  Selector links() {
    return links;
  }

  boolean withAddresses() {
    return withAddresses;
  }

  Data clientIdentifier() {
    return clientIdentifier;
  }

  Data hardware() {
    return hardware;
  }

  IscIndex byIdentifier() {
    return byIdentifier;
  }

  IscIndex byHardware() {
    return byHardware;
  }

  List<Identified> byOption() {
    return byOption;
  }

  IscModel.Network network(int link) {
    return model.networks().get(link);
  }

  /** The next host that is found by the same; {@link Selector#NONE} behind the last. */
  int next(int host) {
    return next[host];
  }

  int[] fixed(int host) {
    return fixed[host];
  }

  /** Chooses the host whose fixed address the client is given, if it is given one. */
  Selector reservations() {
    return reservations;
  }

  /** Chooses the host whose statements are executed. */
  Selector declared() {
    return declared;
  }

  private int find(Data key, IscIndex among, BootRequest request, Workspace space) {
    if (among.isEmpty()) {
      return NONE;
    }
    int start = space.length();
    int length = key.append(request, space);
    int found = length == Data.ABSENT ? NONE : among.find(space, start, length);
    space.truncate(start);
    return found;
  }

  private int byOption(BootRequest request, Workspace space) {
    for (int index = 0; index < byOption.size(); index++) {
      Identified identified = byOption.get(index);
      int found = find(identified.option(), identified.hosts(), request, space);
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  /** Whether a host is declared for the client, wherever its address may be; not of an INFORM. */
  boolean isKnown(BootRequest request, Workspace space) {
    if (IscAddresses.isInform(request)) {
      return false;
    }
    return find(clientIdentifier, byIdentifier, request, space) != NONE
        || find(hardware, byHardware, request, space) != NONE
        || byOption(request, space) != NONE;
  }

  private int reservation(BootRequest request, Workspace space) {
    int link = withAddresses ? space.selected(links, request) : NONE;
    if (link < 0 || IscAddresses.isInform(request)) {
      return NONE;
    }
    IscModel.Network network = model.networks().get(link);
    int head = find(clientIdentifier, byIdentifier, request, space);
    if (head == NONE) {
      head = find(hardware, byHardware, request, space);
    }
    if (head == NONE) {
      head = byOption(request, space);
    }
    for (int host = head; host != NONE; host = next[host]) {
      if (fixedAddress(host, network) != 0) {
        return host;
      }
    }
    return NONE;
  }

  /** The first of a host's addresses that lies in a network; 0 for none. */
  int fixedAddress(int host, IscModel.Network network) {
    for (int address : fixed[host]) {
      for (int index = 0; index < network.subnets.size(); index++) {
        if (network.subnets.get(index).holds(address)) {
          return address;
        }
      }
    }
    return 0;
  }

  /** For a client with an address: the host with that address, else one without any. */
  private int informed(BootRequest request, Workspace space) {
    int identified = find(clientIdentifier, byIdentifier, request, space);
    int host = withAddress(identified, request.message().clientAddress());
    if (host != NONE) {
      return host;
    }
    int addressed = find(hardware, byHardware, request, space);
    host = withAddress(addressed, request.message().clientAddress());
    if (host != NONE) {
      return host;
    }
    host = withoutAddress(identified);
    return host != NONE ? host : withoutAddress(addressed);
  }

  private int withAddress(int head, int address) {
    for (int host = head; host != NONE; host = next[host]) {
      for (int own : fixed[host]) {
        if (own == address) {
          return host;
        }
      }
    }
    return NONE;
  }

  private int withoutAddress(BootRequest request, Workspace space) {
    int found = withoutAddress(find(clientIdentifier, byIdentifier, request, space));
    if (found == NONE) {
      found = withoutAddress(find(hardware, byHardware, request, space));
    }
    return found != NONE ? found : withoutAddress(byOption(request, space));
  }

  int withoutAddress(int head) {
    int host = head;
    while (host != NONE && fixed[host].length > 0) {
      host = next[host];
    }
    return host;
  }
}
