package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has which address, and which of that is still to be stored. Time is handed in, in
 * milliseconds of a steady clock. Its size is that of the ranges, and at most {@value
 * #MOST_ADDRESSES}: strangers cannot make it grow.
 */
final class LeaseTable {
  /** An offered address is kept for its client this long. */
  static final Duration OFFER_TIME = Duration.ofSeconds(60);

  /** An address that a client found in use by somebody else is not given out for this long. */
  static final Duration QUARANTINE_TIME = Duration.ofMinutes(10);

  /** The most addresses that are in use or were. */
  static final int MOST_ADDRESSES = 2_000_000;

  /** Seconds of a lease without end (RFC 2131 §3.3). */
  static final long WITHOUT_END = 0xFFFF_FFFFL;

  private static final int COUNTED_AT_ONCE = 1_000;

  private final int[] neverGiven;
  private final AddressMap<LeaseSlot> slots = new AddressMap<>();
  private final ClientSlots clients = new ClientSlots();
  private final CircuitUse circuits = new CircuitUse((address, now) -> !isFree(address, now));
  private final AddressSearch search =
      new AddressSearch(
          new AddressSearch.Known() {
            @Override
            public boolean isFresh(int address) {
              return slots.size() < MOST_ADDRESSES && !slots.has(address) && !isNeverGiven(address);
            }

            @Override
            public long freeFrom(int address) {
              LeaseSlot slot = slots.get(address);
              return isNeverGiven(address)
                  ? LeaseSlot.FOR_EVER
                  : slot == null ? LeaseSlot.LONG_AGO : slot.until;
            }
          });
  private final List<LeaseSlot> changed = new ArrayList<>();
  private long changes;
  private boolean storable = true;
  private long circuitRefusals;

  /** A table without leases; {@code neverGiven} are addresses that no client gets. */
  LeaseTable(int... neverGiven) {
    this.neverGiven = neverGiven.clone();
  }

  /** Whether no client ever gets an address. */
  boolean isNeverGiven(int address) {
    for (int never : neverGiven) {
      if (never == address) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds an address for a client and keeps it for the time of an offer (RFC 2131 §4.3.1): the one
   * that is reserved for it, else its own, else the one it asks for, else a free one.
   *
   * @return the address, or 0 if all are taken
   */
  synchronized int offer(
      ClientKey client, long macAddress, int requested, Places places, long now) {
    int address = chooseFor(client, requested, places, now);
    if (address == Ipv4.ANY) {
      return Ipv4.ANY;
    }
    LeaseSlot slot = slots.get(address);
    long until = now + OFFER_TIME.toMillis();
    if (slot != null && client.equals(slot.key) && slot.isLeased(now)) {
      slot.until = Math.max(slot.until, until);
      return address;
    }
    slot = tie(address, client, macAddress, places);
    if (slot == null) {
      return Ipv4.ANY;
    }
    leaveOthers(slot, client, places, false, now);
    // An offer is not stored; the lease that ended stays stored until there is another one.
    slot.state = null;
    slot.since = now;
    slot.until = until;
    search.roomAt(address, until);
    return address;
  }

  private int chooseFor(ClientKey client, int requested, Places places, long now) {
    if (places.reserved() != Ipv4.ANY && mayHave(client, places.reserved(), now)) {
      return places.reserved();
    }
    int own = addressOf(client, places);
    if (own != Ipv4.ANY) {
      return own;
    }
    if (!mayHaveOneMore(places, now)) {
      return Ipv4.ANY;
    }
    if (places.allow(requested) && isFree(requested, now)) {
      return requested;
    }
    return search.find(places, now);
  }

  /**
   * Leases an address to a client, if it is its own or free. What is answered then must not leave
   * before the change is stored.
   *
   * @param hostName printable; empty for none
   * @return false if it is somebody else's, or not for this client
   */
  synchronized boolean bind(
      ClientKey client,
      long macAddress,
      String hostName,
      int address,
      Places places,
      long now,
      Duration leaseTime) {
    if (!(address == places.reserved() || places.allow(address))
        || !mayHave(client, address, now)) {
      return false;
    }
    if (address != places.reserved() && !isOwn(client, address) && !mayHaveOneMore(places, now)) {
      return false;
    }
    LeaseSlot slot = tie(address, client, macAddress, places);
    if (slot == null) {
      return false;
    }
    leaveOthers(slot, client, places, true, now);
    slot.hostName = hostName;
    slot.since = now;
    change(
        slot,
        LeaseState.LEASED,
        leaseTime.toSeconds() >= WITHOUT_END ? LeaseSlot.FOR_EVER : now + leaseTime.toMillis());
    return true;
  }

  /** Whether this address is tied to this client. */
  synchronized boolean isOwn(ClientKey client, int address) {
    LeaseSlot slot = slots.get(address);
    return slot != null && client.equals(slot.key);
  }

  /** Whether there is a record of this client, be it of a lease that ended. */
  synchronized boolean knows(ClientKey client) {
    return clients.first(client) != null;
  }

  /**
   * Frees a client's address, which it gets again when it comes back and nobody else has it; false
   * if it is not that client's.
   */
  synchronized boolean release(ClientKey client, int address, long now) {
    LeaseSlot slot = slots.get(address);
    if (slot == null || !isOwn(client, address)) {
      return false;
    }
    if (slot.state == LeaseState.LEASED) {
      slot.since = now;
      change(slot, LeaseState.RELEASED, now);
    } else if (slot.state == null) {
      slot.until = now;
    }
    search.roomAgain(address);
    return true;
  }

  /** Frees whatever was offered to a client that took another server's offer. */
  synchronized void withdrawOffer(ClientKey client) {
    for (LeaseSlot slot = clients.first(client); slot != null; ) {
      LeaseSlot next = slot.nextOfClient;
      if (slot.state == null) {
        untie(slot);
        slots.remove(slot.address);
        search.roomAgain(slot.address);
      }
      slot = next;
    }
  }

  /** Takes an address out of use for a while; false if it is not that client's. */
  synchronized boolean decline(ClientKey client, int address, long now) {
    LeaseSlot slot = slots.get(address);
    if (slot == null || !isOwn(client, address)) {
      return false;
    }
    keepFromAll(slot, now);
    return true;
  }

  /** Takes an address out of use for a while that was offered and no more, as it is in use. */
  synchronized boolean declineOffered(int address, long now) {
    LeaseSlot slot = slots.get(address);
    if (slot == null || slot.state != null) {
      return false;
    }
    keepFromAll(slot, now);
    return true;
  }

  private void keepFromAll(LeaseSlot slot, long now) {
    untie(slot);
    slot.since = now;
    change(slot, LeaseState.DECLINED, now + QUARANTINE_TIME.toMillis());
  }

  /** What a client called itself when it last got an address; empty if it did not. */
  synchronized String hostNameOf(ClientKey client) {
    LeaseSlot slot = clients.first(client);
    return slot == null ? "" : slot.hostName;
  }

  /** The MAC address of the client that has or last had an address; -1 if none is known. */
  synchronized long macAddressOf(int address) {
    LeaseSlot slot = slots.get(address);
    return slot == null ? -1 : slot.macAddress;
  }

  /** Forgets how far ranges are searched: there are others now, or others are reserved. */
  synchronized void forgetSearches() {
    search.beginAnew();
  }

  /** Whether leases can be stored at the moment; as {@link #storable(boolean)} said last. */
  synchronized boolean isStorable() {
    return storable;
  }

  /** Says whether leases can be stored: while they cannot, none should be promised. */
  synchronized void storable(boolean can) {
    storable = can;
  }

  /** How many addresses are in use or were. */
  synchronized int size() {
    return slots.size();
  }

  /** How often a client got no address since its relay's circuit has as many as it may. */
  synchronized long circuitRefusals() {
    return circuitRefusals;
  }

  /** Shows all addresses that are in use or were; some at a time, so that nobody waits for long. */
  void count(PoolFigures into, long now) {
    int[] all;
    synchronized (this) {
      all = slots.addresses();
    }
    for (int begin = 0; begin < all.length; begin += COUNTED_AT_ONCE) {
      synchronized (this) {
        for (int index = begin; index < Math.min(all.length, begin + COUNTED_AT_ONCE); index++) {
          LeaseSlot slot = slots.get(all[index]);
          if (slot != null) {
            into.add(slot.address, slot.state, slot.until > now);
          }
        }
      }
    }
  }

  /** Whether something is to be stored. */
  synchronized boolean hasChanges() {
    return !changed.isEmpty();
  }

  /**
   * What is to be stored since the last call: the present state of each address that changed.
   *
   * @param now as for all others here
   * @param wallMillis the same moment in milliseconds since 1970
   */
  synchronized List<LeaseRecord> takeChanges(long now, long wallMillis) {
    List<LeaseRecord> records = new ArrayList<>(changed.size());
    for (LeaseSlot slot : changed) {
      slot.changed = false;
      if (slot.state != null) {
        records.add(
            new LeaseRecord(
                slot.address,
                slot.state,
                slot.key == null ? ClientKey.NOBODY : slot.key,
                slot.macAddress,
                slot.hostName,
                seconds(slot.since, now, wallMillis),
                slot.until == LeaseSlot.FOR_EVER
                    ? LeaseRecord.NEVER
                    : -seconds(-slot.until, -now, -wallMillis), // rather a little longer
                ++changes));
      }
    }
    changed.clear();
    return records;
  }

  private static long seconds(long steady, long now, long wallMillis) {
    return Math.floorDiv(wallMillis + (steady - now), 1_000L);
  }

  /** Has everything that still runs stored once more: the calendar was set. */
  synchronized void storeAllAgain(long now) {
    for (int address : slots.addresses()) {
      LeaseSlot slot = slots.get(address);
      if (slot != null && slot.state != null && slot.until > now) {
        toBeStored(slot);
      }
    }
  }

  /**
   * Takes over what an earlier process stored. A state that began in the future, since the calendar
   * was set back meanwhile, counts from now: an address is rather kept too long.
   */
  synchronized void restore(LeaseRecord record, long now, long wallMillis) {
    changes = Math.max(changes, record.change());
    if (isNeverGiven(record.address()) || slots.size() >= MOST_ADDRESSES) {
      return;
    }
    LeaseSlot slot = slots.get(record.address());
    if (slot == null) {
      slot = new LeaseSlot(record.address());
      slots.put(record.address(), slot);
    }
    long wallSeconds = Math.floorDiv(wallMillis, 1_000L);
    long begun = Math.min(record.starts(), wallSeconds);
    long moved = record.starts() - begun;
    slot.macAddress = record.macAddress();
    slot.hostName = record.hostName().isEmpty() ? "" : record.hostName();
    slot.state = record.state();
    slot.since = now - (wallSeconds - begun) * 1_000;
    slot.until =
        record.ends() == LeaseRecord.NEVER
            ? LeaseSlot.FOR_EVER
            : now + (record.ends() - moved - wallSeconds) * 1_000;
    if (!record.client().equals(ClientKey.NOBODY)) {
      clients.add(slot, record.client());
    }
  }

  /** Keeps an address whose record is damaged from everybody until a time. */
  synchronized void quarantine(int address, long now, long until) {
    if (!slots.has(address) && slots.size() < MOST_ADDRESSES) {
      LeaseSlot slot = new LeaseSlot(address);
      slot.since = now;
      slots.put(address, slot);
      change(slot, LeaseState.DECLINED, until);
    }
  }

  /** The address that a client has or last had in some places; 0 if there is none. */
  synchronized int addressOf(ClientKey client, Places places) {
    LeaseSlot slot = clients.first(client);
    while (slot != null && !places.allow(slot.address)) {
      slot = slot.nextOfClient;
    }
    return slot == null ? Ipv4.ANY : slot.address;
  }

  private boolean mayHave(ClientKey client, int address, long now) {
    return isOwn(client, address) || isFree(address, now);
  }

  private boolean isFree(int address, long now) {
    LeaseSlot slot = slots.get(address);
    return !isNeverGiven(address) && (slot == null || slot.until <= now);
  }

  private boolean mayHaveOneMore(Places places, long now) {
    boolean room = circuits.hasRoom(places.circuit(), now);
    if (!room) {
      circuitRefusals++;
    }
    return room;
  }

  /** Makes an address this client's and no other's; null if too many addresses are in use. */
  private @Nullable LeaseSlot tie(int address, ClientKey client, long macAddress, Places places) {
    LeaseSlot slot = slots.get(address);
    if (slot == null) {
      if (slots.size() >= MOST_ADDRESSES) {
        return null;
      }
      slot = new LeaseSlot(address);
      slots.put(address, slot);
    }
    if (!client.equals(slot.key)) {
      untie(slot);
    }
    clients.putFirst(slot, client);
    ByteBuffer circuit = places.circuit();
    circuits.move(address, slot.circuit, circuit);
    if (circuit == null || !circuit.equals(slot.circuit)) {
      slot.circuit = circuit == null ? null : CircuitUse.kept(circuit);
    }
    slot.macAddress = macAddress;
    return slot;
  }

  /**
   * Frees the other addresses of a client that takes or is offered one, as far as it may have them
   * where it is: elsewhere it may go on using them. An offer frees other offers only, as nobody
   * knows yet whether it is taken.
   */
  private void leaveOthers(
      LeaseSlot taken, ClientKey client, Places places, boolean leasedToo, long now) {
    for (LeaseSlot slot = clients.first(client); slot != null; ) {
      LeaseSlot next = slot.nextOfClient;
      boolean isHere = slot.address == places.reserved() || places.allow(slot.address);
      if (slot != taken && isHere && (leasedToo || slot.state == null)) {
        leave(slot, now);
      }
      slot = next;
    }
  }

  private void leave(LeaseSlot slot, long now) {
    clients.remove(slot);
    slot.until = now;
    if (slot.state == LeaseState.LEASED) {
      slot.since = now;
      change(slot, LeaseState.RELEASED, now);
    }
    search.roomAgain(slot.address);
  }

  private void untie(LeaseSlot slot) {
    clients.remove(slot);
    slot.hostName = "";
  }

  private void change(LeaseSlot slot, LeaseState state, long until) {
    slot.state = state;
    slot.until = until;
    if (state != LeaseState.RELEASED) {
      search.roomAt(slot.address, until);
    }
    toBeStored(slot);
  }

  private void toBeStored(LeaseSlot slot) {
    if (!slot.changed) {
      slot.changed = true;
      changed.add(slot);
    }
  }
}
