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

  synchronized void warn(Supplier<String> line) {
    total++;
    long now = nanoClock.getAsLong();
    if (begun && now - lastLine < INTERVAL_NANOS) {
      untold++;
      return;
    }
    log.warn("{}{}", line.get(), untold == 0 ? "" : " (and " + untold + " like it before)");
    begun = true;
    lastLine = now;
    untold = 0;
  }

  /** How often it happened, told or not. */
  synchronized long total() {
    return total;
  }
}
