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
 * A client on one link: asks for an address by broadcast, and prints every reply that it hears. A
 * program of its own, since a JVM cannot change namespace.
 */
final class LinkClient {
  private static final int QUIET_MILLIS = 700;
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
    in.setSoTimeout(QUIET_MILLIS);
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
      offers = ask(MessageType.DISCOVER, Ipv4.ANY, Ipv4.ANY);
    }
    if (!offers.isEmpty()) {
      DhcpMessageView offer = offers.get(0);
      ask(MessageType.REQUEST, offer.yourAddress(), offer.serverIdentifier());
    }
  }

  /** Asks everyone. */
  private List<DhcpMessageView> ask(int type, int requested, int server) throws IOException {
    // Without an address, only what is broadcast is heard.
    DhcpMessageWriter writer = start(type).flags(BROADCAST);
    if (requested != Ipv4.ANY) {
      writer.optionInt32(OptionCode.REQUESTED_ADDRESS, requested);
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
    }
    send(writer, Ipv4.LIMITED_BROADCAST);
    return heard(in);
  }

  /** Asks the server alone, which answers the address alone. */
  private void renew(int own, int server) throws IOException {
    send(start(MessageType.REQUEST).clientAddress(own), server);
    out.setSoTimeout(10 * QUIET_MILLIS);
    heard(out);
  }

  private DhcpMessageWriter start(int type) {
    return new DhcpMessageWriter()
        .start(type, datagram, 0, datagram.capacity())
        .macAddress(mac)
        .transactionId(type);
  }

  private void send(DhcpMessageWriter writer, int address) throws IOException {
    InetAddress to = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
    out.send(new DatagramPacket(datagram.array(), writer.finish(), to, 67));
  }

  /** All that is heard until it is quiet. */
  private static List<DhcpMessageView> heard(DatagramSocket on) throws IOException {
    List<DhcpMessageView> heard = new ArrayList<>();
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
      try {
        on.receive(packet);
      } catch (SocketTimeoutException e) {
        return heard;
      }
      DhcpMessageView reply = new DhcpMessageView();
      reply.wrap(ByteBuffer.wrap(packet.getData()), 0, packet.getLength());
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
