package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Range.Use;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Where dnsmasq's addresses come from. */
final class DnsmasqPlan implements AddressPlan {
  private static final int SHORTEST_LEASE = 120;
  private static final int LAST_OCTET = 0xFF;

  private final DnsmasqRanges ranges;
  private final DnsmasqHosts hosts;
  private final boolean authoritative;
  private final List<Subnet> subnets = new ArrayList<>();
  private final List<NamedClient> named = new ArrayList<>();
  private final PlanAnswers answers = new PlanAnswers();

  /** The reserved addresses, in ascending order as signed numbers. */
  private final int[] reservedNumbers;

  /** For each range what of it is given to anyone, ascending. */
  private final List<List<Range>> free = new ArrayList<>();

  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  DnsmasqPlan(DnsmasqModel model, DnsmasqCompiled parts) {
    ranges = parts.ranges();
    hosts = parts.hosts();
    authoritative = model.authoritative;
    NavigableSet<Integer> reserved = new TreeSet<>(Integer::compareUnsigned);
    for (DnsmasqModel.Host host : model.hosts) {
      if (host.address() != null) {
        reserved.add(host.address());
      }
      for (HardwareAddressIs address : host.addresses()) {
        String name = host.name() == null ? "dhcp-host " + address : "host " + host.name();
        NamedClient.ofAddress(name, address.octets()).ifPresent(named::add);
      }
    }
    reservedNumbers = reserved.stream().mapToInt(Integer::intValue).sorted().toArray();
    for (DnsmasqModel.Setter setter : model.setters) {
      if (setter.when() instanceof HardwareAddressIs address) {
        NamedClient.ofAddress("client with tag " + setter.tag(), address.octets())
            .ifPresent(named::add);
      }
    }
    for (DnsmasqModel.Range range : model.ranges) {
      Integer stated = range.netmask();
      int netmask = stated != null ? stated : DnsmasqRanges.ofClass(range.first());
      Subnet subnet = new Subnet(range.first() & netmask, netmask, range.use() == Use.PROXY);
      if (!subnets.contains(subnet)) {
        subnets.add(subnet);
      }
      free.add(List.copyOf(range.use() == Use.LEASES ? without(reserved, range) : List.of()));
    }
  }

  @Override
  public List<NamedClient> namedClients() {
    return List.copyOf(named);
  }

  /** A range without the addresses of hosts, and without those that Windows takes for none. */
  private static List<Range> without(NavigableSet<Integer> reserved, DnsmasqModel.Range range) {
    List<Range> parts = new ArrayList<>();
    long start = range.first() & 0xFFFF_FFFFL;
    long last = range.last() & 0xFFFF_FFFFL;
    NavigableSet<Long> taken = new TreeSet<>();
    for (int address : reserved.subSet(range.first(), true, range.last(), true)) {
      taken.add(address & 0xFFFF_FFFFL);
    }
    for (long network = start & ~LAST_OCTET; network <= last; network += LAST_OCTET + 1) {
      if (DnsmasqRanges.ofClass((int) network) == 0xFFFF_FF00) {
        taken.add(network);
        taken.add(network + LAST_OCTET);
      } else if (DnsmasqRanges.ofClass((int) last) != 0xFFFF_FF00) {
        break;
      }
    }
    for (long address : taken) {
      if (address < start || address > last) {
        continue;
      }
      if (address > start) {
        parts.add(new Range((int) start, (int) (address - 1)));
      }
      start = address + 1;
    }
    if (start <= last) {
      parts.add(new Range((int) start, (int) last));
    }
    return parts;
  }

  @Override
  public List<Subnet> subnets() {
    return List.copyOf(subnets);
  }

  @Override
  public boolean isReserved(int address) {
    return Arrays.binarySearch(reservedNumbers, address) >= 0;
  }

  private Workspace begin() {
    Workspace space = workspaces.get();
    space.begin();
    return space;
  }

  @Override
  public int reservedFor(BootRequest request) {
    return hosts.addressOf(request, begin());
  }

  @Override
  public List<Range> rangesFor(BootRequest request) {
    Workspace space = begin();
    List<Range> all = List.of();
    for (int pass = 0; pass < 2; pass++) {
      for (int number = 0; number < ranges.count(); number++) {
        boolean tagged = !ranges.range(number).needs().isEmpty();
        if (tagged == (pass == 0)
            && ranges.isActive(number, request, space)
            && ranges.suits(number, request, space)) {
          all = PlanAnswers.joined(all, free.get(number));
        }
      }
    }
    return all;
  }

  @Override
  public List<Range> ranges() {
    return free.stream().flatMap(List::stream).toList();
  }

  @Override
  public LeaseTimes leaseTimesFor(BootRequest request) {
    Workspace space = begin();
    int host = space.selected(hosts, request);
    int range = space.selected(ranges, request);
    Integer ofHost = host == Selector.NONE ? null : hosts.host(host).lease();
    int time =
        ofHost != null
            ? ofHost
            : range == Selector.NONE ? DnsmasqModel.DEFAULT_LEASE : ranges.range(range).lease();
    return answers.leaseTimes(SHORTEST_LEASE, time, time);
  }

  @Override
  public boolean isAuthoritative(BootRequest request) {
    return authoritative;
  }
}
