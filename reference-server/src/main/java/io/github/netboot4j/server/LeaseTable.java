package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address of the pool, in memory. Time is handed in, in milliseconds of any steady
 * clock. Its size is the pool's: strangers cannot make it grow.
 */
final class LeaseTable {
  /** An offered address is kept for its client this long. */
  static final Duration OFFER_TIME = Duration.ofSeconds(60);

  /** An address that a client found in use by somebody else is not given out for this long. */
  static final Duration QUARANTINE_TIME = Duration.ofMinutes(10);

  private static final long LONG_AGO = Long.MIN_VALUE;

  /** What is known of one address; {@code key} is null when no client is tied to it. */
  private static final class Slot {
    @Nullable ClientKey key;
    long macAddress = -1;
    boolean bound;
    long until = LONG_AGO;
  }

  private final AddressRange pool;
  private final int[] reserved;
  private final Slot[] slots;
  private final Map<ClientKey, Integer> indexByClient = new HashMap<>();
  private int nextFresh;

  /** A table without leases; {@code reserved} addresses of the pool are never given out. */
  LeaseTable(AddressRange pool, int... reserved) {
    this.pool = pool;
    this.reserved = reserved.clone();
    this.slots = new Slot[pool.size()];
    for (int index = 0; index < slots.length; index++) {
      slots[index] = new Slot();
    }
  }

  /**
   * Finds an address for a client and keeps it for the time of an offer: its own, else the one it
   * asks for, else a free one.
   *
   * @return the address, or 0 if all are taken
   */
  synchronized int offer(ClientKey client, long macAddress, int requested, long now) {
    int index = indexOf(client);
    if (index < 0 && isFree(requested, now)) {
      index = requested - pool.first();
    }
    if (index < 0) {
      index = findFree(now);
    }
    if (index < 0) {
      return Ipv4.ANY;
    }
    Slot slot = slots[index];
    boolean bound = slot.bound && slot.until > now && client.equals(slot.key);
    long until = now + OFFER_TIME.toMillis();
    tie(index, client, macAddress, bound, bound ? Math.max(slot.until, until) : until);
    return pool.first() + index;
  }

  /**
   * Gives a client an address that is its own or free.
   *
   * @return false if it is somebody else's, or not of the pool
   */
  synchronized boolean bind(
      ClientKey client, long macAddress, int address, long now, Duration leaseTime) {
    int index = indexOf(client);
    boolean own = index >= 0 && pool.first() + index == address;
    if (!own && !isFree(address, now)) {
      return false;
    }
    tie(address - pool.first(), client, macAddress, true, now + leaseTime.toMillis());
    return true;
  }

  /** Whether this address is tied to this client. */
  synchronized boolean isOwn(ClientKey client, int address) {
    int index = indexOf(client);
    return index >= 0 && pool.first() + index == address;
  }

  /** Whether some address is tied to this client. */
  synchronized boolean knows(ClientKey client) {
    return indexOf(client) >= 0;
  }

  /** Frees a client's address; false if it is not that client's. */
  synchronized boolean release(ClientKey client, int address) {
    if (!isOwn(client, address)) {
      return false;
    }
    untie(address - pool.first());
    return true;
  }

  /** Frees whatever was offered to a client that took another server's offer. */
  synchronized void withdrawOffer(ClientKey client) {
    int index = indexOf(client);
    if (index >= 0 && !slots[index].bound) {
      untie(index);
    }
  }

  /** Takes an address out of use for a while; false if it is not that client's. */
  synchronized boolean decline(ClientKey client, int address, long now) {
    if (!release(client, address)) {
      return false;
    }
    slots[address - pool.first()].until = now + QUARANTINE_TIME.toMillis();
    return true;
  }

  /** The MAC address of the client that has or last had an address; -1 if none is known. */
  synchronized long macAddressOf(int address) {
    return pool.contains(address) ? slots[address - pool.first()].macAddress : -1;
  }

  private int indexOf(ClientKey client) {
    return indexByClient.getOrDefault(client, -1);
  }

  private boolean isFree(int address, long now) {
    if (!pool.contains(address)) {
      return false;
    }
    for (int taken : reserved) {
      if (taken == address) {
        return false;
      }
    }
    // A slot without a client is free too, unless it is in quarantine.
    Slot slot = slots[address - pool.first()];
    return slot.until <= now;
  }

  /** Never used ones first, in order; then any whose time is over. */
  private int findFree(long now) {
    for (int tried = 0; tried < slots.length; tried++) {
      int index = (nextFresh + tried) % slots.length;
      if (isFree(pool.first() + index, now)) {
        nextFresh = (index + 1) % slots.length;
        return index;
      }
    }
    return -1;
  }

  private void tie(int index, ClientKey client, long macAddress, boolean bound, long until) {
    int before = indexOf(client);
    if (before >= 0 && before != index) {
      untie(before);
    }
    Slot slot = slots[index];
    if (slot.key != null && !slot.key.equals(client)) {
      indexByClient.remove(slot.key);
    }
    slot.key = client;
    slot.macAddress = macAddress;
    slot.bound = bound;
    slot.until = until;
    indexByClient.put(client, index);
  }

  private void untie(int index) {
    Slot slot = slots[index];
    if (slot.key != null) {
      indexByClient.remove(slot.key);
    }
    slot.key = null;
    slot.bound = false;
    slot.until = LONG_AGO;
  }
}
