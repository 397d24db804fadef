package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is known of one address. */
final class LeaseSlot {
  /** Before any time. */
  static final long LONG_AGO = Long.MIN_VALUE;

  /** A time of no lease: it lasts. */
  static final long FOR_EVER = Long.MAX_VALUE;

  final int address;

  /** Whose it is or last was; null for nobody. */
  @Nullable ClientKey key;

  /** Another address of that client's; null behind the last one. */
  @Nullable LeaseSlot nextOfClient;

  /** Where that client is; null where no relay tells. */
  @Nullable ByteBuffer circuit;

  long macAddress = -1;
  String hostName = "";

  /** What is stored of it, or is to be; null while it was offered and no more. */
  @Nullable LeaseState state;

  /** When that state began. */
  long since;

  /** Nobody but its client gets it before. */
  long until = LONG_AGO;

  /** Whether it is among what is to be stored. */
  boolean changed;

  LeaseSlot(int address) {
    this.address = address;
  }

  boolean isLeased(long now) {
    return state == LeaseState.LEASED && until > now;
  }
}
