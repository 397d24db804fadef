package io.github.netboot4j.tftp;

import static io.github.netboot4j.tftp.TftpWriteRequest.Action.ACCEPTED;
import static io.github.netboot4j.tftp.TftpWriteRequest.Action.OPTIONS_REFUSED;
import static io.github.netboot4j.tftp.TftpWriteRequest.Action.REFUSED;
import static io.github.netboot4j.tftp.TftpWriteRequest.Action.SEND_REQUEST;
import static io.github.netboot4j.tftp.TftpWriteRequest.Action.TIMED_OUT;
import static io.github.netboot4j.tftp.TftpWriteRequest.Action.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TftpWriteRequestTest {
  private static final long TIMEOUT = 1000;
  private static final TftpRetransmission RETRANSMISSION =
      new TftpRetransmission(TIMEOUT, 2, 3 * TIMEOUT, 2, 0);
  private static final TftpParameters AGREED = new TftpParameters(1024, 4, 0, 99, TftpMode.OCTET);

  private long now = Long.MAX_VALUE - 300;

  @Test
  void anAcknowledgmentAcceptsWithoutOptions() {
    TftpWriteRequest request = sent(TftpMode.NETASCII);
    assertFalse(request.acknowledged(1));
    assertFalse(request.acknowledged(-1));
    assertEquals(WAIT, request.poll(now));
    assertNull(request.agreed());
    assertTrue(request.acknowledged(0));
    assertEquals(ACCEPTED, request.poll(now));
    assertEquals(TftpParameters.withoutOptions(TftpMode.NETASCII), request.agreed());
    assertFalse(request.acknowledged(0));
    request.failed(1);
    request.optionsReceived(null);
    assertEquals(ACCEPTED, request.poll(now));
  }

  @Test
  void anOptionAcknowledgmentAcceptsOrIsRefused() {
    TftpWriteRequest request = sent(TftpMode.OCTET);
    request.optionsReceived(AGREED);
    assertEquals(ACCEPTED, request.poll(now));
    assertEquals(AGREED, request.agreed());

    request = sent(TftpMode.OCTET);
    request.optionsReceived(null);
    assertEquals(OPTIONS_REFUSED, request.poll(now));
    assertNull(request.agreed());
  }

  @Test
  void repeatsTheRequestWithBackOffAndGivesUp() {
    TftpWriteRequest request = sent(TftpMode.OCTET);
    for (long wait : new long[] {1, 2}) {
      assertWaitsFor(request, wait * TIMEOUT);
      assertEquals(SEND_REQUEST, request.poll(now));
      assertEquals(SEND_REQUEST, request.poll(now));
      request.requestSent(now);
    }
    assertWaitsFor(request, 3 * TIMEOUT);
    assertEquals(TIMED_OUT, request.poll(now));
    assertEquals(3, request.timeouts());
    assertFalse(request.acknowledged(0));
  }

  @Test
  void anAnswerCountsWhileTheRequestIsDueAgain() {
    TftpWriteRequest request = sent(TftpMode.OCTET);
    now = request.deadline();
    assertEquals(SEND_REQUEST, request.poll(now));
    assertTrue(request.acknowledged(0));
    assertEquals(ACCEPTED, request.poll(now));
  }

  @Test
  void nothingCountsBeforeTheRequestIsSent() {
    TftpWriteRequest request = new TftpWriteRequest(TftpMode.OCTET, RETRANSMISSION);
    assertFalse(request.acknowledged(0));
    request.optionsReceived(AGREED);
    assertEquals(SEND_REQUEST, request.poll(now));
  }

  @Test
  void anErrorEndsIt() {
    TftpWriteRequest request = sent(TftpMode.OCTET);
    request.failed(TftpErrorCode.FILE_ALREADY_EXISTS);
    assertEquals(REFUSED, request.poll(now));
  }

  @Test
  void isReusable() {
    TftpWriteRequest request = sent(TftpMode.OCTET);
    request.optionsReceived(AGREED);
    request.reset(TftpMode.NETASCII);
    assertNull(request.agreed());
    assertEquals(SEND_REQUEST, request.poll(now));
    request.requestSent(now);
    assertTrue(request.acknowledged(0));
    assertEquals(TftpParameters.withoutOptions(TftpMode.NETASCII), request.agreed());
  }

  @Test
  void refusesMisuse() {
    assertThrows(
        IllegalArgumentException.class, () -> new TftpWriteRequest(TftpMode.MAIL, RETRANSMISSION));
    TftpWriteRequest request = sent(TftpMode.OCTET);
    assertThrows(IllegalStateException.class, () -> request.requestSent(now));
  }

  private TftpWriteRequest sent(TftpMode mode) {
    TftpWriteRequest request = new TftpWriteRequest(mode, RETRANSMISSION);
    assertEquals(SEND_REQUEST, request.poll(now));
    request.requestSent(now);
    assertEquals(WAIT, request.poll(now));
    return request;
  }

  private void assertWaitsFor(TftpWriteRequest request, long nanos) {
    assertEquals(now + nanos, request.deadline());
    now += nanos - 1;
    assertEquals(WAIT, request.poll(now));
    now++;
  }
}
