package io.github.netboot4j.tftp;

import static io.github.netboot4j.tftp.TftpSender.Action.COMPLETE;
import static io.github.netboot4j.tftp.TftpSender.Action.REFUSED;
import static io.github.netboot4j.tftp.TftpSender.Action.SEND_DATA;
import static io.github.netboot4j.tftp.TftpSender.Action.SEND_OPTIONS;
import static io.github.netboot4j.tftp.TftpSender.Action.TIMED_OUT;
import static io.github.netboot4j.tftp.TftpSender.Action.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpSenderTest {
  private static final int BLOCK = 8;
  private static final long TIMEOUT = 1000;

  /** Times 1000, 2000, 4000, 4000; three resends, two before the first ACK. */
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(TIMEOUT, 2, 4 * TIMEOUT, 3, 2);

  private long now = Long.MAX_VALUE - 500; // the clock wraps around during the tests

  @Test
  void sendsBlockByBlock() {
    TftpSender sender = sender(1);

    assertEquals(List.of(1L), sendAll(sender, 20));
    assertEquals(List.of(), sendAll(sender, 20));
    assertTrue(sender.acknowledged(1, now));
    assertEquals(List.of(2L), sendAll(sender, 20));
    assertTrue(sender.acknowledged(2, now));
    assertEquals(List.of(3L), sendAll(sender, 20));
    assertEquals(2, sender.acknowledgedBlocks());
    assertTrue(sender.acknowledged(3, now));
    assertEquals(COMPLETE, sender.poll(now));
    assertEquals(0, sender.timeouts());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "7,1", "8,2", "9,2", "16,3"})
  void endsWithAShortBlockPossiblyEmpty(int fileSize, int blocks) {
    TftpSender sender = sender(1);
    for (int block = 1; block <= blocks; block++) {
      assertEquals(List.of((long) block), sendAll(sender, fileSize));
      sender.acknowledged(block, now);
    }
    assertEquals(COMPLETE, sender.poll(now));
  }

  @Test
  void aDuplicateOrOldOrFutureAcknowledgmentSendsNothing() {
    TftpSender sender = sender(1);
    sendAll(sender, 100);
    sender.acknowledged(1, now);
    sendAll(sender, 100);
    long deadline = sender.deadline();
    now += 10;

    for (int number : new int[] {1, 0, 3, 65535, -1, 65536, 65538}) {
      assertFalse(sender.acknowledged(number, now));
      assertEquals(WAIT, sender.poll(now));
      assertEquals(deadline, sender.deadline());
    }
  }

  @Test
  void waitsForTheAcknowledgmentOfTheOptions() {
    TftpSender sender = new TftpSender(parameters(2), true, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    assertFalse(sender.acknowledged(0, now));
    assertEquals(SEND_OPTIONS, sender.poll(now));
    assertThrows(IllegalStateException.class, () -> sender.dataSent(BLOCK, now));
    sender.optionsSent(now);
    assertEquals(WAIT, sender.poll(now));
    assertThrows(IllegalStateException.class, () -> sender.optionsSent(now));
    assertFalse(sender.acknowledged(1, now));
    assertTrue(sender.acknowledged(0, now));
    assertFalse(sender.acknowledged(0, now));

    assertEquals(List.of(1L, 2L), sendAll(sender, 100));
    assertFalse(sender.acknowledged(0, now));
  }

  @Test
  void anAcknowledgmentOfTheOptionsCountsWhileTheyAreDueAgain() {
    TftpSender sender = new TftpSender(parameters(1), true, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    sender.poll(now);
    sender.optionsSent(now);
    now += TIMEOUT;
    assertEquals(SEND_OPTIONS, sender.poll(now));

    assertTrue(sender.acknowledged(0, now));
    assertEquals(SEND_DATA, sender.poll(now));
  }

  @Test
  void whoAcknowledgedTheOptionsGetsAllResends() {
    TftpSender sender = new TftpSender(parameters(1), true, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    assertEquals(SEND_OPTIONS, sender.poll(now));
    sender.optionsSent(now);
    assertTrue(sender.acknowledged(0, now));
    assertEquals(List.of(1L), sendAll(sender, 100));

    for (long wait : new long[] {1, 2, 4}) {
      assertWaitsFor(sender, wait * TIMEOUT);
      assertEquals(List.of(1L), sendAll(sender, 100));
    }
    assertWaitsFor(sender, 4 * TIMEOUT);
    assertEquals(TIMED_OUT, sender.poll(now));
  }

  @Test
  void resendsWithBackOffUntilItGivesUp() {
    TftpSender sender = sender(1);
    sendAll(sender, 100);
    sender.acknowledged(1, now);
    sendAll(sender, 100);

    for (long wait : new long[] {1, 2, 4}) {
      assertWaitsFor(sender, wait * TIMEOUT);
      assertEquals(SEND_DATA, sender.poll(now));
      assertEquals(List.of(2L), sendAll(sender, 100));
    }
    assertWaitsFor(sender, 4 * TIMEOUT);
    assertEquals(TIMED_OUT, sender.poll(now));
    assertEquals(4, sender.timeouts());
    assertFalse(sender.acknowledged(2, now));
    assertEquals(TIMED_OUT, sender.poll(now));
  }

  @Test
  void progressBringsTheInitialTimeoutAndAllResendsBack() {
    TftpSender sender = sender(1);
    sendAll(sender, 100);
    for (int block = 1; block < 10; block++) {
      for (long wait : new long[] {1, 2}) {
        assertWaitsFor(sender, wait * TIMEOUT);
        assertEquals(List.of((long) block), sendAll(sender, 100));
      }
      assertTrue(sender.acknowledged(block, now));
      assertEquals(List.of(block + 1L), sendAll(sender, 100));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAddressThatNeverAnswersGetsThreePackets(boolean options) {
    TftpSender sender =
        new TftpSender(parameters(1), options, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    int packets = 0;
    while (sender.poll(now) != TIMED_OUT) {
      switch (sender.poll(now)) {
        case SEND_OPTIONS -> {
          sender.optionsSent(now);
          packets++;
        }
        case SEND_DATA -> {
          sender.dataSent(BLOCK, now);
          packets++;
        }
        default -> now = sender.deadline();
      }
    }
    assertEquals(3, packets);
  }

  @Test
  void aNegotiatedTimeoutReplacesTheInitialOne() {
    TftpSender sender =
        new TftpSender(
            new TftpParameters(BLOCK, 1, 5, -1, TftpMode.OCTET),
            false,
            TftpRetransmission.DEFAULTS,
            TftpBlockWrap.TO_ZERO);
    sendAll(sender, 100);
    assertWaitsFor(sender, 5_000_000_000L);
    sendAll(sender, 100);
    assertWaitsFor(sender, 8_000_000_000L);
  }

  @Test
  void sendsAWindowAndWaits() {
    TftpSender sender = sender(4);

    assertEquals(List.of(1L, 2L, 3L, 4L), sendAll(sender, 100));
    assertTrue(sender.acknowledged(4, now));
    assertEquals(List.of(5L, 6L, 7L, 8L), sendAll(sender, 100));
    assertTrue(sender.acknowledged(8, now));
    assertEquals(List.of(9L, 10L, 11L, 12L), sendAll(sender, 100));
    assertTrue(sender.acknowledged(12, now));
    assertEquals(List.of(13L), sendAll(sender, 100));
    assertTrue(sender.acknowledged(13, now));
    assertEquals(COMPLETE, sender.poll(now));
  }

  @Test
  void anAcknowledgmentInsideTheWindowGoesBackOnce() {
    TftpSender sender = sender(4);
    sendAll(sender, 100);

    assertTrue(sender.acknowledged(2, now));
    assertEquals(List.of(3L, 4L, 5L, 6L), sendAll(sender, 100));
    assertFalse(sender.acknowledged(2, now));
    assertEquals(List.of(), sendAll(sender, 100));
    assertTrue(sender.acknowledged(6, now));
    assertEquals(List.of(7L, 8L, 9L, 10L), sendAll(sender, 100));
  }

  @Test
  void aBlockThatWasNeverSentCannotBeAcknowledged() {
    TftpSender sender = sender(4);
    assertEquals(List.of(1L, 2L), sendAll(sender, BLOCK + 1));

    assertFalse(sender.acknowledged(3, now));
    assertFalse(sender.acknowledged(4, now));
    assertTrue(sender.acknowledged(2, now));
    assertEquals(COMPLETE, sender.poll(now));
  }

  @Test
  void anAcknowledgmentThatComesLateSkipsWhatHasArrived() {
    TftpSender sender = sender(4);
    sendAll(sender, 100);
    now = sender.deadline();
    assertEquals(SEND_DATA, sender.poll(now));
    assertEquals(1, sender.blockToSend());
    sender.dataSent(BLOCK, now);

    assertTrue(sender.acknowledged(4, now));
    assertEquals(List.of(5L, 6L, 7L, 8L), sendAll(sender, 100));
  }

  @Test
  void aTimeoutSendsTheWindowAgain() {
    TftpSender sender = sender(3);
    sendAll(sender, 100);
    sender.acknowledged(3, now);
    sendAll(sender, 100);
    now = sender.deadline();

    assertEquals(List.of(4L, 5L, 6L), sendAll(sender, 100));
    assertEquals(1, sender.timeouts());
  }

  @ParameterizedTest
  @CsvSource({"TO_ZERO,1", "TO_ONE,1", "TO_ZERO,7", "TO_ONE,7", "TO_ZERO,65535", "TO_ONE,65534"})
  void countsPast65535(TftpBlockWrap wrap, int windowSize) {
    TftpSender sender = new TftpSender(parameters(windowSize), false, RETRANSMISSION, wrap);
    long blocks = 140_000;
    long fileSize = (blocks - 1) * BLOCK;
    long cycle = wrap == TftpBlockWrap.TO_ZERO ? 65536 : 65535;
    long sent = 0;
    int number = 0;
    while (sender.poll(now) != COMPLETE) {
      while (sender.poll(now) == SEND_DATA) {
        assertEquals(++sent, sender.blockToSend());
        number = sender.blockNumberToSend();
        assertEquals(wrap == TftpBlockWrap.TO_ZERO ? sent % cycle : (sent - 1) % cycle + 1, number);
        sender.dataSent((int) Math.min(BLOCK, fileSize - (sent - 1) * BLOCK), now);
      }
      assertTrue(sender.acknowledged(number, now));
      assertEquals(sent, sender.acknowledgedBlocks());
      assertFalse(sender.acknowledged(number, now) && sender.poll(now) != COMPLETE);
    }
    assertEquals(blocks, sent);
  }

  @Test
  void refusesAWindowInWhichNumbersRepeat() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TftpSender(parameters(65535), false, RETRANSMISSION, TftpBlockWrap.TO_ONE));
  }

  @Test
  void aBlockNumberOfZeroIsNoBlockWhenNumbersWrapToOne() {
    TftpSender sender = new TftpSender(parameters(4), false, RETRANSMISSION, TftpBlockWrap.TO_ONE);
    sendAll(sender, 100);
    assertTrue(sender.acknowledged(1, now));
    assertFalse(sender.acknowledged(0, now));
  }

  @ParameterizedTest
  @CsvSource({"8,SIZE_PROBED", "0,SIZE_PROBED", "1,REFUSED", "5,REFUSED"})
  void anErrorAfterTheSizeWasToldIsAProbe(int errorCode, TftpSender.Action end) {
    TftpSender sender = probed(100);
    sender.failed(errorCode);

    assertEquals(end, sender.poll(now));
    sender.failed(1);
    assertEquals(end, sender.poll(now));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void anErrorIsNoProbeWithoutTheSizeOrOnceDataFlows(int errorCode) {
    TftpSender withoutSize = probed(TftpParameters.UNKNOWN_SIZE);
    withoutSize.failed(errorCode);
    assertEquals(REFUSED, withoutSize.poll(now));

    TftpSender flowing = probed(100);
    flowing.acknowledged(0, now);
    flowing.failed(errorCode);
    assertEquals(REFUSED, flowing.poll(now));
    assertThrows(IllegalStateException.class, () -> flowing.dataSent(1, now));

    TftpSender withoutOptions = sender(1);
    sendAll(withoutOptions, 100);
    withoutOptions.failed(errorCode);
    assertEquals(REFUSED, withoutOptions.poll(now));
  }

  @Test
  void anErrorBeforeTheSizeWasToldIsNoProbe() {
    TftpSender sender =
        new TftpSender(
            new TftpParameters(BLOCK, 1, 0, 100, TftpMode.OCTET),
            true,
            RETRANSMISSION,
            TftpBlockWrap.TO_ZERO);
    sender.failed(TftpErrorCode.OPTION_REFUSED);
    assertEquals(REFUSED, sender.poll(now));
  }

  @Test
  void aPeerThatOnlyRepeatsItselfHoldsNothingOpen() {
    TftpSender sender = sender(1);
    sendAll(sender, 100);
    assertTrue(sender.acknowledged(1, now));
    int packets = 0;
    while (sender.poll(now) != TIMED_OUT) {
      packets += sendAll(sender, 100).size();
      now = sender.deadline() - 1;
      assertFalse(sender.acknowledged(1, now));
      assertEquals(WAIT, sender.poll(now));
      now++;
    }
    assertEquals(4, packets);
  }

  @Test
  void aSizeProbeIsEndedByThePeerOnly() {
    TftpSender sender = probed(100);
    assertEquals(WAIT, sender.poll(now));
    assertTrue(sender.acknowledged(0, now));
    assertEquals(SEND_DATA, sender.poll(now));
  }

  @Test
  void isReusable() {
    TftpSender sender = sender(1);
    sendAll(sender, 0);
    sender.acknowledged(1, now);
    assertEquals(COMPLETE, sender.poll(now));

    sender.reset(parameters(2), false);
    assertEquals(List.of(1L, 2L), sendAll(sender, 100));
    assertEquals(0, sender.acknowledgedBlocks());
  }

  @Test
  void refusesMisuse() {
    TftpSender sender = sender(1);
    assertThrows(IllegalArgumentException.class, () -> sender.dataSent(BLOCK + 1, now));
    assertThrows(IllegalArgumentException.class, () -> sender.dataSent(-1, now));
    sendAll(sender, 100);
    assertThrows(IllegalStateException.class, () -> sender.dataSent(1, now));
    assertThrows(IllegalStateException.class, () -> sender.optionsSent(now));
  }

  @Test
  void retransmissionChecksItsRanges() {
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(0, 2, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(2, 2, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(1, 0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(1, 17, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(1, 1, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TftpRetransmission(1, 1, 1, 1, -1));
  }

  @ParameterizedTest
  @EnumSource
  void blockNumbersAreFoundFromAnyBlock(TftpBlockWrap wrap) {
    for (long from : new long[] {0, 1, 65534, 65535, 65536, 131_070, 1L << 40}) {
      for (int ahead : new int[] {0, 1, 2, 1000, 65534}) {
        int distance = wrap.distance(from, wrap.number(from + ahead));
        assertEquals(ahead, distance);
      }
    }
  }

  private TftpSender probed(long size) {
    TftpSender sender =
        new TftpSender(
            new TftpParameters(BLOCK, 1, 0, size, TftpMode.OCTET),
            true,
            RETRANSMISSION,
            TftpBlockWrap.TO_ZERO);
    assertEquals(SEND_OPTIONS, sender.poll(now));
    sender.optionsSent(now);
    return sender;
  }

  private static TftpSender sender(int windowSize) {
    return new TftpSender(parameters(windowSize), false, RETRANSMISSION, TftpBlockWrap.TO_ZERO);
  }

  private static TftpParameters parameters(int windowSize) {
    return new TftpParameters(BLOCK, windowSize, 0, TftpParameters.UNKNOWN_SIZE, TftpMode.OCTET);
  }

  private void assertWaitsFor(TftpSender sender, long nanos) {
    assertEquals(now + nanos, sender.deadline());
    now += nanos - 1;
    assertEquals(WAIT, sender.poll(now));
    now++;
  }

  /** Sends what is due and says which blocks that was. */
  private List<Long> sendAll(TftpSender sender, long fileSize) {
    List<Long> blocks = new ArrayList<>();
    while (sender.poll(now) == SEND_DATA) {
      long block = sender.blockToSend();
      blocks.add(block);
      sender.dataSent((int) Math.min(BLOCK, fileSize - (block - 1) * BLOCK), now);
    }
    return blocks;
  }
}
