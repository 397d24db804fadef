package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy answers relays as long as no other server of its host may be meant: then what is sent to
 * the host's address is that server's.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class ProxyRelaysIT {
  private static final String TO_ITS_ADDRESS = WiredServer.ADDRESS + ": OFFER 0.0.0.0 from port 67";
  private static final String TO_EVERYBODY = "255.255.255.255: OFFER 0.0.0.0 from port ";

  @TempDir private Path directory;

  @Test
  void aProxyAnswersRelaysUntilAnotherServerStartsBesideIt() throws Exception {
    WiredServer.require();
    Dnsmasq.require();
    try (WiredServer proxy =
        WiredServer.start(
            directory, List.of(WiredServer.java()), "--proxy", "--bios", "boot.ipxe")) {
      assertEquals(List.of(TO_ITS_ADDRESS, TO_EVERYBODY + 67), relayed(proxy, 1));
      assertEquals(1, proxy.said("ProxyDHCP answers relays too").size());
      try (LabProcess other =
          Dnsmasq.start(
              proxy.host(),
              directory,
              Dnsmasq.NO_FILE,
              WiredServer.INTERFACE,
              "--no-ping",
              "--bind-interfaces",
              "--dhcp-range=198.18.1.0,198.18.1.50,255.255.0.0,1h")) {
        proxy.awaitSaying("ProxyDHCP leaves relays to another program");
        other.requireAlive();
        proxy.requireHealthy();
        List<String> heard = relayed(proxy, 2);
        // Its own, and dnsmasq's to both; what is broadcast is heard by both.
        assertEquals(
            List.of(), heard.stream().filter(TO_ITS_ADDRESS::equals).toList(), heard::toString);
        assertEquals(
            1,
            heard.stream().filter(line -> line.startsWith(WiredServer.ADDRESS + ": OFFER")).count(),
            heard::toString);
        assertEquals(
            1, heard.stream().filter((TO_EVERYBODY + 4011)::equals).count(), heard::toString);
      }
      Await.until(
          "the proxy to hear relays again",
          Duration.ofSeconds(60),
          () ->
              proxy.said("ProxyDHCP answers relays too").size() == 2
                  ? Optional.of(true)
                  : Optional.empty());
      assertEquals(List.of(TO_ITS_ADDRESS, TO_EVERYBODY + 67), relayed(proxy, 1));
      proxy.requireNoStackTrace();
    }
  }

  /** What a relay hears, which waits for so many to answer what it sends to everybody. */
  private static List<String> relayed(WiredServer proxy, int servers) throws Exception {
    List<String> command =
        WiredServer.clientClass(
            RelayClient.class,
            WiredServer.CLIENT_ADDRESS,
            WiredServer.ADDRESS,
            Integer.toString(servers));
    return Files.readAllLines(proxy.run("relay", command, 180));
  }
}
