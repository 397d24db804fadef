package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Where one client may have its address; read anew for each request. */
final class Places {
  /** Of a circuit's identifier, whose length is an octet. */
  private static final int LONGEST_IDENTIFIER = 255;

  private final IntPredicate keptForOthers;
  private final ByteBuffer circuitOctets = ByteBuffer.allocate(Integer.BYTES + LONGEST_IDENTIFIER);
  private int reserved;
  private List<AddressPlan.Range> ranges;
  private @Nullable ByteBuffer circuit;

  /**
   * Those of a client that is behind no known circuit.
   *
   * @param reserved the one that is kept for it, 0 for none
   * @param ranges those that others may have too, in the order to try them
   * @param keptForOthers whether an address is kept for somebody
   */
  Places(int reserved, List<AddressPlan.Range> ranges, IntPredicate keptForOthers) {
    this.reserved = reserved;
    this.ranges = ranges;
    this.keptForOthers = keptForOthers;
  }

  /** None, until {@link #read} with that plan. */
  Places(AddressPlan plan) {
    this(Ipv4.ANY, List.of(), plan::isReserved);
  }

  /** Those that a plan has for the sender of a request. */
  static Places of(AddressPlan plan, BootRequest request) {
    return new Places(plan).read(plan, request);
  }

  /** Makes these the places that the plan has for the sender of a request. */
  Places read(AddressPlan plan, BootRequest request) {
    reserved = plan.reservedFor(request);
    ranges = plan.rangesFor(request);
    int relay = request.relayAddress();
    OptionValue identifier = request.circuitId();
    circuit = null;
    if (relay != Ipv4.ANY && identifier.length() > 0 && identifier.length() <= LONGEST_IDENTIFIER) {
      circuitOctets.clear().putInt(0, relay).limit(Integer.BYTES + identifier.length());
      identifier.copyTo(circuitOctets, Integer.BYTES);
      circuit = circuitOctets;
    }
    return this;
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

  /** The address that is kept for the client; 0 for none. */
  int reserved() {
    return reserved;
  }

  /** Those that others may have too, in the order to try them. */
  List<AddressPlan.Range> ranges() {
    return ranges;
  }

  /** The relay and its port that the client is behind; null where none is told. Not to be kept. */
  @Nullable ByteBuffer circuit() {
    return circuit;
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
