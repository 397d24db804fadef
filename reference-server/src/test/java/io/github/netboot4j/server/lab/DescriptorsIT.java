package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The system lets the server open no more files (EMFILE). */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class DescriptorsIT {
  private static final int MOST = 160;
  private static final int CLIENTS = 3;
  private static final Duration TO_RECOVER = Duration.ofMinutes(3);

  /** What is said of it, and how often in ten seconds. */
  private static final String LINE = "this process has all the open files that it may have";

  @TempDir private Path directory;

  @Test
  void aStormThatTakesAllFilesLeavesDhcpAndEnds() throws Exception {
    WiredServer.require();
    List<String> limited =
        List.of("sh", "-c", "ulimit -n " + MOST + "; exec \"$@\"", "sh", WiredServer.java());
    try (WiredServer server =
        WiredServer.start(directory, limited, "--pool", "198.18.1.0-198.18.1.255")) {
      int before = server.figures().descriptors();
      List<String> storm = WiredServer.clientClass(DescriptorStorm.class, WiredServer.ADDRESS);
      int most;
      long start = System.nanoTime();
      try (LabProcess process =
          server.clients().start("storm", storm, directory, directory.resolve("storm.log"))) {
        server.awaitSaying(LINE);
        most = server.figures().descriptors();
        for (int client = 1; client <= CLIENTS; client++) {
          List<String> heard = server.ask(client);
          assertEquals(2, heard.size(), heard::toString); // stored, too
          assertTrue(heard.get(1).startsWith("ACK "), heard::toString);
        }
        process.requireAlive();
      }
      assertEquals(CLIENTS, LeasedServer.active(server.leases()).size());
      long recovery = System.nanoTime();
      for (String protocol : List.of("http", "tftp")) {
        Await.until(
            protocol + " to serve again",
            TO_RECOVER,
            () -> fetched(server, protocol) ? Optional.of(protocol) : Optional.empty());
      }
      int lines = server.said(LINE).size();
      long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertTrue(lines <= 1 + seconds / 10, lines + " lines in " + seconds + " s");
      server.requireNoStackTrace();
      System.out.printf(
          "descriptors: %d at most, %d before a storm, %d in it: %d clients leased meanwhile, %d"
              + " lines said, files served again after %.1f s%n",
          MOST, before, most, CLIENTS, lines, (System.nanoTime() - recovery) / 1e9);
    }
  }

  private boolean fetched(WiredServer server, String protocol)
      throws IOException, InterruptedException {
    Path file = directory.resolve("fetched-" + protocol);
    Files.deleteIfExists(file);
    String url = protocol + "://" + WiredServer.ADDRESS + ServerUnderTest.SCRIPT;
    List<String> command = List.of("curl", "-sS", "--max-time", "20", "-o", file.toString(), url);
    try (LabProcess curl =
        server.clients().start("curl", command, directory, directory.resolve("curl.log"))) {
      return curl.exitStatus(60) == 0 && Files.readString(file).equals(WiredServer.SCRIPT_TEXT);
    }
  }
}
