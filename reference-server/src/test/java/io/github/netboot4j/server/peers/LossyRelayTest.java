package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LossyRelayTest {
  private static final int ACK = 4;
  private static final int END = 9;
  private static final int PACKETS = 100;

  /** Together with the packets no more than a socket surely holds. */
  private static final int ENDS = 20;

  private DatagramSocket client;
  private DatagramSocket server;

  @BeforeEach
  void open() throws IOException {
    client = socket();
    server = socket();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aSeedDoesTheSameAgain() throws IOException {
    List<Integer> once = whatArrives(1);
    assertEquals(once, whatArrives(1));
    assertNotEquals(once, whatArrives(2));
    assertTrue(once.size() > PACKETS / 2 && once.size() < PACKETS, once::toString);
  }

  /** What is lost is lost at once, and all else keeps its order. */
  private List<Integer> whatArrives(long seed) throws IOException {
    List<Integer> arrived = new ArrayList<>();
    try (LossyRelay relay = relay(seed, new LossyRelay.Trouble(30, 0, 0, 0))) {
      for (int block = 0; block < PACKETS; block++) {
        send(client, relay.address(), ACK, block);
      }
      for (int block = 0; block < ENDS; block++) {
        send(client, relay.address(), END, block); // one of them arrives
      }
      for (int packet = receive(server); packet >>> 16 == ACK; packet = receive(server)) {
        arrived.add(packet & 0xffff);
      }
    }
    server.close();
    server = socket();
    return arrived;
  }

  @Test
  void whatIsRepeatedSwappedOrDelayedArrives() throws IOException {
    Set<Integer> missing = new TreeSet<>();
    try (LossyRelay relay = relay(1, new LossyRelay.Trouble(0, 30, 30, 30))) {
      for (int block = 0; block < PACKETS; block++) {
        send(client, relay.address(), ACK, block);
        missing.add(block);
      }
      while (!missing.isEmpty()) {
        missing.remove(receive(server) & 0xffff);
      }
      assertTrue(relay.troubled() > PACKETS / 2);
    }
  }

  @Test
  void eachPortOfTheServerIsAPortOfTheRelay() throws IOException {
    try (LossyRelay relay = relay(1, new LossyRelay.Trouble(0, 0, 0, 0));
        DatagramSocket transfer = socket();
        DatagramSocket otherTransfer = socket()) {
      send(client, relay.address(), END, 1);
      DatagramPacket request = received(server);
      send(transfer, request.getSocketAddress(), ACK, 2);
      DatagramPacket answer = received(client);
      send(otherTransfer, request.getSocketAddress(), ACK, 3);
      DatagramPacket otherAnswer = received(client);
      assertEquals(
          3,
          Set.of(relay.address(), answer.getSocketAddress(), otherAnswer.getSocketAddress())
              .size());

      send(client, otherAnswer.getSocketAddress(), ACK, 4);
      assertEquals(ACK << 16 | 4, receive(otherTransfer));
      send(client, answer.getSocketAddress(), ACK, 5);
      assertEquals(ACK << 16 | 5, receive(transfer));
    }
  }

  private LossyRelay relay(long seed, LossyRelay.Trouble trouble) throws IOException {
    return new LossyRelay((InetSocketAddress) server.getLocalSocketAddress(), seed, trouble);
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(DatagramSocket from, SocketAddress to, int opcode, int block)
      throws IOException {
    byte[] bytes = ByteBuffer.allocate(4).putInt(opcode << 16 | block).array();
    from.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private static DatagramPacket received(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4], 4);
    socket.receive(packet);
    return packet;
  }

  /** Opcode and block number. */
  private static int receive(DatagramSocket socket) throws IOException {
    return ByteBuffer.wrap(received(socket).getData()).getInt();
  }
}
