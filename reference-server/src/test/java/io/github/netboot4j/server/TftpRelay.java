package io.github.netboot4j.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Random;

/** Stands between one client and a server, and loses or repeats packets as its seed says. */
final class TftpRelay implements AutoCloseable {
  private final DatagramSocket towardsClient;
  private final DatagramSocket towardsServer;
  private final int lostPercent;
  private final int repeatedPercent;
  private volatile SocketAddress client;
  private volatile SocketAddress server;

  TftpRelay(InetSocketAddress server, long seed, int lostPercent, int repeatedPercent)
      throws IOException {
    this.server = server;
    this.lostPercent = lostPercent;
    this.repeatedPercent = repeatedPercent;
    towardsClient = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    towardsServer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    start(() -> forwardToServer(new Random(seed)));
    start(() -> forwardToClient(new Random(~seed)));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) towardsClient.getLocalSocketAddress();
  }

  private void forwardToServer(Random random) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
    while (true) {
      packet.setLength(70_000);
      towardsClient.receive(packet);
      client = packet.getSocketAddress();
      packet.setSocketAddress(server);
      forward(towardsServer, packet, random);
    }
  }

  private void forwardToClient(Random random) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
    while (true) {
      packet.setLength(70_000);
      towardsServer.receive(packet);
      server = packet.getSocketAddress();
      packet.setSocketAddress(client);
      forward(towardsClient, packet, random);
    }
  }

  private void forward(DatagramSocket socket, DatagramPacket packet, Random random)
      throws IOException {
    if (random.nextInt(100) >= lostPercent) {
      socket.send(packet);
      if (random.nextInt(100) < repeatedPercent) {
        socket.send(packet);
      }
    }
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static void start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (SocketException e) {
                // closed: the end of the relay
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    towardsClient.close();
    towardsServer.close();
  }
}
