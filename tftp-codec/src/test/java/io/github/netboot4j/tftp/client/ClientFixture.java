package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.tftp.TftpRetransmission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory, and clients with little patience or much. */
@Timeout(300)
abstract class ClientFixture {
  /** Gives up after 4 × 200 ms. */
  static final TftpRetransmission HASTY =
      new TftpRetransmission(200_000_000L, 1, 200_000_000L, 3, 3);

  /** The same after 4 × 1 s. */
  private static final TftpRetransmission LENIENT =
      new TftpRetransmission(1_000_000_000L, 1, 1_000_000_000L, HASTY.maximumResends(), 3);

  @TempDir Path directory;
  final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  /** One that never sends again within a test. */
  static TftpClientBuilder client(ScriptedServer server) {
    return TftpClient.builder(server.address())
        .retransmission(new TftpRetransmission(60_000_000_000L, 1, 60_000_000_000L, 5, 5));
  }

  /** One that sends again soon, and as often as it takes. */
  static TftpClientBuilder persistent(ScriptedServer server) {
    return TftpClient.builder(server.address())
        .retransmission(new TftpRetransmission(20_000_000L, 1, 20_000_000L, 1000, 1000))
        .dally(Duration.ZERO);
  }

  /** One that gives up soon, on a server that says nothing at all. */
  static TftpClientBuilder hasty(ScriptedServer server) {
    return TftpClient.builder(server.address()).retransmission(HASTY).dally(Duration.ZERO);
  }

  /** One that gives up, but not before a server that answers has had time to. */
  static TftpClientBuilder lenient(ScriptedServer server) {
    return hasty(server).retransmission(LENIENT);
  }

  void assertHolds(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of(names), files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
