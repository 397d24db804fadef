package io.github.netboot4j.tftp;

import static io.github.netboot4j.tftp.TftpReceiver.Action.COMPLETE;
import static io.github.netboot4j.tftp.TftpReceiver.Action.SEND_ACKNOWLEDGMENT;
import static io.github.netboot4j.tftp.TftpReceiver.Action.TIMED_OUT;
import static io.github.netboot4j.tftp.TftpReceiver.Action.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receiver as a server that answers a write request, and the sender as its client. */
class TftpUploadTest {
  private static final int BLOCK = 8;
  private static final long TIMEOUT = 1000;
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(TIMEOUT, 2, 4 * TIMEOUT, 4, 2);

  private long now = Long.MAX_VALUE - 300;

  @Test
  void acknowledgesAWriteRequestWithoutOptions() {
    TftpReceiver receiver = receiver(TftpParameters.withoutOptions(TftpMode.OCTET), false);
    assertAcknowledges(receiver, 0, false);
    assertTrue(receiver.dataReceived(1, 512, now));
    assertAcknowledges(receiver, 1, false);
    assertTrue(receiver.dataReceived(2, 511, now));
    assertTrue(receiver.isFinished());
    assertAcknowledges(receiver, 2, false);
    assertEquals(COMPLETE, receiver.poll(now));
    assertEquals(1023, receiver.receivedBytes());
  }

  @Test
  void sendsTheOptionsInPlaceOfTheFirstAcknowledgment() {
    TftpReceiver receiver = receiver(parameters(2), true);
    assertAcknowledges(receiver, 0, true);
    now += TIMEOUT;
    assertAcknowledges(receiver, 0, true);
    assertTrue(receiver.dataReceived(1, BLOCK, now));
    assertFalse(receiver.isOptionsDue());
    assertEquals(WAIT, receiver.poll(now));
    assertTrue(receiver.dataReceived(2, BLOCK, now));
    assertAcknowledges(receiver, 2, false);
  }

  @Test
  void tellsOfAGapAtTheStartByTheOptions() {
    TftpReceiver receiver = receiver(parameters(4), true);
    assertAcknowledges(receiver, 0, true);
    assertFalse(receiver.dataReceived(2, BLOCK, now));
    assertAcknowledges(receiver, 0, true);
  }

  @Test
  void nothingCountsBeforeTheFirstPacketIsSent() {
    TftpReceiver receiver = receiver(parameters(1), true);
    assertFalse(receiver.dataReceived(1, BLOCK, now));
    assertEquals(SEND_ACKNOWLEDGMENT, receiver.poll(now));
  }

  @Test
  void optionAcknowledgmentsAreNothingToAServer() {
    TftpReceiver receiver = receiver(parameters(1), true);
    receiver.optionsReceived(parameters(4), now);
    assertAcknowledges(receiver, 0, true);
    receiver.optionsReceived(null, now);
    assertEquals(WAIT, receiver.poll(now));
    assertThrows(IllegalStateException.class, () -> receiver.requestSent(now));
  }

  @ParameterizedTest
  @CsvSource({"false,3", "true,5"})
  void anAddressThatNeverAnswersGetsFewerPackets(boolean heard, int packets) {
    TftpReceiver receiver = receiver(parameters(1), true);
    assertAcknowledges(receiver, 0, true);
    if (heard) {
      assertTrue(receiver.dataReceived(1, BLOCK, now));
      assertAcknowledges(receiver, 1, false);
    }
    int sent = 1;
    while (receiver.poll(now) != TIMED_OUT) {
      if (receiver.poll(now) == WAIT) {
        now = receiver.deadline();
      } else {
        receiver.acknowledgmentSent(now);
        sent++;
      }
    }
    assertEquals(packets, sent);
  }

  @Test
  void isReusableOnEitherSide() {
    TftpReceiver receiver = receiver(parameters(1), true);
    assertAcknowledges(receiver, 0, true);
    receiver.dataReceived(1, 0, now);
    receiver.reset(parameters(1), false);
    assertAcknowledges(receiver, 0, false);
    receiver.reset();
    assertEquals(TftpReceiver.Action.SEND_REQUEST, receiver.poll(now));
    assertFalse(receiver.isOptionsDue());
    receiver.reset(parameters(1), true);
    assertAcknowledges(receiver, 0, true);
  }

  @Test
  void refusesMisuse() {
    TftpParameters largest = parameters(65535);
    assertThrows(
        IllegalArgumentException.class,
        () -> new TftpReceiver(largest, false, RETRANSMISSION, TftpBlockWrap.TO_ONE, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TftpReceiver(largest, false, RETRANSMISSION, TftpBlockWrap.TO_ZERO, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TftpSender(largest, RETRANSMISSION, TftpBlockWrap.TO_ONE));
  }

  @Test
  void aClientSendsDataAtOnceAndGivesItsServerTime() {
    TftpSender sender = new TftpSender(parameters(1), RETRANSMISSION, TftpBlockWrap.TO_ZERO);
    int packets = 0;
    while (sender.poll(now) != TftpSender.Action.TIMED_OUT) {
      if (sender.poll(now) == TftpSender.Action.WAIT) {
        now = sender.deadline();
      } else {
        assertEquals(1, sender.blockToSend());
        sender.dataSent(BLOCK, now);
        packets++;
      }
    }
    assertEquals(5, packets);

    sender.reset(parameters(1));
    assertEquals(TftpSender.Action.SEND_DATA, sender.poll(now));
    sender.dataSent(0, now);
    assertFalse(sender.acknowledged(0, now)); // the answer to the request, once more
    assertEquals(TftpSender.Action.WAIT, sender.poll(now));
    assertTrue(sender.acknowledged(1, now));
    assertEquals(TftpSender.Action.COMPLETE, sender.poll(now));
  }

  private static TftpReceiver receiver(TftpParameters agreed, boolean options) {
    return new TftpReceiver(agreed, options, RETRANSMISSION, TftpBlockWrap.TO_ZERO, 0);
  }

  private static TftpParameters parameters(int windowSize) {
    return new TftpParameters(BLOCK, windowSize, 0, TftpParameters.UNKNOWN_SIZE, TftpMode.OCTET);
  }

  private void assertAcknowledges(TftpReceiver receiver, int number, boolean options) {
    assertEquals(SEND_ACKNOWLEDGMENT, receiver.poll(now));
    assertEquals(number, receiver.blockNumberToAcknowledge());
    assertEquals(options, receiver.isOptionsDue());
    receiver.acknowledgmentSent(now);
  }
}
