package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One send, many datagrams; on Linux 4.18 and later. */
@EnabledOnOs(OS.LINUX)
class TftpSegmentationTest {
  private static final byte[] OCTETS = new byte[1000];

  @Test
  void aLongSendIsCut() throws IOException {
    for (int i = 0; i < OCTETS.length; i++) {
      OCTETS[i] = (byte) i;
    }
    try (DatagramChannel channel = DatagramChannel.open();
        DatagramSocket receiver = receiver()) {
      assertTrue(TftpSegmentation.enable(channel, 300));
      channel.send(ByteBuffer.wrap(OCTETS), receiver.getLocalSocketAddress());
      for (int from = 0; from < OCTETS.length; from += 300) {
        assertArrayEquals(
            Arrays.copyOfRange(OCTETS, from, Math.min(from + 300, OCTETS.length)),
            received(receiver));
      }
      channel.send(ByteBuffer.wrap(OCTETS, 0, 299), receiver.getLocalSocketAddress());
      assertEquals(299, received(receiver).length);
    }
  }

  @Test
  void itCanBeEnded() throws IOException {
    try (DatagramChannel channel = DatagramChannel.open();
        DatagramSocket receiver = receiver()) {
      assertTrue(TftpSegmentation.enable(channel, 300));
      TftpSegmentation.disable(channel);
      channel.send(ByteBuffer.wrap(OCTETS), receiver.getLocalSocketAddress());
      assertEquals(1000, received(receiver).length);
    }
  }

  private static DatagramSocket receiver() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] received(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }
}
