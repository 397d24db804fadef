package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exchanges at a steady rate by the same clients again and again: what the heap holds after a
 * collection stays the same. An hour with {@code netboot4j.long}, or as many minutes as {@code
 * netboot4j.minutes} says; else for some seconds only.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
final class FlatMemoryIT {
  private static final boolean LONG = Boolean.getBoolean("netboot4j.long");
  private static final long SECONDS = 60L * Integer.getInteger("netboot4j.minutes", LONG ? 60 : 0);
  private static final int CLIENTS = SECONDS == 0 ? 2_000 : 20_000;
  private static final int RATE = 1_000;
  private static final int SAMPLES = 12;
  private static final int COLLECTIONS = 4;
  private static final double MOST_GROWTH = 1.05;

  /** In some seconds, what is there once is not yet little beside the rest. */
  private static final long SLACK = SECONDS == 0 ? 1 << 20 : 0;

  @TempDir private Path directory;

  @Test
  void theHeapIsTheSameAfterManyExchanges() throws Exception {
    Lab.require("the server cannot be loaded here", Lab.jarMissing());
    int port = LeaseFaultsIT.freePort();
    long seconds = Math.max(SECONDS, SAMPLES);
    try (LeasedServer server = LeasedServer.start(directory, directory.resolve("leases.db"), port);
        LeaseLoad load = new LeaseLoad(LeasedServer.RELAY_ADDRESS, port)) {
      // Everybody has a lease, and everything has been called.
      long served = load.steady(CLIENTS, RATE, CLIENTS / RATE * 3L);
      List<Long> heaps = new ArrayList<>();
      heaps.add(settled(server.figures()));
      for (int sample = 0; sample < SAMPLES; sample++) {
        served += load.steady(CLIENTS, RATE, seconds / SAMPLES);
        server.requireAlive();
        heaps.add(settled(server.figures()));
      }
      assertTrue(served > 2L * CLIENTS, served + " served");
      double growth = (double) heaps.get(SAMPLES) / heaps.get(0);
      System.out.printf(
          "memory: %,d exchanges of %,d clients in %,d s: %.2f MiB of heap in use at first, %.2f in"
              + " the end (%+.1f %%)%n",
          served,
          CLIENTS,
          seconds,
          heaps.get(0) / 1048576.0,
          heaps.get(SAMPLES) / 1048576.0,
          100 * (growth - 1));
      assertTrue(heaps.get(SAMPLES) <= MOST_GROWTH * heaps.get(0) + SLACK, heaps::toString);
    }
  }

  /** The serial collector leaves some garbage where it is; only each fourth time it clears all. */
  private static long settled(ServerFigures figures) throws Exception {
    long least = Long.MAX_VALUE;
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      least = Math.min(least, figures.liveHeap());
    }
    return least;
  }
}
