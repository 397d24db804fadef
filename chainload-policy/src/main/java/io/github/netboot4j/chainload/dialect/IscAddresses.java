package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.MessageType;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses pool and subnet: those of the address that the client is given, or, while it is given
 * none, of the first one that it could be given.
 */
final class IscAddresses {
  private static final int NONE = Selector.NONE;

  private final List<IscModel.Network> networks;
  private final List<IscModel.Pool> pools = new ArrayList<>();

  /** Those of each pool. */
  private final List<List<AddressPlan.Range>> ranges = new ArrayList<>();

  private final List<IscModel.Subnet> subnets;
  private final int[] firstPool;
  private final int[] onlySubnet;
  private final List<Condition> permits = new ArrayList<>();
  private final Selector links;
  private final IscHosts hosts;

  private final Selector pool = new ByPool();
  private final Selector subnet = new BySubnet();

  private final class ByPool implements Selector, Walked.Choosing {
    @Override
    public int select(BootRequest request, Workspace space) {
      return selectPool(request, space);
    }

    @Override
    public int select(Walk walk) {
      return new IscAddressesWalk(IscAddresses.this, walk).pool();
    }

    @Override
    public String name(int number) {
      return number < 0 ? "of no pool" : "of " + pools.get(number).scope;
    }
  }

  private final class BySubnet implements PlainSelector, Walked.Choosing {
    @Override
    public Plain plain(int number, PlainConditions others) {
      return number < 0 ? Plain.never() : others.onSubnetOf(subnets.get(number).address);
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      return selectSubnet(request, space);
    }

    @Override
    public int select(Walk walk) {
      return new IscAddressesWalk(IscAddresses.this, walk).subnet();
    }

    @Override
    public String name(int number) {
      return number < 0 ? "of no subnet" : "of " + subnets.get(number).scope;
    }
  }

  IscAddresses(IscModel model, Selector links, IscHosts hosts) {
    networks = List.copyOf(model.networks());
    subnets = List.copyOf(model.subnets());
    this.links = links;
    this.hosts = hosts;
    firstPool = new int[networks.size() + 1];
    onlySubnet = new int[networks.size()];
    for (int index = 0; index < networks.size(); index++) {
      onlySubnet[index] = indexOf(networks.get(index).subnets.get(0));
      firstPool[index] = pools.size();
      pools.addAll(networks.get(index).pools);
    }
    firstPool[networks.size()] = pools.size();
    pools.forEach(one -> ranges.add(List.copyOf(one.ranges)));
  }

  List<IscModel.Pool> pools() {
    return pools;
  }

  List<IscModel.Subnet> subnets() {
    return subnets;
  }

  /** The number of the first pool of a network; those of the next network follow. */
  int firstPool(int link) {
    return firstPool[link];
  }

  Selector links() {
    return links;
  }

  IscHosts hosts() {
    return hosts;
  }

  IscModel.Network network(int link) {
    return networks.get(link);
  }

  /** Whom each pool is for, in the order of {@link #pools()}. */
  void permit(Condition clients) {
    permits.add(clients);
  }

  Selector pool() {
    return pool;
  }

  Selector subnet() {
    return subnet;
  }

  /** The ranges that a client may have an address of, those of its network. */
  List<AddressPlan.Range> permitted(BootRequest request, Workspace space) {
    List<AddressPlan.Range> found = List.of();
    int link = space.selected(links, request);
    for (int index = link < 0 ? 0 : firstPool[link];
        link >= 0 && index < firstPool[link + 1];
        index++) {
      if (permits.get(index).holds(request, space)) {
        found = PlanAnswers.joined(found, ranges.get(index));
      }
    }
    return found;
  }

  private int selectPool(BootRequest request, Workspace space) {
    int link = space.selected(links, request);
    if (link < 0 || space.selected(hosts.reservations(), request) >= 0) {
      return NONE;
    }
    boolean informed = isInform(request);
    int given = informed ? request.message().clientAddress() : request.givenAddress();
    for (int index = firstPool[link]; given != 0 && index < firstPool[link + 1]; index++) {
      if (pools.get(index).holds(given)) {
        return index;
      }
    }
    for (int index = firstPool[link]; !informed && index < firstPool[link + 1]; index++) {
      if (permits.get(index).holds(request, space)) {
        return index;
      }
    }
    return NONE;
  }

  /** The client has an address already, and wants to know the rest. */
  static boolean isInform(BootRequest request) {
    return request.message().messageType() == MessageType.INFORM;
  }

  private int selectSubnet(BootRequest request, Workspace space) {
    int link = space.selected(links, request);
    if (link < 0) {
      return NONE;
    }
    List<IscModel.Subnet> siblings = networks.get(link).subnets;
    if (siblings.size() == 1) {
      return onlySubnet[link];
    }
    int address = isInform(request) ? request.message().clientAddress() : address(request, space);
    for (int index = 0; networks.get(link).nested && index < siblings.size(); index++) {
      if (IscModel.holds(siblings.get(index).ranges, address)) {
        return indexOf(siblings.get(index));
      }
    }
    for (int index = 0; index < siblings.size(); index++) {
      if (siblings.get(index).holds(address)) {
        return indexOf(siblings.get(index));
      }
    }
    return NONE;
  }

  int indexOf(IscModel.Subnet wanted) {
    for (int index = 0; index < subnets.size(); index++) {
      if (subnets.get(index) == wanted) {
        return index;
      }
    }
    return NONE;
  }

  /** The address that the client is given, or the first one that it could be given; 0 for none. */
  int address(BootRequest request, Workspace space) {
    int reserved = reserved(request, space);
    if (reserved != 0 || request.givenAddress() != 0) {
      return reserved != 0 ? reserved : request.givenAddress();
    }
    int chosen = space.selected(pool, request);
    return chosen < 0 ? 0 : pools.get(chosen).ranges.get(0).first();
  }

  /** The address that is kept for the client on its network; 0 for none. */
  int reserved(BootRequest request, Workspace space) {
    int link = space.selected(links, request);
    int host = space.selected(hosts.reservations(), request);
    return link < 0 || host < 0 ? 0 : hosts.fixedAddress(host, networks.get(link));
  }

  /** The address as four octets. */
  Data leasedAddress() {
    return new LeasedAddress(this);
  }

  private record LeasedAddress(IscAddresses addresses) implements Data, Walked.Leading {
    @Override
    public int append(BootRequest request, Workspace space) {
      int address = addresses.address(request, space);
      if (address == 0 || isInform(request)) {
        return ABSENT;
      }
      space.append32(address);
      return Integer.BYTES;
    }

    @Override
    public Value value(Walk walk) {
      return new IscAddressesWalk(addresses, walk).leased();
    }

    @Override
    public String toString() {
      return "leased-address";
    }
  }

  /** There is no address for the client, and so no answer. */
  Condition nothingFree() {
    return new NothingFree(this);
  }

  /** Whom each pool is for, in the order of {@link #pools()}. */
  List<Condition> permits() {
    return permits;
  }

  record NothingFree(IscAddresses addresses) implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return new IscAddressesWalk(addresses, walk).isNothingFree();
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return !isInform(request)
          && space.selected(addresses.pool, request) < 0
          && addresses.reserved(request, space) == 0;
    }

    @Override
    public String toString() {
      return "there is no address for it";
    }
  }
}
