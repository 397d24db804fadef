package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a builder takes. */
final class TftpClientBuilderTest {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 69);

  @Test
  void whatIsOutOfRangeIsMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TftpClient.builder(InetSocketAddress.createUnresolved("nowhere.invalid", 69)));
    assertThrows(
        IllegalArgumentException.class, () -> TftpClient.builder(new InetSocketAddress(0)));
    TftpClientBuilder builder = TftpClient.builder(SERVER);
    assertThrows(IllegalArgumentException.class, () -> builder.mode(TftpMode.MAIL));
    assertThrows(IllegalArgumentException.class, () -> builder.timeLimit(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder.timeLimit(Duration.ofDays(366)));
    assertThrows(IllegalArgumentException.class, () -> builder.dally(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder.maximumFileSize(-1));
    builder.build();
    assertThrows(IllegalArgumentException.class, () -> builder.blockSize(7).build());
    assertThrows(IllegalArgumentException.class, () -> builder.blockSize(65_465).build());
    builder.blockSize(8);
    assertThrows(IllegalArgumentException.class, () -> builder.windowSize(0).build());
    assertThrows(IllegalArgumentException.class, () -> builder.windowSize(65_536).build());
    builder.windowSize(65_535).build();
    assertThrows(
        IllegalArgumentException.class, () -> builder.blockWrap(TftpBlockWrap.TO_ONE).build());
    builder.windowSize(65_534).build();
    assertThrows(IllegalArgumentException.class, () -> builder.timeoutSeconds(256).build());
    assertThrows(IllegalArgumentException.class, () -> builder.timeoutSeconds(-1).build());
  }
}
