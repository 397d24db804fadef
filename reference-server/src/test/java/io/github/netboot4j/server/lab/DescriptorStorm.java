package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a server open as many files and sockets as it will: connections that ask nothing, and
 * requests for a file from ever new ports, never acknowledged. Goes on until it is ended. A program
 * of its own, since a JVM cannot change namespace.
 */
final class DescriptorStorm {
  private static final int CONNECTIONS = 400;
  private static final int PORTS = 400;

  private final SocketAddress http;
  private final SocketAddress tftp;
  private final List<SocketChannel> connections = new ArrayList<>();
  private final Deque<DatagramChannel> ports = new ArrayDeque<>();

  private DescriptorStorm(InetAddress server) {
    http = new InetSocketAddress(server, 80);
    tftp = new InetSocketAddress(server, 69);
  }

  /** Takes the server's address. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new DescriptorStorm(InetAddress.getByName(arguments[0])).run();
  }

  private void run() throws IOException, InterruptedException {
    ByteBuffer request =
        ByteBuffer.wrap("\0\1boot.ipxe\0octet\0".getBytes(StandardCharsets.ISO_8859_1));
    System.out.println("begins");
    while (true) {
      if (connections.size() < CONNECTIONS) {
        SocketChannel connection = SocketChannel.open();
        connection.configureBlocking(false);
        connection.connect(http);
        connections.add(connection);
      }
      DatagramChannel port = DatagramChannel.open();
      port.send(request.rewind(), tftp);
      ports.add(port);
      if (ports.size() > PORTS) {
        ports.remove().close();
      }
      for (SocketChannel connection : connections) {
        if (connection.isConnectionPending()) {
          connection.finishConnect();
        }
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}
