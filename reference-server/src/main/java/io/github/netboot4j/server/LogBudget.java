package io.github.netboot4j.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many lines may tell of what was answered. A rack that boots is told of in full; whoever asks
 * on and on fills no disk.
 */
final class LogBudget {
  /** Lines that may come at once. */
  static final int MOST_LINES = 10_000;

  /** Lines that may come after that. */
  static final int LINES_A_SECOND = 20;

  private static final long NANOS_OF_A_LINE = TimeUnit.SECONDS.toNanos(1) / LINES_A_SECOND;

  private final LongSupplier nanoClock;
  private int left = MOST_LINES;
  private long counted;

  LogBudget(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.counted = nanoClock.getAsLong();
  }

  /** Takes a line from what is left; false if nothing is. */
  synchronized boolean take() {
    long now = nanoClock.getAsLong();
    long earned = (now - counted) / NANOS_OF_A_LINE;
    if (earned > 0) {
      left = (int) Math.min(MOST_LINES, left + earned);
      counted += earned * NANOS_OF_A_LINE;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
