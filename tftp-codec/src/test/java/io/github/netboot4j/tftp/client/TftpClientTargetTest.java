package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transfer leaves behind, whether it succeeds or not. */
final class TftpClientTargetTest extends ClientFixture {
  private static final byte[] FILE = ScriptedServer.file(1000);

  private static void serve(ScriptedServer server) throws IOException {
    server.request();
    server.sendAll(FILE, 512, 0);
  }

  @Test
  void theFileAppearsWhenItIsWhole() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectAcknowledgment(1);
              assertTrue(Files.notExists(directory.resolve("f")));
              s.data(FILE, 2, 512);
              s.expectAcknowledgment(2);
            })) {
      client(server).build().get("x", directory.resolve("f"));
      server.awaitScript();
      assertArrayEquals(FILE, Files.readAllBytes(directory.resolve("f")));
      assertHolds("f");
    }
  }

  @Test
  void aFileThatIsThereStaysAndTheServerIsNotAsked() throws Exception {
    Path there = Files.writeString(directory.resolve("f"), "before");
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      TftpException.Local thrown =
          assertThrows(TftpException.Local.class, () -> client(server).build().get("x", there));
      assertEquals(there + " cannot be written: it exists", thrown.getMessage());
      assertInstanceOf(FileAlreadyExistsException.class, thrown.getCause());
      server.awaitScript();
      server.assertNothingUnread();
    }
    assertEquals("before", Files.readString(there));
    assertHolds("f");
  }

  @Test
  void aFileThatAppearsMeanwhileStays() throws Exception {
    Path target = directory.resolve("f");
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              Files.writeString(target, "faster");
              s.sendAll(FILE, 512, 0);
            })) {
      TftpException.Local thrown =
          assertThrows(TftpException.Local.class, () -> client(server).build().get("x", target));
      assertEquals("the file cannot be written: it exists", thrown.getMessage());
      server.awaitScript();
    }
    assertEquals("faster", Files.readString(target));
    assertHolds("f");
  }

  @Test
  void aFileThatIsThereIsReplacedIfToldSo() throws Exception {
    Path there = Files.writeString(directory.resolve("f"), "before");
    try (ScriptedServer server = new ScriptedServer(TftpClientTargetTest::serve)) {
      client(server).replaceExisting(true).build().get("x", there);
      server.awaitScript();
    }
    assertArrayEquals(FILE, Files.readAllBytes(there));
    assertHolds("f");
  }

  @Test
  void whatALinkLeadsToIsReplaced() throws Exception {
    Path inside = Files.createDirectory(directory.resolve("d"));
    Files.writeString(inside.resolve("real"), "before");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("d/real"));
    try (ScriptedServer server = new ScriptedServer(TftpClientTargetTest::serve)) {
      client(server).replaceExisting(true).build().get("x", link);
      server.awaitScript();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(FILE, Files.readAllBytes(inside.resolve("real")));
    assertHolds("d", "link");
  }

  @Test
  void aDirectoryIsNoTarget() throws Exception {
    try (ScriptedServer server = new ScriptedServer(s -> {})) {
      TftpClient client = client(server).replaceExisting(true).build();
      assertEquals(
          directory + " cannot be written: it is no regular file",
          assertThrows(TftpException.Local.class, () -> client.get("x", directory)).getMessage());
      Path nowhere = directory.resolve("no/f");
      assertEquals(
          nowhere + " cannot be written: there is no such file or directory",
          assertThrows(TftpException.Local.class, () -> client.get("x", nowhere)).getMessage());
    }
    assertHolds();
  }

  @Test
  void nothingIsLeftAfterAnError() throws Exception {
    Path there = Files.writeString(directory.resolve("f"), "before");
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectAcknowledgment(1);
              s.error(0, "gone");
            })) {
      TftpClient client = client(server).replaceExisting(true).build();
      assertThrows(TftpException.Refused.class, () -> client.get("x", there));
      server.awaitScript();
    }
    assertEquals("before", Files.readString(there));
    assertHolds("f");
  }

  @Test
  void nothingIsLeftAfterAnInterrupt() throws Exception {
    Thread self = Thread.currentThread();
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectAcknowledgment(1);
              self.interrupt();
              s.expectError(TftpErrorCode.NOT_DEFINED);
              assertEquals("Cancelled", s.view.errorMessage());
            })) {
      TftpClient client = client(server).build();
      assertThrows(InterruptedException.class, () -> client.get("x", directory.resolve("f")));
      server.awaitScript();
    }
    assertHolds();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptIsHeardWhereverItComes(boolean toFile) throws Exception {
    Thread self = Thread.currentThread();
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectError(TftpErrorCode.NOT_DEFINED);
            })) {
      // The interrupt is pending while the file is written, and closes its channel.
      TftpClient client = client(server).progress((bytes, total) -> self.interrupt()).build();
      assertThrows(
          InterruptedException.class,
          () -> {
            if (toFile) {
              client.get("x", directory.resolve("f"));
            } else {
              client.get("x", sink);
            }
          });
      server.awaitScript();
    }
    assertHolds();
  }

  /** What an interrupt makes of a channel of the caller that is in use. */
  @Test
  void aChannelThatWasInterruptedIsAnInterrupt() throws Exception {
    WritableByteChannel interrupted =
        Channels.newChannel(
            new OutputStream() {
              @Override
              public void write(byte[] octets, int offset, int length) throws IOException {
                throw new ClosedByInterruptException();
              }

              @Override
              public void write(int octet) {}
            });
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectError(TftpErrorCode.DISK_FULL);
            })) {
      TftpClient client = client(server).build();
      assertThrows(InterruptedException.class, () -> client.get("x", interrupted));
      server.awaitScript();
    }
  }

  @Test
  void whatTheListenerThrowsEndsTheTransfer() throws Exception {
    CancellationException enough = new CancellationException();
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectError(TftpErrorCode.NOT_DEFINED);
            })) {
      TftpClient client =
          client(server)
              .progress(
                  (bytes, total) -> {
                    throw enough;
                  })
              .build();
      assertSame(
          enough,
          assertThrows(CancellationException.class, () -> client.get("x", directory.resolve("f"))));
      server.awaitScript();
    }
    assertHolds();
  }

  @Test
  void aSinkThatFailsEndsTheTransfer() throws Exception {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(FILE, 1, 512);
              s.expectError(TftpErrorCode.DISK_FULL);
            })) {
      TftpException.Local thrown =
          assertThrows(TftpException.Local.class, () -> client(server).build().get("x", full));
      assertEquals("the file cannot be written: No space left on device", thrown.getMessage());
      server.awaitScript();
    }
  }
}
