package io.github.netboot4j.tftp;

import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a transfer, as a state machine without input or output: a client that sends
 * a read request. Events and the time go in, {@link #poll} says what to do next:
 *
 * <pre>{@code
 * while (true) {
 *   switch (receiver.poll(now())) {
 *     case SEND_REQUEST        -> { send the request; receiver.requestSent(now()); }
 *     case SEND_ACKNOWLEDGMENT -> { send ACK blockNumberToAcknowledge(); receiver.acknowledgmentSent(now()); }
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
 *   <li>The first answer is an OACK, or DATA 1 from a server that knows no options; the transfer
 *       then goes on with 512 bytes and a window of 1.
 *   <li>A whole window, or the last block, is acknowledged. When a block is missing, the last one
 *       in order is acknowledged once (RFC 7440 section 4).
 *   <li>DATA that came before is not delivered; it shows that an ACK was lost, and where the
 *       sender's window starts.
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
     * TftpReceiver#acknowledgmentSent}.
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

  private final TftpRetransmission retransmission;
  private final TftpBlockWrap blockWrap;
  private final long dallyNanos;

  private int blockSize;
  private int windowSize;
  private int timeoutSeconds;
  private boolean requesting;
  private boolean requestEverSent;
  private boolean sendDue;
  private boolean gapTold;
  private boolean finished;
  private boolean dallying;
  private long received;
  private long receivedBytes;
  private long windowBase;
  private int resends;
  private long timeout;
  private long timeouts;
  private long deadline;
  private long dallyDeadline;
  private Action state = Action.WAIT;

  /**
   * Starts a transfer.
   *
   * @param retransmission how long to wait and how often to try again
   * @param blockWrap what follows block number 65535
   * @param dallyNanos how long to stay after the last ACK, in nanoseconds; 0 for not at all
   * @throws IllegalArgumentException if the time to stay is negative
   */
  public TftpReceiver(TftpRetransmission retransmission, TftpBlockWrap blockWrap, long dallyNanos) {
    if (dallyNanos < 0) {
      throw new IllegalArgumentException("negative time to stay " + dallyNanos);
    }
    this.retransmission = retransmission;
    this.blockWrap = blockWrap;
    this.dallyNanos = dallyNanos;
    reset();
  }

  /** Starts another transfer with this object. */
  public void reset() {
    blockSize = TftpParameters.DEFAULT_BLOCK_SIZE;
    windowSize = 1;
    timeoutSeconds = 0;
    requesting = true;
    requestEverSent = false;
    sendDue = true;
    gapTold = false;
    finished = false;
    dallying = false;
    received = 0;
    receivedBytes = 0;
    windowBase = 0;
    resends = 0;
    timeout = retransmission.initialTimeout(timeoutSeconds);
    timeouts = 0;
    deadline = 0;
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
    if (now - deadline() < 0) {
      return Action.WAIT;
    }
    if (dallying) {
      state = Action.COMPLETE;
      return state;
    }
    timeouts++;
    if (resends >= retransmission.maximumResends()) {
      state = Action.TIMED_OUT;
      return state;
    }
    resends++;
    timeout = retransmission.next(timeout, timeoutSeconds);
    sendDue = true;
    return requesting ? Action.SEND_REQUEST : Action.SEND_ACKNOWLEDGMENT;
  }

  /**
   * Until when to wait after {@link Action#WAIT}.
   *
   * @return nanoseconds on the caller's clock; compare by subtraction
   */
  public long deadline() {
    return dallying ? dallyDeadline : deadline;
  }

  /**
   * The number on the wire of the last block that came in order.
   *
   * @return 0 to 65535; 0 acknowledges the OACK
   */
  public int blockNumberToAcknowledge() {
    return blockWrap.number(received);
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
    return timeouts;
  }

  /**
   * Tells that the request was sent.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void requestSent(long now) {
    requireDue(requesting, "request");
    requestEverSent = true;
    sendDue = false;
    deadline = now + timeout;
  }

  /**
   * Tells that the ACK was sent.
   *
   * @param now nanoseconds
   * @throws IllegalStateException if {@link #poll} had not asked for it
   */
  public void acknowledgmentSent(long now) {
    requireDue(!requesting, "ACK");
    sendDue = false;
    windowBase = received;
    deadline = now + timeout;
    if (finished && !dallying) {
      dallying = true;
      dallyDeadline = now + dallyNanos;
    }
  }

  /**
   * Tells that an OACK came. After the first one, only a repeated OACK has an effect: it is
   * acknowledged again as long as no data has come.
   *
   * @param agreed what {@link TftpNegotiation#confirm} made of it; null refuses it
   * @param now nanoseconds
   */
  public void optionsReceived(@Nullable TftpParameters agreed, long now) {
    if (state != Action.WAIT || !requestEverSent || received > 0) {
      return;
    }
    if (!requesting) {
      sendDue = true;
      return;
    }
    if (agreed == null || agreed.windowSize() > blockWrap.maximumWindow()) {
      state = Action.OPTIONS_REFUSED;
      return;
    }
    requesting = false;
    blockSize = agreed.blockSize();
    windowSize = agreed.windowSize();
    timeoutSeconds = agreed.timeoutSeconds();
    sendDue = true;
    progress(now);
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
        || !requestEverSent
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
      sendDue = true;
    } else if (distance > 1 && distance <= windowSize) {
      sendDue |= !gapTold;
      gapTold = true;
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
    sendDue = false;
    gapTold = false;
    received++;
    receivedBytes += payloadLength;
    finished = payloadLength < blockSize;
    if (finished || received - windowBase >= windowSize) {
      sendDue = true;
    }
    progress(now);
  }

  /**
   * A block that came before: the sender's window starts at it or earlier, so it also ends earlier
   * than was thought. Within a larger window, the very last block says nothing, as it is the one
   * that a network duplicates without the sender's doing.
   */
  private void repeated(int distance) {
    if (distance < 0 || (distance == 0 && windowSize > 1)) {
      return;
    }
    long block = received - blockWrap.backward(distance);
    if (block > 0 && received - block < windowSize) {
      windowBase = Math.min(windowBase, block - 1);
      sendDue |= received - windowBase >= windowSize;
    }
  }

  private void progress(long now) {
    resends = 0;
    timeout = retransmission.initialTimeout(timeoutSeconds);
    deadline = now + timeout;
  }

  private void requireDue(boolean kind, String what) {
    if (state != Action.WAIT || !sendDue || !kind) {
      throw new IllegalStateException("no " + what + " was asked for");
    }
  }
}
