package io.github.netboot4j.tftp;

import org.jspecify.annotations.Nullable;

/**
 * How a client's write request comes to be answered, as a state machine without input or output.
 * Events and the time go in, {@link #poll} says what to do next:
 *
 * <pre>{@code
 * while (true) {
 *   switch (request.poll(now())) {
 *     case SEND_REQUEST    -> { send the request; request.requestSent(now()); }
 *     case WAIT            -> wait for a packet until deadline(); tell it by acknowledged(), optionsReceived() or failed()
 *     case ACCEPTED        -> go on with new TftpSender(request.agreed(), …)
 *     case OPTIONS_REFUSED -> { send ERROR 8; the transfer is over }
 *     default              -> the transfer is over
 *   }
 * }
 * }</pre>
 *
 * <p>A server answers with ACK 0, or with an OACK in its place (RFC 2347). The request is sent
 * again after a timeout. An answer that is repeated later reaches the {@link TftpSender} as an old
 * ACK, or as an OACK that it is not told of: neither sends a packet.
 *
 * <p>Time is in nanoseconds from any origin and may wrap around, as {@link System#nanoTime()} does.
 * A packet that could not be sent counts as sent and lost. Nothing is allocated once the transfer
 * has started.
 */
public final class TftpWriteRequest {
  /** What to do next. */
  public enum Action {
    /** Send the write request and call {@link TftpWriteRequest#requestSent}. */
    SEND_REQUEST,
    /** Wait for a packet until {@link TftpWriteRequest#deadline()}, then poll again. */
    WAIT,
    /** The server takes the file, on the terms {@link TftpWriteRequest#agreed()}. */
    ACCEPTED,
    /** The end: the OACK was not acceptable. Send ERROR 8 once. */
    OPTIONS_REFUSED,
    /** The end: the peer sent an ERROR. */
    REFUSED,
    /** The end: too many resends without an answer. */
    TIMED_OUT
  }

  private final RetransmissionTimer timer;

  private TftpParameters withoutOptions;
  private @Nullable TftpParameters agreed;
  private boolean everSent;
  private boolean sendDue;
  private Action state = Action.WAIT;

  /**
   * Starts a request.
   *
   * @param mode how the file is to travel: octet or netascii
   * @param retransmission how long to wait and how often to try again
   * @throws IllegalArgumentException if the mode is mail
   */
  public TftpWriteRequest(TftpMode mode, TftpRetransmission retransmission) {
    timer = new RetransmissionTimer(retransmission);
    withoutOptions = TftpParameters.withoutOptions(mode);
    reset(mode);
  }

  /**
   * Starts another request with this object.
   *
   * @param mode how the file is to travel: octet or netascii
   * @throws IllegalArgumentException if the mode is mail
   */
  public void reset(TftpMode mode) {
    if (withoutOptions.mode() != mode) {
      withoutOptions = TftpParameters.withoutOptions(mode);
    }
    agreed = null;
    everSent = false;
    sendDue = true;
    timer.reset(0);
    state = Action.WAIT;
  }

  /**
   * What to do at this time. Asking again without an event in between gives the same answer, until
   * the deadline passes.
   *
   * @param now nanoseconds
   * @return the action
   */
  public Action poll(long now) {
    if (state != Action.WAIT) {
      return state;
    }
    if (sendDue) {
      return Action.SEND_REQUEST;
    }
    if (timer.isRunning(now)) {
      return Action.WAIT;
    }
    if (!timer.sendsAgain(true)) {
      state = Action.TIMED_OUT;
      return state;
    }
    sendDue = true;
    return Action.SEND_REQUEST;
  }

  /**
   * Until when to wait after {@link Action#WAIT}.
   *
   * @return nanoseconds on the caller's clock; compare by subtraction
   */
  public long deadline() {
    return timer.deadline();
  }

  /**
   * How often a deadline passed without an answer.
   *
   * @return the count since the start
   */
  public long timeouts() {
    return timer.timeouts();
  }

  /**
   * What the transfer goes by.
   *
   * @return the terms after {@link Action#ACCEPTED}, those of RFC 1350 if the server took no
   *     options; null before, and if there is no transfer
   */
  public @Nullable TftpParameters agreed() {
    return agreed;
  }

  /**
   * Tells that the request was sent.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void requestSent(long now) {
    if (state != Action.WAIT || !sendDue) {
      throw new IllegalStateException("no request was asked for");
    }
    everSent = true;
    sendDue = false;
    timer.sent(now);
  }

  /**
   * Tells that the server sent an ACK.
   *
   * @param blockNumber its number on the wire; all but 0 are ignored
   * @return whether it accepts the request
   */
  public boolean acknowledged(int blockNumber) {
    if (state != Action.WAIT || !everSent || blockNumber != 0) {
      return false;
    }
    agreed = withoutOptions;
    state = Action.ACCEPTED;
    return true;
  }

  /**
   * Tells that an OACK came.
   *
   * @param agreed what {@link TftpNegotiation#confirmWrite} made of it; null refuses it
   */
  public void optionsReceived(@Nullable TftpParameters agreed) {
    if (state != Action.WAIT || !everSent) {
      return;
    }
    this.agreed = agreed;
    state = agreed == null ? Action.OPTIONS_REFUSED : Action.ACCEPTED;
  }

  /**
   * Tells that the peer sent an ERROR, which ends the transfer.
   *
   * @param errorCode its code, see {@link TftpErrorCode}
   */
  public void failed(int errorCode) {
    if (state == Action.WAIT) {
      state = Action.REFUSED;
    }
  }
}
