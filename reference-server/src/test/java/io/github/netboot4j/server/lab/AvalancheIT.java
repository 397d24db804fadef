package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A power cut is over: all machines ask at once, and again until they are served (perfdhcp). */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class AvalancheIT {
  private static final int CLIENTS = Boolean.getBoolean("netboot4j.long") ? 20_000 : 2_000;
  private static final String KEA = "usr/lib/x86_64-linux-gnu";
  private static final Pattern TIME = Pattern.compile("It took ([\\d:.]+) to provision (\\d+)");

  @TempDir private Path directory;

  @Test
  void everybodyIsServedAndNoAddressTwice() throws Exception {
    WiredServer.require();
    List<String> missing = Lab.jarMissing();
    Path perfdhcp = Lab.unpacked(missing, "kea-admin", "usr/sbin/perfdhcp");
    Path libraries = Lab.unpacked(missing, "kea-common", KEA);
    Path logging = Lab.unpacked(missing, "liblog4cplus-2.0.5", KEA);
    Lab.require("no avalanche can be made here", missing);
    try (WiredServer server =
        WiredServer.start(
            directory, List.of(WiredServer.java()), "--pool", "198.18.1.0-198.18.250.255")) {
      List<String> command =
          List.of(
              "env",
              "LD_LIBRARY_PATH=" + libraries + ":" + logging,
              perfdhcp.toString(),
              "-4",
              "--scenario",
              "avalanche",
              "-u", // no address twice
              "-R",
              Integer.toString(CLIENTS),
              "-l",
              WiredServer.CLIENT_INTERFACE,
              WiredServer.ADDRESS);
      String said = Files.readString(server.run("perfdhcp", command, 240));
      Matcher time = TIME.matcher(said);
      assertTrue(time.find(), said);
      assertEquals(CLIENTS, Integer.parseInt(time.group(2)), said);
      for (String none : List.of("non unique addresses", "rejected leases", "drops")) {
        Matcher count = Pattern.compile("(?m)^" + none + ": (\\d+)").matcher(said);
        int exchanges = 0;
        for (; count.find(); exchanges++) {
          assertEquals("0", count.group(1), said);
        }
        assertEquals(2, exchanges, said);
      }
      Map<Long, Integer> leased = LeasedServer.active(server.leases());
      assertEquals(CLIENTS, leased.size());
      assertEquals(CLIENTS, new HashSet<>(leased.values()).size());
      server.requireNoStackTrace();
      System.out.printf(
          "avalanche: %,d clients at once, everybody served in %s, no address twice%n",
          CLIENTS, time.group(1));
    }
  }
}
