package io.github.netboot4j.server;

import java.util.concurrent.TimeUnit;

/**
 * The two times that leases need: one that never jumps, for what happens while the process runs,
 * and that of the calendar, for what is read by the next process.
 */
interface LeaseClock {
  /** The clocks of this machine. */
  LeaseClock SYSTEM =
      new LeaseClock() {
        @Override
        public long steadyMillis() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }
      };

  /** Milliseconds since some moment; goes forward only, and evenly. */
  long steadyMillis();

  /** Milliseconds since 1970 (UTC), as far as this machine knows; may jump both ways. */
  long wallMillis();
}
