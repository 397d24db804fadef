package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many addresses are in which state, and how many of each range of a plan can still be given.
 * Counting takes a while where there are many, so it is done no more than a hundredth of the time,
 * however often somebody asks. For one thread.
 */
final class PoolFigures {
  /** A longer range's addresses are not looked through for those that are kept for somebody. */
  private static final int LONGEST_LOOKED_THROUGH = 65_536;

  private static final int SELDOM = 100;

  private final AddressPlan plan;
  private final LeaseTable table;
  private final List<AddressPlan.Range> ranges;

  /** For each range, how many of its addresses are for nobody who just asks. */
  private final long[] kept;

  private final long[] taken;
  private long active;
  private long offered;
  private long expired;
  private long released;
  private long declined;
  private boolean counted;
  private long countedAt;
  private long tookNanos;

  PoolFigures(AddressPlan plan, LeaseTable table) {
    this.plan = plan;
    this.table = table;
    ranges = new ArrayList<>(new LinkedHashSet<>(plan.ranges()));
    ranges.sort(Comparator.comparingLong(range -> Integer.toUnsignedLong(range.first())));
    kept = new long[ranges.size()];
    taken = new long[ranges.size()];
    for (int index = 0; index < kept.length; index++) {
      for (long offset = 0; offset < Math.min(size(index), LONGEST_LOOKED_THROUGH); offset++) {
        kept[index] += isKept((int) (ranges.get(index).first() + offset)) ? 1 : 0;
      }
    }
  }

  AddressPlan plan() {
    return plan;
  }

  private boolean isKept(int address) {
    return plan.isReserved(address) || table.isNeverGiven(address);
  }

  /** Counts anew, unless that was done a moment ago; {@code now} is of the table's clock. */
  void refresh(long now) {
    long begun = System.nanoTime();
    if (counted && begun - countedAt < SELDOM * tookNanos) {
      return;
    }
    active = 0;
    offered = 0;
    expired = 0;
    released = 0;
    declined = 0;
    Arrays.fill(taken, 0);
    table.count(this, now);
    counted = true;
    countedAt = System.nanoTime();
    tookNanos = countedAt - begun;
  }

  /**
   * Counts one address.
   *
   * @param state null for one that was offered and no more
   * @param lasts whether nobody else gets it yet
   */
  void add(int address, @Nullable LeaseState state, boolean lasts) {
    int range = lasts ? rangeOf(address) : -1;
    if (range >= 0 && !isKept(address)) {
      taken[range]++;
    }
    if (state == null) {
      offered += lasts ? 1 : 0;
    } else if (state == LeaseState.RELEASED) {
      released++;
    } else if (!lasts) {
      expired++;
    } else if (state == LeaseState.LEASED) {
      active++;
    } else {
      declined++;
    }
  }

  private int rangeOf(int address) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(ranges.get(middle).first(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean within = low > 0 && Integer.compareUnsigned(address, ranges.get(low - 1).last()) <= 0;
    return within ? low - 1 : -1;
  }

  /** How many ranges there are, in the order of their addresses. */
  int ranges() {
    return ranges.size();
  }

  /** A range, such as {@code 192.0.2.10-192.0.2.99}. */
  String name(int index) {
    AddressPlan.Range range = ranges.get(index);
    return Ipv4.format(range.first()) + "-" + Ipv4.format(range.last());
  }

  /** How many addresses a range has. */
  long size(int index) {
    AddressPlan.Range range = ranges.get(index);
    return Integer.toUnsignedLong(range.last()) - Integer.toUnsignedLong(range.first()) + 1;
  }

  /** How many of them whoever asks can still get. */
  long free(int index) {
    return Math.max(0, size(index) - kept[index] - taken[index]);
  }

  /** Leases that last. */
  long active() {
    return active;
  }

  /** Addresses that are kept for who they were offered to. */
  long offered() {
    return offered;
  }

  /** Leases that have ended, and quarantines. */
  long expired() {
    return expired;
  }

  /** Addresses that were given back. */
  long released() {
    return released;
  }

  /** Addresses in quarantine. */
  long declined() {
    return declined;
  }
}
