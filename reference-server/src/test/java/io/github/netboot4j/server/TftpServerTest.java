package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final TftpRetransmission PATIENT =
      new TftpRetransmission(30_000_000L, 2, 200_000_000L, 100, 100);

  @TempDir Path temporary;
  private final TftpEvents events = new TftpEvents();
  private Path directory;
  private TftpServer server;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(temporary.resolve("served"));
    Files.writeString(temporary.resolve("x"), "outside");
    restart(limits(1000, 1000, Duration.ofMillis(30), Duration.ofSeconds(60)));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    assertEquals(0, server.runningTransfers());
  }

  @ParameterizedTest
  @CsvSource({
    "0,512,1",
    "1,512,1",
    "511,512,1",
    "512,512,1",
    "513,512,1",
    "1048576,512,1",
    "0,1468,4",
    "1468,1468,4",
    "1048576,1468,4",
    "1048576,8,64",
    "1048576,65464,64",
    "1048577,1432,1"
  })
  void servesOctets(int size, int blockSize, int windowSize) throws Exception {
    byte[] file = file("boot.bin", size);
    TftpParameters asked = new TftpParameters(blockSize, windowSize, 0, 0, TftpMode.OCTET);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpFetch.Result result =
        TftpFetch.fetch(server.localAddress(), "boot.bin", asked, Channels.newChannel(sink));

    assertArrayEquals(file, sink.toByteArray());
    assertEquals(
        new TftpParameters(blockSize, windowSize, 0, size, TftpMode.OCTET), result.agreed());
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.COMPLETE, finished.outcome());
    assertEquals(size, finished.bytesSent());
    assertEquals("boot.bin", finished.fileName());
    assertEquals(TftpMode.OCTET, finished.mode());
    assertEquals(List.of("boot.bin"), events.requested);
  }

  @ParameterizedTest
  @CsvSource({"512,1", "8,1", "9,7", "1468,4"})
  void servesNetascii(int blockSize, int windowSize) throws Exception {
    byte[] file = textFile();
    TftpParameters asked = new TftpParameters(blockSize, windowSize, 0, 0, TftpMode.NETASCII);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpFetch.Result result =
        TftpFetch.fetch(server.localAddress(), "text", asked, Channels.newChannel(sink));

    assertArrayEquals(file, sink.toByteArray());
    assertEquals(TftpParameters.UNKNOWN_SIZE, result.agreed().transferSize());
    assertTrue(result.bytes() > file.length);
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.COMPLETE, finished.outcome());
    assertEquals(result.bytes(), finished.bytesSent());
  }

  @Test
  void servesWithoutOptions() throws Exception {
    byte[] file = file("f", 2000);
    assertArrayEquals(file, fetch("f"));
  }

  @ParameterizedTest
  @CsvSource({"OCTET,1", "OCTET,8", "NETASCII,1", "NETASCII,8"})
  void servesOverALossyNetwork(TftpMode mode, int windowSize) throws Exception {
    byte[] file = textFile();
    try (TftpRelay relay = new TftpRelay(server.localAddress(), windowSize, 5, 5)) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      TftpFetch.fetch(
          relay.address(),
          "text",
          new TftpParameters(400, windowSize, 0, 0, mode),
          Channels.newChannel(sink),
          PATIENT,
          300_000_000L);
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void eachTransferHasAPortOfItsOwn() throws Exception {
    file("f", 100);
    TftpParameters asked = TftpParameters.withoutOptions(TftpMode.OCTET);
    try (TftpRawClient other = new TftpRawClient()) {
      other.read(server.localAddress(), "f");
      other.receive();
      TftpFetch.Result result =
          TftpFetch.fetch(
              server.localAddress(), "f", asked, Channels.newChannel(new ByteArrayOutputStream()));
      assertNotEquals(server.localAddress(), result.from());
      assertNotEquals(server.localAddress(), other.peer);
      assertNotEquals(other.peer, result.from());
      other.fail(0);
    }
  }

  @Test
  void aSizeProbeIsNoFailure() throws Exception {
    file("f", 12_345);
    assertEquals(12_345, TftpFetch.probeSize(server.localAddress(), "f"));

    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.SIZE_PROBED, finished.outcome());
    assertEquals(0, finished.bytesSent());
    assertTrue(finished.detail().contains("User aborted the transfer"));
  }

  @Test
  void refusesToWrite() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      assertEquals(TftpErrorCode.ACCESS_VIOLATION, client.view.errorCode());
    }
    assertEquals(TftpOutcome.WRITE_REFUSED, events.next().outcome());
    assertFalse(Files.exists(directory.resolve("new")));
  }

  @ParameterizedTest
  @CsvSource({
    "none,1,NOT_FOUND",
    "/etc/passwd,1,NOT_FOUND",
    "../x,2,ACCESS_DENIED",
    ".,2,ACCESS_DENIED",
    "a/../../x,2,ACCESS_DENIED",
    "C:\\x,2,ACCESS_DENIED",
    "out,2,ACCESS_DENIED",
  })
  void errorsNameOnlyWhatWasAskedFor(String name, int errorCode, TftpOutcome outcome)
      throws Exception {
    Files.createSymbolicLink(directory.resolve("out"), temporary.resolve("x"));
    TftpFetchException thrown = assertThrows(TftpFetchException.class, () -> fetch(name));

    assertEquals(errorCode, thrown.errorCode());
    assertTrue(thrown.getMessage().endsWith(": " + name));
    assertFalse(thrown.getMessage().contains(temporary.toString()));
    assertEquals(outcome, events.next().outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "binary", ""})
  void refusesOtherModes(String mode) throws Exception {
    file("f", 10);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1f\0" + mode + "\0"));
      client.receive();
      assertEquals(TftpErrorCode.ILLEGAL_OPERATION, client.view.errorCode());
    }
    assertEquals(TftpOutcome.FAILED, events.next().outcome());
  }

  @Test
  void aRepeatedRequestJoinsTheTransfer() throws Exception {
    file("f", 100);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      for (int i = 0; i < 5; i++) {
        client.send(server.localAddress(), latin1("\0\1f\0octet\0"));
      }
      awaitEverythingHeard();
      assertEquals(1, server.runningTransfers());
      client.acknowledge(1);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
    assertEquals(List.of("f", "heard"), events.requested);
  }

  @Test
  void aStrangerIsTurnedAwayAndTheTransferGoesOn() throws Exception {
    byte[] file = file("f", 600);
    try (TftpRawClient client = new TftpRawClient();
        TftpRawClient stranger = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      stranger.peer = client.peer;
      stranger.fail(0); // not answered, and ends nothing
      stranger.acknowledge(1);
      stranger.acknowledge(1);
      stranger.receive();
      assertEquals(TftpErrorCode.UNKNOWN_TRANSFER_ID, stranger.view.errorCode());

      client.acknowledge(1);
      client.receive();
      assertEquals(2, client.view.blockNumber());
      assertEquals(file.length - 512, client.view.payloadLength());
      client.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
  }

  @Test
  void anErrorOfTheClientEndsTheTransfer() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      client.fail(3);
      TftpEvents.Finished finished = events.next();
      assertEquals(TftpOutcome.REFUSED_BY_CLIENT, finished.outcome());
      assertEquals("error 3 test", finished.detail());
      assertEquals(512, finished.bytesSent());
    }
  }

  @Test
  void aFileThatBecomesShorterIsAnError() throws Exception {
    file("f", 2000);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Files.write(directory.resolve("f"), new byte[700], StandardOpenOption.TRUNCATE_EXISTING);
      acknowledgeUntilError(client);
      assertEquals(TftpErrorCode.NOT_DEFINED, client.view.errorCode());
      assertEquals("Cannot be read: f", client.view.errorMessage());
    }
    assertEquals(TftpOutcome.FAILED, events.next().outcome());
  }

  @Test
  void aFileThatIsWrittenInPlaceIsAnError() throws Exception {
    file("f", 2000);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      Files.write(directory.resolve("f"), new byte[2000]);
      Files.setLastModifiedTime(directory.resolve("f"), FileTime.fromMillis(12_345_000));
      acknowledgeUntilError(client);
    }
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.FAILED, finished.outcome());
    assertTrue(finished.detail().contains("changed"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatIsReplacedStaysWhatItWas(boolean removed) throws Exception {
    byte[] file = file("f", 1200);
    file("g", 1200);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      if (removed) {
        Files.delete(directory.resolve("f"));
      } else {
        Files.move(
            directory.resolve("g"), directory.resolve("f"), StandardCopyOption.REPLACE_EXISTING);
      }
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      while (true) {
        sink.write(client.payload());
        client.acknowledge(client.view.blockNumber());
        if (client.view.payloadLength() < 512) {
          break;
        }
        client.receive();
      }
      assertArrayEquals(file, sink.toByteArray());
    }
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
  }

  @Test
  void randomPacketsDoNoHarm() throws Exception {
    byte[] file = file("f", 5000);
    Random random = new Random(20_000);
    try (TftpRawClient client = new TftpRawClient()) {
      for (int i = 0; i < 2000; i++) {
        byte[] packet = new byte[random.nextInt(100)];
        random.nextBytes(packet);
        if (packet.length > 1 && random.nextBoolean()) {
          packet[0] = 0;
          packet[1] = (byte) (2 + random.nextInt(6));
        }
        client.send(server.localAddress(), packet);
      }
    }
    assertArrayEquals(file, fetch("f"));
    assertFalse(events.rejected.isEmpty());
  }

  @Test
  void aRequestBeyondTheLimitIsDroppedUntilThereIsRoom() throws Exception {
    restart(limits(1, 1, Duration.ofSeconds(10), Duration.ofSeconds(60)));
    byte[] file = file("f", 600);
    try (TftpRawClient first = new TftpRawClient()) {
      first.read(server.localAddress(), "f");
      first.receive();
      first.acknowledge(1); // it has shown that it is there, so it keeps its place
      first.receive();
      try (TftpRawClient second = new TftpRawClient()) {
        second.read(server.localAddress(), "f");
        assertEquals("f", TftpEvents.taken(events.dropped));
      }
      first.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
    assertArrayEquals(file, fetch("f"));
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "1000,1"})
  void aClientThatNeverAnswersLosesItsPlace(int transfers, int perAddress) throws Exception {
    restart(limits(transfers, perAddress, Duration.ofSeconds(10), Duration.ofSeconds(60)));
    byte[] file = file("f", 600);
    try (TftpRawClient silent = new TftpRawClient()) {
      silent.readSized(server.localAddress(), "f");
      silent.receive();
      assertArrayEquals(file, fetch("f")); // by asking again
      TftpEvents.Finished finished = events.next();
      assertEquals(TftpOutcome.FAILED, finished.outcome());
      assertEquals("ended by the server", finished.detail());
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
    }
  }

  @Test
  void aTransferWithoutProgressEnds() throws Exception {
    restart(limits(10, 10, Duration.ofSeconds(10), Duration.ofMillis(100)));
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      TftpEvents.Finished finished = events.next();
      assertEquals(TftpOutcome.TIMED_OUT, finished.outcome());
    }
  }

  @Test
  void aClientThatNeverAnswersGetsThreePackets() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      assertEquals(TftpOutcome.TIMED_OUT, events.next().outcome());
      for (int i = 0; i < 3; i++) {
        assertEquals(1, client.receive().blockNumber());
      }
      // Whatever came after them would come before this.
      client.write(server.localAddress(), "end");
      assertEquals(TftpOpcode.ERROR, client.receive().opcode());
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    restart(limits(10, 10, Duration.ofSeconds(10), Duration.ofSeconds(60)));
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.readSized(server.localAddress(), "f");
      client.receive();
      server.close();
      assertEquals(TftpOutcome.FAILED, events.next().outcome());
    }
  }

  @Test
  void aPortThatIsTakenIsToldByTheConstructor() {
    assertThrows(
        BindException.class,
        () ->
            new TftpServer(
                server.localAddress(),
                new TftpRoot(directory),
                TftpLimits.DEFAULTS,
                Thread::new,
                TftpListener.NONE));
  }

  @Test
  void servesOnTheWildcardAddress() throws Exception {
    byte[] file = file("f", 600);
    try (TftpServer wildcard =
        new TftpServer(
            new InetSocketAddress(0),
            new TftpRoot(directory),
            TftpLimits.DEFAULTS,
            Thread::new,
            TftpListener.NONE)) {
      wildcard.start();
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      TftpFetch.fetch(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), wildcard.localAddress().getPort()),
          "f",
          TftpParameters.withoutOptions(TftpMode.OCTET),
          Channels.newChannel(sink));
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void theBlockFitsTheLink() throws Exception {
    restart(
        new TftpLimits(
            10,
            10,
            TftpParameters.MAXIMUM_BLOCK_SIZE,
            576,
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            5,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10)));
    file("f", 600);
    TftpFetch.Result result =
        TftpFetch.fetch(
            server.localAddress(),
            "f",
            new TftpParameters(65464, 65535, 0, -1, TftpMode.OCTET),
            Channels.newChannel(new ByteArrayOutputStream()));
    assertEquals(544, result.agreed().blockSize());
    assertEquals(4, result.agreed().windowSize());
  }

  private void restart(TftpLimits limits) throws IOException {
    if (server != null) {
      server.close();
    }
    server = new TftpServer(ANY_PORT, new TftpRoot(directory), limits, Thread::new, events);
    server.start();
  }

  private static TftpLimits limits(int transfers, int perAddress, Duration timeout, Duration idle) {
    return new TftpLimits(
        transfers,
        perAddress,
        TftpParameters.MAXIMUM_BLOCK_SIZE,
        0,
        64,
        timeout,
        Duration.ofSeconds(10),
        50,
        idle,
        Duration.ofMinutes(5));
  }

  private byte[] fetch(String name) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpFetch.fetch(
        server.localAddress(),
        name,
        TftpParameters.withoutOptions(TftpMode.OCTET),
        Channels.newChannel(sink),
        PATIENT,
        0);
    return sink.toByteArray();
  }

  /** The requests before this one have been heard when this one is answered. */
  private void awaitEverythingHeard() throws Exception {
    try (TftpRawClient other = new TftpRawClient()) {
      other.write(server.localAddress(), "heard");
      other.receive();
    }
    assertEquals(TftpOutcome.WRITE_REFUSED, events.next().outcome());
  }

  private static void acknowledgeUntilError(TftpRawClient client) throws IOException {
    for (int block = 1; client.view.opcode() != TftpOpcode.ERROR; block++) {
      assertTrue(block < 10, "no error");
      client.acknowledge(client.view.blockNumber());
      client.receive();
    }
  }

  private byte[] file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(directory.resolve(name), bytes);
    return bytes;
  }

  /** Lines, and every combination of CR, LF and NUL. */
  private byte[] textFile() throws IOException {
    Random random = new Random(7);
    byte[] bytes = new byte[20_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) "\r\n\0abcdef".charAt(random.nextInt(9));
    }
    Files.write(directory.resolve("text"), bytes);
    return bytes;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
