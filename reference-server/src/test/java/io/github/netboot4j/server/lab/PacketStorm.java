package io.github.netboot4j.server.lab;

import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Sends what is random, and what was right before it was changed, as fast as it can: to the ports
 * of DHCP, of PXE boot servers, of TFTP and of HTTP. It says that it is a relay, and so gets the
 * answers itself: as broadcasts they would drown an emulated network card. Goes on until it is
 * ended, and prints every second how much that was. A program of its own, since a JVM cannot change
 * namespace.
 */
final class PacketStorm {
  private static final int LONGEST = 1_472;
  private static final int RELAY_ADDRESS = 24;
  private static final int PACKETS_OF_A_PORT = 64;
  private static final int CONNECTIONS = 32;

  private final Random random;
  private final InetAddress server;
  private final InetAddress proxy;
  private final int relay;
  private final ByteBuffer stranger = ByteBuffer.allocate(600);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final List<byte[]> dhcp = new ArrayList<>();
  private final List<byte[]> tftp =
      List.of(
          latin1("\0\1boot.ipxe\0octet\0"),
          latin1(
              "\0\1undionly.kpxe\0octet\0blksize\0" + "1432\0tsize\0" + "0\0windowsize\0" + "4\0"),
          latin1("\0\1../../etc/passwd\0netascii\0"),
          latin1("\0\2upload\0octet\0"),
          latin1("\0\3\0\1data"),
          latin1("\0\4\0\1"),
          latin1("\0\5\0\1no\0"),
          latin1("\0\6blksize\0" + "1432\0"));
  private final List<byte[]> http =
      List.of(
          latin1("GET /boot.ipxe HTTP/1.1\r\nHost: boot\r\nRange: bytes=1-5\r\n\r\n"),
          latin1("HEAD /undionly.kpxe HTTP/1.0\r\n\r\n"),
          latin1("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: boot\r\n\r\n"),
          latin1("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
  private final Deque<SocketChannel> connections = new ArrayDeque<>();
  private long packets;
  private long connected;

  private PacketStorm(int relay, InetAddress server, InetAddress proxy, long seed) {
    this.relay = relay;
    this.server = server;
    this.proxy = proxy;
    random = new Random(seed);
    for (BootClient client : BootClient.all()) {
      ByteBuffer discover = client.discover(Machine.on(0xC000_0201, 0xFFFF_FF00));
      byte[] octets = new byte[discover.limit()];
      discover.get(0, octets);
      ByteBuffer.wrap(octets).putInt(RELAY_ADDRESS, relay);
      dhcp.add(octets);
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Takes an address of its own, that of a server, that of a proxy, and a seed. */
  public static void main(String[] arguments) throws IOException {
    new PacketStorm(
            Ipv4.parse(arguments[0]),
            InetAddress.getByName(arguments[1]),
            InetAddress.getByName(arguments[2]),
            Long.parseLong(arguments[3]))
        .run();
  }

  private void run() throws IOException {
    long told = System.nanoTime();
    while (true) {
      try (DatagramChannel port = DatagramChannel.open()) {
        for (int i = 0; i < PACKETS_OF_A_PORT; i += 4) {
          send(port, dhcp(), server, 67);
          send(port, changed(tftp), server, 69);
          send(port, dhcp(), proxy, 67);
          send(port, dhcp(), proxy, 4011);
        }
      }
      connect();
      if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(1)) {
        told = System.nanoTime();
        System.out.println(packets + " " + connected);
      }
    }
  }

  private void send(DatagramChannel port, byte[] packet, InetAddress to, int number) {
    try {
      port.send(ByteBuffer.wrap(packet), new InetSocketAddress(to, number));
      packets++;
    } catch (IOException e) {
      // The way there is full.
    }
  }

  private void connect() {
    try {
      SocketChannel connection = SocketChannel.open();
      connections.add(connection);
      connection.configureBlocking(false);
      connection.connect(new InetSocketAddress(server, 80));
      for (SocketChannel each : connections) {
        if (each.isConnectionPending() && each.finishConnect()) {
          each.write(ByteBuffer.wrap(changed(http)));
          connected++;
        }
      }
    } catch (IOException e) {
      // It was closed by the server.
    }
    if (connections.size() > CONNECTIONS) {
      try {
        connections.remove().close();
      } catch (IOException e) {
        // It is gone in any case.
      }
    }
  }

  /** A message of DHCP; in half of them a client that is well, but was never seen before. */
  private byte[] dhcp() {
    if (random.nextBoolean()) {
      return changed(dhcp);
    }
    writer
        .start(MessageType.DISCOVER, stranger, 0, stranger.capacity())
        .macAddress(0x0200_0000_0000L + random.nextInt(Integer.MAX_VALUE))
        .transactionId(random.nextInt())
        .relayAddress(relay)
        .option(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00000:UNDI:002001");
    return Arrays.copyOf(stranger.array(), writer.finish());
  }

  /** Random octets; or one of these with octets changed, cut off, or added. */
  private byte[] changed(List<byte[]> seeds) {
    byte[] seed = seeds.get(random.nextInt(seeds.size()));
    byte[] packet;
    switch (random.nextInt(4)) {
      case 0 -> {
        packet = new byte[random.nextInt(LONGEST)];
        random.nextBytes(packet);
      }
      case 1 -> packet = Arrays.copyOf(seed, random.nextInt(seed.length + 1));
      case 2 -> {
        packet = Arrays.copyOf(seed, seed.length + random.nextInt(64));
        for (int i = seed.length; i < packet.length; i++) {
          packet[i] = (byte) random.nextInt();
        }
      }
      default -> packet = seed.clone();
    }
    for (int changes = random.nextInt(8); changes > 0 && packet.length > 0; changes--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }
    return packet;
  }
}
