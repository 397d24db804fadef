package io.github.netboot4j.server;

import java.time.Duration;

/**
 * When a machine's chain counts as a loop, and what is done about it.
 *
 * @param breaker what the machine is answered then
 * @param count how often it fetches the same file in a row
 * @param window within which time
 */
record LoopSettings(Breaker breaker, int count, Duration window) {
  static final LoopSettings DEFAULTS = new LoopSettings(Breaker.SCRIPT, 3, Duration.ofMinutes(5));

  /** What is done, in words. */
  String described() {
    String answer =
        switch (breaker) {
          case SCRIPT -> "broken with a script that says so";
          case NO_FILE -> "broken by naming no boot file";
          case OFF -> "told, not broken";
        };
    return "%s, after %d rounds within %d s".formatted(answer, count, window.toSeconds());
  }

  /** What a machine that loops is answered. */
  enum Breaker {
    /** iPXE gets a script that says on the screen what is wrong; others no boot file. */
    SCRIPT,
    /** No boot file. */
    NO_FILE,
    /** As ever; the loop is only reported. */
    OFF
  }
}
