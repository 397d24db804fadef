package io.github.netboot4j.tftp;

import static io.github.netboot4j.tftp.TftpReceiver.Action.COMPLETE;
import static io.github.netboot4j.tftp.TftpReceiver.Action.OPTIONS_REFUSED;
import static io.github.netboot4j.tftp.TftpReceiver.Action.REFUSED;
import static io.github.netboot4j.tftp.TftpReceiver.Action.SEND_ACKNOWLEDGMENT;
import static io.github.netboot4j.tftp.TftpReceiver.Action.SEND_REQUEST;
import static io.github.netboot4j.tftp.TftpReceiver.Action.TIMED_OUT;
import static io.github.netboot4j.tftp.TftpReceiver.Action.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TftpReceiverTest {
  private static final int BLOCK = 8;
  private static final long TIMEOUT = 1000;
  private static final long DALLY = 700;
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(TIMEOUT, 2, 4 * TIMEOUT, 2, 2);

  private long now = Long.MAX_VALUE - 300;

  @Test
  void goesOnWithoutOptionsWhenDataComesFirst() {
    TftpReceiver receiver = requested();

    assertFalse(receiver.dataReceived(2, 512, now));
    assertFalse(receiver.dataReceived(0, 512, now));
    assertFalse(receiver.dataReceived(1, 513, now));
    assertEquals(WAIT, receiver.poll(now));
    assertTrue(receiver.dataReceived(1, 512, now));
    assertAcknowledges(receiver, 1);
    assertFalse(receiver.isFinished());
    assertTrue(receiver.dataReceived(2, 3, now));
    assertTrue(receiver.isFinished());
    assertAcknowledges(receiver, 2);
    assertEquals(515, receiver.receivedBytes());
    assertEquals(2, receiver.receivedBlocks());
  }

  @Test
  void acknowledgesTheOptionsAgainWhileNoDataHasCome() {
    TftpReceiver receiver = requested();
    receiver.optionsReceived(parameters(1), now);
    assertAcknowledges(receiver, 0);
    receiver.optionsReceived(null, now);
    assertAcknowledges(receiver, 0);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 1);
    receiver.optionsReceived(parameters(1), now);
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void aNegotiatedTimeoutHoldsFromTheAcknowledgmentOn() {
    TftpReceiver receiver = requested();
    receiver.optionsReceived(
        new TftpParameters(BLOCK, 1, 3, TftpParameters.UNKNOWN_SIZE, TftpMode.OCTET), now);
    assertAcknowledges(receiver, 0);
    assertWaitsFor(receiver, 3_000_000_000L);
    assertAcknowledges(receiver, 0);
    // It is more than the maximum here, and stands in for that too.
    assertWaitsFor(receiver, 3_000_000_000L);
  }

  @Test
  void refusesOptionsThatWereNotConfirmed() {
    TftpReceiver receiver = requested();
    receiver.optionsReceived(null, now);
    assertEquals(OPTIONS_REFUSED, receiver.poll(now));
    assertFalse(receiver.dataReceived(1, 3, now));
    assertEquals(OPTIONS_REFUSED, receiver.poll(now));
  }

  @Test
  void acknowledgesWholeWindowsAndTheEnd() {
    TftpReceiver receiver = negotiated(3);
    for (int block = 1; block <= 7; block++) {
      assertTrue(receiver.dataReceived(block, block == 7 ? 0 : BLOCK, now));
      if (block == 3 || block == 6 || block == 7) {
        assertAcknowledges(receiver, block);
      } else {
        assertEquals(WAIT, receiver.poll(now));
      }
    }
    assertTrue(receiver.isFinished());
  }

  @Test
  void tellsOfAGapOnce() {
    TftpReceiver receiver = negotiated(4);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertFalse(receiver.dataReceived(3, BLOCK, now));
    assertAcknowledges(receiver, 1);
    assertFalse(receiver.dataReceived(4, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));

    for (int block = 2; block <= 4; block++) {
      assertTrue(receiver.dataReceived(block, BLOCK, now));
      assertEquals(WAIT, receiver.poll(now));
    }
    assertTrue(receiver.dataReceived(5, BLOCK, now));
    assertAcknowledges(receiver, 5);
    assertFalse(receiver.dataReceived(7, BLOCK, now));
    assertAcknowledges(receiver, 5);
  }

  @Test
  void tellsOfAGapWhenOnlyTheLastOfAWindowCame() {
    TftpReceiver receiver = negotiated(4);
    assertFalse(receiver.dataReceived(4, BLOCK, now));
    assertAcknowledges(receiver, 0);

    TftpReceiver other = negotiated(4);
    assertFalse(other.dataReceived(5, BLOCK, now)); // in no window that could be under way
    assertEquals(WAIT, other.poll(now));
  }

  @Test
  void aGapThatClosesBeforeItIsToldIsForgotten() {
    TftpReceiver receiver = negotiated(4);
    assertFalse(receiver.dataReceived(2, BLOCK, now));
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void acknowledgesABlockThatComesAgain() {
    TftpReceiver receiver = negotiated(1);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 1);
    assertFalse(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 1);
    assertEquals(BLOCK, receiver.receivedBytes());
  }

  @Test
  void acknowledgesAWindowThatComesAgainOnce() {
    TftpReceiver receiver = negotiated(3);
    for (int block = 1; block <= 3; block++) {
      receiver.dataReceived(block, BLOCK, now);
    }
    assertAcknowledges(receiver, 3);

    assertFalse(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 3);
    assertFalse(receiver.dataReceived(2, BLOCK, now));
    assertFalse(receiver.dataReceived(3, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void aBlockThatComesTwiceInTheMiddleOfAWindowIsNotAnswered() {
    TftpReceiver receiver = negotiated(3);
    for (int block = 1; block <= 3; block++) {
      receiver.dataReceived(block, BLOCK, now);
    }
    assertAcknowledges(receiver, 3);
    assertTrue(receiver.dataReceived(4, BLOCK, now));
    assertTrue(receiver.dataReceived(5, BLOCK, now));

    assertFalse(receiver.dataReceived(4, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void aBlockOlderThanAnyWindowIsNotAnswered() {
    TftpReceiver receiver = negotiated(1);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 1);
    assertTrue(receiver.dataReceived(2, BLOCK, now));
    assertAcknowledges(receiver, 2);

    assertFalse(receiver.dataReceived(1, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void aNumberThatNeverComesIsNotAnswered() {
    TftpReceiver receiver = new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ONE, DALLY);
    receiver.requestSent(now);
    assertTrue(receiver.dataReceived(1, 512, now));
    assertAcknowledges(receiver, 1);

    assertFalse(receiver.dataReceived(0, 512, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void theWindowAfterARepeatedOneIsAcknowledgedAtItsEnd() {
    TftpReceiver receiver = negotiated(3);
    for (int block = 1; block <= 3; block++) {
      receiver.dataReceived(block, BLOCK, now);
    }
    assertAcknowledges(receiver, 3); // and this is late
    for (int block = 1; block <= 3; block++) {
      receiver.dataReceived(block, BLOCK, now);
    }
    assertAcknowledges(receiver, 3);

    for (int block = 4; block <= 5; block++) {
      assertTrue(receiver.dataReceived(block, BLOCK, now));
      assertEquals(WAIT, receiver.poll(now));
    }
    assertTrue(receiver.dataReceived(6, BLOCK, now));
    assertAcknowledges(receiver, 6);
  }

  @Test
  void aSenderThatOnlyRepeatsItselfHoldsNothingOpen() {
    TftpReceiver receiver = negotiated(1);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertAcknowledges(receiver, 1);
    assertEndsWhile(receiver, () -> receiver.dataReceived(1, BLOCK, now));

    TftpReceiver idle = negotiated(4);
    assertEndsWhile(idle, () -> idle.optionsReceived(parameters(4), now));
  }

  /** Something comes just before every deadline. */
  private void assertEndsWhile(TftpReceiver receiver, Runnable comes) {
    int packets = 0;
    while (receiver.poll(now) != TIMED_OUT) {
      if (receiver.poll(now) == SEND_ACKNOWLEDGMENT) {
        receiver.acknowledgmentSent(now);
        assertTrue(++packets <= 10, "it goes on for ever");
      } else {
        now = receiver.deadline() - 1;
        comes.run();
        if (receiver.poll(now) == SEND_ACKNOWLEDGMENT) {
          receiver.acknowledgmentSent(now);
        }
        now++;
      }
    }
    assertEquals(3, receiver.timeouts());
  }

  @Test
  void afterTheEndOnlyTheLastBlockIsAcknowledgedAgain() {
    TftpReceiver receiver = negotiated(4);
    for (int block = 1; block <= 3; block++) {
      receiver.dataReceived(block, block == 3 ? 0 : BLOCK, now);
    }
    assertAcknowledges(receiver, 3);
    for (int block : new int[] {1, 2, 4, 65535}) {
      assertFalse(receiver.dataReceived(block, BLOCK, now));
      assertEquals(WAIT, receiver.poll(now));
    }
    assertFalse(receiver.dataReceived(3, 0, now));
    assertAcknowledges(receiver, 3);
  }

  @Test
  void learnsFromARepeatedBlockWhereTheSendersWindowEnds() {
    TftpReceiver receiver = negotiated(4);
    receiver.dataReceived(1, BLOCK, now);
    receiver.dataReceived(2, BLOCK, now);
    receiver.dataReceived(4, BLOCK, now);
    assertAcknowledges(receiver, 2); // and this is lost

    assertFalse(receiver.dataReceived(1, BLOCK, now));
    assertFalse(receiver.dataReceived(2, BLOCK, now));
    assertTrue(receiver.dataReceived(3, BLOCK, now));
    assertEquals(WAIT, receiver.poll(now));
    assertTrue(receiver.dataReceived(4, BLOCK, now));
    assertAcknowledges(receiver, 4);
  }

  @Test
  void repeatsTheRequestWithBackOffAndGivesUp() {
    TftpReceiver receiver = requested();
    for (long wait : new long[] {1, 2}) {
      assertWaitsFor(receiver, wait * TIMEOUT);
      assertEquals(SEND_REQUEST, receiver.poll(now));
      receiver.requestSent(now);
    }
    assertWaitsFor(receiver, 4 * TIMEOUT);
    assertEquals(TIMED_OUT, receiver.poll(now));
    assertEquals(3, receiver.timeouts());
  }

  @Test
  void repeatsTheLastAcknowledgment() {
    TftpReceiver receiver = negotiated(4);
    receiver.dataReceived(1, BLOCK, now);
    assertWaitsFor(receiver, TIMEOUT);
    assertAcknowledges(receiver, 1);
    assertWaitsFor(receiver, 2 * TIMEOUT);
    assertAcknowledges(receiver, 1);
    assertTrue(receiver.dataReceived(2, BLOCK, now));
    assertWaitsFor(receiver, TIMEOUT);
  }

  @Test
  void staysAWhileAfterTheEnd() {
    TftpReceiver receiver = negotiated(1);
    receiver.dataReceived(1, 0, now);
    assertAcknowledges(receiver, 1);
    long end = now + DALLY;
    now += DALLY - 1;
    assertFalse(receiver.dataReceived(1, 0, now));
    assertAcknowledges(receiver, 1);
    assertEquals(end, receiver.deadline());
    receiver.failed(0);
    assertEquals(WAIT, receiver.poll(now));
    now++;
    assertEquals(COMPLETE, receiver.poll(now));
  }

  @Test
  void leavesAtOnceIfToldSo() {
    TftpReceiver receiver = new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ZERO, 0);
    assertEquals(SEND_REQUEST, receiver.poll(now));
    receiver.requestSent(now);
    receiver.dataReceived(1, 0, now);
    assertAcknowledges(receiver, 1);
    assertEquals(COMPLETE, receiver.poll(now));
  }

  @Test
  void anErrorEndsTheTransfer() {
    TftpReceiver receiver = negotiated(1);
    receiver.failed(1);
    assertEquals(REFUSED, receiver.poll(now));
    assertFalse(receiver.dataReceived(1, 0, now));
  }

  @Test
  void nothingCountsBeforeTheRequestIsSent() {
    TftpReceiver receiver = new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ZERO, 0);
    receiver.optionsReceived(parameters(1), now);
    assertFalse(receiver.dataReceived(1, 3, now));
    assertEquals(SEND_REQUEST, receiver.poll(now));
  }

  @Test
  void ignoresImpossibleNumbersAndLengths() {
    TftpReceiver receiver = negotiated(1);
    assertFalse(receiver.dataReceived(-1, 1, now));
    assertFalse(receiver.dataReceived(65537, 1, now));
    assertFalse(receiver.dataReceived(1, -1, now));
    assertFalse(receiver.dataReceived(1, BLOCK + 1, now));
    assertEquals(WAIT, receiver.poll(now));
  }

  @Test
  void isReusable() {
    TftpReceiver receiver = negotiated(1);
    receiver.dataReceived(1, 0, now);
    receiver.reset();
    assertEquals(SEND_REQUEST, receiver.poll(now));
    assertEquals(0, receiver.receivedBytes());
    assertFalse(receiver.isFinished());
  }

  @Test
  void refusesMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ZERO, -1));
    TftpReceiver receiver = requested();
    assertThrows(IllegalStateException.class, () -> receiver.requestSent(now));
    assertThrows(IllegalStateException.class, () -> receiver.acknowledgmentSent(now));
  }

  private TftpReceiver requested() {
    TftpReceiver receiver = new TftpReceiver(RETRANSMISSION, TftpBlockWrap.TO_ZERO, DALLY);
    assertEquals(SEND_REQUEST, receiver.poll(now));
    receiver.requestSent(now);
    assertEquals(WAIT, receiver.poll(now));
    return receiver;
  }

  private TftpReceiver negotiated(int windowSize) {
    TftpReceiver receiver = requested();
    receiver.optionsReceived(parameters(windowSize), now);
    assertAcknowledges(receiver, 0);
    return receiver;
  }

  private static TftpParameters parameters(int windowSize) {
    return new TftpParameters(BLOCK, windowSize, 0, TftpParameters.UNKNOWN_SIZE, TftpMode.OCTET);
  }

  private void assertAcknowledges(TftpReceiver receiver, int number) {
    assertEquals(SEND_ACKNOWLEDGMENT, receiver.poll(now));
    assertEquals(number, receiver.blockNumberToAcknowledge());
    receiver.acknowledgmentSent(now);
  }

  private void assertWaitsFor(TftpReceiver receiver, long nanos) {
    assertEquals(now + nanos, receiver.deadline());
    now += nanos - 1;
    assertEquals(WAIT, receiver.poll(now));
    now++;
  }
}
