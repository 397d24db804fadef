package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.client.TftpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One test for each class of fault that has been a published bug in a TFTP program, named after it,
 * on the server with its sockets and files. {@link TftpServerLoadPromisesTest} has those of floods.
 */
class TftpServerPromisesTest extends TftpServerFixture {
  private static final String REQUEST =
      "\0\1f\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0";
  private static final String SECRET = "root of a machine that is not to be seen";

  @Test
  void anyParseFault_leavesTheServerServing() throws Exception {
    byte[] file = file("f", 600);
    byte[] request = latin1(REQUEST);
    try (TftpRawClient client = new TftpRawClient()) {
      for (int length = 0; length < request.length; length++) {
        client.send(server.localAddress(), Arrays.copyOf(request, length));
      }
      Random random = new Random(69);
      for (int index = 0; index < request.length; index++) {
        byte[] mutated = request.clone();
        mutated[index] ^= (byte) (1 + random.nextInt(255));
        client.send(server.localAddress(), mutated);
      }
      client.send(server.localAddress(), new byte[60_000]);
    }
    assertArrayEquals(file, fetchByAskingAgain("f"));
    assertFalse(events.rejected.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\1f",
        "\0\1f\0",
        "\0\1f\0octet",
        "\0\1\0octet\0",
        "\0\1f\0octet\0tsize",
        "\1\1f\0octet\0"
      })
  void tftpStrings_withoutAnEndAreDropped(String request) throws Exception {
    file("f", 10);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1(request));
      assertHasNothing(client);
    }
    assertEquals(1, events.rejected.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"octet", "OCTET", "oCtEt"})
  void tftpStrings_modesMatchInAnyCase(String mode) throws Exception {
    file("f", 10);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1f\0" + mode + "\0"));
      assertEquals(TftpOpcode.DATA, client.receive().opcode());
      client.acknowledge(1);
    }
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
  }

  /** Whatever the name, nothing but the tree's own files ever comes back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "/../secret",
        "..\\secret",
        "sub/../../secret",
        "sub/..\\..\\secret",
        "....//secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "\u00c0\u00ae\u00c0\u00ae/secret",
        "/etc/passwd",
        "C:\\secret",
        "//host/share/secret",
        "link",
        "linkdir/secret",
        "sub/up/secret",
        "hard/../link",
        "/proc/self/environ",
        "pipe",
        "pipe/x",
        "sub",
        ".",
        "",
        "\u001b[2J",
        "f\n../secret"
      })
  void traversal_nothingOutsideIsServed(String name) throws Exception {
    Files.writeString(temporary.resolve("secret"), SECRET);
    Files.createDirectories(directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("link"), temporary.resolve("secret"));
    Files.createSymbolicLink(directory.resolve("linkdir"), temporary);
    Files.createSymbolicLink(directory.resolve("sub/up"), Path.of("../.."));
    FileRootTest.makeFifo(directory.resolve("pipe"));
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1" + name + "\0octet\0"));
      if (name.isEmpty()) {
        assertHasNothing(client); // no request at all
        return;
      }
      TftpPacketView answer = client.receive();
      assertEquals(TftpOpcode.ERROR, answer.opcode());
      assertTrue(
          answer.errorCode() == TftpErrorCode.FILE_NOT_FOUND
              || answer.errorCode() == TftpErrorCode.ACCESS_VIOLATION);
      assertFalse(answer.errorMessage().contains(temporary.toString()));
    }
  }

  /** A request is answered with an OACK of what was asked for and is in range, or with DATA. */
  @ParameterizedTest
  @CsvSource({
    "blksize,0,",
    "blksize,-1,",
    "blksize,7,",
    "blksize,8,8",
    "blksize,65464,65464",
    "blksize,65465,",
    "blksize,1e3,",
    "blksize,' 512',",
    "blksize,0x200,",
    "blksize,9223372036854775808,",
    "blksize,18446744073709552128,",
    "BLKSIZE,512,512",
    "windowsize,0,",
    "windowsize,65535,64",
    "windowsize,65536,",
    "timeout,0,",
    "timeout,1,1",
    "timeout,256,",
    "tsize,0,600",
    "tsize,-1,",
    "tsize,9223372036854775807,600",
    "tsize,9223372036854775808,",
    "unknown,1,"
  })
  void optionValues_theOackIsWithinWhatWasAsked(String name, String value, String answered)
      throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1f\0octet\0" + name + "\0" + value + "\0"));
      TftpPacketView answer = client.receive();
      if (answered == null) {
        assertEquals(TftpOpcode.DATA, answer.opcode());
        assertEquals(512, answer.payloadLength());
      } else {
        assertEquals(TftpOpcode.OPTION_ACKNOWLEDGMENT, answer.opcode());
        assertEquals(1, answer.optionCount());
        assertEquals(0, answer.findOption(name));
        assertEquals(Long.parseLong(answered), answer.optionNumber(0));
      }
      client.fail(0);
    }
  }

  @Test
  void optionValues_ofOneSentTwiceTheFirstCounts() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(
          server.localAddress(), latin1("\0\1f\0octet\0blksize\0" + "100\0BlkSize\0" + "200\0"));
      assertEquals(1, client.receive().optionCount());
      assertEquals(100, client.view.optionNumber(0));
      client.fail(0);
    }
  }

  static IntStream blockSizes() {
    return IntStream.of(8, 9, 507, 508, 511, 512, 513, 1428, 1468, 8192, 16_380, 16_384, 65_464);
  }

  @ParameterizedTest
  @MethodSource("blockSizes")
  void bufferSizing_everyBlockIsAsLongAsAgreed(int blockSize) throws Exception {
    restartWithoutPatience(); // for what is more than a socket holds
    for (int windowSize : new int[] {1, 3, 64}) {
      for (int size : new int[] {3 * blockSize - 1, 3 * blockSize, 3 * blockSize + 1}) {
        byte[] file = file("f", size);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        client().blockSize(blockSize).windowSize(windowSize).build().get("f", sink);
        assertArrayEquals(file, sink.toByteArray());
        assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8,64", "8,1", "512,64"})
  void wrapAt65535_countsOn(int blockSize, int windowSize) throws Exception {
    byte[] file = file("f", (65_536 + 3) * blockSize + 5);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    client().blockSize(blockSize).windowSize(windowSize).build().get("f", sink);
    assertArrayEquals(file, sink.toByteArray());
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
  }

  @Test
  void sorcerersApprentice_aDuplicateAckSendsNoPacket() throws Exception {
    file("f", 20 * 512);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      int data = 1;
      while (client.view.payloadLength() == 512) {
        int block = client.view.blockNumber();
        client.acknowledge(block);
        client.acknowledge(block);
        client.acknowledge(block - 1);
        client.receive();
        assertEquals(block + 1, client.view.blockNumber());
        data++;
      }
      assertEquals(21, data);
      client.acknowledge(client.view.blockNumber());
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      assertHasNothing(client);
    }
  }

  @Test
  void windowedAck_inTheMiddleRewindsOnce() throws Exception {
    file("f", 100 * 512);
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\1f\0octet\0windowsize\0" + "8\0"));
      client.receive();
      client.acknowledge(0);
      assertBlocks(client, 1, 8);
      client.acknowledge(3); // 4 was lost
      client.acknowledge(3);
      assertBlocks(client, 4, 11);
      client.acknowledge(11);
      assertBlocks(client, 12, 19);
      client.fail(0);
      events.next();
      assertHasNothing(client);
    }
  }

  private static void assertBlocks(TftpRawClient client, int first, int last) throws IOException {
    for (int block = first; block <= last; block++) {
      assertEquals(block, client.receive().blockNumber());
    }
  }

  @Test
  void wrongTid_getsErrorFiveNowAndThenAndTheTransferGoesOn() throws Exception {
    byte[] file = file("f", 50 * 512);
    try (TftpRawClient client = new TftpRawClient();
        TftpRawClient injector = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      injector.peer = client.peer;
      long begun = System.nanoTime();
      for (int block = 1; block <= 50; block++) {
        injector.acknowledge(block); // as if it knew the next number
        injector.data(block, new byte[100]);
      }
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      sink.write(client.payload());
      while (client.view.payloadLength() == 512) {
        client.acknowledge(client.view.blockNumber());
        client.receive();
        sink.write(client.payload());
      }
      client.acknowledge(client.view.blockNumber());
      assertArrayEquals(file, sink.toByteArray());
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      assertTurnedAway(injector, begun);
    }
  }

  @Test
  void netasciiCrAtABlocksEnd_isCarriedOver() throws Exception {
    byte[] file = textFile();
    for (int blockSize = 8; blockSize <= 40; blockSize++) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      client()
          .mode(TftpMode.NETASCII)
          .blockSize(blockSize)
          .windowSize(1 + blockSize % 5)
          .build()
          .get("text", sink);
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void duplicateRrq_joinsTheTransferUnderWay() throws Exception {
    file("f", 600);
    try (TftpRawClient client = new TftpRawClient()) {
      for (int i = 0; i < 100; i++) {
        client.send(server.localAddress(), latin1("\0\1f\0octet\0"));
      }
      awaitEverythingHeard();
      assertEquals(1, server.runningTransfers());
      assertEquals(1, client.receive().blockNumber());
      client.acknowledge(1);
      assertEquals(2, client.receive().blockNumber());
      client.acknowledge(2);
      assertEquals(TftpOutcome.COMPLETE, events.next().outcome());
      assertHasNothing(client);
    }
  }

  /** At whatever moment the file is exchanged or spoilt: it comes as it was, or not whole. */
  @ParameterizedTest
  @CsvSource({"1", "16", "31", "32", "33", "62", "63", "100", "127", "128"})
  void fileReplacedOrTruncated_neverAMixtureNorSilentlyShort(int moment) throws Exception {
    byte[] file = file("replaced", 128 * 512 + 100);
    byte[] other = file("other", 128 * 512 + 101);
    assertArrayEquals(
        file,
        fetched(
            "replaced",
            moment,
            path ->
                Files.move(directory.resolve("other"), path, StandardCopyOption.REPLACE_EXISTING)));
    assertEquals(TftpOutcome.COMPLETE, events.next().outcome());

    Files.write(directory.resolve("shrinks"), file);
    byte[] got =
        fetched(
            "shrinks",
            moment,
            path -> Files.write(path, new byte[0], StandardOpenOption.TRUNCATE_EXISTING));
    assertWholeOrFailed(file, got);

    Files.write(directory.resolve("changes"), file);
    got = fetched("changes", moment, path -> Files.write(path, other));
    assertWholeOrFailed(file, got);
  }

  private void assertWholeOrFailed(byte[] file, byte[] got) throws InterruptedException {
    TftpOutcome outcome = events.next().outcome();
    if (got == null) {
      assertEquals(TftpOutcome.FAILED, outcome);
    } else {
      assertArrayEquals(file, got);
      assertEquals(TftpOutcome.COMPLETE, outcome);
    }
  }

  private interface Change {
    void apply(Path path) throws IOException;
  }

  /** What a client gets when the file changes after so many blocks; null for an ERROR. */
  private byte[] fetched(String name, int moment, Change change) throws IOException {
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), name);
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      while (true) {
        client.receive();
        if (client.view.opcode() == TftpOpcode.ERROR) {
          return null;
        }
        sink.write(client.payload());
        if (client.view.blockNumber() == moment) {
          change.apply(directory.resolve(name));
        }
        client.acknowledge(client.view.blockNumber());
        if (client.view.payloadLength() < 512) {
          return sink.toByteArray();
        }
      }
    }
  }

  @Test
  void errorTexts_nameWhatWasAskedForAndNoPath() {
    for (String name : Set.of("none", "sub/none", "../up", "x".repeat(400))) {
      TftpException.Refused refused = assertThrows(TftpException.Refused.class, () -> fetch(name));
      String shown = name.length() > 128 ? name.substring(0, 128) + "..." : name;
      assertTrue(refused.errorMessage().endsWith(": " + shown), refused::errorMessage);
      assertFalse(refused.errorMessage().contains(directory.toString()));
    }
  }

  @Test
  void limits_haveDefaultsAndNames() {
    assertEquals(
        Set.of(
            "maximumTransfers",
            "maximumTransfersPerAddress",
            "maximumBlockSize",
            "mtu",
            "maximumWindowSize",
            "initialTimeout",
            "maximumTimeout",
            "maximumResends",
            "idleTimeout",
            "maximumDuration",
            "maximumRequestsPerSecond",
            "maximumUploads",
            "maximumUploadSize",
            "maximumUploadDuration",
            "minimumFreeSpace"),
        Arrays.stream(TftpLimits.class.getRecordComponents())
            .map(component -> component.getName())
            .collect(Collectors.toSet()));
    assertEquals(TftpParameters.MAXIMUM_BLOCK_SIZE, TftpLimits.DEFAULTS.maximumBlockSize());
  }

  /** What the server sent before would be received before its answer to a write request. */
  void assertHasNothing(TftpRawClient client) throws Exception {
    client.write(server.localAddress(), "end");
    assertEquals("Access violation: writing is not allowed: end", client.receive().errorMessage());
  }
}
