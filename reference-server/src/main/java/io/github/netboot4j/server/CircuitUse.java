package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses the clients behind each circuit have: each port of each relay. One of them cannot
 * take all there are (RFC 3046 §3.1).
 */
final class CircuitUse {
  /** The most addresses, leased or offered, behind one circuit. */
  static final int MOST_ADDRESSES = 256;

  /** Says whether an address is leased or offered at a moment. */
  interface InUse {
    boolean test(int address, long now);
  }

  private final InUse inUse;
  private final Map<ByteBuffer, AddressMap<Boolean>> circuits = new HashMap<>();

  CircuitUse(InUse inUse) {
    this.inUse = inUse;
  }

  /**
   * Whether one more client of a circuit may get an address.
   *
   * @param name null for clients that no relay told the circuit of: they are not counted
   */
  boolean hasRoom(@Nullable ByteBuffer name, long now) {
    AddressMap<Boolean> taken = name == null ? null : circuits.get(name);
    if (taken == null || taken.size() < MOST_ADDRESSES) {
      return true;
    }
    for (int address : taken.addresses()) {
      if (!inUse.test(address, now)) {
        taken.remove(address);
      }
    }
    return taken.size() < MOST_ADDRESSES;
  }

  /** An address is of a client behind a circuit now, and no longer of one behind another. */
  void move(int address, @Nullable ByteBuffer from, @Nullable ByteBuffer to) {
    if (from != null && !from.equals(to)) {
      AddressMap<Boolean> taken = circuits.get(from);
      if (taken != null) {
        taken.remove(address);
        if (taken.size() == 0) {
          circuits.remove(from);
        }
      }
    }
    if (to != null) {
      AddressMap<Boolean> taken = circuits.get(to);
      if (taken == null) {
        taken = new AddressMap<>();
        circuits.put(kept(to), taken);
      }
      taken.put(address, true);
    }
  }

  /** A copy of a circuit's name that nobody changes. */
  static ByteBuffer kept(ByteBuffer name) {
    return ByteBuffer.allocate(name.remaining()).put(name.duplicate()).flip();
  }
}
