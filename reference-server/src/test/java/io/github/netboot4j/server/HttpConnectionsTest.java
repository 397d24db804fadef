package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

final class HttpConnectionsTest {
  private static final long HALF_NANOS = TimeUnit.SECONDS.toNanos(HttpConnections.SECONDS) / 2;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - HALF_NANOS);
  private final HttpConnections connections = new HttpConnections(now::get, 4, 2);

  /** A connection without a network. */
  private final class Client extends AbstractConnection {
    private long octets;

    Client(String address) {
      super(
          new ByteArrayEndPoint() {
            @Override
            public InetSocketAddress getRemoteSocketAddress() {
              return new InetSocketAddress(address, 1024);
            }
          },
          Runnable::run);
      connections.onOpened(this);
    }

    @Override
    public void onFillable() {}

    @Override
    public long getBytesOut() {
      return octets;
    }

    boolean isOpen() {
      return getEndPoint().isOpen();
    }
  }

  private void halfTheTime() {
    now.addAndGet(HALF_NANOS);
    connections.sweep();
  }

  @Test
  void aConnectionWithoutARequestEndsHoweverMuchTrickles() {
    Client client = new Client("192.0.2.1");
    halfTheTime();
    assertTrue(client.isOpen());
    halfTheTime();
    assertFalse(client.isOpen());
  }

  @Test
  void aConnectionThatIsUsedStays() {
    Client client = new Client("192.0.2.1");
    for (int request = 0; request < 5; request++) {
      halfTheTime();
      connections.begins(client);
      connections.ends(client);
    }
    assertTrue(client.isOpen());
  }

  @Test
  void anAnswerLastsAsLongAsItsClientTakesIt() {
    Client client = new Client("192.0.2.1");
    connections.begins(client);
    for (int piece = 0; piece < 5; piece++) {
      halfTheTime();
      client.octets += HttpSending.PIECE;
      halfTheTime();
      assertTrue(client.isOpen());
    }
    halfTheTime();
    halfTheTime();
    assertFalse(client.isOpen());
  }

  @Test
  void whoWaitsMakesRoomForANewcomer() {
    Client busy = new Client("192.0.2.1");
    connections.begins(busy);
    now.addAndGet(1);
    Client first = new Client("192.0.2.2");
    now.addAndGet(1);
    Client second = new Client("192.0.2.3");
    new Client("192.0.2.4");
    Client newcomer = new Client("192.0.2.5");
    assertFalse(first.isOpen());
    assertTrue(busy.isOpen() && second.isOpen() && newcomer.isOpen());
    assertEquals(4, connections.count());
  }

  @Test
  void oneAddressTakesNoRoomFromOthers() {
    Client other = new Client("192.0.2.9");
    Client first = new Client("192.0.2.1");
    connections.begins(first);
    Client second = new Client("192.0.2.1");
    connections.begins(second);
    Client third = new Client("192.0.2.1");
    assertFalse(third.isOpen());
    connections.ends(second);
    Client fourth = new Client("192.0.2.1");
    assertFalse(second.isOpen());
    assertTrue(other.isOpen() && first.isOpen() && fourth.isOpen());
    assertEquals(3, connections.count());
  }

  @Test
  void whatIsClosedIsForgotten() {
    Client client = new Client("192.0.2.1");
    connections.onClosed(client);
    connections.onClosed(client); // as for one that had to make room
    assertEquals(0, connections.count());
    Connection again = new Client("192.0.2.1");
    new Client("192.0.2.1");
    assertTrue(again.getEndPoint().isOpen());
  }
}
