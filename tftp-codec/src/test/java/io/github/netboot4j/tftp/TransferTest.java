package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sender and receiver together, over a simulated network. */
class TransferTest {
  private static final int BLOCK = 16;

  @Property(tries = 4000)
  void everyTransferEndsAndWhatWasReceivedIsTheFile(
      @ForAll long seed,
      @ForAll @IntRange(max = 1200) int size,
      @ForAll @IntRange(min = 1, max = 24) int window,
      @ForAll @IntRange(max = 40) int dropped,
      @ForAll @IntRange(max = 40) int duplicated,
      @ForAll @IntRange(max = 3000) int jitter) {
    SimulatedTransfer transfer = transfer(size, BLOCK, window, TftpBlockWrap.TO_ZERO, seed);
    transfer.dropped = dropped;
    transfer.duplicated = duplicated;
    transfer.jitter = jitter;
    transfer.run();

    assertTrue(transfer.sender == null || transfer.dataPackets <= dataBound(transfer, window));
    if (dropped <= 10) {
      assertTrue(transfer.receiverCompleted(), "12 resends get through a loss of one in ten");
    }
  }

  @Property(tries = 300)
  void aNetworkThatOnlyDuplicatesNeedsNoTimeout(
      @ForAll long seed,
      @ForAll @IntRange(max = 1200) int size,
      @ForAll @IntRange(min = 1, max = 24) int window) {
    SimulatedTransfer transfer = transfer(size, BLOCK, window, TftpBlockWrap.TO_ZERO, seed);
    transfer.duplicated = 50;
    transfer.run();

    assertTrue(transfer.senderCompleted());
    assertEquals(0, transfer.sender.timeouts());
    assertEquals(0, transfer.receiver.timeouts());
    assertEquals(blocks(size, BLOCK), transfer.dataPackets);
  }

  @Property(tries = 1000)
  void duplicatingEveryAcknowledgmentSendsNoMoreData(
      @ForAll long seed,
      @ForAll @IntRange(max = 2000) int size,
      @ForAll @IntRange(max = 20) int dropped,
      @ForAll @IntRange(max = 800) int jitter) {
    SimulatedTransfer transfer = transfer(size, BLOCK, 1, TftpBlockWrap.TO_ZERO, seed);
    transfer.duplicateEveryAcknowledgment = true;
    transfer.dropped = dropped;
    transfer.jitter = jitter;
    transfer.run();

    assertTrue(
        transfer.sender == null
            || transfer.dataPackets <= blocks(size, BLOCK) + transfer.sender.timeouts());
  }

  @Property(tries = 300)
  void aServerWithoutOptionsServesAClientThatAsks(
      @ForAll long seed, @ForAll @IntRange(max = 3000) int size) {
    SimulatedTransfer transfer = transfer(size, 1024, 8, TftpBlockWrap.TO_ZERO, seed);
    transfer.serverIgnoresOptions = true;
    transfer.dropped = 5;
    transfer.run();

    assertTrue(transfer.receiverCompleted());
  }

  @ParameterizedTest
  @CsvSource({
    "1,TO_ZERO",
    "1,TO_ONE",
    "16,TO_ZERO",
    "16,TO_ONE",
    "64,TO_ZERO",
    "65535,TO_ZERO",
    "65534,TO_ONE"
  })
  void aFileOfMoreThan65536BlocksArrives(int window, TftpBlockWrap blockWrap) {
    int size = 140_000 * 8 + 3;
    SimulatedTransfer clean = transfer(size, 8, window, blockWrap, 1).run();
    assertTrue(clean.senderCompleted() && clean.receiverCompleted());
    assertEquals(140_001, clean.dataPackets);

    if (window <= 64) {
      SimulatedTransfer lossy = transfer(size, 8, window, blockWrap, 2);
      lossy.dropped = 1;
      lossy.duplicated = 1;
      lossy.run();
      assertTrue(lossy.senderCompleted() && lossy.receiverCompleted());
      assertTrue(lossy.dataPackets <= dataBound(lossy, window));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "15,1", "16,2", "17,2", "160,11", "65464,4092"})
  void sizesAroundTheBlockArrive(int size, int blocks) {
    for (int window : new int[] {1, 4, 64}) {
      SimulatedTransfer transfer = transfer(size, BLOCK, window, TftpBlockWrap.TO_ZERO, size).run();
      assertTrue(transfer.senderCompleted() && transfer.receiverCompleted());
      assertEquals(blocks, transfer.dataPackets);
      assertEquals(blocks, transfer.sender.acknowledgedBlocks());
    }
  }

  /** One window for the start, for each ACK that was news, and for each timeout. */
  private static long dataBound(SimulatedTransfer transfer, int window) {
    long news = Math.min(transfer.acknowledgmentPackets, transfer.sender.acknowledgedBlocks());
    return (1 + news + transfer.sender.timeouts()) * window;
  }

  private static SimulatedTransfer transfer(
      int size, int blockSize, int window, TftpBlockWrap blockWrap, long seed) {
    byte[] file = new byte[size];
    new Random(~seed).nextBytes(file);
    return new SimulatedTransfer(
        file, new TftpParameters(blockSize, window, 0, 0, TftpMode.OCTET), blockWrap, seed);
  }

  private static long blocks(int size, int blockSize) {
    return size / blockSize + 1L;
  }
}
