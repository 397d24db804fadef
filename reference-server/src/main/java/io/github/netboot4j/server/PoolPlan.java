package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.List;

/** The plan of the command line's flags: one range, on the server's own subnet. */
final class PoolPlan implements AddressPlan {
  private final LocalInterface on;
  private final AddressRange pool;
  private final List<Range> ranges;
  private final LeaseTimes leaseTimes;

  PoolPlan(LocalInterface on, AddressRange pool, Duration leaseTime) {
    this.on = on;
    this.pool = pool;
    this.ranges = List.of(new Range(pool.first(), pool.last()));
    int seconds = Math.toIntExact(leaseTime.toSeconds());
    this.leaseTimes = new LeaseTimes(seconds, seconds, seconds);
  }

  @Override
  public String toString() {
    return "%d addresses, %s, for %d s each".formatted(pool.size(), pool, leaseTimes.byDefault());
  }

  @Override
  public List<Subnet> subnets() {
    return List.of(new Subnet(on.address() & on.netmask(), on.netmask(), false));
  }

  @Override
  public int reservedFor(BootRequest request) {
    return Ipv4.ANY;
  }

  @Override
  public List<Range> rangesFor(BootRequest request) {
    return on.isOnSubnet(Places.linkOf(request)) ? ranges : List.of();
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
