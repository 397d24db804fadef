package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing to servers of every kind. */
final class TftpClientPutTest extends ClientFixture {
  /** Takes blocks in lock-step or in windows, up to the short one. */
  private static byte[] takeAll(ScriptedServer server, int blockSize, int windowSize)
      throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    for (int block = 1; ; block++) {
      server.receive();
      assertEquals(block & 0xffff, server.view.blockNumber());
      byte[] payload = server.payload();
      taken.write(payload);
      boolean last = payload.length < blockSize;
      if (last || block % windowSize == 0) {
        server.acknowledge(block & 0xffff);
      }
      if (last) {
        return taken.toByteArray();
      }
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0,8,1", "7,8,1", "8,8,1", "9,8,2", "100,16,3", "5000,1428,16", "700000,8,50"})
  void announcesTheSizeAndSendsTheFile(int size, int blockSize, int windowSize) throws Exception {
    byte[] file = ScriptedServer.file(size);
    Path source = Files.write(directory.resolve("f"), file);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals(
                  "\0\2up/x\0octet\0blksize\0"
                      + blockSize
                      + "\0tsize\0"
                      + size
                      + "\0"
                      + (windowSize == 1 ? "" : "windowsize\0" + windowSize + "\0"),
                  s.packet());
              s.options(
                  windowSize == 1
                      ? new String[] {"blksize", "" + blockSize, "tsize", "" + size}
                      : new String[] {
                        "tsize", "" + size, "blksize", "" + blockSize, "windowsize", "" + windowSize
                      });
              assertArrayEquals(file, takeAll(s, blockSize, windowSize));
            })) {
      List<Long> progress = new ArrayList<>();
      TftpResult result =
          client(server)
              .blockSize(blockSize)
              .windowSize(windowSize)
              .progress(
                  (bytes, total) -> {
                    assertEquals(size, total);
                    progress.add(bytes);
                  })
              .build()
              .put("up/x", source);
      server.awaitScript();
      assertEquals(
          new TftpResult(
              size,
              new TftpParameters(blockSize, windowSize, 0, size, TftpMode.OCTET),
              0,
              server.transferAddress()),
          result);
      assertEquals(size, progress.get(progress.size() - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 511, 512, 1025})
  void aServerWithoutOptionsIsServed(int size) throws Exception {
    byte[] file = ScriptedServer.file(size);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              assertArrayEquals(file, takeAll(s, 512, 1));
            })) {
      TftpResult result = client(server).build().put("x", stream(file), size);
      server.awaitScript();
      assertEquals(TftpParameters.withoutOptions(TftpMode.OCTET), result.agreed());
      assertEquals(size, result.bytes());
    }
  }

  @Test
  void aSizeThatIsNotKnownIsNotAnnounced() throws Exception {
    byte[] file = ScriptedServer.file(600);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals("\0\2x\0octet\0timeout\0009\0", s.packet());
              s.options("timeout", "9");
              assertArrayEquals(file, takeAll(s, 512, 1));
            })) {
      client(server)
          .blockSize(512)
          .windowSize(1)
          .timeoutSeconds(9)
          .build()
          .put("x", Channels.newChannel(stream(file)), -1);
      server.awaitScript();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 512})
  void encodesNetasciiAcrossBlocks(int blockSize) throws Exception {
    byte[] file = "line\n\r\0\r\n\n".repeat(2000).getBytes(StandardCharsets.ISO_8859_1);
    String sent = "line\r\n\r\0\0\r\0\r\n\r\n".repeat(2000);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "" + blockSize);
              assertEquals(sent, new String(takeAll(s, blockSize, 1), StandardCharsets.ISO_8859_1));
            })) {
      TftpResult result =
          client(server)
              .mode(TftpMode.NETASCII)
              .blockSize(blockSize == 512 ? 513 : blockSize)
              .build()
              .put("x", stream(file), file.length);
      server.awaitScript();
      assertEquals(sent.length(), result.bytes());
    }
  }

  @Test
  void goesBackWithinTheWindow() throws Exception {
    byte[] file = ScriptedServer.file(8 * 8);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options("blksize", "8", "windowsize", "4");
              for (int block = 1; block <= 4; block++) {
                assertEquals(block, s.receive().blockNumber());
              }
              s.acknowledge(2); // 3 was lost
              for (int block = 3; block <= 6; block++) {
                assertEquals(block, s.receive().blockNumber());
                byte[] payload = s.payload();
                assertEquals(file[8 * (block - 1)], payload[0]);
                assertEquals(file[8 * block - 1], payload[7]);
              }
              s.acknowledge(6);
              for (int block = 7; block <= 9; block++) {
                assertEquals(block, s.receive().blockNumber());
              }
              s.acknowledge(9);
            })) {
      TftpResult result =
          client(server).blockSize(8).windowSize(4).build().put("x", stream(file), 64);
      server.awaitScript();
      assertEquals(2, result.resent());
      assertEquals(64, result.bytes());
    }
  }

  @Test
  void repeatsTheRequestAndTheData() throws Exception {
    byte[] file = ScriptedServer.file(600);
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.request();
              s.acknowledge(0);
              s.receive();
              assertEquals(1, s.receive().blockNumber());
              s.acknowledge(1);
              do {
                s.receive();
              } while (s.view.blockNumber() != 2);
              assertEquals(600 - 512, s.payload().length);
              s.acknowledge(2);
            })) {
      TftpResult result = persistent(server).build().put("x", stream(file), 600);
      server.awaitScript();
      assertTrue(result.resent() >= 2, result.toString());
    }
  }

  @Test
  void aDuplicateAcknowledgmentSendsNothing() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              s.acknowledge(0);
              assertEquals(1, s.receive().blockNumber());
              s.acknowledge(1);
              s.acknowledge(1);
              assertEquals(2, s.receive().blockNumber());
              s.acknowledge(2);
              s.acknowledge(2);
            })) {
      client(server).build().put("x", stream(ScriptedServer.file(600)), 600);
      server.awaitScript();
      server.assertNothingUnread();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsize=601", "tsize=0", "blksize=1429", "multicast=x"})
  void optionsThatWereNotAskedForAreRefused(String option) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.options(option.split("="));
              s.expectError(TftpErrorCode.OPTION_REFUSED);
            })) {
      TftpClient client = client(server).build();
      assertEquals(
          "the server's options do not fit what was asked for: " + option,
          assertThrows(
                  TftpException.Violation.class, () -> client.put("x", stream(new byte[600]), 600))
              .getMessage());
      server.awaitScript();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorIsTold(boolean atOnce) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              if (!atOnce) {
                s.acknowledge(0);
                s.receive();
              }
              s.error(TftpErrorCode.FILE_ALREADY_EXISTS, "x exists");
            })) {
      TftpException.Refused thrown =
          assertThrows(
              TftpException.Refused.class,
              () -> client(server).build().put("x", stream(new byte[9]), 9));
      assertEquals(TftpErrorCode.FILE_ALREADY_EXISTS, thrown.errorCode());
      assertEquals("x exists", thrown.errorMessage());
      server.awaitScript();
      server.assertNothingUnread();
    }
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      int port = server.address().getPort();
      assertEquals(
          "no answer from 127.0.0.1:" + port,
          assertThrows(
                  TftpException.TimedOut.class,
                  () -> hasty(server).build().put("x", stream(new byte[9]), 9))
              .getMessage());
      server.assertUnreadRequests(1 + HASTY.maximumResends());
    }
  }

  /** As often as a receiver would, though it is a sender that was "not heard of" by then. */
  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
            })) {
      int port = server.transferAddress().getPort();
      assertEquals(
          "nothing new from 127.0.0.1:" + port + " after 0 bytes",
          assertThrows(
                  TftpException.TimedOut.class,
                  () -> lenient(server).build().put("x", stream(new byte[9]), 9))
              .getMessage());
      server.assertUnreadOfTransfer(1 + HASTY.maximumResends() + 1); // and an ERROR
    }
  }

  @Test
  void theTimeLimitHolds() throws Exception {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return length;
          }
        };
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              while (s.receive().opcode() == TftpOpcode.DATA) {
                s.acknowledge(s.view.blockNumber());
              }
            })) {
      TftpClient client = client(server).timeLimit(Duration.ofMillis(100)).build();
      assertEquals(
          "not done within 100 ms",
          assertThrows(TftpException.TimedOut.class, () -> client.put("x", endless, -1))
              .getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"599,more than 599", "601,600", "512,more than 512", "0,more than 0"})
  void theSizeMustBeTrue(long said, String has) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              while (s.receive().opcode() == TftpOpcode.DATA) {
                s.acknowledge(s.view.blockNumber());
              }
              assertEquals(TftpErrorCode.NOT_DEFINED, s.view.errorCode());
            })) {
      TftpClient client = client(server).build();
      assertEquals(
          "the file cannot be read: it has " + has + " bytes, not " + said + " as was said",
          assertThrows(
                  TftpException.Local.class,
                  () -> client.put("x", stream(ScriptedServer.file(600)), said))
              .getMessage());
      server.awaitScript();
    }
  }

  @Test
  void aSourceThatFailsEndsTheTransfer() throws Exception {
    ReadableByteChannel broken =
        Channels.newChannel(
            new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("blocks are read, not bytes");
              }

              @Override
              public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
              }
            });
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              s.expectError(TftpErrorCode.NOT_DEFINED);
            })) {
      assertEquals(
          "the file cannot be read: Input/output error",
          assertThrows(TftpException.Local.class, () -> client(server).build().put("x", broken, -1))
              .getMessage());
      server.awaitScript();
    }
  }

  @Test
  void aSourceThatIsNotThereIsToldBeforeTheServerIsAsked() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      Path none = directory.resolve("none");
      assertEquals(
          none + " cannot be read: there is no such file or directory",
          assertThrows(TftpException.Local.class, () -> client(server).build().put("x", none))
              .getMessage());
      server.assertNothingUnread();
    }
  }

  @Test
  void anInterruptEndsTheTransfer() throws Exception {
    Thread self = Thread.currentThread();
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.acknowledge(0);
              s.receive();
              self.interrupt();
              s.expectError(TftpErrorCode.NOT_DEFINED);
            })) {
      assertThrows(
          InterruptedException.class,
          () -> client(server).build().put("x", stream(new byte[9]), 9));
      server.awaitScript();
    }
  }

  @Test
  void misuseIsToldAtOnce() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      TftpClient client = client(server).build();
      assertThrows(IllegalArgumentException.class, () -> client.put("x", stream(new byte[9]), -2));
      assertThrows(IllegalArgumentException.class, () -> client.put("", stream(new byte[9]), 9));
      server.assertNothingUnread();
    }
  }
}
