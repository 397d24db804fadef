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

/**
 * A relay that passes on the DISCOVER of a PXE client, to the server's address and then to
 * everybody, and prints what it hears to each. A program of its own, since a JVM cannot change
 * namespace.
 */
final class RelayClient {
  private static final int QUIET_MILLIS = 700;
  private static final int PATIENCE_MILLIS = 60_000;

  private RelayClient() {}

  /** Takes the relay's own address, the server's, and how many answer what everybody hears. */
  public static void main(String[] arguments) throws IOException {
    int own = Ipv4.parse(arguments[0]);
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(arguments[0]), 67))) {
      socket.setBroadcast(true);
      int everybody = Integer.parseInt(arguments[2]);
      for (int number = 0; number < 2; number++) {
        String to = number == 0 ? arguments[1] : "255.255.255.255";
        ByteBuffer datagram = ByteBuffer.allocate(600);
        DhcpMessageWriter writer =
            new DhcpMessageWriter()
                .start(MessageType.DISCOVER, datagram, 0, datagram.capacity())
                .macAddress(0x5254_0000_0177L)
                .transactionId(7 + number)
                .relayAddress(own)
                .option(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00000:UNDI:002001")
                .option(OptionCode.CLIENT_ARCHITECTURE, new byte[2]);
        InetAddress address = InetAddress.getByName(to);
        socket.send(new DatagramPacket(datagram.array(), writer.finish(), address, 67));
        print(to, socket, 7 + number, number == 0 ? 1 : everybody);
      }
    }
  }

  /** Prints so many answers, and what else comes until it is quiet. */
  private static void print(String to, DatagramSocket socket, int transactionId, int answers)
      throws IOException {
    for (int heard = 0; ; ) {
      DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
      try {
        socket.setSoTimeout(heard < answers ? PATIENCE_MILLIS : QUIET_MILLIS);
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      DhcpMessageView reply = new DhcpMessageView();
      reply.wrap(ByteBuffer.wrap(packet.getData()), 0, packet.getLength());
      if (reply.transactionId() != transactionId) {
        continue; // more than was waited for of what was sent before
      }
      heard++;
      System.out.printf(
          "%s: %s %s from port %d%n",
          to,
          MessageType.name(reply.messageType()),
          Ipv4.format(reply.yourAddress()),
          packet.getPort());
    }
  }
}
