package io.github.netboot4j.tftp;

/**
 * The sending side of a transfer, as a state machine without input or output: a server that answers
 * a read request, or a client after its write request was acknowledged. Events and the time go in,
 * {@link #poll} says what to do next:
 *
 * <pre>{@code
 * while (true) {
 *   switch (sender.poll(now())) {
 *     case SEND_OPTIONS -> { send the OACK; sender.optionsSent(now()); }
 *     case SEND_DATA    -> { send block blockToSend(); sender.dataSent(payloadLength, now()); }
 *     case WAIT         -> wait for a packet until deadline(); tell acknowledged() or failed()
 *     default           -> the transfer is over
 *   }
 * }
 * }</pre>
 *
 * <p>Blocks are counted from 1 without end; {@link #blockNumberToSend()} is the 16-bit number for
 * the wire. A payload shorter than the block size, possibly empty, is the last.
 *
 * <ul>
 *   <li>A duplicate ACK sends no packet (RFC 1123 section 4.2.3.1), and an ACK outside the window
 *       is ignored. Only progress or a timeout leads to DATA.
 *   <li>An ACK in the middle of what was sent tells of a gap: the sender goes back to the block
 *       after it, once (RFC 7440 section 4).
 *   <li>After a timeout, everything from the first block without an ACK is sent again.
 *   <li>On a server, until the first valid ACK, one packet and at most {@link
 *       TftpRetransmission#maximumResendsUnheard()} resends go out.
 *   <li>Only progress puts off the timeout: a peer that repeats an old ACK holds no transfer open.
 * </ul>
 *
 * <p>Time is in nanoseconds from any origin and may wrap around, as {@link System#nanoTime()} does.
 * A packet that could not be sent counts as sent and lost. Nothing is allocated.
 */
public final class TftpSender {
  /** What to do next. */
  public enum Action {
    /** Send the OACK and call {@link TftpSender#optionsSent}. */
    SEND_OPTIONS,
    /** Send the block {@link TftpSender#blockToSend()} and call {@link TftpSender#dataSent}. */
    SEND_DATA,
    /** Wait for a packet until {@link TftpSender#deadline()}, then poll again. */
    WAIT,
    /** The end: the last block was acknowledged. */
    COMPLETE,
    /** The end, and a normal one: the peer wanted the size only. See {@link TftpSender#failed}. */
    SIZE_PROBED,
    /** The end: the peer sent an ERROR. */
    REFUSED,
    /** The end: too many resends without progress. */
    TIMED_OUT
  }

  private final RetransmissionTimer timer;
  private final TftpBlockWrap blockWrap;

  private int blockSize;
  private int windowSize;
  private boolean sizeAgreed;
  private boolean optionsOpen;
  private boolean optionsDue;
  private boolean optionsEverSent;
  private boolean heard;
  private long acknowledged;
  private long next;
  private long highest;
  private long last;
  private Action state = Action.WAIT;

  /**
   * Starts a transfer as a server that answers a read request.
   *
   * @param parameters what was agreed
   * @param optionsToAcknowledge whether an OACK goes out first, to be acknowledged with block
   *     number 0
   * @param retransmission how long to wait and how often to try again
   * @param blockWrap what follows block number 65535
   * @throws IllegalArgumentException as {@link #reset} does
   */
  public TftpSender(
      TftpParameters parameters,
      boolean optionsToAcknowledge,
      TftpRetransmission retransmission,
      TftpBlockWrap blockWrap) {
    timer = new RetransmissionTimer(retransmission);
    this.blockWrap = blockWrap;
    reset(parameters, optionsToAcknowledge);
  }

  /**
   * Starts a transfer as a client whose write request was answered with ACK 0 or an OACK; {@link
   * TftpWriteRequest} brings it that far. The peer counts as heard.
   *
   * @param agreed what was agreed
   * @param retransmission how long to wait and how often to try again
   * @param blockWrap what follows block number 65535
   * @throws IllegalArgumentException as {@link #reset(TftpParameters)} does
   */
  public TftpSender(
      TftpParameters agreed, TftpRetransmission retransmission, TftpBlockWrap blockWrap) {
    timer = new RetransmissionTimer(retransmission);
    this.blockWrap = blockWrap;
    reset(agreed);
  }

  /**
   * Starts another transfer with this object, as a client whose write request was answered.
   *
   * @param agreed what was agreed
   * @throws IllegalArgumentException as {@link #reset(TftpParameters, boolean)} does
   */
  public void reset(TftpParameters agreed) {
    reset(agreed, false);
    heard = true;
  }

  /**
   * Starts another transfer with this object, as a server that answers a read request.
   *
   * @param parameters what was agreed
   * @param optionsToAcknowledge whether an OACK goes out first, to be acknowledged with block
   *     number 0
   * @throws IllegalArgumentException if the window is so large that a block number would name two
   *     of its blocks: 65535 with {@link TftpBlockWrap#TO_ONE}
   */
  public void reset(TftpParameters parameters, boolean optionsToAcknowledge) {
    blockWrap.requireWindow(parameters.windowSize());
    blockSize = parameters.blockSize();
    windowSize = parameters.windowSize();
    sizeAgreed = parameters.transferSize() != TftpParameters.UNKNOWN_SIZE;
    optionsOpen = optionsToAcknowledge;
    optionsDue = optionsToAcknowledge;
    optionsEverSent = false;
    heard = false;
    acknowledged = 0;
    next = 1;
    highest = 0;
    last = Long.MAX_VALUE;
    timer.reset(parameters.timeoutSeconds());
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
    if (optionsDue) {
      return Action.SEND_OPTIONS;
    }
    if (!optionsOpen && dataDue()) {
      return Action.SEND_DATA;
    }
    if (timer.isRunning(now)) {
      return Action.WAIT;
    }
    if (!timer.sendsAgain(heard)) {
      state = Action.TIMED_OUT;
      return state;
    }
    if (optionsOpen) {
      optionsDue = true;
      return Action.SEND_OPTIONS;
    }
    next = acknowledged + 1;
    return Action.SEND_DATA;
  }

  /**
   * The block to send after {@link Action#SEND_DATA}. It holds the bytes of the file from {@code
   * (block - 1) * blockSize}.
   *
   * @return 1 or more, without wrap-around
   */
  public long blockToSend() {
    return next;
  }

  /**
   * The number that {@link #blockToSend()} has on the wire.
   *
   * @return 0 to 65535
   */
  public int blockNumberToSend() {
    return blockWrap.number(next);
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
   * How many blocks the peer has acknowledged.
   *
   * @return blocks, 0 or more
   */
  public long acknowledgedBlocks() {
    return acknowledged;
  }

  /**
   * How often a deadline passed without the ACK that was waited for.
   *
   * @return the count since the start of the transfer
   */
  public long timeouts() {
    return timer.timeouts();
  }

  /**
   * Tells that the OACK was sent.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void optionsSent(long now) {
    if (!optionsDue) {
      throw new IllegalStateException("no OACK was asked for");
    }
    optionsDue = false;
    optionsEverSent = true;
    timer.sent(now);
  }

  /**
   * Tells that the block {@link #blockToSend()} was sent.
   *
   * @param payloadLength bytes of data in it, 0 to the block size; less than the block size makes
   *     it the last
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   * @throws IllegalArgumentException if the payload is longer than the block size
   */
  public void dataSent(int payloadLength, long now) {
    if (state != Action.WAIT || optionsOpen || !dataDue()) {
      throw new IllegalStateException("no DATA was asked for");
    }
    if (payloadLength < 0 || payloadLength > blockSize) {
      throw new IllegalArgumentException(
          "payload of " + payloadLength + " bytes in blocks of " + blockSize);
    }
    if (payloadLength < blockSize) {
      last = next;
    }
    highest = Math.max(highest, next);
    next++;
    timer.sent(now);
  }

  /**
   * Tells that the peer sent an ACK.
   *
   * @param blockNumber its number on the wire, 0 to 65535; anything else is ignored
   * @param now nanoseconds
   * @return whether it was news: false for a duplicate, an old one, or one for a block that was
   *     never sent
   */
  public boolean acknowledged(int blockNumber, long now) {
    if (state != Action.WAIT || blockNumber < 0 || blockNumber > 0xffff) {
      return false;
    }
    if (optionsOpen) {
      if (blockNumber != 0 || !optionsEverSent) {
        return false;
      }
      optionsOpen = false;
      optionsDue = false;
      progress(now);
      return true;
    }
    int distance = blockWrap.distance(acknowledged, blockNumber);
    if (distance <= 0 || distance > highest - acknowledged) {
      return false;
    }
    acknowledged += distance;
    // Behind what was sent, this goes back to a gap; after a rewind, it skips what has arrived
    // meanwhile.
    next = acknowledged + 1;
    progress(now);
    if (acknowledged == last) {
      state = Action.COMPLETE;
    }
    return true;
  }

  /**
   * Tells that the peer sent an ERROR, which ends the transfer.
   *
   * <p>Error 8 or error 0 in answer to an OACK that told the size is how firmware asks for the size
   * alone: UEFI sends 8, iPXE and many a ROM send 0. The transfer then ends as {@link
   * Action#SIZE_PROBED}; any other error, or any later one, ends it as {@link Action#REFUSED}.
   *
   * @param errorCode its code, see {@link TftpErrorCode}
   */
  public void failed(int errorCode) {
    if (state != Action.WAIT) {
      return;
    }
    boolean probe =
        optionsOpen
            && optionsEverSent
            && sizeAgreed
            && (errorCode == TftpErrorCode.OPTION_REFUSED
                || errorCode == TftpErrorCode.NOT_DEFINED);
    state = probe ? Action.SIZE_PROBED : Action.REFUSED;
  }

  private boolean dataDue() {
    return next <= last && next - acknowledged <= windowSize;
  }

  private void progress(long now) {
    heard = true;
    timer.progress(now);
  }
}
