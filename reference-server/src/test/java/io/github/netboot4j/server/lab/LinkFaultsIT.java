package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interface goes away in each of the ways that it can, and comes back. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class LinkFaultsIT {
  @TempDir private Path directory;

  @BeforeAll
  static void require() {
    WiredServer.require();
  }

  @Test
  void aLinkThatWasDown() throws Exception {
    goesAndComes(
        "is down",
        server -> server.host().inside("link", "set", WiredServer.INTERFACE, "down"),
        server -> server.host().inside("link", "set", WiredServer.INTERFACE, "up"));
  }

  @Test
  void anAddressThatWasRemoved() throws Exception {
    goesAndComes(
        "has lost the address " + WiredServer.ADDRESS,
        server -> address(server, "del"),
        server -> address(server, "add"));
  }

  private static void address(WiredServer server, String what) throws IOException {
    server
        .host()
        .inside("address", what, WiredServer.ADDRESS + "/16", "dev", WiredServer.INTERFACE);
  }

  /** The new one has the name, but not the number that a socket was bound to. */
  @Test
  void anInterfaceThatWasRemoved() throws Exception {
    goesAndComes(
        "is gone",
        server -> server.host().inside("link", "del", WiredServer.INTERFACE),
        WiredServer::join);
  }

  @FunctionalInterface
  private interface Change {
    void make(WiredServer server) throws IOException;
  }

  private void goesAndComes(String said, Change away, Change back) throws Exception {
    try (WiredServer server =
        WiredServer.start(
            directory, List.of(WiredServer.java()), "--pool", "198.18.1.0-198.18.1.255")) {
      assertServed(server, 1);
      away.make(server);
      server.awaitSaying("interface up0 " + said);
      back.make(server);
      server.awaitSaying("interface up0 serves again");
      assertServed(server, 2);
      // One that is made anew may be seen before it is up.
      assertEquals(1, server.said("interface up0 " + said).size());
      assertEquals(1, server.said("interface up0 serves again").size());
      server.requireHealthy();
      server.requireNoStackTrace();
    }
    System.out.printf(
        "links: an interface that %s and comes back: served before and after%n", said);
  }

  private static void assertServed(WiredServer server, int client) throws Exception {
    List<String> heard = server.ask(client);
    assertTrue(heard.stream().anyMatch(line -> line.startsWith("ACK 198.18.1.")), heard::toString);
  }
}
