package io.github.netboot4j.chainload.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a {@code dhcpd.conf} declares. */
final class IscModel {
  private final boolean goOn;
  private final IscSpaces spaces = new IscSpaces();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();

  /** Narrower ones before wider ones that hold them, else the last one declared first. */
  private final List<Subnet> subnets = new ArrayList<>();

  private final Map<String, ClientClass> classes = new HashMap<>();
  private final List<ClientClass> classesInOrder = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Set<String> hostNames = new HashSet<>();
  private final Map<String, IscScope> groups = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> peers = new HashSet<>();
  private final TreeMap<Long, Long> ranges = new TreeMap<>();
  private final IscScope root;

  IscModel(String source, boolean goOn) {
    this.goOn = goOn;
    root = new IscScope(IscScope.Kind.ROOT, new IscPlace(source, 1, ""), "", null);
  }

  /** Subnets on one link. */
  static final class Network {
    final IscScope scope;
    final List<Subnet> subnets = new ArrayList<>();
    final List<Pool> pools = new ArrayList<>();

    /** Some of the subnets hold others. */
    boolean nested;

    Network(IscScope scope) {
      this.scope = scope;
    }
  }

  /** A subnet; one outside of a shared network shares its scope with the network made for it. */
  static final class Subnet {
    final IscScope scope;
    final Network network;
    final int address;
    final int netmask;

    /** Ranges of its addresses; one that they hold is of this subnet even where others hold it. */
    final List<AddressPlan.Range> ranges = new ArrayList<>();

    Subnet(IscScope scope, Network network, int address, int netmask) {
      this.scope = scope;
      this.network = network;
      this.address = address;
      this.netmask = netmask;
    }

    boolean holds(int other) {
      return (other & netmask) == address;
    }

    boolean overlaps(Subnet other) {
      return holds(other.address) || other.holds(address);
    }
  }

  /** Ranges of addresses, and who may have them. */
  static final class Pool {
    final IscScope scope;
    final List<AddressPlan.Range> ranges = new ArrayList<>();
    final List<Permit> permits = new ArrayList<>();
    final List<Permit> prohibits = new ArrayList<>();

    Pool(IscScope scope) {
      this.scope = scope;
    }

    boolean holds(int address) {
      return IscModel.holds(ranges, address);
    }
  }

  static boolean holds(List<AddressPlan.Range> ranges, int address) {
    for (int index = 0; index < ranges.size(); index++) {
      AddressPlan.Range range = ranges.get(index);
      if (Integer.compareUnsigned(range.first(), address) <= 0
          && Integer.compareUnsigned(address, range.last()) <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whom a pool is for, or not for. */
  record Permit(Who who, @Nullable ClientClass clientClass) {
    /** The sorts of clients. */
    enum Who {
      KNOWN,
      UNKNOWN,
      AUTHENTICATED,
      UNAUTHENTICATED,
      ALL,
      DYNAMIC_BOOTP,
      MEMBERS,
      /** Depends on what this reader does not know. */
      NOT_UNDERSTOOD
    }
  }

  /** A class, and the subclasses that are told apart by a value. */
  static final class ClientClass {
    final IscScope scope;
    final Map<String, IscScope> subclasses = new HashMap<>();
    final List<String> subclassKeys = new ArrayList<>();
    @Nullable IscExpression condition;
    @Nullable IscExpression key;
    boolean spawning;

    ClientClass(IscScope scope) {
      this.scope = scope;
    }
  }

  /** A host, and how it is known. */
  static final class Host {
    final IscScope scope;
    final List<IscExpression> fixedAddresses = new ArrayList<>();
    @Nullable String hardware;
    @Nullable String clientIdentifier;
    @Nullable IscOption identifyingOption;
    @Nullable String identifier;

    Host(IscScope scope) {
      this.scope = scope;
    }
  }

  IscSpaces spaces() {
    return spaces;
  }

  IscScope root() {
    return root;
  }

  List<Remark> remarks() {
    return remarks;
  }

  List<Network> networks() {
    return networks;
  }

  List<Subnet> subnets() {
    return subnets;
  }

  List<ClientClass> classes() {
    return classesInOrder;
  }

  List<Host> hosts() {
    return hosts;
  }

  Map<String, IscScope> groups() {
    return groups;
  }

  Set<String> keys() {
    return keys;
  }

  Set<String> peers() {
    return peers;
  }

  @Nullable ClientClass clientClass(String name) {
    return classes.get(name);
  }

  void add(ClientClass clientClass) {
    classes.put(clientClass.scope.name(), clientClass);
    classesInOrder.add(clientClass);
  }

  /** Adds a host unless there is one of that name. */
  boolean add(Host host) {
    return hostNames.add(host.scope.name()) && hosts.add(host);
  }

  /** Puts a subnet before the first one that it lies in, else before all. */
  void add(Subnet subnet) {
    for (int index = 0; index < subnets.size(); index++) {
      if (isInner(subnet, subnets.get(index))) {
        subnets.add(index, subnet);
        return;
      }
    }
    subnets.add(0, subnet);
  }

  static boolean isInner(Subnet subnet, Subnet than) {
    return subnet.overlaps(than) && Integer.compareUnsigned(subnet.netmask, than.netmask) > 0;
  }

  /** Takes addresses for a pool unless some of them are in one. */
  boolean takeAddresses(AddressPlan.Range range) {
    long first = range.first() & 0xFFFF_FFFFL;
    long last = range.last() & 0xFFFF_FFFFL;
    Map.Entry<Long, Long> before = ranges.floorEntry(last);
    if (before != null && before.getValue() >= first) {
      return false;
    }
    ranges.put(first, last);
    return true;
  }

  void remark(IscPlace place, Remark.Kind kind, String why) {
    remarks.add(place.remark(kind, why));
  }

  /** A statement that does nothing, and is likely to be a slip. */
  void slip(IscPlace place, Finding.Kind finding, String why) {
    remarks.add(place.slip(finding, why));
  }

  /** A statement that this reader does not understand and that could touch a boot decision. */
  void notUnderstood(IscPlace place, String why) throws ConfigurationException {
    if (!goOn) {
      throw place.fault(
          (place.text().isEmpty() ? "" : place.text() + ": ")
              + why
              + "; it could touch what is booted");
    }
    remark(place, Remark.Kind.NOT_UNDERSTOOD, why);
  }
}
