package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where one client may have its address.
 *
 * @param reserved the one that is kept for it, 0 for none
 * @param ranges those that others may have too, in the order to try them
 * @param keptForOthers whether an address is kept for somebody
 * @param circuit the relay and its port that the client is behind; null where none is told
 */
record Places(
    int reserved,
    List<AddressPlan.Range> ranges,
    IntPredicate keptForOthers,
    @Nullable ByteBuffer circuit) {

  /** Those of a client that is behind no known circuit. */
  Places(int reserved, List<AddressPlan.Range> ranges, IntPredicate keptForOthers) {
    this(reserved, ranges, keptForOthers, null);
  }

  /** Those that a plan has for the sender of a request. */
  static Places of(AddressPlan plan, BootRequest request) {
    return new Places(
        plan.reservedFor(request), plan.rangesFor(request), plan::isReserved, circuitOf(request));
  }

  private static @Nullable ByteBuffer circuitOf(BootRequest request) {
    int relay = request.relayAddress();
    OptionValue circuit = request.circuitId();
    if (relay == Ipv4.ANY || circuit.length() == 0) {
      return null;
    }
    ByteBuffer key = ByteBuffer.allocate(Integer.BYTES + circuit.length());
    key.putInt(relay);
    circuit.copyTo(key, Integer.BYTES);
    return key.rewind();
  }

  /** This address alone, as if it were reserved. */
  static Places only(int address) {
    return new Places(address, List.of(), other -> false);
  }

  /**
   * An address of the link that the sender is on: what the relay says (RFC 3527), else the relay's,
   * else this server's own.
   */
  static int linkOf(BootRequest request) {
    int relay = request.relayAddress();
    if (relay == Ipv4.ANY) {
      return request.arrivalAddress();
    }
    int selected = request.relay().linkSelection();
    return selected != Ipv4.ANY ? selected : relay;
  }

  /** Whether the client may have this address, if nobody else has it. */
  boolean allow(int address) {
    if (address == Ipv4.ANY) {
      return false;
    }
    for (int index = 0; index < ranges.size(); index++) {
      AddressPlan.Range range = ranges.get(index);
      if (Integer.compareUnsigned(range.first(), address) <= 0
          && Integer.compareUnsigned(address, range.last()) <= 0) {
        return isFreeForAll(address);
      }
    }
    return false;
  }

  boolean isFreeForAll(int address) {
    return !keptForOthers.test(address);
  }

  boolean isEmpty() {
    return reserved == Ipv4.ANY && ranges.isEmpty();
  }
}
