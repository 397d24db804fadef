package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Client and server together, over a simulated network. What holds of every transfer, {@link
 * SimulatedTransfer#run} checks: it ends, a side that calls it a success has the very bytes, and
 * packets are bounded by what was heard and by timeouts.
 */
class TransferTest {
  private static final int BLOCK = 16;

  @Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
  void everyTransferEndsAndWhatArrivedIsTheFile(
      @ForAll("scenarios") Scenario scenario,
      @ForAll @IntRange(max = 60) int dropped,
      @ForAll @IntRange(max = 40) int duplicated,
      @ForAll @IntRange(max = 3000) int jitter,
      @ForAll @IntRange(max = 10) int strange) {
    SimulatedTransfer transfer = new SimulatedTransfer(scenario).over(dropped, duplicated, jitter);
    transfer.network.strange = strange;
    transfer.run();

    if (dropped <= 10 && scenario.patient()) {
      assertTrue(transfer.completed(), "12 resends get through a loss of one in ten");
    }
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    Arbitrary<Integer> blockSizes = Arbitraries.integers().between(8, 40);
    Arbitrary<Integer> blocks = Arbitraries.integers().between(0, 40);
    Arbitrary<Integer> odds =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(-1, 0, 1)),
            Tuple.of(1, Arbitraries.integers().between(0, 40)));
    Arbitrary<Integer> windows = Arbitraries.of(1, 1, 2, 3, 4, 8, 16, 24);
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    Arbitrary<Boolean> rarely = Arbitraries.of(true, false, false, false);
    return Combinators.combine(
            Arbitraries.longs(), either, blockSizes, blocks, odds, windows, rarely, rarely)
        .as(
            (seed, put, blockSize, count, odd, window, netascii, ignores) ->
                new Scenario(
                    seed,
                    put,
                    Math.max(0, count * (ignores ? 512 : blockSize) / (ignores ? 8 : 1) + odd),
                    blockSize,
                    window,
                    netascii ? TftpMode.NETASCII : TftpMode.OCTET,
                    (seed & 1) == 0 ? TftpBlockWrap.TO_ZERO : TftpBlockWrap.TO_ONE,
                    (seed & 6) == 0 ? 13 : TftpParameters.MAXIMUM_BLOCK_SIZE,
                    (seed & 24) == 0 ? 3 : TftpParameters.MAXIMUM_WINDOW_SIZE,
                    ignores,
                    (seed & 32) == 0,
                    (seed & 0x1c0) == 0,
                    (seed & 0x600) != 0));
  }

  @Property(tries = 200)
  void numbersWrapUnderLoss(
      @ForAll long seed,
      @ForAll boolean put,
      @ForAll TftpBlockWrap wrap,
      @ForAll @IntRange(min = 1, max = 24) int window,
      @ForAll @IntRange(max = 20) int dropped,
      @ForAll @IntRange(max = 30) int duplicated,
      @ForAll @IntRange(max = 500) int jitter) {
    int blocks = 65_560 + (int) (seed & 31);
    Scenario scenario = Scenario.of(seed, put, blocks * 8 + 3, 8, window).wrapping(wrap);
    SimulatedTransfer transfer = new SimulatedTransfer(scenario).skipTo(65_500);
    transfer.over(dropped, duplicated, jitter).run();

    assertTrue(dropped > 10 || transfer.completed());
    assertTrue(!transfer.completed() || transfer.receiver().machine.receivedBlocks() > blocks);
  }

  @Property(tries = 500)
  void aNetworkThatOnlyDuplicatesNeedsNoTimeout(
      @ForAll long seed,
      @ForAll boolean put,
      @ForAll @IntRange(max = 1200) int size,
      @ForAll @IntRange(min = 1, max = 24) int window) {
    SimulatedTransfer transfer =
        new SimulatedTransfer(Scenario.of(seed, put, size, BLOCK, window)).over(0, 50, 0).run();

    assertTrue(transfer.completed());
    assertEquals(0, transfer.sender().machine.timeouts());
    assertEquals(0, transfer.receiver().machine.timeouts());
    assertEquals(blocks(size, BLOCK), transfer.sender().dataPackets);
  }

  @Property(tries = 1000)
  void duplicatingEveryAcknowledgmentSendsNoMoreData(
      @ForAll long seed,
      @ForAll boolean put,
      @ForAll @IntRange(max = 2000) int size,
      @ForAll @IntRange(max = 20) int dropped,
      @ForAll @IntRange(max = 800) int jitter) {
    Scenario scenario = Scenario.of(seed, put, size, BLOCK, 1).duplicatingAcknowledgments();
    SimulatedTransfer transfer = new SimulatedTransfer(scenario).over(dropped, 0, jitter).run();

    SimulatedSender sender = transfer.sender();
    assertTrue(
        sender == null || sender.dataPackets <= blocks(size, BLOCK) + sender.machine.timeouts());
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
  void aFileOfMoreThan65536BlocksArrives(int window, TftpBlockWrap wrap) {
    for (boolean put : new boolean[] {false, true}) {
      Scenario scenario = Scenario.of(1, put, 140_000 * 8 + 3, 8, window).wrapping(wrap);
      SimulatedTransfer clean = new SimulatedTransfer(scenario).run();
      assertTrue(clean.completed());
      assertEquals(140_001, clean.sender().dataPackets);

      if (window <= 64) {
        assertTrue(new SimulatedTransfer(scenario).over(1, 1, 0).run().completed());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "15,1", "16,2", "17,2", "160,11", "65464,4092"})
  void sizesAroundTheBlockArrive(int size, int blocks) {
    for (int window : new int[] {1, 4, 64}) {
      for (boolean put : new boolean[] {false, true}) {
        SimulatedTransfer transfer =
            new SimulatedTransfer(Scenario.of(size, put, size, BLOCK, window)).run();
        assertTrue(transfer.completed());
        assertEquals(blocks, transfer.sender().dataPackets);
        assertEquals(blocks, transfer.sender().machine.acknowledgedBlocks());
      }
    }
  }

  private static long blocks(int size, int blockSize) {
    return size / blockSize + 1L;
  }
}
