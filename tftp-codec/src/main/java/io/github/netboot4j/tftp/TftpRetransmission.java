package io.github.netboot4j.tftp;

/**
 * How long a sender or receiver waits, and how often it tries again. Each resend without progress
 * in between multiplies the timeout by the back-off factor, up to the maximum; progress brings the
 * initial timeout back and the count of resends to 0.
 *
 * <p>A timeout that was negotiated (RFC 2349) stands in for the initial timeout, and for the
 * maximum where it is greater.
 *
 * @param initialTimeoutNanos nanoseconds, 1 or more
 * @param backOffFactor 1 (no back-off) to 16
 * @param maximumTimeoutNanos nanoseconds, not less than the initial timeout
 * @param maximumResends resends in a row without progress before the transfer is given up, 0 or
 *     more
 * @param maximumResendsUnheard the same for a sender that has not yet had a valid ACK, 0 or more.
 *     The address it sends to may be forged, so this bounds what an attacker can have sent to
 *     someone else
 */
public record TftpRetransmission(
    long initialTimeoutNanos,
    int backOffFactor,
    long maximumTimeoutNanos,
    int maximumResends,
    int maximumResendsUnheard) {
  /** 1 second, doubling up to 8 seconds; 5 resends in a row, 2 before the first valid ACK. */
  public static final TftpRetransmission DEFAULTS =
      new TftpRetransmission(1_000_000_000L, 2, 8_000_000_000L, 5, 2);

  private static final int MAXIMUM_FACTOR = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @param initialTimeoutNanos nanoseconds
   * @param backOffFactor factor
   * @param maximumTimeoutNanos nanoseconds
   * @param maximumResends count
   * @param maximumResendsUnheard count
   * @throws IllegalArgumentException if a number is outside its range
   */
  public TftpRetransmission {
    if (initialTimeoutNanos < 1 || maximumTimeoutNanos < initialTimeoutNanos) {
      throw new IllegalArgumentException(
          "timeouts " + initialTimeoutNanos + " and " + maximumTimeoutNanos + " are out of range");
    }
    if (backOffFactor < 1 || backOffFactor > MAXIMUM_FACTOR) {
      throw new IllegalArgumentException(
          "back-off factor " + backOffFactor + " is outside 1 to " + MAXIMUM_FACTOR);
    }
    if (maximumResends < 0 || maximumResendsUnheard < 0) {
      throw new IllegalArgumentException(
          "resends " + maximumResends + " and " + maximumResendsUnheard + " are out of range");
    }
  }

  long initialTimeout(int negotiatedSeconds) {
    return negotiatedSeconds == 0 ? initialTimeoutNanos : negotiatedSeconds * NANOS_PER_SECOND;
  }

  long next(long timeout, int negotiatedSeconds) {
    long maximum = Math.max(maximumTimeoutNanos, negotiatedSeconds * NANOS_PER_SECOND);
    return timeout > maximum / backOffFactor ? maximum : timeout * backOffFactor;
  }
}
