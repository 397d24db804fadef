package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading from servers that keep to the protocol, over networks that do not lose everything. */
final class TftpClientGetTest extends ClientFixture {
  @Test
  void asksForAllItKnowsUnlessToldOtherwise() throws Exception {
    byte[] file = ScriptedServer.file(40);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals(
                  "\0\1a/b\0octet\0blksize\0001428\0tsize\0000\0windowsize\00016\0", s.packet());
              s.options("blksize", "16", "tsize", "40", "windowsize", "2");
              s.expectAcknowledgment(0);
              s.data(file, 1, 16);
              s.data(file, 2, 16);
              s.expectAcknowledgment(2);
              s.data(file, 3, 16);
              s.expectAcknowledgment(3);
            })) {
      List<String> progress = new ArrayList<>();
      TftpResult result =
          client(server)
              .progress((bytes, total) -> progress.add(bytes + "/" + total))
              .build()
              .get("a/b", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
      assertEquals(
          new TftpResult(
              40, new TftpParameters(16, 2, 0, 40, TftpMode.OCTET), 0, server.transferAddress()),
          result);
      assertEquals(List.of("16/40", "32/40", "40/40"), progress);
    }
  }

  @Test
  void asksForNothingIfToldSo() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals("\0\1f\0octet\0", s.packet());
              s.sendAll(ScriptedServer.file(600), 512, 0);
            })) {
      client(server).withoutOptions().build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(ScriptedServer.file(600), sink.toByteArray());
    }
  }

  @Test
  void asksForTheTimeoutAndInNetasciiForNoSize() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals("\0\1f\0netascii\0timeout\0007\0", s.packet());
              s.options("TIMEOUT", "7");
              s.expectAcknowledgment(0);
              s.data("x\r\0\r\ny\r".getBytes(StandardCharsets.ISO_8859_1), 1, 512);
              s.expectAcknowledgment(1);
            })) {
      TftpResult result =
          client(server)
              .blockSize(512)
              .windowSize(1)
              .timeoutSeconds(7)
              .mode(TftpMode.NETASCII)
              .build()
              .get("f", sink);
      server.awaitScript();
      assertEquals("x\r\ny\r", sink.toString(StandardCharsets.ISO_8859_1));
      assertEquals(7, result.bytes());
      assertEquals(7, result.agreed().timeoutSeconds());
    }
  }

  @ParameterizedTest
  @CsvSource({"8", "9", "10", "600"})
  void decodesNetasciiAcrossBlocks(int blockSize) throws Exception {
    byte[] sent = "line\r\n\r\0\r\n".repeat(300).getBytes(StandardCharsets.ISO_8859_1);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", String.valueOf(blockSize));
              s.expectAcknowledgment(0);
              s.sendAll(sent, blockSize, 0);
            })) {
      client(server).mode(TftpMode.NETASCII).blockSize(blockSize).build().get("f", sink);
      server.awaitScript();
      assertEquals("line\n\r\n".repeat(300), sink.toString(StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 5000})
  void aServerWithoutOptionsIsServed(int size) throws Exception {
    byte[] file = ScriptedServer.file(size);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.sendAll(file, 512, 0);
            })) {
      TftpResult result = client(server).blockSize(8).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
      assertEquals(TftpParameters.withoutOptions(TftpMode.OCTET), result.agreed());
      assertEquals(size, result.bytes());
    }
  }

  @Test
  void takesMoreThan65536Blocks() throws Exception {
    byte[] file = ScriptedServer.file(70_000 * 8 + 3);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "8", "windowsize", "50");
              s.expectAcknowledgment(0);
              for (int block = 1; block <= 70_001; block++) {
                s.data(file, block, 8);
                if (block % 50 == 0 || block == 70_001) {
                  s.expectAcknowledgment(block & 0xffff);
                }
              }
            })) {
      client(server).blockSize(8).windowSize(50).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void takesTheLargestBlocks() throws Exception {
    byte[] file = ScriptedServer.file(65_464 + 7);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "65464");
              s.expectAcknowledgment(0);
              s.sendAll(file, 65_464, 0);
            })) {
      client(server).blockSize(65_464).build().get("f", Channels.newChannel(sink));
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void repeatsTheRequestAndTheAcknowledgment() throws Exception {
    byte[] file = ScriptedServer.file(600);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.request();
              s.data(file, 1, 512);
              s.expectAcknowledgment(1);
              s.expectAcknowledgment(1);
              s.data(file, 2, 512);
              do {
                s.receive(); // the acknowledgments of block 1 that were on their way
              } while (s.view.blockNumber() != 2);
            })) {
      TftpResult result = persistent(server).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
      assertTrue(result.resent() >= 2, result.toString());
    }
  }

  @Test
  void tellsOfAGapInTheWindow() throws Exception {
    byte[] file = ScriptedServer.file(30);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "8", "windowsize", "4");
              s.expectAcknowledgment(0);
              s.data(file, 1, 8);
              s.data(file, 3, 8);
              s.expectAcknowledgment(1);
              s.data(file, 4, 8);
              for (int block = 2; block <= 4; block++) {
                s.data(file, block, 8);
              }
              s.expectAcknowledgment(4);
            })) {
      client(server).dally(Duration.ZERO).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void leavesAtOnceIfNothingWasLost() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.sendAll(ScriptedServer.file(600), 512, 0);
            })) {
      client(server).dally(Duration.ofDays(1)).build().get("f", sink);
      server.awaitScript();
    }
  }

  @Test
  void staysAWhileIfSomethingWasLostUnlessItIsInterrupted() throws Exception {
    byte[] file = ScriptedServer.file(600);
    Path target = directory.resolve("f");
    Thread self = Thread.currentThread();
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(file, 1, 512);
              s.expectAcknowledgment(1);
              s.data(file, 1, 512);
              s.expectAcknowledgment(1);
              s.data(file, 2, 512);
              s.expectAcknowledgment(2);
              s.data(file, 2, 512);
              s.expectAcknowledgment(2);
              assertArrayEquals(file, Files.readAllBytes(target)); // whole before the client left
              s.data(file, 2, 512);
              s.expectAcknowledgment(2);
              self.interrupt();
            })) {
      TftpResult result = client(server).dally(Duration.ofDays(1)).build().get("f", target);
      assertTrue(Thread.interrupted());
      server.awaitScript();
      assertEquals(3, result.resent());
      assertEquals(600, result.bytes());
      server.assertNothingUnread();
    }
  }

  @Test
  void aServerMayAnswerFromThePortOfItsRequests() throws Exception {
    byte[] answer = "\0\3\0\1xyz".getBytes(StandardCharsets.ISO_8859_1);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  DatagramPacket packet = new DatagramPacket(new byte[600], 600);
                  socket.receive(packet);
                  packet.setData(answer);
                  socket.send(packet);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      thread.start();
      TftpClient client =
          TftpClient.builder((InetSocketAddress) socket.getLocalSocketAddress()).build();
      client.get("f", sink);
      assertEquals("xyz", sink.toString(StandardCharsets.US_ASCII));
      thread.join();
    }
  }

  @Test
  void theNumberOf65535MayBeFollowedByOne() throws Exception {
    byte[] file = ScriptedServer.file(65_537 * 8);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "8");
              s.expectAcknowledgment(0);
              ByteBuffer packet = ByteBuffer.allocate(12);
              for (int block = 1; block <= 65_538; block++) {
                int number = (block - 1) % 65_535 + 1;
                packet.clear().putShort((short) TftpOpcode.DATA).putShort((short) number);
                if (block <= 65_537) {
                  packet.put(file, (block - 1) * 8, 8);
                }
                s.raw(
                    new String(packet.array(), 0, packet.position(), StandardCharsets.ISO_8859_1));
                s.expectAcknowledgment(number);
              }
            })) {
      client(server).blockSize(8).blockWrap(TftpBlockWrap.TO_ONE).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void speaksIpv6() throws Exception {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    byte[] file = ScriptedServer.file(600);
    ScriptedServer.Script script =
        s -> {
          s.request();
          s.sendAll(file, 512, 0);
        };
    try (ScriptedServer server = new ScriptedServer(loopback, loopback, script)) {
      TftpResult result = client(server).build().get("f", sink);
      assertArrayEquals(file, sink.toByteArray());
      assertEquals(server.transferAddress(), result.server());
    } catch (BindException e) {
      Assumptions.abort("this machine has no IPv6: " + e.getMessage());
    }
  }

  @Test
  void aNameThatCannotBeSentIsMisuse() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      TftpClient client = client(server).build();
      assertThrows(IllegalArgumentException.class, () -> client.get("", sink));
      assertThrows(IllegalArgumentException.class, () -> client.get("a\0b", sink));
      String message =
          assertThrows(TftpException.Local.class, () -> client.get("x".repeat(500), sink))
              .getMessage();
      assertEquals("the file name is too long for a request of 512 bytes", message);
      server.assertNothingUnread();
    }
  }
}
