package io.github.netboot4j.server;

import java.util.UUID;

/**
 * What a machine said of itself when it asked for an address.
 *
 * @param mac 48 bits; -1 for none of six octets
 * @param uuidHigh the first half of its UUID (option 97); 0 with the second for none
 * @param uuidLow the second half
 * @param architectureCode option 93; -1 for none
 */
record KnownMachine(long mac, long uuidHigh, long uuidLow, int architectureCode) {
  boolean hasUuid() {
    return uuidHigh != 0 || uuidLow != 0;
  }

  UUID uuid() {
    return new UUID(uuidHigh, uuidLow);
  }
}
