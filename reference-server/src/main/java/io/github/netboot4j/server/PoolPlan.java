package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The plan of the command line's flags: ranges on the server's own subnets; or none, where another
 * server gives the addresses.
 */
final class PoolPlan implements AddressPlan {
  private final List<LocalInterface> on;
  private final List<AddressRange> pools;
  private final List<Subnet> subnets;

  /** For each interface, the ranges of its subnet. */
  private final List<List<Range>> ranges = new ArrayList<>();

  /** In ascending order. */
  private final long[] reservedFor;

  /** For each of those, in their order. */
  private final int[] reservedAddress;

  private final AddressMap<Boolean> isReserved = new AddressMap<>();
  private final LeaseTimes leaseTimes;

  /** Without ranges and reservations, this is for ProxyDHCP. */
  PoolPlan(List<LocalInterface> on, List<AddressRange> pools, Duration leaseTime) {
    this(on, pools, Map.of(), leaseTime);
  }

  /**
   * The same with addresses that are kept.
   *
   * @param reserved by the MAC address of whom it is kept for; in a range or beside all
   */
  PoolPlan(
      List<LocalInterface> on,
      List<AddressRange> pools,
      Map<Long, Integer> reserved,
      Duration leaseTime) {
    this.on = List.copyOf(on);
    this.pools = List.copyOf(pools);
    reservedFor = reserved.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    reservedAddress = new int[reservedFor.length];
    for (int index = 0; index < reservedFor.length; index++) {
      reservedAddress[index] = reserved.getOrDefault(reservedFor[index], Ipv4.ANY);
      isReserved.put(reservedAddress[index], true);
    }
    boolean proxy = pools.isEmpty() && reserved.isEmpty();
    subnets =
        on.stream()
            .map(one -> new Subnet(one.address() & one.netmask(), one.netmask(), proxy))
            .toList();
    for (LocalInterface one : on) {
      ranges.add(
          pools.stream()
              .filter(pool -> one.isOnSubnet(pool.first()))
              .map(pool -> new Range(pool.first(), pool.last()))
              .toList());
    }
    int seconds = Math.toIntExact(leaseTime.toSeconds());
    leaseTimes = new LeaseTimes(seconds, seconds, seconds);
  }

  @Override
  public String toString() {
    if (pools.isEmpty() && reservedFor.length == 0) {
      return "no addresses: another server gives them";
    }
    String kept = reservedFor.length == 0 ? "" : "%d reserved, ".formatted(reservedFor.length);
    int count = pools.stream().mapToInt(AddressRange::size).sum();
    String text = pools.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    return "%s%d addresses%s, for %d s each"
        .formatted(kept, count, text.isEmpty() ? "" : ", " + text, leaseTimes.byDefault());
  }

  @Override
  public List<Subnet> subnets() {
    return subnets;
  }

  @Override
  public int reservedFor(BootRequest request) {
    int found = Arrays.binarySearch(reservedFor, request.macAddress());
    if (found < 0) {
      return Ipv4.ANY;
    }
    int address = reservedAddress[found];
    int link = Places.linkOf(request);
    for (int index = 0; index < on.size(); index++) {
      if (on.get(index).isOnSubnet(link) && on.get(index).isOnSubnet(address)) {
        return address;
      }
    }
    return Ipv4.ANY;
  }

  @Override
  public boolean isReserved(int address) {
    return isReserved.has(address);
  }

  @Override
  public List<Range> rangesFor(BootRequest request) {
    int link = Places.linkOf(request);
    for (int index = 0; index < on.size(); index++) {
      if (on.get(index).isOnSubnet(link)) {
        return ranges.get(index);
      }
    }
    return List.of();
  }

  @Override
  public List<Range> ranges() {
    return ranges.stream().flatMap(List::stream).toList();
  }

  @Override
  public LeaseTimes leaseTimesFor(BootRequest request) {
    return leaseTimes;
  }

  @Override
  public boolean isAuthoritative(BootRequest request) {
    return true;
  }
}
