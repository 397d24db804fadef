package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.peers.LossyRelay;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.ByteArrayOutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpServerTest extends TftpServerFixture {
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
    "1048576,507,64",
    "1048576,508,64",
    "1048576,512,64",
    "1048576,1428,64",
    "1048576,20000,16",
    "1048576,65464,64",
    "1048577,1432,1"
  })
  void servesOctets(int size, int blockSize, int windowSize) throws Exception {
    restartWithoutPatience(); // for what is more than a socket holds
    byte[] file = file("boot.bin", size);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpResult result =
        client().blockSize(blockSize).windowSize(windowSize).build().get("boot.bin", sink);

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
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpResult result =
        client()
            .mode(TftpMode.NETASCII)
            .blockSize(blockSize)
            .windowSize(windowSize)
            .build()
            .get("text", sink);

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
    restartWithoutPatience();
    byte[] file = textFile();
    LossyRelay.Trouble trouble = new LossyRelay.Trouble(5, 5, 2, 2);
    try (LossyRelay relay = new LossyRelay(server.localAddress(), windowSize, trouble)) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      TftpClient.builder(relay.address())
          .mode(mode)
          .blockSize(400)
          .windowSize(windowSize)
          .retransmission(PATIENT)
          .dally(Duration.ofMillis(300))
          .build()
          .get("text", sink);
      assertArrayEquals(file, sink.toByteArray());
    }
  }

  @Test
  void eachTransferHasAPortOfItsOwn() throws Exception {
    file("f", 100);
    try (TftpRawClient other = new TftpRawClient()) {
      other.read(server.localAddress(), "f");
      other.receive();
      TftpResult result = client().build().get("f", new ByteArrayOutputStream());
      assertNotEquals(server.localAddress(), result.server());
      assertNotEquals(server.localAddress(), other.peer);
      assertNotEquals(other.peer, result.server());
      other.fail(0);
    }
  }

  @Test
  void aSizeProbeIsNoFailure() throws Exception {
    file("f", 12_345);
    assertEquals(12_345, client().build().size("f"));

    TftpEvents.Finished finished = events.next();
    assertEquals(TftpOutcome.SIZE_PROBED, finished.outcome());
    assertEquals(0, finished.bytesSent());
    assertTrue(finished.detail().contains("Only the size was wanted"));
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
  void closingEndsWhatIsUnderWay() throws Exception {
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
                new FileRoot(directory, false),
                null,
                TftpLimits.DEFAULTS,
                TftpPorts.ANY,
                Thread::new,
                new TftpListener() {}));
  }

  /** There it would hear broadcasts. */
  @Test
  void theWildcardAddressIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TftpServer(
                new InetSocketAddress(0),
                new FileRoot(directory, false),
                null,
                TftpLimits.DEFAULTS,
                TftpPorts.ANY,
                Thread::new,
                new TftpListener() {}));
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
    TftpResult result =
        client().blockSize(65_464).windowSize(65_535).build().get("f", new ByteArrayOutputStream());
    assertEquals(544, result.agreed().blockSize());
    assertEquals(4, result.agreed().windowSize());
  }
}
