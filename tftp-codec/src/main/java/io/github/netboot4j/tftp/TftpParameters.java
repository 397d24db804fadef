package io.github.netboot4j.tftp;

/**
 * What a transfer goes by: the outcome of a negotiation on the server, and on the client first what
 * it asks for and then what was agreed.
 *
 * @param blockSize bytes of data in every DATA packet but the last: {@value #MINIMUM_BLOCK_SIZE} to
 *     {@value #MAXIMUM_BLOCK_SIZE}; called {@code blksize} in RFC 2348, {@value
 *     #DEFAULT_BLOCK_SIZE} when not negotiated
 * @param windowSize blocks sent before an ACK is awaited: 1 to {@value #MAXIMUM_WINDOW_SIZE};
 *     called "windowsize" in RFC 7440, 1 when not negotiated
 * @param timeoutSeconds seconds until a packet is sent again: 1 to {@value
 *     #MAXIMUM_TIMEOUT_SECONDS}; called {@code timeout} in RFC 2349, 0 when not negotiated
 * @param transferSize bytes in the whole file, called {@code tsize} in RFC 2349; {@value
 *     #UNKNOWN_SIZE} when not negotiated. In what a client asks for with a read request, 0 asks the
 *     server for the size; with a write request, it is the size
 * @param mode how the file travels: octet or netascii
 */
public record TftpParameters(
    int blockSize, int windowSize, int timeoutSeconds, long transferSize, TftpMode mode) {
  /** The block size of RFC 1350, in bytes. */
  public static final int DEFAULT_BLOCK_SIZE = 512;

  /** The least block size, in bytes (RFC 2348). */
  public static final int MINIMUM_BLOCK_SIZE = 8;

  /** The greatest block size, in bytes (RFC 2348). */
  public static final int MAXIMUM_BLOCK_SIZE = 65464;

  /** The greatest window size, in blocks (RFC 7440). */
  public static final int MAXIMUM_WINDOW_SIZE = 65535;

  /** The greatest timeout, in seconds (RFC 2349). */
  public static final int MAXIMUM_TIMEOUT_SECONDS = 255;

  /** Stands for a transfer size that is not known or not negotiated. */
  public static final long UNKNOWN_SIZE = -1;

  /**
   * Checks the ranges.
   *
   * @param blockSize bytes
   * @param windowSize blocks
   * @param timeoutSeconds seconds, or 0
   * @param transferSize bytes, or {@value #UNKNOWN_SIZE}
   * @param mode how the file travels
   * @throws IllegalArgumentException if a number is outside its range, or the mode is mail, which
   *     RFC 1350 calls obsolete and RFC 1123 section 4.2.2.1 wants not to be supported
   */
  public TftpParameters {
    requireRange("block size", blockSize, MINIMUM_BLOCK_SIZE, MAXIMUM_BLOCK_SIZE);
    requireRange("window size", windowSize, 1, MAXIMUM_WINDOW_SIZE);
    requireRange("timeout", timeoutSeconds, 0, MAXIMUM_TIMEOUT_SECONDS);
    requireRange("transfer size", transferSize, UNKNOWN_SIZE, Long.MAX_VALUE);
    if (mode == TftpMode.MAIL) {
      throw new IllegalArgumentException("no transfer goes in mode mail");
    }
  }

  /**
   * The parameters of a transfer without options (RFC 1350).
   *
   * @param mode how the file travels
   * @return block size 512, window size 1, no timeout, no transfer size
   * @throws IllegalArgumentException if the mode is mail
   */
  public static TftpParameters withoutOptions(TftpMode mode) {
    return new TftpParameters(DEFAULT_BLOCK_SIZE, 1, 0, UNKNOWN_SIZE, mode);
  }

  private static void requireRange(String what, long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          what + " " + value + " is outside " + least + " to " + greatest);
    }
  }
}
