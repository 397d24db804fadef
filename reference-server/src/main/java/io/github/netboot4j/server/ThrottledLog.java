package io.github.netboot4j.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A log for what a stranger can cause as often as they like: one line at once, then one each
 * interval that says how many went without.
 */
final class ThrottledLog {
  /** At most one line of a kind in this time. */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** It is not time for a line. */
  static final long NOT_NOW = -1;

  private final Logger log;
  private final LongSupplier nanoClock;
  private long total;
  private long untold;
  private boolean begun;
  private long lastLine;

  ThrottledLog(Logger log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  void warn(Supplier<String> line) {
    long without = next();
    if (without != NOT_NOW) {
      log.warn("{}{}", line.get(), andBefore(without));
    }
  }

  /**
   * Counts one. Who calls it writes the line, if it is time for one.
   *
   * @return how many went without since the last line; or {@link #NOT_NOW}
   */
  synchronized long next() {
    total++;
    long now = nanoClock.getAsLong();
    if (begun && now - lastLine < INTERVAL_NANOS) {
      untold++;
      return NOT_NOW;
    }
    long without = untold;
    begun = true;
    lastLine = now;
    untold = 0;
    return without;
  }

  /** What a line ends with when others went without. */
  static String andBefore(long without) {
    return without == 0 ? "" : " (and " + without + " like it before)";
  }

  /** How often it happened, told or not. */
  synchronized long total() {
    return total;
  }
}
