package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpParameters;
import org.junit.jupiter.api.Test;

/** Asking for a size, and nothing else. */
final class TftpClientSizeTest extends ClientFixture {
  @Test
  void theSizeIsAskedForAndTheTransferBrokenOff() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              assertEquals("\0\1f\0octet\0tsize\0000\0", s.packet());
              s.options("tsize", "99999999999");
              s.expectError(TftpErrorCode.OPTION_REFUSED);
            })) {
      assertEquals(99_999_999_999L, client(server).maximumFileSize(1).build().size("f"));
      server.awaitScript();
    }
  }

  @Test
  void aServerWithoutOptionsDoesNotTell() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.data(new byte[600], 1, 512);
              s.expectError(TftpErrorCode.OPTION_REFUSED);
            })) {
      assertEquals(TftpParameters.UNKNOWN_SIZE, client(server).build().size("f"));
      server.awaitScript();
    }
  }

  @Test
  void whatGoesWrongIsTold() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            s -> {
              s.request();
              s.error(TftpErrorCode.FILE_NOT_FOUND, "none");
              s.request();
              s.options("blksize", "8");
              s.expectError(TftpErrorCode.OPTION_REFUSED);
            })) {
      TftpClient client = client(server).build();
      assertEquals(
          TftpErrorCode.FILE_NOT_FOUND,
          assertThrows(TftpException.Refused.class, () -> client.size("f")).errorCode());
      assertThrows(TftpException.Violation.class, () -> client.size("f"));
      server.awaitScript();
      assertThrows(IllegalArgumentException.class, () -> client.size(""));
      assertThrows(TftpException.TimedOut.class, () -> hasty(server).build().size("f"));
      server.assertUnreadRequests(1 + HASTY.maximumResends());
    }
  }
}
