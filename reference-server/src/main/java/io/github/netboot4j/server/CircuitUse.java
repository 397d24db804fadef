package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses the clients behind each circuit have: each port of each relay. One of them cannot
 * take all there are (RFC 3046 §3.1).
 */
final class CircuitUse {
  /** The most addresses, leased or offered, behind one circuit. */
  static final int MOST_ADDRESSES = 256;

  private final Map<ByteBuffer, Set<Integer>> addresses = new HashMap<>();

  /**
   * Whether one more client of a circuit may get an address.
   *
   * @param circuit null for clients that no relay told the circuit of: they are not counted
   * @param inUse whether an address is leased or offered at the moment
   */
  boolean hasRoom(@Nullable ByteBuffer circuit, IntPredicate inUse) {
    Set<Integer> taken = circuit == null ? null : addresses.get(circuit);
    if (taken == null || taken.size() < MOST_ADDRESSES) {
      return true;
    }
    taken.removeIf(address -> !inUse.test(address));
    return taken.size() < MOST_ADDRESSES;
  }

  /** An address is of a client behind a circuit now, and no longer of one behind another. */
  void move(int address, @Nullable ByteBuffer from, @Nullable ByteBuffer to) {
    if (from != null && !from.equals(to)) {
      Set<Integer> taken = addresses.get(from);
      if (taken != null) {
        taken.remove(address);
        if (taken.isEmpty()) {
          addresses.remove(from);
        }
      }
    }
    if (to != null) {
      addresses.computeIfAbsent(to, circuit -> new HashSet<>()).add(address);
    }
  }
}
