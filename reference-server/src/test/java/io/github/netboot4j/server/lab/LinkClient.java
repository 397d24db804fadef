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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A client on one link: asks for an address by broadcast, and prints every reply that it hears to
 * the DISCOVER that was answered first, and to what it asked after that. A program of its own,
 * since a JVM cannot change namespace.
 */
final class LinkClient {
  private static final int QUIET_MILLIS = 700;

  /** For an answer that comes in the end, such as one that waits for a disk. */
  private static final int PATIENCE_MILLIS = 60_000;

  private static final int FIRST_DISCOVER = 1_000;
  private static final int TRIES = 20;
  private static final int BROADCAST = 0x8000;

  private final DatagramSocket out;
  private final DatagramSocket in;
  private final long mac;
  private final ByteBuffer datagram = ByteBuffer.allocate(600);

  private LinkClient(int own, long mac) throws IOException {
    this.mac = mac;
    // Limited broadcast leaves by the interface whose address the socket is bound to.
    out = bound(InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(own).array()));
    in = bound(new InetSocketAddress(0).getAddress());
  }

  private static DatagramSocket bound(InetAddress address) throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    socket.setReuseAddress(true);
    socket.setBroadcast(true);
    socket.bind(new InetSocketAddress(address, 68));
    return socket;
  }

  /**
   * Takes an address of its own interface to send from, and the last octet of its MAC address; and,
   * to renew the lease of that address rather than ask for one, the address of the server.
   */
  public static void main(String[] arguments) throws IOException {
    int own = Ipv4.parse(arguments[0]);
    LinkClient client = new LinkClient(own, 0x5254_0000_0100L + Long.parseLong(arguments[1]));
    if (arguments.length > 2) {
      client.renew(own, Ipv4.parse(arguments[2]));
    } else {
      client.run();
    }
  }

  private void run() throws IOException {
    List<DhcpMessageView> offers = List.of();
    for (int attempt = 0; offers.isEmpty() && attempt < TRIES; attempt++) {
      // Without an address, only what is broadcast is heard.
      send(
          start(MessageType.DISCOVER, FIRST_DISCOVER + attempt).flags(BROADCAST),
          Ipv4.LIMITED_BROADCAST);
      offers = heard(in, MessageType.OFFER, QUIET_MILLIS);
    }
    if (!offers.isEmpty()) {
      DhcpMessageView offer = offers.get(0);
      DhcpMessageWriter writer = start(MessageType.REQUEST, offer.transactionId()).flags(BROADCAST);
      writer.optionInt32(OptionCode.REQUESTED_ADDRESS, offer.yourAddress());
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, offer.serverIdentifier());
      send(writer, Ipv4.LIMITED_BROADCAST);
      heard(in, MessageType.ACK, PATIENCE_MILLIS);
    }
  }

  /** Asks the server alone, which answers the address alone. */
  private void renew(int own, int server) throws IOException {
    send(start(MessageType.REQUEST, 3).clientAddress(own), server);
    heard(out, MessageType.ACK, PATIENCE_MILLIS);
  }

  private DhcpMessageWriter start(int type, int transactionId) {
    return new DhcpMessageWriter()
        .start(type, datagram, 0, datagram.capacity())
        .macAddress(mac)
        .transactionId(transactionId);
  }

  private void send(DhcpMessageWriter writer, int address) throws IOException {
    InetAddress to = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
    out.send(new DatagramPacket(datagram.array(), writer.finish(), to, 67));
  }

  /**
   * All that is heard until it is quiet, of the transaction that is heard of first. A DISCOVER that
   * was sent again while the server was slow is not asked about.
   *
   * @param type what is waited for; of other types, only what a REQUEST may be answered is told
   * @param patience how long to wait for the first of them
   */
  private static List<DhcpMessageView> heard(DatagramSocket on, int type, int patience)
      throws IOException {
    List<DhcpMessageView> heard = new ArrayList<>();
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
      try {
        on.setSoTimeout(heard.isEmpty() ? patience : QUIET_MILLIS);
        on.receive(packet);
      } catch (SocketTimeoutException e) {
        return heard;
      }
      DhcpMessageView reply = new DhcpMessageView();
      reply.wrap(ByteBuffer.wrap(packet.getData()), 0, packet.getLength());
      boolean late = reply.messageType() == MessageType.OFFER && type != MessageType.OFFER;
      if (late || (!heard.isEmpty() && heard.get(0).transactionId() != reply.transactionId())) {
        continue;
      }
      heard.add(reply);
      System.out.printf(
          "%s %s for %x from %s:%d%n",
          MessageType.name(reply.messageType()),
          Ipv4.format(reply.yourAddress()),
          reply.macAddress(),
          packet.getAddress().getHostAddress(),
          packet.getPort());
    }
  }
}
