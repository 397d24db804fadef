package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers from ports that a firewall lets through. */
final class TftpPortsTest extends TftpServerFixture {
  private TftpPorts ports = TftpPorts.ANY;

  @Override
  TftpPorts ports() {
    return ports;
  }

  /** Two ports that follow each other, and are nobody else's until they are given up. */
  private record TwoPorts(DatagramSocket first, DatagramSocket second) implements AutoCloseable {
    static TwoPorts held() throws IOException {
      for (int tries = 0; tries < 100; tries++) {
        DatagramSocket first = new DatagramSocket(at(0));
        try {
          return new TwoPorts(first, new DatagramSocket(at(first.getLocalPort() + 1)));
        } catch (BindException | IllegalArgumentException e) {
          first.close(); // the next one is taken, or beyond the last
        }
      }
      throw new AssertionError("no two free ports");
    }

    TftpPorts asPorts() {
      return TftpPorts.parse(first.getLocalPort() + "-" + second.getLocalPort());
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A transfer that has ended keeps its port until its loop comes round. */
  private static void awaitFree(int port) throws Exception {
    Await.until(
        "port " + port + " to be free",
        LONG,
        Duration.ofMillis(1),
        () -> {
          try (DatagramSocket socket = new DatagramSocket(at(port))) {
            return Optional.of(socket.getLocalPort());
          } catch (BindException e) {
            return Optional.empty();
          }
        });
  }

  @Test
  void transfersUseThePortsTheyMay() throws Exception {
    file("f", 600);
    // Whoever takes any port takes it before the two are free.
    try (TftpRawClient one = new TftpRawClient();
        TftpRawClient two = new TftpRawClient();
        TftpRawClient three = new TftpRawClient()) {
      try (TwoPorts free = TwoPorts.held()) {
        ports = free.asPorts();
        restart(limits(10, 10, LONG, LONG));
      }
      for (int transfer = 0; transfer < 10; transfer++) {
        one.read(server.localAddress(), "f");
        for (int block = 1; block <= 2; block++) {
          assertEquals(block, one.receive().blockNumber());
          one.acknowledge(block);
        }
        assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      }
      awaitFree(ports.first());
      awaitFree(ports.last());
      int sum = 0;
      for (TftpRawClient client : new TftpRawClient[] {one, two}) {
        client.read(server.localAddress(), "f");
        client.receive();
        int port = ((InetSocketAddress) client.peer).getPort();
        assertTrue(port >= ports.first() && port <= ports.last(), () -> "port " + port);
        sum += port;
      }
      assertEquals(ports.first() + ports.last(), sum);
      three.read(server.localAddress(), "f");
      assertEquals(TftpOutcome.FAILED, events.next().outcome());
      one.fail(0);
      assertEquals(TftpOutcome.REFUSED_BY_CLIENT, events.next().outcome());
      awaitFree(((InetSocketAddress) one.peer).getPort());
      three.read(server.localAddress(), "f");
      assertEquals(1, three.receive().blockNumber());
    }
  }

  @Test
  void portsAreWrittenWithADash() {
    assertEquals(new TftpPorts(40_000, 40_999, false), TftpPorts.parse("40000-40999"));
    assertEquals(1, TftpPorts.parse("5000-5000").count());
    assertEquals(", transfers on ports 1-2", TftpPorts.parse("1-2").described());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "40000", "40000-", "0-5", "2-1", "1-65536", "99999-99999", "a-b", "1--2"})
  void whatAreNoPortsIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> TftpPorts.parse(text));
  }
}
