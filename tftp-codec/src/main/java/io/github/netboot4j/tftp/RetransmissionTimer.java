package io.github.netboot4j.tftp;

/** When to send again, and when to give up: the part that all state machines share. */
final class RetransmissionTimer {
  private final TftpRetransmission retransmission;
  private int negotiatedSeconds;
  private int resends;
  private long timeout;
  private long timeouts;
  private long deadline;

  RetransmissionTimer(TftpRetransmission retransmission) {
    this.retransmission = retransmission;
  }

  /** Starts a transfer; 0 seconds for no negotiated timeout. */
  void reset(int negotiatedSeconds) {
    timeouts = 0;
    negotiated(negotiatedSeconds, 0);
    deadline = 0;
  }

  /** The peer agreed, which is progress: goes by this timeout from now on. */
  void negotiated(int seconds, long now) {
    negotiatedSeconds = seconds;
    progress(now);
  }

  boolean isRunning(long now) {
    return now - deadline < 0;
  }

  /** The deadline passed: whether to send again, which depends on whether the peer was heard of. */
  boolean sendsAgain(boolean heard) {
    timeouts++;
    if (resends
        >= (heard ? retransmission.maximumResends() : retransmission.maximumResendsUnheard())) {
      return false;
    }
    resends++;
    timeout = retransmission.next(timeout, negotiatedSeconds);
    return true;
  }

  void sent(long now) {
    deadline = now + timeout;
  }

  void progress(long now) {
    resends = 0;
    timeout = retransmission.initialTimeout(negotiatedSeconds);
    deadline = now + timeout;
  }

  long deadline() {
    return deadline;
  }

  /** How often a deadline passed since the start of the transfer. */
  long timeouts() {
    return timeouts;
  }
}
