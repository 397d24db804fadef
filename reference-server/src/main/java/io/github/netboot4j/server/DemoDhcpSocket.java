package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of DHCP on loopback: limited broadcast both ways, as between machines that have
 * no addresses yet. Two sockets for the reasons that {@link DhcpServer} gives.
 */
final class DemoDhcpSocket implements AutoCloseable {
  private final DatagramSocket out;
  private final DatagramSocket in;
  private final InetSocketAddress servers;

  DemoDhcpSocket(DhcpSettings dhcp) throws IOException {
    this.servers = Addresses.of(Ipv4.LIMITED_BROADCAST, dhcp.port());
    this.out = bind(Addresses.of(dhcp.on().address(), dhcp.clientPort()));
    try {
      this.in = bind(new InetSocketAddress(dhcp.clientPort()));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  private static DatagramSocket bind(InetSocketAddress address) throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    try {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a message and waits for the reply to it; null if none comes in time. */
  @Nullable DhcpMessageView exchange(
      byte[] message, int octets, int transactionId, long mac, Duration patience)
      throws IOException {
    out.send(new DatagramPacket(message, octets, servers));
    long deadline = System.nanoTime() + patience.toNanos();
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    DhcpMessageView reply = new DhcpMessageView();
    for (long left = patience.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      in.setSoTimeout((int) Math.max(1, Duration.ofNanos(left).toMillis()));
      try {
        in.receive(packet);
      } catch (SocketTimeoutException e) {
        return null;
      }
      if (reply.tryWrap(ByteBuffer.wrap(packet.getData()), 0, packet.getLength())
          && reply.operation() == DhcpMessageView.BOOTREPLY
          && reply.transactionId() == transactionId
          && reply.macAddress() == mac) {
        return reply;
      }
    }
    return null;
  }

  @Override
  public void close() {
    out.close();
    in.close();
  }
}
