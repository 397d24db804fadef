package io.github.netboot4j.tftp;

import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a transfer, as a state machine without input or output: a client that sends
 * a read request, or a server that answers a write request. Events and the time go in, {@link
 * #poll} says what to do next:
 *
 * <pre>{@code
 * while (true) {
 *   switch (receiver.poll(now())) {
 *     case SEND_REQUEST        -> { send the request; receiver.requestSent(now()); }
 *     case SEND_ACKNOWLEDGMENT -> { send ACK blockNumberToAcknowledge(), or the OACK if isOptionsDue(); receiver.acknowledgmentSent(now()); }
 *     case WAIT                -> wait for a packet until deadline(); tell it by optionsReceived(), dataReceived() or failed()
 *     case OPTIONS_REFUSED     -> { send ERROR 8; the transfer is over }
 *     default                  -> the transfer is over
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #dataReceived} answers whether the payload is the next piece of the file. If so, the
 * caller takes it from the packet right away, and nothing is copied in between. Pieces come in
 * order, each once.
 *
 * <ul>
 *   <li>A client sends its request first. The first answer is an OACK, or DATA 1 from a server that
 *       knows no options; the transfer then goes on with 512 bytes and a window of 1.
 *   <li>A server sends ACK 0 first, or the OACK in its place (RFC 2347). Until the first DATA, at
 *       most {@link TftpRetransmission#maximumResendsUnheard()} resends go out.
 *   <li>A whole window, or the last block, is acknowledged. When a block is missing, the last one
 *       in order is acknowledged once (RFC 7440 section 4).
 *   <li>DATA that came before is not delivered; it shows that an ACK was lost, and where the
 *       sender's window starts. It does not put off the timeout: a sender that only repeats itself
 *       holds no transfer open.
 *   <li>After a timeout, the request or the last ACK is sent again.
 *   <li>After the last ACK, the receiver stays a while to answer DATA that is sent again (dallying,
 *       RFC 1350 section 6).
 * </ul>
 *
 * <p>Time is in nanoseconds from any origin and may wrap around, as {@link System#nanoTime()} does.
 * A packet that could not be sent counts as sent and lost. Nothing is allocated.
 */
public final class TftpReceiver {
  /** What to do next. */
  public enum Action {
    /** Send the read request and call {@link TftpReceiver#requestSent}. */
    SEND_REQUEST,
    /**
     * Send ACK {@link TftpReceiver#blockNumberToAcknowledge()} and call {@link
     * TftpReceiver#acknowledgmentSent}. On a server with options, {@link
     * TftpReceiver#isOptionsDue()} tells when this is the OACK.
     */
    SEND_ACKNOWLEDGMENT,
    /** Wait for a packet until {@link TftpReceiver#deadline()}, then poll again. */
    WAIT,
    /** The end: the whole file was delivered and acknowledged. */
    COMPLETE,
    /** The end: the OACK was not acceptable. Send ERROR 8 once. */
    OPTIONS_REFUSED,
    /** The end: the peer sent an ERROR. */
    REFUSED,
    /** The end: too many resends without progress. */
    TIMED_OUT
  }

  private final RetransmissionTimer timer;
  private final TftpBlockWrap blockWrap;
  private final long dallyNanos;

  private int blockSize;
  private int windowSize;
  private boolean client;
  private boolean optionsToAcknowledge;
  private boolean requesting;
  private boolean everSent;
  private boolean heard;
  private boolean sendDue;
  private boolean repeating;
  private boolean gapTold;
  private boolean finished;
  private boolean dallying;
  private long received;
  private long receivedBytes;
  private long windowBase;
  private long lastSeen;
  private long dallyDeadline;
  private Action state = Action.WAIT;

  /**
   * Starts a transfer as a client that sends a read request.
   *
   * @param retransmission how long to wait and how often to try again
   * @param blockWrap what follows block number 65535
   * @param dallyNanos how long to stay after the last ACK, in nanoseconds; 0 for not at all
   * @throws IllegalArgumentException if the time to stay is negative
   */
  public TftpReceiver(TftpRetransmission retransmission, TftpBlockWrap blockWrap, long dallyNanos) {
    timer = new RetransmissionTimer(retransmission);
    this.blockWrap = blockWrap;
    this.dallyNanos = requireDally(dallyNanos);
    reset();
  }

  /**
   * Starts a transfer as a server that answers a write request.
   *
   * @param agreed what was agreed
   * @param optionsToAcknowledge whether an OACK goes out in place of ACK 0
   * @param retransmission how long to wait and how often to try again
   * @param blockWrap what follows block number 65535
   * @param dallyNanos how long to stay after the last ACK, in nanoseconds; 0 for not at all
   * @throws IllegalArgumentException if the time to stay is negative, or as {@link
   *     #reset(TftpParameters, boolean)} does
   */
  public TftpReceiver(
      TftpParameters agreed,
      boolean optionsToAcknowledge,
      TftpRetransmission retransmission,
      TftpBlockWrap blockWrap,
      long dallyNanos) {
    timer = new RetransmissionTimer(retransmission);
    this.blockWrap = blockWrap;
    this.dallyNanos = requireDally(dallyNanos);
    reset(agreed, optionsToAcknowledge);
  }

  /** Starts another transfer with this object, as a client that sends a read request. */
  public void reset() {
    start(TftpParameters.DEFAULT_BLOCK_SIZE, 1, 0);
    client = true;
    optionsToAcknowledge = false;
    requesting = true;
    heard = true;
  }

  /**
   * Starts another transfer with this object, as a server that answers a write request.
   *
   * @param agreed what was agreed
   * @param optionsToAcknowledge whether an OACK goes out in place of ACK 0
   * @throws IllegalArgumentException if the window is so large that a block number would name two
   *     of its blocks: 65535 with {@link TftpBlockWrap#TO_ONE}
   */
  public void reset(TftpParameters agreed, boolean optionsToAcknowledge) {
    blockWrap.requireWindow(agreed.windowSize());
    start(agreed.blockSize(), agreed.windowSize(), agreed.timeoutSeconds());
    client = false;
    this.optionsToAcknowledge = optionsToAcknowledge;
    requesting = false;
    heard = false;
  }

  private void start(int blockSize, int windowSize, int timeoutSeconds) {
    this.blockSize = blockSize;
    this.windowSize = windowSize;
    everSent = false;
    sendDue = true;
    repeating = false;
    gapTold = false;
    finished = false;
    dallying = false;
    received = 0;
    receivedBytes = 0;
    windowBase = 0;
    lastSeen = 0;
    timer.reset(timeoutSeconds);
    dallyDeadline = 0;
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
      return requesting ? Action.SEND_REQUEST : Action.SEND_ACKNOWLEDGMENT;
    }
    if (dallying) {
      state = now - dallyDeadline < 0 ? Action.WAIT : Action.COMPLETE;
      return state;
    }
    if (timer.isRunning(now)) {
      return Action.WAIT;
    }
    if (!timer.sendsAgain(heard)) {
      state = Action.TIMED_OUT;
      return state;
    }
    sendDue = true;
    repeating = false;
    return requesting ? Action.SEND_REQUEST : Action.SEND_ACKNOWLEDGMENT;
  }

  /**
   * Until when to wait after {@link Action#WAIT}.
   *
   * @return nanoseconds on the caller's clock; compare by subtraction
   */
  public long deadline() {
    return dallying ? dallyDeadline : timer.deadline();
  }

  /**
   * The number on the wire of the last block that came in order.
   *
   * @return 0 to 65535; 0 acknowledges the OACK, or the write request
   */
  public int blockNumberToAcknowledge() {
    return blockWrap.number(received);
  }

  /**
   * Whether the ACK that {@link Action#SEND_ACKNOWLEDGMENT} asks for is to be sent as the OACK: on
   * a server that took options, until the first DATA comes.
   *
   * @return false on a client
   */
  public boolean isOptionsDue() {
    return optionsToAcknowledge && received == 0;
  }

  /**
   * How many blocks have been delivered.
   *
   * @return blocks, 0 or more, without wrap-around
   */
  public long receivedBlocks() {
    return received;
  }

  /**
   * How much data has been delivered.
   *
   * @return bytes, 0 or more
   */
  public long receivedBytes() {
    return receivedBytes;
  }

  /**
   * Whether the whole file has been delivered. The last ACK may still have to be sent.
   *
   * @return whether no more data will come
   */
  public boolean isFinished() {
    return finished;
  }

  /**
   * How often a deadline passed without the packet that was waited for.
   *
   * @return the count since the start of the transfer
   */
  public long timeouts() {
    return timer.timeouts();
  }

  /**
   * Tells that the request was sent.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void requestSent(long now) {
    requireDue(requesting, "request");
    everSent = true;
    sendDue = false;
    timer.sent(now);
  }

  /**
   * Tells that the ACK was sent, or the OACK in its place.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void acknowledgmentSent(long now) {
    requireDue(!requesting, "ACK");
    everSent = true;
    sendDue = false;
    windowBase = received;
    if (!repeating) {
      timer.sent(now);
    }
    repeating = false;
    if (finished && !dallying) {
      dallying = true;
      dallyDeadline = now + dallyNanos;
    }
  }

  /**
   * Tells a client that an OACK came. After the first one, only a repeated OACK has an effect: it
   * is acknowledged again as long as no data has come.
   *
   * @param agreed what {@link TftpNegotiation#confirm} made of it; null refuses it
   * @param now nanoseconds
   */
  public void optionsReceived(@Nullable TftpParameters agreed, long now) {
    if (state != Action.WAIT || !client || !everSent || received > 0) {
      return;
    }
    if (!requesting) {
      repeat();
      return;
    }
    if (agreed == null || agreed.windowSize() > blockWrap.maximumWindow()) {
      state = Action.OPTIONS_REFUSED;
      return;
    }
    requesting = false;
    blockSize = agreed.blockSize();
    windowSize = agreed.windowSize();
    timer.negotiated(agreed.timeoutSeconds(), now);
    sendDue = true;
  }

  /**
   * Tells that DATA came. When the answer is true, its payload is the next piece of the file, to be
   * taken before the buffer is used again.
   *
   * @param blockNumber its number on the wire, 0 to 65535
   * @param payloadLength bytes of data in it, 0 or more; DATA with more than the block size is
   *     ignored
   * @param now nanoseconds
   * @return whether the payload is to be delivered
   */
  public boolean dataReceived(int blockNumber, int payloadLength, long now) {
    if (state != Action.WAIT
        || !everSent
        || blockNumber < 0
        || blockNumber > 0xffff
        || payloadLength < 0
        || payloadLength > blockSize) {
      return false;
    }
    int distance = blockWrap.distance(received, blockNumber);
    if (requesting && distance != 1) {
      return false;
    }
    if (distance == 1 && !finished) {
      deliver(payloadLength, now);
      return true;
    }
    if (finished) {
      if (distance == 0) {
        repeat();
      }
    } else if (distance > 1 && distance <= windowSize) {
      lastSeen = received + distance;
      if (!gapTold) {
        gapTold = true;
        sendDue = true;
        repeating = false;
      }
    } else {
      repeated(distance);
    }
    return false;
  }

  /**
   * Tells that the peer sent an ERROR, which ends the transfer unless everything has been
   * delivered.
   *
   * @param errorCode its code, see {@link TftpErrorCode}
   */
  public void failed(int errorCode) {
    if (state == Action.WAIT && !finished) {
      state = Action.REFUSED;
    }
  }

  private void deliver(int payloadLength, long now) {
    requesting = false;
    heard = true;
    sendDue = false;
    repeating = false;
    gapTold = false;
    received++;
    lastSeen = received;
    receivedBytes += payloadLength;
    finished = payloadLength < blockSize;
    if (finished || received - windowBase >= windowSize) {
      sendDue = true;
    }
    timer.progress(now);
  }

  /**
   * A block that came before. If it does not follow on what was seen last, the sender has gone back
   * to the start of its window, which then lies at this block or earlier: so it also ends earlier
   * than was thought. Within a larger window, the very last block says nothing, as it is the one
   * that a network duplicates without the sender's doing.
   */
  private void repeated(int distance) {
    if (distance < 0 || (distance == 0 && windowSize > 1)) {
      return;
    }
    long block = received - blockWrap.backward(distance);
    if (block < 1 || received - block >= windowSize) {
      return;
    }
    boolean wentBack = block <= lastSeen;
    lastSeen = block;
    if (wentBack) {
      windowBase = Math.min(windowBase, block - 1);
      if (received - windowBase >= windowSize) {
        repeat();
      }
    }
  }

  /** Sends the last ACK once more, without putting off the timeout. */
  private void repeat() {
    repeating |= !sendDue;
    sendDue = true;
  }

  private static long requireDally(long dallyNanos) {
    if (dallyNanos < 0) {
      throw new IllegalArgumentException("negative time to stay " + dallyNanos);
    }
    return dallyNanos;
  }

  private void requireDue(boolean kind, String what) {
    if (state != Action.WAIT || !sendDue || !kind) {
      throw new IllegalStateException("no " + what + " was asked for");
    }
  }
}
