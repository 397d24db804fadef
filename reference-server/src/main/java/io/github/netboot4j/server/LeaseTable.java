package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address, in memory. Time is handed in, in milliseconds of any steady clock. Its
 * size is that of the ranges, and at most {@value #MOST_ADDRESSES}: strangers cannot make it grow.
 */
final class LeaseTable {
  /** An offered address is kept for its client this long. */
  static final Duration OFFER_TIME = Duration.ofSeconds(60);

  /** An address that a client found in use by somebody else is not given out for this long. */
  static final Duration QUARANTINE_TIME = Duration.ofMinutes(10);

  /** The most addresses that are in use or were. */
  static final int MOST_ADDRESSES = 1_000_000;

  private static final long LONG_AGO = Long.MIN_VALUE;

  /** What is known of one address; {@code key} is null when no client is tied to it. */
  private static final class Slot {
    @Nullable ClientKey key;
    long macAddress = -1;
    boolean bound;
    long until = LONG_AGO;
  }

  /** How far the search in a range has come. */
  private static final class Search {
    long next;

    /** No address of the range is free before. */
    long fullUntil = LONG_AGO;
  }

  private final Set<Integer> neverGiven = new HashSet<>();
  private final Map<Integer, Slot> slots = new HashMap<>();
  private final Map<ClientKey, Integer> addressByClient = new HashMap<>();
  private final Map<AddressPlan.Range, Search> searches = new HashMap<>();

  /** A table without leases; {@code neverGiven} are addresses that no client gets. */
  LeaseTable(int... neverGiven) {
    for (int address : neverGiven) {
      this.neverGiven.add(address);
    }
  }

  /**
   * Finds an address for a client and keeps it for the time of an offer: the one that is reserved
   * for it, else its own, else the one it asks for, else a free one.
   *
   * @return the address, or 0 if all are taken
   */
  synchronized int offer(
      ClientKey client, long macAddress, int requested, Places places, long now) {
    int own = addressOf(client);
    int address = Ipv4.ANY;
    if (places.reserved() != Ipv4.ANY && mayHave(client, places.reserved(), now)) {
      address = places.reserved();
    } else if (own != Ipv4.ANY && places.allow(own)) {
      address = own;
    } else if (places.allow(requested) && isFree(requested, now)) {
      address = requested;
    } else {
      address = findFree(places, now);
    }
    if (address == Ipv4.ANY) {
      return Ipv4.ANY;
    }
    Slot slot = slots.get(address);
    boolean bound = slot != null && slot.bound && slot.until > now && client.equals(slot.key);
    long until = now + OFFER_TIME.toMillis();
    boolean tied =
        tie(
            address,
            client,
            macAddress,
            bound,
            bound && slot != null ? Math.max(slot.until, until) : until);
    return tied ? address : Ipv4.ANY;
  }

  /**
   * Gives a client an address that is its own or free.
   *
   * @return false if it is somebody else's, or not for this client
   */
  synchronized boolean bind(
      ClientKey client, long macAddress, int address, Places places, long now, Duration leaseTime) {
    boolean allowed = address == places.reserved() || places.allow(address);
    return allowed
        && mayHave(client, address, now)
        && tie(address, client, macAddress, true, now + leaseTime.toMillis());
  }

  /** Whether this address is tied to this client. */
  synchronized boolean isOwn(ClientKey client, int address) {
    return address != Ipv4.ANY && addressOf(client) == address;
  }

  /** Whether some address is tied to this client. */
  synchronized boolean knows(ClientKey client) {
    return addressByClient.containsKey(client);
  }

  /** Frees a client's address; false if it is not that client's. */
  synchronized boolean release(ClientKey client, int address) {
    if (!isOwn(client, address)) {
      return false;
    }
    untie(address);
    return true;
  }

  /** Frees whatever was offered to a client that took another server's offer. */
  synchronized void withdrawOffer(ClientKey client) {
    int address = addressOf(client);
    Slot slot = slots.get(address);
    if (slot != null && !slot.bound) {
      untie(address);
    }
  }

  /** Takes an address out of use for a while; false if it is not that client's. */
  synchronized boolean decline(ClientKey client, int address, long now) {
    if (!release(client, address)) {
      return false;
    }
    Slot slot = slots.get(address);
    if (slot != null) {
      slot.until = now + QUARANTINE_TIME.toMillis();
    }
    return true;
  }

  /** The MAC address of the client that has or last had an address; -1 if none is known. */
  synchronized long macAddressOf(int address) {
    Slot slot = slots.get(address);
    return slot == null ? -1 : slot.macAddress;
  }

  private int addressOf(ClientKey client) {
    return addressByClient.getOrDefault(client, Ipv4.ANY);
  }

  private boolean mayHave(ClientKey client, int address, long now) {
    return isOwn(client, address) || isFree(address, now);
  }

  private boolean isFree(int address, long now) {
    if (neverGiven.contains(address)) {
      return false;
    }
    // A slot without a client is free too, unless it is in quarantine.
    Slot slot = slots.get(address);
    return slot == null || slot.until <= now;
  }

  private int findFree(Places places, long now) {
    for (AddressPlan.Range range : places.ranges()) {
      int address = findFree(range, places, now);
      if (address != Ipv4.ANY) {
        return address;
      }
    }
    return Ipv4.ANY;
  }

  /** Never used ones first, in order; then any whose time is over. */
  private int findFree(AddressPlan.Range range, Places places, long now) {
    Search search = searches.computeIfAbsent(range, key -> new Search());
    if (search.fullUntil > now) {
      return Ipv4.ANY;
    }
    long size = Integer.toUnsignedLong(range.last()) - Integer.toUnsignedLong(range.first()) + 1;
    long tries = Math.min(size, MOST_ADDRESSES);
    long soonest = Long.MAX_VALUE;
    for (long tried = 0; tried < tries; tried++) {
      long index = (search.next + tried) % size;
      int address = (int) (range.first() + index);
      if (isFree(address, now)) {
        if (places.isFreeForAll(address)) {
          search.next = (index + 1) % size;
          return address;
        }
      } else {
        Slot slot = slots.get(address);
        soonest = slot == null ? soonest : Math.min(soonest, slot.until);
      }
    }
    search.fullUntil = soonest;
    return Ipv4.ANY;
  }

  /** False if there are too many addresses in use already. */
  private boolean tie(int address, ClientKey client, long macAddress, boolean bound, long until) {
    Slot slot = slots.get(address);
    if (slot == null) {
      if (slots.size() >= MOST_ADDRESSES) {
        return false;
      }
      slot = new Slot();
      slots.put(address, slot);
    }
    int before = addressOf(client);
    if (before != Ipv4.ANY && before != address) {
      untie(before);
    }
    if (slot.key != null && !slot.key.equals(client)) {
      addressByClient.remove(slot.key);
    }
    slot.key = client;
    slot.macAddress = macAddress;
    slot.bound = bound;
    slot.until = until;
    addressByClient.put(client, address);
    return true;
  }

  private void untie(int address) {
    Slot slot = slots.get(address);
    if (slot == null) {
      return;
    }
    if (slot.key != null) {
      addressByClient.remove(slot.key);
    }
    slot.key = null;
    slot.bound = false;
    slot.until = LONG_AGO;
    searches.values().forEach(search -> search.fullUntil = LONG_AGO);
  }
}
