package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.OctetTable;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Keys;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.RelayAgentInformation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Where a Windows server has addresses from: its scopes, looked up by network and by client. */
final class WindowsAddresses implements AddressPlan {
  private final List<WindowsScope> scopes;
  private final List<WindowsPolicy> serverPolicies;

  /** Numbers of the scopes in the order of their networks. */
  private final int[] byNetwork;

  /**
   * For each scope the numbers of the scopes of the same network, itself alone if there are none.
   */
  private final int[][] sameNetwork;

  private final List<WindowsScope.Reservation> reservations = new ArrayList<>();
  private final OctetTable reservationKeys;
  private final Map<Integer, Keys> keysByScope = new ConcurrentHashMap<>();
  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  /** The scope of a request. */
  final Selector scope = new ByScope();

  private final class ByScope implements PlainSelector, Walked.Choosing {
    /** A client of no scope is on a network that is not served: taken for granted. */
    @Override
    public Plain plain(int number, PlainConditions others) {
      return number < 0 ? Plain.never() : others.onSubnetOf(scopes.get(number).network());
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      return scopeOf(request, space);
    }

    @Override
    public String name(int number) {
      return number < 0 ? "no scope" : scopes.get(number).toString();
    }

    @Override
    public int select(Walk walk) {
      return new WindowsAddressesWalk(WindowsAddresses.this, walk).scope();
    }
  }

  /** The reservation of a request's client in that scope. */
  final Selector reservation = new ByReservation();

  private final class ByReservation implements PlainSelector, Walked.Choosing {
    @Override
    public Plain plain(int number, PlainConditions others) {
      return number < 0
          ? new Plain.Unsayable("a client without a reservation")
          : new Plain.Is(
              Plain.Subject.CLIENT_ID, 0, Plain.Mode.EQUALS, reservations.get(number).clientId());
    }

    @Override
    public int select(BootRequest request, Workspace space) {
      int number = space.selected(scope, request);
      return number < 0 ? NONE : reservationOf(number, request, space);
    }

    @Override
    public String name(int number) {
      return number < 0
          ? "no reservation"
          : "reservation " + Ipv4.format(reservations.get(number).address());
    }

    @Override
    public int select(Walk walk) {
      int number = walk.selected(scope);
      return number < 0
          ? NONE
          : new WindowsAddressesWalk(WindowsAddresses.this, walk).reservation(number);
    }
  }

  WindowsAddresses(List<WindowsScope> scopes, List<WindowsPolicy> serverPolicies)
      throws ConfigurationException {
    this.scopes = List.copyOf(scopes);
    this.serverPolicies = serverPolicies;
    byNetwork =
        IntStream.range(0, scopes.size())
            .boxed()
            .sorted(
                (one, other) ->
                    Integer.compareUnsigned(scopes.get(one).network(), scopes.get(other).network()))
            .mapToInt(Integer::intValue)
            .toArray();
    checkApart();
    sameNetwork = new int[scopes.size()][];
    Map<String, int[]> superscopes = new HashMap<>();
    Map<String, int[]> keys = new HashMap<>();
    for (int number = 0; number < scopes.size(); number++) {
      String superscope = scopes.get(number).superscope();
      sameNetwork[number] =
          superscope.isEmpty()
              ? new int[] {number}
              : superscopes.computeIfAbsent(superscope, this::membersOf);
      for (WindowsScope.Reservation one : scopes.get(number).reservations()) {
        reservations.add(one);
        int[] before =
            keys.putIfAbsent(key(number, one.clientId()), new int[] {reservations.size() - 1});
        if (before != null) {
          throw one.element().fault("the client has two reservations here");
        }
      }
    }
    reservationKeys = new OctetTable(keys);
  }

  private int[] membersOf(String superscope) {
    return IntStream.range(0, scopes.size())
        .filter(number -> scopes.get(number).superscope().equals(superscope))
        .toArray();
  }

  private void checkApart() throws ConfigurationException {
    for (int index = 1; index < byNetwork.length; index++) {
      WindowsScope below = scopes.get(byNetwork[index - 1]);
      WindowsScope above = scopes.get(byNetwork[index]);
      if (below.contains(above.network()) || above.contains(below.network())) {
        throw above.element().fault("the scope overlaps that of line " + below.element().line);
      }
    }
  }

  @Override
  public List<NamedClient> namedClients() {
    List<NamedClient> named = new ArrayList<>();
    for (WindowsScope.Reservation one : reservations) {
      NamedClient.ofAddress("reservation " + Ipv4.format(one.address()), one.clientId())
          .ifPresent(named::add);
    }
    return named;
  }

  /** The scopes of one network, by one of them. */
  int[] sameNetwork(int number) {
    return sameNetwork[number];
  }

  /** The client identifiers of a scope's reservations. */
  Keys clientIds(int number) {
    return keysByScope.computeIfAbsent(
        number,
        one ->
            new Keys(
                scopes.get(one).reservations().stream()
                    .map(WindowsScope.Reservation::clientId)
                    .toList()));
  }

  /** The number of a reservation. */
  int reservation(int number, String clientId) {
    return reservationKeys.find(key(number, clientId))[0];
  }

  List<WindowsScope> scopes() {
    return scopes;
  }

  List<WindowsScope.Reservation> reservations() {
    return reservations;
  }

  private static String key(int scope, String clientId) {
    return ""
        + (char) (scope >>> 16)
        + (char) (scope >>> 8 & 0xFF)
        + (char) (scope & 0xFF)
        + clientId;
  }

  private int reservationOf(int number, BootRequest request, Workspace space) {
    int start = space.length();
    space.append(number >>> 16);
    space.append(number >>> 8);
    space.append(number);
    WindowsMatch.Subject.CLIENT_ID.append(request, space);
    int[] found = reservationKeys.find(space, start);
    space.truncate(start);
    return found.length == 0 ? Selector.NONE : found[0];
  }

  private int scopeOf(BootRequest request, Workspace space) {
    if (request.givenAddress() != Ipv4.ANY) {
      return containing(request.givenAddress());
    }
    int home = containing(networkOf(request, space));
    if (home < 0) {
      return Selector.NONE;
    }
    for (int member : sameNetwork[home]) {
      if (reservationOf(member, request, space) >= 0) {
        return member;
      }
    }
    return home;
  }

  /** An address of the client's network: what the relay says, or where the request came in. */
  private int networkOf(BootRequest request, Workspace space) {
    int relay = request.message().relayAddress();
    if (relay != Ipv4.ANY) {
      int selected = linkSelection(request, space);
      return selected != Ipv4.ANY ? selected : relay;
    }
    int own = request.message().clientAddress();
    return own != Ipv4.ANY && containing(own) >= 0 ? own : request.arrivalAddress();
  }

  /** RFC 3527: the relay's address need not be of the client's network. */
  private static int linkSelection(BootRequest request, Workspace space) {
    OptionValue value = space.value();
    if (request.message().readOption(OptionCode.RELAY_AGENT_INFORMATION, value)) {
      int at = 0;
      while (at + 2 <= value.length() && at + 2 + value.unsigned8(at + 1) <= value.length()) {
        int length = value.unsigned8(at + 1);
        if (value.unsigned8(at) == RelayAgentInformation.LINK_SELECTION
            && length == Integer.BYTES) {
          return value.int32(at + 2);
        }
        at += 2 + length;
      }
    }
    return Ipv4.ANY;
  }

  int containing(int address) {
    int low = 0;
    int high = byNetwork.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      WindowsScope found = scopes.get(byNetwork[middle]);
      if (found.contains(address)) {
        return byNetwork[middle];
      }
      if (Integer.compareUnsigned(address, found.network()) < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return Selector.NONE;
  }

  @Override
  public List<Subnet> subnets() {
    return scopes.stream().map(one -> new Subnet(one.network(), one.netmask(), false)).toList();
  }

  @Override
  public int reservedFor(BootRequest request) {
    Workspace space = begin();
    int number = space.selected(reservation, request);
    return number < 0 ? Ipv4.ANY : reservations.get(number).address();
  }

  /**
   * With policies that have ranges and fit, those ranges and no other; else what no policy has for
   * itself. A superscope's other scopes follow.
   */
  @Override
  public List<Range> rangesFor(BootRequest request) {
    Workspace space = begin();
    int home = space.selected(scope, request);
    List<Range> ranges = new ArrayList<>();
    if (home >= 0) {
      addRanges(scopes.get(home), request, space, ranges);
      for (int member : sameNetwork[home]) {
        if (member != home) {
          addRanges(scopes.get(member), request, space, ranges);
        }
      }
    }
    return ranges;
  }

  @Override
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (WindowsScope of : scopes) {
      ranges.addAll(of.free());
      of.policies().forEach(policy -> ranges.addAll(policy.ranges()));
    }
    return ranges;
  }

  private void addRanges(
      WindowsScope of, BootRequest request, Workspace space, List<Range> ranges) {
    int before = ranges.size();
    for (WindowsPolicy policy : of.policies()) {
      if (!policy.ranges().isEmpty() && policy.condition().holds(request, space)) {
        ranges.addAll(policy.ranges());
      }
    }
    if (ranges.size() == before) {
      ranges.addAll(of.free());
    }
  }

  @Override
  public LeaseTimes leaseTimesFor(BootRequest request) {
    Workspace space = begin();
    int number = space.selected(scope, request);
    int seconds = number < 0 ? -1 : scopes.get(number).leaseSeconds();
    List<WindowsPolicy> policies = new ArrayList<>();
    if (number >= 0) {
      policies.addAll(scopes.get(number).policies());
    }
    policies.addAll(serverPolicies);
    for (WindowsPolicy policy : policies) {
      if (policy.leaseSeconds() != WindowsPolicy.NO_LEASE_TIME
          && policy.condition().holds(request, space)) {
        seconds = policy.leaseSeconds();
        break;
      }
    }
    return new LeaseTimes(0, seconds, seconds);
  }

  @Override
  public boolean isAuthoritative(BootRequest request) {
    return true;
  }

  private Workspace begin() {
    Workspace space = workspaces.get();
    space.begin();
    return space;
  }
}
