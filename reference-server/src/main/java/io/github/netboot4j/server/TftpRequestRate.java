package io.github.netboot4j.server;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests of each address in a second. Addresses share a fixed number of counters, by a
 * hash that strangers cannot foresee, so that no number of forged ones takes up memory. For one
 * thread.
 */
final class TftpRequestRate {
  private static final int COUNTERS = 4096;
  private static final int ODD = 0x9e3779b1;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int maximum;
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final int[] counters = new int[COUNTERS];
  private boolean begun;
  private long began;

  TftpRequestRate(int maximum) {
    this.maximum = maximum;
  }

  /** Counts a request; whether it is to be served. */
  boolean allows(InetAddress address, long now) {
    if (!begun || now - began >= SECOND) {
      begun = true;
      began = now;
      Arrays.fill(counters, 0);
    }
    int hash = (address.hashCode() ^ seed) * ODD;
    int index = (hash ^ hash >>> 15) & COUNTERS - 1;
    if (counters[index] >= maximum) {
      return false;
    }
    counters[index]++;
    return true;
  }
}
