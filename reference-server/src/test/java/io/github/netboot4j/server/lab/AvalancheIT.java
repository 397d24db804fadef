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
@Timeout(value = 900, unit = TimeUnit.SECONDS)
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
      assertEquals(List.of(0, 0), counts("drops", said), said);
      assertEquals(List.of(0, 0), counts("rejected leases", said), said);
      // What a client that asked again is told twice counts as an orphan, and as not unique.
      List<Integer> again = counts("orphans", said);
      List<Integer> twice = counts("non unique addresses", said);
      assertEquals(2, twice.size(), said);
      assertTrue(twice.get(0) <= again.get(0) && twice.get(1) <= again.get(1), said);
      Map<Long, Integer> leased = LeasedServer.active(server.leases());
      assertEquals(CLIENTS, leased.size());
      assertEquals(CLIENTS, new HashSet<>(leased.values()).size());
      server.requireNoStackTrace();
      System.out.printf(
          "avalanche: %,d clients at once, everybody served in %s, no address twice%n",
          CLIENTS, time.group(1));
    }
  }

  /** What perfdhcp counted of offers, and of acknowledgements. */
  private static List<Integer> counts(String what, String said) {
    return Pattern.compile("(?m)^" + what + ": (\\d+)$")
        .matcher(said)
        .results()
        .map(count -> Integer.valueOf(count.group(1)))
        .toList();
  }
}
