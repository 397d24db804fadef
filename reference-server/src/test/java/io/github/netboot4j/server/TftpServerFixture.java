package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.tftp.TftpErrorCode;
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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server over a directory of its own, and what it tells. */
abstract class TftpServerFixture {
  static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /**
   * Longer than a thread may have to wait for the processor: no packet is sent again in a test that
   * takes the packets one by one, unless it is about that.
   */
  static final Duration LONG = Duration.ofMinutes(1);

  /** For a server before a client or a network that loses packets. */
  static final Duration SHORT = Duration.ofMillis(500);

  /** Of a client that asks again and again, as where requests are dropped. */
  static final TftpRetransmission PATIENT =
      new TftpRetransmission(30_000_000L, 2, 200_000_000L, 100, 100);

  /** Of a client whose first packet arrives. */
  static final TftpRetransmission ONCE =
      new TftpRetransmission(LONG.toNanos(), 1, LONG.toNanos(), 1, 1);

  @TempDir Path temporary;
  final TftpEvents events = new TftpEvents();
  Path directory;
  TftpServer server;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(temporary.resolve("served"));
    Files.writeString(temporary.resolve("x"), "outside");
    restart(limits(1000, 1000, LONG, LONG));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    awaitNoTransfers();
  }

  /** What was under way when the server was closed ends when its thread gets the processor. */
  void awaitNoTransfers() throws Exception {
    Await.until(
        "the transfers to end",
        LONG,
        PAUSE,
        () -> server.runningTransfers() == 0 ? Optional.of(true) : Optional.empty());
  }

  /** Sends again soon what is lost. */
  void restartWithoutPatience() throws IOException {
    restart(limits(1000, 1000, SHORT, LONG));
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

  /** Asked for once, so that there is one transfer. */
  byte[] fetch(String name) throws IOException, InterruptedException {
    return fetch(name, ONCE);
  }

  /** Asked for until there is an answer: more than one request may be served. */
  byte[] fetchByAskingAgain(String name) throws IOException, InterruptedException {
    return fetch(name, PATIENT);
  }

  private byte[] fetch(String name, TftpRetransmission retransmission)
      throws IOException, InterruptedException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    client().withoutOptions().retransmission(retransmission).build().get(name, sink);
    return sink.toByteArray();
  }

  TftpClientBuilder client() {
    return TftpClient.builder(server.localAddress()).retransmission(ONCE);
  }

  /** The requests before this one have been heard when this one is answered. */
  void awaitEverythingHeard() throws Exception {
    try (TftpRawClient other = new TftpRawClient()) {
      other.write(server.localAddress(), "heard");
      other.receive();
    }
    assertEquals(TftpOutcome.WRITE_REFUSED, events.next().outcome());
  }

  /**
   * A stranger to a transfer that has ended was told so, no more than once a second however often
   * it spoke.
   *
   * @param begun when it began to, by {@link System#nanoTime()}
   */
  void assertTurnedAway(TftpRawClient stranger, long begun) throws IOException {
    stranger.write(server.localAddress(), "end"); // whose answer comes after all others
    assertEquals(TftpErrorCode.UNKNOWN_TRANSFER_ID, stranger.receive().errorCode());
    int answers = 1;
    while (stranger.receive().errorCode() == TftpErrorCode.UNKNOWN_TRANSFER_ID) {
      answers++;
    }
    assertEquals(TftpErrorCode.ACCESS_VIOLATION, stranger.view.errorCode());
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    assertTrue(answers <= 1 + seconds, answers + " answers in " + seconds + " s");
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
