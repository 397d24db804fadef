package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for something to become true, for a bounded time. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Await() {}

  /** Looks once. Empty means "not yet"; an exception ends the wait at once. */
  @FunctionalInterface
  public interface Probe<T> {
    Optional<T> look() throws IOException, InterruptedException;
  }

  /**
   * Looks again and again until the probe has an answer.
   *
   * @throws AssertionError naming {@code what}, when the limit has passed without one
   */
  public static <T> T until(String what, Duration limit, Probe<T> probe)
      throws IOException, InterruptedException {
    return until(what, limit, PAUSE, probe);
  }

  /** The same, looking every {@code pause}. */
  public static <T> T until(String what, Duration limit, Duration pause, Probe<T> probe)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Optional<T> found = probe.look();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw new AssertionError("gave up after " + limit.toSeconds() + " s waiting for " + what);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  }
}
