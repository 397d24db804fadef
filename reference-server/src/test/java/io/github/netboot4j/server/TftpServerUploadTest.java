package io.github.netboot4j.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.peers.LossyRelay;
import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpException;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients write. */
class TftpServerUploadTest extends TftpServerFixture {
  private Path uploads;

  @BeforeEach
  void takeUploads() throws IOException {
    uploads = Files.createDirectories(temporary.resolve("uploads/sub")).getParent();
    Files.writeString(uploads.resolve("old"), "old");
    takeUploads(8, 10_000_000, 0, false);
  }

  private void takeUploads(int atOnce, long largest, long free, boolean overwrites)
      throws IOException {
    takeUploads(atOnce, largest, free, overwrites, LONG, LONG);
  }

  private void takeUploads(
      int atOnce, long largest, long free, boolean overwrites, Duration timeout, Duration idle)
      throws IOException {
    restart(
        new TftpLimits(
            1000,
            1000,
            TftpParameters.MAXIMUM_BLOCK_SIZE,
            0,
            64,
            timeout,
            LONG,
            3,
            idle,
            Duration.ofMinutes(5),
            100_000,
            atOnce,
            largest,
            Duration.ofMinutes(5),
            free),
        new TftpUploads(uploads, overwrites));
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    server.close();
    awaitNoTransfers();
    try (Stream<Path> tree = Files.walk(uploads)) {
      assertEquals(
          List.of(), tree.filter(path -> path.toString().contains(".tftp-upload-")).toList());
    }
  }

  private static byte[] octets(int size) {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    return octets;
  }

  private int refusal(String name) {
    TftpException.Refused refused =
        assertThrows(
            TftpException.Refused.class,
            () -> client().build().put(name, new ByteArrayInputStream(new byte[100]), 100));
    assertTrue(refused.errorMessage().endsWith(": " + name), refused::errorMessage);
    assertFalse(refused.errorMessage().contains(temporary.toString()));
    return refused.errorCode();
  }

  private void assertEnds(TftpOutcome outcome) throws InterruptedException {
    TftpEvents.Finished finished = events.next();
    assertEquals(outcome, finished.outcome(), finished::detail);
  }

  @ParameterizedTest
  @CsvSource({
    "0,512,1",
    "1,512,1",
    "511,512,1",
    "512,512,1",
    "513,512,1",
    "0,1468,4",
    "5872,1468,4",
    "1048576,1468,4",
    "1048577,1432,64",
    "300000,8,64",
    "1048576,65464,64"
  })
  void takesOctets(int size, int blockSize, int windowSize) throws Exception {
    byte[] file = octets(size);
    TftpResult result =
        client()
            .blockSize(blockSize)
            .windowSize(windowSize)
            .build()
            .put("sub/new", new ByteArrayInputStream(file), size);

    assertEquals(blockSize, result.agreed().blockSize());
    assertEquals(size, result.agreed().transferSize());
    assertArrayEquals(file, Files.readAllBytes(uploads.resolve("sub/new")));
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.STORED, finished.outcome());
    assertEquals(size, finished.bytesSent());
    assertEquals("sub/new", finished.fileName());
    assertEquals("", finished.detail());
  }

  @Test
  void takesWhatComesWithoutOptions() throws Exception {
    byte[] file = octets(2000);
    client().withoutOptions().build().put("new", new ByteArrayInputStream(file), -1);
    assertArrayEquals(file, Files.readAllBytes(uploads.resolve("new")));
    assertEnds(TftpOutcome.STORED);
  }

  @ParameterizedTest
  @CsvSource({"512,1", "8,1", "9,7", "1468,4"})
  void takesNetascii(int blockSize, int windowSize) throws Exception {
    byte[] file = textFile();
    client()
        .mode(TftpMode.NETASCII)
        .blockSize(blockSize)
        .windowSize(windowSize)
        .build()
        .put("new", new ByteArrayInputStream(file), file.length);
    assertArrayEquals(file, Files.readAllBytes(uploads.resolve("new")));
    assertEnds(TftpOutcome.STORED);
  }

  @ParameterizedTest
  @CsvSource({"OCTET,1", "OCTET,8", "NETASCII,1", "NETASCII,8"})
  void takesOverALossyNetwork(TftpMode mode, int windowSize) throws Exception {
    takeUploads(8, 10_000_000, 0, false, SHORT, LONG);
    byte[] file = textFile();
    LossyRelay.Trouble trouble = new LossyRelay.Trouble(3, 5, 2, 2);
    try (LossyRelay relay = new LossyRelay(server.localAddress(), windowSize, trouble)) {
      TftpClient.builder(relay.address())
          .mode(mode)
          .blockSize(400)
          .windowSize(windowSize)
          .retransmission(PATIENT)
          .build()
          .put("new", new ByteArrayInputStream(file), file.length);
    }
    assertArrayEquals(file, Files.readAllBytes(uploads.resolve("new")));
  }

  @Test
  void aFileThatIsThereStays() throws Exception {
    assertEquals(TftpErrorCode.FILE_ALREADY_EXISTS, refusal("old"));
    assertEquals("old", Files.readString(uploads.resolve("old")));
    assertEnds(TftpOutcome.EXISTS);
  }

  @Test
  void aFileIsReplacedWhereThatIsAllowed() throws Exception {
    takeUploads(8, 10_000_000, 0, true);
    byte[] file = octets(1000);
    client().build().put("old", new ByteArrayInputStream(file), file.length);
    assertArrayEquals(file, Files.readAllBytes(uploads.resolve("old")));
    assertEnds(TftpOutcome.STORED);
  }

  @ParameterizedTest
  @CsvSource({
    "none/new,1,NOT_FOUND",
    "../new,2,ACCESS_DENIED",
    "sub,2,ACCESS_DENIED",
    "link,2,ACCESS_DENIED",
    "linked/new,2,ACCESS_DENIED",
    "C:\\new,2,ACCESS_DENIED",
    ".tftp-upload-x,2,ACCESS_DENIED",
  })
  void refusesOtherNames(String name, int errorCode, TftpOutcome outcome) throws Exception {
    Files.createSymbolicLink(uploads.resolve("link"), temporary.resolve("target"));
    Files.createSymbolicLink(uploads.resolve("linked"), temporary);
    assertEquals(errorCode, refusal(name));
    assertFalse(Files.exists(temporary.resolve("new")));
    assertFalse(Files.exists(temporary.resolve("target")));
    assertEnds(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "binary"})
  void refusesOtherModes(String mode) throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\2new\0" + mode + "\0"));
      assertEquals(TftpErrorCode.ILLEGAL_OPERATION, client.receive().errorCode());
    }
    assertEnds(TftpOutcome.FAILED);
  }

  @Test
  void refusesWhatIsAnnouncedTooLarge() throws Exception {
    takeUploads(8, 99, 0, false);
    assertEquals(TftpErrorCode.DISK_FULL, refusal("new"));
    assertEnds(TftpOutcome.NO_SPACE);
  }

  @Test
  void endsWhatTurnsOutTooLarge() throws Exception {
    takeUploads(8, 1000, 0, false);
    TftpException.Refused refused =
        assertThrows(
            TftpException.Refused.class,
            () ->
                client()
                    .withoutOptions()
                    .build()
                    .put("new", new ByteArrayInputStream(new byte[1001]), -1));
    assertEquals(TftpErrorCode.DISK_FULL, refused.errorCode());
    assertFalse(Files.exists(uploads.resolve("new")));
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.NO_SPACE, finished.outcome());
    assertEquals("more than 1,000 bytes", finished.detail());
    client().build().put("new", new ByteArrayInputStream(new byte[1000]), 1000);
  }

  @Test
  void leavesSpaceToOthers() throws Exception {
    takeUploads(8, 10_000_000, Files.getFileStore(uploads).getTotalSpace(), false);
    assertEquals(TftpErrorCode.DISK_FULL, refusal("new"));
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.NO_SPACE, finished.outcome());
    assertTrue(finished.detail().contains("are kept free"), finished::detail);
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 513})
  void whatIsNotAsLongAsAnnouncedIsNotStored(int announced) throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\2new\0octet\0tsize\0" + announced + "\0"));
      assertEquals(TftpOpcode.OPTION_ACKNOWLEDGMENT, client.receive().opcode());
      client.data(1, new byte[512]);
      client.receive();
      if (client.view.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
        client.data(2, new byte[0]);
        client.receive();
      }
      assertEquals("Cannot be written: new", client.view.errorMessage());
    }
    assertFalse(Files.exists(uploads.resolve("new")));
    assertEnds(TftpOutcome.FAILED);
  }

  @Test
  void whatAClientBreaksOffIsNotStored() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      client.data(1, new byte[512]);
      client.receive();
      client.fail(0);
      assertEnds(TftpOutcome.REFUSED_BY_CLIENT);
    }
    assertFalse(Files.exists(uploads.resolve("new")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatFallsSilentLeavesNothing(boolean begins) throws Exception {
    takeUploads(8, 10_000_000, 0, false, Duration.ofMillis(30), LONG);
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      if (begins) {
        client.data(1, new byte[512]);
      }
      assertEnds(TftpOutcome.TIMED_OUT);
    }
    assertFalse(Files.exists(uploads.resolve("new")));
  }

  @Test
  void aClientThatOnlyRepeatsItselfEnds() throws Exception {
    takeUploads(8, 10_000_000, 0, false, LONG, Duration.ofMillis(300));
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      while (server.runningTransfers() > 0) {
        client.data(1, new byte[512]);
      }
    }
    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.TIMED_OUT, finished.outcome());
    assertEquals("no progress", finished.detail());
  }

  @Test
  void aFileIsInItsPlaceBeforeItsLastBlockIsAcknowledged() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      assertEquals(0, client.receive().blockNumber());
      client.data(1, "some text".getBytes(US_ASCII));
      assertEquals(1, client.receive().blockNumber());
      assertEquals("some text", Files.readString(uploads.resolve("new")));
      assertEnds(TftpOutcome.STORED);
      // The ACK was lost, and the server is still there to say it again.
      client.data(1, "some text".getBytes(US_ASCII));
      assertEquals(1, client.receive().blockNumber());
      client.send(server.localAddress(), latin1("\0\2new\0octet\0"));
      awaitEverythingRead();
      assertEquals(1, server.runningTransfers(), "a repeated request joins");
    }
    assertEquals("some text", Files.readString(uploads.resolve("new")));
  }

  /** The requests before this one have been heard when this one is answered. */
  private void awaitEverythingRead() throws Exception {
    assertThrows(TftpException.Refused.class, () -> fetch("none"));
    assertEnds(TftpOutcome.NOT_FOUND);
  }

  @Test
  void aNameIsWrittenByOneClientAtATime() throws Exception {
    takeUploads(8, 10_000_000, 0, true);
    try (TftpRawClient first = new TftpRawClient()) {
      first.write(server.localAddress(), "new");
      first.receive();
      assertEquals(TftpErrorCode.FILE_ALREADY_EXISTS, refusal("new"));
      first.data(1, new byte[10]);
      assertEquals(1, first.receive().blockNumber());
    }
    assertEquals(10, Files.size(uploads.resolve("new")));
  }

  @Test
  void uploadsBeyondTheLimitWait() throws Exception {
    takeUploads(1, 10_000_000, 0, false);
    try (TftpRawClient first = new TftpRawClient();
        TftpRawClient second = new TftpRawClient()) {
      first.write(server.localAddress(), "first");
      first.receive();
      first.data(1, new byte[512]);
      first.receive();
      second.write(server.localAddress(), "second");
      assertEquals("second", TftpEvents.taken(events.dropped));
      first.data(2, new byte[0]);
      first.receive();
      second.write(server.localAddress(), "second");
      assertEquals(TftpOpcode.ACKNOWLEDGMENT, second.receive().opcode());
      second.fail(0);
    }
  }

  @Test
  void aClientThatNeverSendsLosesItsPlace() throws Exception {
    takeUploads(1, 10_000_000, 0, false);
    try (TftpRawClient silent = new TftpRawClient()) {
      silent.write(server.localAddress(), "silent");
      silent.receive();
      client().retransmission(PATIENT).build().put("new", new ByteArrayInputStream(new byte[1]), 1);
    }
    List<TftpOutcome> both = List.of(events.next().outcome(), events.next().outcome());
    assertTrue(both.containsAll(List.of(TftpOutcome.FAILED, TftpOutcome.STORED)), both::toString);
  }

  @Test
  void aStrangerDoesNoHarm() throws Exception {
    try (TftpRawClient client = new TftpRawClient();
        TftpRawClient stranger = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      stranger.peer = client.peer;
      stranger.data(1, "strange".getBytes(US_ASCII));
      assertEquals(TftpErrorCode.UNKNOWN_TRANSFER_ID, stranger.receive().errorCode());
      client.data(1, "text".getBytes(US_ASCII));
      assertEquals(1, client.receive().blockNumber());
    }
    assertEquals("text", Files.readString(uploads.resolve("new")));
  }

  @Test
  void dataLongerThanABlockIsIgnored() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      client.data(1, new byte[513]);
      client.data(1, new byte[1500]);
      client.data(1, new byte[100]);
      assertEquals(1, client.receive().blockNumber());
    }
    assertEquals(100, Files.size(uploads.resolve("new")));
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.write(server.localAddress(), "new");
      client.receive();
      client.data(1, new byte[512]);
      client.receive();
      server.close();
      TftpEvents.Finished finished = events.next();
      assertEquals(TftpOutcome.FAILED, finished.outcome());
      assertEquals("ended by the server", finished.detail());
    }
    assertFalse(Files.exists(uploads.resolve("new")));
  }
}
