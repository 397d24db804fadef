package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds free addresses in ranges: those never used first, in order; then, in turn, any whose time
 * is over. Remembers how far it came, so that a full range costs nothing until one is free.
 */
final class AddressSearch {
  private static final long LONG_AGO = Long.MIN_VALUE;

  /** What is known of addresses. */
  interface Known {
    /** Whether the address was never used, and there is room for one more. */
    boolean isFresh(int address);

    /** When the address is free: not after now if it is; the greatest of all if never. */
    long freeFrom(int address);
  }

  /** How far the search in a range has come. */
  private static final class Progress {
    final AddressPlan.Range range;

    /** All before were used at some time. */
    long fresh;

    /** Where the search among those goes on. */
    long next;

    /** No address of the range is free before, but for those that were given back since. */
    long fullUntil = LONG_AGO;

    /** Those; strangers cannot have all be looked at again by giving one back. */
    final Set<Integer> givenBack = new LinkedHashSet<>();

    Progress(AddressPlan.Range range) {
      this.range = range;
    }
  }

  private final Known known;
  private final Map<AddressPlan.Range, Progress> ranges = new HashMap<>();
  private final List<Progress> all = new ArrayList<>();

  /** Whether a range was found full, ever. */
  private boolean anyFull;

  AddressSearch(Known known) {
    this.known = known;
  }

  /** A free address of these places; 0 if there is none. */
  int find(Places places, long now) {
    List<AddressPlan.Range> all = places.ranges();
    for (int index = 0; index < all.size(); index++) {
      int address = find(all.get(index), places, now);
      if (address != Ipv4.ANY) {
        return address;
      }
    }
    return Ipv4.ANY;
  }

  private int find(AddressPlan.Range range, Places places, long now) {
    Progress progress = ranges.get(range);
    if (progress == null) {
      progress = new Progress(range);
      ranges.put(range, progress);
      all.add(progress);
    }
    if (progress.fullUntil > now) {
      return givenBack(progress, places, now);
    }
    progress.givenBack.clear();
    long size = Integer.toUnsignedLong(range.last()) - Integer.toUnsignedLong(range.first()) + 1;
    for (; progress.fresh < size; progress.fresh++) {
      int address = (int) (range.first() + progress.fresh);
      if (known.isFresh(address) && places.isFreeForAll(address)) {
        return address;
      }
    }
    long tries = Math.min(size, LeaseTable.MOST_ADDRESSES);
    long soonest = Long.MAX_VALUE;
    for (long tried = 0; tried < tries; tried++) {
      long index = (progress.next + tried) % size;
      int address = (int) (range.first() + index);
      long from = known.freeFrom(address);
      if (from > now) {
        soonest = Math.min(soonest, from);
      } else if (places.isFreeForAll(address)) {
        progress.next = (index + 1) % size;
        return address;
      }
    }
    progress.fullUntil = soonest;
    anyFull = true;
    return Ipv4.ANY;
  }

  private int givenBack(Progress progress, Places places, long now) {
    Iterator<Integer> each = progress.givenBack.iterator();
    while (each.hasNext()) {
      int address = each.next();
      each.remove();
      if (known.freeFrom(address) <= now && places.isFreeForAll(address)) {
        return address;
      }
    }
    return Ipv4.ANY;
  }

  /** An address was given back: where ranges are full, they have room for one. */
  void roomAgain(int address) {
    for (int index = 0; anyFull && index < all.size(); index++) {
      Progress progress = all.get(index);
      if (progress.fullUntil != LONG_AGO && holds(progress.range, address)) {
        progress.givenBack.add(address);
      }
    }
  }

  /** An address is somebody's until a time, which may be sooner than any that was known. */
  void roomAt(int address, long time) {
    for (int index = 0; anyFull && index < all.size(); index++) {
      Progress progress = all.get(index);
      if (progress.fullUntil > time && holds(progress.range, address)) {
        progress.fullUntil = time;
      }
    }
  }

  private static boolean holds(AddressPlan.Range range, int address) {
    return Integer.compareUnsigned(address, range.first()) >= 0
        && Integer.compareUnsigned(address, range.last()) <= 0;
  }

  /** There are other ranges now, or other addresses are reserved. */
  void beginAnew() {
    ranges.clear();
    all.clear();
    anyFull = false;
  }
}
