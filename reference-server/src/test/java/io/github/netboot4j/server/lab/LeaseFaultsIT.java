package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server loses its process, or the room on its disk, while it is under load. What was
 * acknowledged must be stored, and no address be two clients'.
 */
@Timeout(value = 3_600, unit = TimeUnit.SECONDS)
final class LeaseFaultsIT {
  private static final int RUNS = Boolean.getBoolean("netboot4j.long") ? 200 : 20;

  /** So many that the addresses suffice. */
  private static final int RUNS_OF_A_FILE = 20;

  private static final int SHORTEST_MILLIS = 20;
  private static final int LONGEST_MILLIS = 500;

  /** For a first acknowledgement. */
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir private Path directory;

  /**
   * The first of three ports of UDP that nobody has: below those that systems give out, so that
   * nobody takes them while a server starts again.
   */
  static int freePort() throws IOException {
    int last = 30_000 + (int) (ProcessHandle.current().pid() % 1_000);
    for (int port = last - 1_000; port < last; port += 3) {
      try (DatagramSocket first = new DatagramSocket(port);
          DatagramSocket second = new DatagramSocket(port + 1);
          DatagramSocket third = new DatagramSocket(port + 2)) {
        return Math.min(
            first.getLocalPort(), Math.min(second.getLocalPort(), third.getLocalPort()));
      } catch (BindException e) {
        // taken: the next ones
      }
    }
    throw new IOException("no three free ports below " + last);
  }

  private static List<String> lost(Map<Long, Integer> acknowledged, Map<Long, Integer> stored) {
    List<String> lost = new ArrayList<>();
    acknowledged.forEach(
        (mac, address) -> {
          if (!address.equals(stored.get(mac))) {
            lost.add("%x has %x, stored %x".formatted(mac, address, stored.get(mac)));
          }
        });
    return lost;
  }

  private static LeaseLoad.Until after(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    return () -> System.nanoTime() >= deadline;
  }

  @Test
  void aKilledServerForgetsNoAcknowledgedLease() throws Exception {
    Lab.require("the server cannot be killed here", Lab.jarMissing());
    Random random = new Random(20_261_123);
    int acknowledged = 0;
    int runsWithLeases = 0;
    for (int run = 0; run < RUNS; run += RUNS_OF_A_FILE) {
      Path leases = directory.resolve("leases" + run + ".db");
      int port = freePort();
      try (LeaseLoad load = new LeaseLoad(LeasedServer.RELAY_ADDRESS, port)) {
        for (int life = 0; life < RUNS_OF_A_FILE; life++) {
          try (LeasedServer server = LeasedServer.start(directory, leases, port)) {
            assertNothingForgotten(load, leases);
            int millis = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
            // Every other one from its first acknowledgement on, however busy this machine is.
            long before = life % 2 == 0 ? -1 : load.served();
            Thread killer = new Thread(() -> killAfter(server, load, before, millis));
            killer.start();
            runsWithLeases += load.run(() -> !killer.isAlive()) > 0 ? 1 : 0;
            killer.join();
          }
        }
        try (LeasedServer server = LeasedServer.start(directory, leases, port)) {
          assertNothingForgotten(load, leases);
          load.run(after(200)); // nobody gets what another one has
          server.requireAlive();
        }
        acknowledged += load.acknowledged().size();
      }
    }
    System.out.printf(
        "leases: %d times kill -9 under load: %,d leases acknowledged, none lost, no address"
            + " twice%n",
        RUNS, acknowledged);
    assertTrue(runsWithLeases >= RUNS / 2, runsWithLeases + " runs with leases of " + RUNS);
  }

  private static void assertNothingForgotten(LeaseLoad load, Path leases) throws SQLException {
    assertEquals(
        List.of(), lost(load.acknowledged(), LeasedServer.active(leases)), leases::toString);
  }

  private static void killAfter(LeasedServer server, LeaseLoad load, long served, int millis) {
    try {
      for (int waited = 0; load.served() == served && waited < PATIENCE_MILLIS; waited++) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MILLISECONDS.sleep(millis);
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFullDiskStopsAcknowledgementsAndRoomBringsThemBack() throws Exception {
    List<String> missing = Lab.jarMissing();
    Path disk = Files.createDirectory(directory.resolve("disk"));
    if (missing.isEmpty() && !mount("-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString())) {
      missing.add("the rights of root, to mount a tmpfs");
    }
    Lab.require("a disk cannot be filled here", missing);
    try {
      fillAndFree(disk);
    } finally {
      run("umount", disk.toString());
    }
  }

  private void fillAndFree(Path disk) throws Exception {
    Path leases = disk.resolve("leases.db");
    int port = freePort();
    try (LeasedServer server = LeasedServer.start(directory, leases, port);
        LeaseLoad load = new LeaseLoad(LeasedServer.RELAY_ADDRESS, port)) {
      load.run(() -> saysQuietly(server, "leases cannot be stored"));
      // Closing the database makes its log smaller, so there may be room a few times more.
      int before;
      do {
        before = load.acknowledged().size();
        load.run(after(1_500));
      } while (load.acknowledged().size() > before);
      int acknowledged = load.acknowledged().size();
      assertTrue(mount("-o", "remount,size=8m", disk.toString()));
      LeaseLoad.Until late = after(120_000);
      int again = load.run(() -> load.acknowledged().size() >= acknowledged + 500 || late.isOver());
      assertTrue(again >= 500, again + " are served though there is room again");
      server.stop();
      Map<Long, Integer> stored = LeasedServer.active(leases);
      assertEquals(List.of(), lost(load.acknowledged(), stored));
      System.out.printf(
          "leases: on a disk of 32 KiB: %d leases acknowledged until it was full, none after, %,d"
              + " once there was room; %,d stored%n",
          acknowledged, again, stored.size());
    }
  }

  private static boolean saysQuietly(LeasedServer server, String text) {
    try {
      server.requireAlive();
      return server.says(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // there is no such program
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.out.println(String.join(" ", command) + ": " + said.strip());
    }
    return process.exitValue() == 0;
  }
}
