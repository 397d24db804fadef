package io.github.netboot4j.server.lab;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many clients behind one relay on loopback: they ask for addresses as fast as they are answered,
 * and remember what was acknowledged to whom.
 */
final class LeaseLoad implements AutoCloseable {
  private static final int CLIENTS_AT_ONCE = 32;
  private static final int PATIENCE_MILLIS = 100;
  private static final long FIRST_MAC = 0x0200_0000_0000L;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final int relay;
  private final ByteBuffer datagram = ByteBuffer.allocate(600);
  private final byte[] received = new byte[2_048];
  private final DhcpMessageView reply = new DhcpMessageView();
  private final Map<Long, Integer> acknowledged = new HashMap<>();
  private final Map<Integer, Long> holders = new HashMap<>();
  private long nextMac = FIRST_MAC;
  private long steadyClient;
  private volatile long served;

  /**
   * Takes the relay's address.
   *
   * @param relay an address of loopback
   * @param port the server's, and the relay's
   */
  LeaseLoad(String relay, int port) throws IOException {
    this.relay = Ipv4.parse(relay);
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    socket = new DatagramSocket(null);
    socket.setReuseAddress(true);
    socket.bind(
        new InetSocketAddress(
            InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(this.relay).array()), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Says when the clients are to stop. */
  @FunctionalInterface
  interface Until {
    boolean isOver();
  }

  /** Has new clients ask, again and again, until something is so; returns how many were served. */
  int run(Until end) throws IOException {
    int before = acknowledged.size();
    boolean silence = true;
    while (!end.isOver()) {
      for (int client = 0; silence && client < CLIENTS_AT_ONCE; client++) {
        send(MessageType.DISCOVER, nextMac++, 0, 0);
      }
      silence = !receive(true);
    }
    drain();
    return acknowledged.size() - before;
  }

  /**
   * Has the same clients ask in turn, at a steady rate.
   *
   * @param rate clients that ask in a second, be they answered or not
   * @return how many were served
   */
  long steady(int clients, int rate, long seconds) throws IOException {
    long before = served;
    long start = System.nanoTime();
    long end = TimeUnit.SECONDS.toNanos(seconds);
    long asked = 0;
    socket.setSoTimeout(1);
    for (long passed = 0; passed < end; passed = System.nanoTime() - start) {
      for (long due = passed * rate / TimeUnit.SECONDS.toNanos(1); asked < due; asked++) {
        send(MessageType.DISCOVER, FIRST_MAC + steadyClient++ % clients, 0, 0);
      }
      receive(false);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    drain();
    return served - before;
  }

  /** Takes in what is on its way. */
  private void drain() throws IOException {
    while (receive(false)) {
      // It remembers.
    }
  }

  /**
   * Handles one answer; false when none comes.
   *
   * @param more whether another client is to ask after one that was served
   */
  private boolean receive(boolean more) throws IOException {
    DatagramPacket packet = new DatagramPacket(received, received.length);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException | PortUnreachableException e) {
      return false;
    }
    if (reply.tryWrap(ByteBuffer.wrap(received), 0, packet.getLength())) {
      if (reply.messageType() == MessageType.OFFER) {
        send(
            MessageType.REQUEST, reply.macAddress(), reply.yourAddress(), reply.serverIdentifier());
      } else if (reply.messageType() == MessageType.ACK) {
        long now = served + 1; // by this thread alone
        served = now;
        remember(reply.macAddress(), reply.yourAddress());
        if (more) {
          send(MessageType.DISCOVER, nextMac++, 0, 0);
        }
      }
    }
    return true;
  }

  private void remember(long mac, int address) {
    acknowledged.put(mac, address);
    Long other = holders.put(address, mac);
    if (other != null && other != mac) {
      throw new AssertionError(
          Ipv4.format(address)
              + " was acknowledged to two clients: %x and %x".formatted(other, mac));
    }
  }

  private void send(int type, long mac, int requested, int identifier) throws IOException {
    DhcpMessageWriter writer =
        new DhcpMessageWriter()
            .start(type, datagram, 0, datagram.capacity())
            .transactionId((int) mac)
            .macAddress(mac)
            .relayAddress(relay);
    if (requested != 0) {
      writer.optionInt32(OptionCode.REQUESTED_ADDRESS, requested);
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, identifier);
    }
    socket.send(new DatagramPacket(datagram.array(), writer.finish(), server));
  }

  /** How many acknowledgements have come; from any thread. */
  long served() {
    return served;
  }

  /** What was acknowledged: the address of each client. */
  Map<Long, Integer> acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() {
    socket.close();
  }
}
