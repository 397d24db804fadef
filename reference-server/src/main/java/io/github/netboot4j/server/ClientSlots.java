package io.github.netboot4j.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of each client, the one it got last first. It may have one on each link: a client
 * identifier says who it is on one link only (RFC 2131 §4.2), and a machine with two cards can use
 * the same on both. A slot is in the list of the client that is its key, and in no other.
 */
final class ClientSlots {
  private final Map<ClientKey, LeaseSlot> firsts = new HashMap<>();

  /** The first slot of a client, from which {@link LeaseSlot#nextOfClient} leads on. */
  @Nullable LeaseSlot first(ClientKey client) {
    return firsts.get(client);
  }

  /** Makes a slot the first of its client's; it may be in the list already. */
  void putFirst(LeaseSlot slot, ClientKey client) {
    LeaseSlot first = firsts.get(client);
    if (first == slot) {
      return;
    }
    ClientKey key = client.equals(slot.key) ? slot.key : client.kept();
    remove(slot);
    slot.key = key;
    slot.nextOfClient = firsts.put(key, slot);
  }

  /** Adds a slot behind those that were got after it. */
  void add(LeaseSlot slot, ClientKey client) {
    remove(slot);
    LeaseSlot before = firsts.get(client);
    if (before == null || before.since <= slot.since) {
      putFirst(slot, client);
      return;
    }
    while (before.nextOfClient != null && before.nextOfClient.since > slot.since) {
      before = before.nextOfClient;
    }
    slot.key = before.key;
    slot.nextOfClient = before.nextOfClient;
    before.nextOfClient = slot;
  }

  /** Takes a slot from its client, if it has one. */
  void remove(LeaseSlot slot) {
    ClientKey key = slot.key;
    if (key == null) {
      return;
    }
    LeaseSlot before = firsts.get(key);
    if (before == slot) {
      if (slot.nextOfClient == null) {
        firsts.remove(key);
      } else {
        firsts.put(key, slot.nextOfClient);
      }
    } else {
      while (before != null && before.nextOfClient != slot) {
        before = before.nextOfClient;
      }
      if (before != null) {
        before.nextOfClient = slot.nextOfClient;
      }
    }
    slot.key = null;
    slot.nextOfClient = null;
  }
}
