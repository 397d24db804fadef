package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
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

  /** Two ports that follow each other, and are free or were just now. */
  private static TftpPorts twoFree() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int tries = 0; tries < 100; tries++) {
      try (DatagramSocket first = new DatagramSocket(new InetSocketAddress(loopback, 0));
          DatagramSocket second =
              new DatagramSocket(new InetSocketAddress(loopback, first.getLocalPort() + 1))) {
        return TftpPorts.parse(first.getLocalPort() + "-" + second.getLocalPort());
      } catch (BindException | IllegalArgumentException e) {
        // taken, or beyond the last port
      }
    }
    throw new AssertionError("no two free ports");
  }

  /** A transfer that has ended keeps its port until its loop comes round. */
  private static void awaitFree(int port) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int tries = 0; tries < 10_000; tries++) {
      try (DatagramSocket socket = new DatagramSocket(address)) {
        assertTrue(socket.isBound());
        return;
      } catch (BindException e) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    throw new AssertionError("port " + port + " is still taken");
  }

  @Test
  void transfersUseThePortsTheyMay() throws Exception {
    byte[] file = file("f", 600);
    ports = twoFree();
    restart(limits(10, 10, Duration.ofSeconds(60), Duration.ofSeconds(60)));
    for (int transfer = 0; transfer < 10; transfer++) {
      assertArrayEquals(file, fetch("f"));
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
    try (TftpRawClient one = new TftpRawClient();
        TftpRawClient two = new TftpRawClient();
        TftpRawClient three = new TftpRawClient()) {
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
