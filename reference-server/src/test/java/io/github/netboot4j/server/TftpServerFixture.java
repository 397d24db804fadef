package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server over a directory of its own, and what it tells. */
abstract class TftpServerFixture {
  static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);

  static final TftpRetransmission PATIENT =
      new TftpRetransmission(30_000_000L, 2, 200_000_000L, 100, 100);

  @TempDir Path temporary;
  final TftpEvents events = new TftpEvents();
  Path directory;
  TftpServer server;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(temporary.resolve("served"));
    Files.writeString(temporary.resolve("x"), "outside");
    restart(limits(1000, 1000, Duration.ofMillis(500), Duration.ofSeconds(60)));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    assertEquals(0, server.runningTransfers());
  }

  void restart(TftpLimits limits) throws IOException {
    restart(limits, null);
  }

  void restart(TftpLimits limits, TftpUploads uploads) throws IOException {
    if (server != null) {
      server.close();
    }
    server =
        new TftpServer(
            ANY_PORT,
            new FileRoot(directory, false),
            uploads,
            limits,
            ports(),
            Thread::new,
            events);
    server.start();
  }

  /** From which ports files are sent. */
  TftpPorts ports() {
    return TftpPorts.ANY;
  }

  static TftpLimits limits(int transfers, int perAddress, Duration timeout, Duration idle) {
    return new TftpLimits(
        transfers,
        perAddress,
        TftpParameters.MAXIMUM_BLOCK_SIZE,
        0,
        64,
        timeout,
        timeout.compareTo(LONGEST_TIMEOUT) > 0 ? timeout : LONGEST_TIMEOUT,
        50,
        idle,
        Duration.ofMinutes(5));
  }

  byte[] fetch(String name) throws IOException, InterruptedException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    client().withoutOptions().retransmission(PATIENT).build().get(name, sink);
    return sink.toByteArray();
  }

  TftpClientBuilder client() {
    return TftpClient.builder(server.localAddress());
  }

  /** The requests before this one have been heard when this one is answered. */
  void awaitEverythingHeard() throws Exception {
    try (TftpRawClient other = new TftpRawClient()) {
      other.write(server.localAddress(), "heard");
      other.receive();
    }
    assertEquals(TftpOutcome.WRITE_REFUSED, events.next().outcome());
  }

  byte[] file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(directory.resolve(name), bytes);
    return bytes;
  }

  /** Lines, and every combination of CR, LF and NUL. */
  byte[] textFile() throws IOException {
    Random random = new Random(7);
    byte[] bytes = new byte[20_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) "\r\n\0abcdef".charAt(random.nextInt(9));
    }
    Files.write(directory.resolve("text"), bytes);
    return bytes;
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
