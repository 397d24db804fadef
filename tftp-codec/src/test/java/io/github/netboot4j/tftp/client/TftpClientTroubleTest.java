package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are silent, faulty or hostile, and strangers. */
final class TftpClientTroubleTest extends ClientFixture {
  private static final byte[] FILE = ScriptedServer.file(1000);

  private interface Call {
    void run() throws Exception;
  }

  private static String violation(Call call) {
    return assertThrows(TftpException.Violation.class, call::run).getMessage();
  }

  private static String timeout(Call call) {
    return assertThrows(TftpException.TimedOut.class, call::run).getMessage();
  }

  @Test
  void anErrorIsTold() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.raw("\0\5\0\1no\33[2J such\n\u202e file");
            })) {
      TftpException.Refused thrown =
          assertThrows(
              TftpException.Refused.class,
              () -> client(server).build().get("f", directory.resolve("f")));
      assertEquals(TftpErrorCode.FILE_NOT_FOUND, thrown.errorCode());
      assertTrue(thrown.errorMessage().startsWith("no\33[2J such\n"));
      assertTrue(
          thrown
              .getMessage()
              .startsWith("the server answered error 1 (file not found): no\uFFFD[2J such\uFFFD"),
          thrown.getMessage());
      server.awaitScript();
      server.assertNothingUnread(); // an ERROR is never answered
    }
    assertHolds();
  }

  @Test
  void anErrorWithoutTextIsTold() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.raw("\0\5\1\0");
            })) {
      assertEquals(
          "the server answered error 256 (unknown error)",
          assertThrows(TftpException.Refused.class, () -> client(server).build().get("f", sink))
              .getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multicast=1",
        "blksize=1429",
        "blksize=7",
        "blksize=x",
        "tsize=-1",
        "timeout=3",
        "windowsize=0",
        "windowsize=17"
      })
  void optionsThatWereNotAskedForAreRefused(String option) throws Exception {
    String[] parts = option.split("=");
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options(parts);
              s.expectError(TftpErrorCode.OPTION_REFUSED);
            })) {
      assertEquals(
          "the server's options do not fit what was asked for: " + option,
          violation(() -> client(server).build().get("f", directory.resolve("f"))));
      server.awaitScript();
    }
    assertHolds();
  }

  @ParameterizedTest
  @CsvSource({"999,more", "1001,1000", "513,more", "99999999999999,1000"})
  void theSizeMustBeWhatTheServerSaid(long said, String sent) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("tsize", String.valueOf(said));
              s.expectAcknowledgment(0);
              s.data(FILE, 1, 512);
              s.expectAcknowledgment(1);
              s.data(FILE, 2, 512);
              s.expectError(TftpErrorCode.NOT_DEFINED);
            })) {
      TftpClient client = client(server).maximumFileSize(Long.MAX_VALUE).build();
      assertEquals(
          "the server said that the file has " + said + " bytes, but sent " + sent,
          violation(() -> client.get("f", directory.resolve("f"))));
      server.awaitScript();
    }
    assertHolds();
  }

  @Test
  void aSizeOfZeroMayBeAnEchoOfTheQuestion() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("tsize", "0");
              s.expectAcknowledgment(0);
              s.sendAll(FILE, 512, 0);
            })) {
      client(server).build().get("f", sink);
      assertArrayEquals(FILE, sink.toByteArray());
    }
  }

  @Test
  void aFileThatIsSaidToBeTooLargeIsRefused() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("tsize", "1000");
              s.expectError(TftpErrorCode.DISK_FULL);
            })) {
      assertEquals(
          "the file has 1000 bytes, more than the limit allows",
          assertThrows(
                  TftpException.Local.class,
                  () -> client(server).maximumFileSize(999).build().get("f", sink))
              .getMessage());
      server.awaitScript();
    }
  }

  @Test
  void aFileWithoutEndIsCutOffAtTheLimit() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              for (int block = 1; s.view.opcode() != TftpOpcode.ERROR; block++) {
                s.data(new byte[block * 512], block, 512);
                s.receive();
              }
              assertEquals(TftpErrorCode.DISK_FULL, s.view.errorCode());
            })) {
      TftpClient client = client(server).maximumFileSize(100_000).build();
      assertEquals(
          "the file has more than 100000 bytes, more than the limit allows",
          assertThrows(TftpException.Local.class, () -> client.get("f", directory.resolve("f")))
              .getMessage());
      server.awaitScript();
    }
    assertHolds();
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      InetSocketAddress address = server.address();
      assertEquals(
          "no answer from 127.0.0.1:" + address.getPort(),
          timeout(() -> hasty(server).build().get("f", directory.resolve("f"))));
      server.assertUnreadRequests(1 + HASTY.maximumResends());
    }
    assertHolds();
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
            })) {
      assertEquals(
          "nothing new from 127.0.0.1:" + server.transferAddress().getPort() + " after 512 bytes",
          timeout(() -> lenient(server).build().get("f", directory.resolve("f"))));
    }
    assertHolds();
  }

  @Test
  void aServerThatAlwaysSendsTheSameIsGivenUp() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              do {
                s.data(FILE, 1, 512);
                s.receive();
              } while (s.view.opcode() != TftpOpcode.ERROR);
              assertEquals("Timed out", s.view.errorMessage());
            })) {
      assertEquals(
          "nothing new from 127.0.0.1:" + server.transferAddress().getPort() + " after 512 bytes",
          timeout(() -> lenient(server).build().get("f", directory.resolve("f"))));
      server.awaitScript();
    }
    assertHolds();
  }

  @Test
  void theTimeLimitHolds() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              for (int block = 1; s.view.opcode() != TftpOpcode.ERROR; block++) {
                s.raw(
                    "\0\3" + (char) (block >> 8 & 0xff) + (char) (block & 0xff) + "x".repeat(512));
                s.receive();
              }
            })) {
      TftpClient client = client(server).timeLimit(Duration.ofMillis(150)).build();
      assertEquals(
          "not done within 150 ms", timeout(() -> client.get("f", directory.resolve("f"))));
    }
    assertHolds();
  }

  @Test
  void aStrangerIsTurnedAwayAndTheTransferGoesOn() throws Exception {
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket failing = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ScriptedServer server =
            new ScriptedServer(
                s -> {
                  s.request();
                  s.data(FILE, 1, 512);
                  s.expectAcknowledgment(1);
                  send(failing, s, "\0\5\0\0no");
                  for (int i = 0; i < 50; i++) {
                    send(stranger, s, "\0\3\0\2forged");
                  }
                  s.data(FILE, 2, 512);
                  s.expectAcknowledgment(2);
                })) {
      client(server).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(FILE, sink.toByteArray());

      DatagramPacket answer = new DatagramPacket(new byte[600], 600);
      stranger.setSoTimeout(60_000);
      stranger.receive(answer);
      TftpPacketView view =
          new TftpPacketView().wrap(ByteBuffer.wrap(answer.getData()), 0, answer.getLength());
      assertEquals(TftpErrorCode.UNKNOWN_TRANSFER_ID, view.errorCode());
      assertTrue(ScriptedServer.unread(stranger, 0) < 25); // one a second, far fewer than it sent
      assertEquals(0, ScriptedServer.unread(failing, 0));
    }
  }

  private static void send(DatagramSocket socket, ScriptedServer server, String packet)
      throws IOException {
    byte[] bytes = packet.getBytes(StandardCharsets.ISO_8859_1);
    socket.send(new DatagramPacket(bytes, bytes.length, server.client));
  }

  @Test
  void theAnswerMustComeFromTheAddressThatWasAsked() throws Exception {
    InetAddress asked = InetAddress.getByName("127.77.0.1");
    InetAddress other = InetAddress.getByName("127.77.0.2");
    ScriptedServer.Script script =
        s -> {
          s.request();
          s.sendAll(FILE, 512, 0);
        };
    try (ScriptedServer server = new ScriptedServer(asked, other, script)) {
      assertEquals(
          "no answer from 127.77.0.1:%d, but from 127.77.0.2:%d, which was not asked"
              .formatted(server.address().getPort(), server.transferAddress().getPort()),
          timeout(() -> lenient(server).build().get("f", sink)));
    }
    try (ScriptedServer server = new ScriptedServer(asked, other, script)) {
      TftpResult result = client(server).anyAddress(true).build().get("f", sink);
      assertArrayEquals(FILE, sink.toByteArray());
      assertEquals(server.transferAddress(), result.server());
    }
  }

  @Test
  void packetsOfNoUseAreIgnored() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              for (String useless :
                  new String[] {
                    "",
                    "\0",
                    "\0\3",
                    "\0\3\0",
                    "\0\7\0\0",
                    "\3\0\0\1x",
                    "\0\1f\0octet\0",
                    "\0\4\0\0",
                    "\0\4\0\1",
                    "\0\6blksize\0",
                    "\0\3\0\0x",
                    "\0\3\0\2x",
                    "\0\3\0\1" + "x".repeat(513)
                  }) {
                s.raw(useless);
              }
              s.data(FILE, 1, 512);
              s.expectAcknowledgment(1);
              s.raw("\0\6\0");
              s.options("blksize", "8");
              s.raw("\0\4\0\2");
              s.raw("\0\3\0\3x");
              s.data(FILE, 2, 512);
              s.expectAcknowledgment(2);
            })) {
      client(server).dally(Duration.ZERO).build().get("f", sink);
      server.awaitScript();
      assertArrayEquals(FILE, sink.toByteArray());
    }
  }

  /** Whatever a server sends, a transfer ends, with a whole file or without any. */
  @RepeatedTest(60)
  void aServerThatSendsAnythingAtAll(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    TftpRetransmission impatient = new TftpRetransmission(2_000_000L, 1, 2_000_000L, 2, 2);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              for (int i = 0; i < 300; i++) {
                s.raw(anything(random));
              }
            })) {
      TftpClient client =
          TftpClient.builder(server.address())
              .retransmission(impatient)
              .dally(Duration.ofMillis(1))
              .build();
      try {
        TftpResult result = client.get("f", directory.resolve("f"));
        assertEquals(result.bytes(), Files.size(directory.resolve("f")));
        assertHolds("f");
      } catch (TftpException e) {
        assertHolds();
      }
    }
  }

  private static String anything(Random random) {
    char block = (char) random.nextInt(6);
    String payload = "x".repeat(random.nextInt(8) == 0 ? 100 : 512);
    return switch (random.nextInt(9)) {
      case 0 -> "\0\6blksize\0512\0tsize\0" + random.nextInt(3000) + "\0";
      case 1 -> "\0\6windowsize\0" + random.nextInt(20) + "\0";
      case 2 -> "\0\6" + payload;
      case 3 -> "\0\4\0" + block;
      case 4 -> random.nextInt(40) == 0 ? "\0\5\0" + block + payload : "\0\5";
      case 5 -> payload.substring(0, random.nextInt(20));
      default -> "\0\3\0" + block + payload;
    };
  }
}
