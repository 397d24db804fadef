package io.github.netboot4j.tftp;

/**
 * The kinds of TFTP packet: the first two bytes of each, in network byte order (RFC 1350 section 5,
 * RFC 2347).
 */
public final class TftpOpcode {
  /** Read request, called RRQ in RFC 1350. */
  public static final int READ_REQUEST = 1;

  /** Write request, called WRQ in RFC 1350. */
  public static final int WRITE_REQUEST = 2;

  /** One block of the file, called DATA in RFC 1350. */
  public static final int DATA = 3;

  /** Acknowledgment of a block, called ACK in RFC 1350. */
  public static final int ACKNOWLEDGMENT = 4;

  /** Error, which ends a transfer and is never answered, called ERROR in RFC 1350. */
  public static final int ERROR = 5;

  /** Acknowledgment of options, called OACK in RFC 2347. */
  public static final int OPTION_ACKNOWLEDGMENT = 6;

  private TftpOpcode() {}

  /**
   * The short name that the RFCs use.
   *
   * @param opcode any number
   * @return {@code RRQ}, {@code WRQ}, {@code DATA}, {@code ACK}, {@code ERROR}, {@code OACK}, or
   *     {@code unknown}
   */
  public static String name(int opcode) {
    return switch (opcode) {
      case READ_REQUEST -> "RRQ";
      case WRITE_REQUEST -> "WRQ";
      case DATA -> "DATA";
      case ACKNOWLEDGMENT -> "ACK";
      case ERROR -> "ERROR";
      case OPTION_ACKNOWLEDGMENT -> "OACK";
      default -> "unknown";
    };
  }
}
