package io.github.netboot4j.tftp;

/**
 * The codes an ERROR packet can carry (RFC 1350 appendix, RFC 2347). Other numbers are kept as they
 * come.
 */
public final class TftpErrorCode {
  /**
   * Not defined: the message, if any, says more. iPXE also sends it when it gives a transfer up.
   */
  public static final int NOT_DEFINED = 0;

  /** File not found. */
  public static final int FILE_NOT_FOUND = 1;

  /** Access violation. */
  public static final int ACCESS_VIOLATION = 2;

  /** Disk full or allocation exceeded. */
  public static final int DISK_FULL = 3;

  /** Illegal TFTP operation. */
  public static final int ILLEGAL_OPERATION = 4;

  /**
   * Unknown transfer identifier: the packet came from an address or port that has no part in the
   * transfer.
   */
  public static final int UNKNOWN_TRANSFER_ID = 5;

  /** File already exists. */
  public static final int FILE_ALREADY_EXISTS = 6;

  /** No such user. */
  public static final int NO_SUCH_USER = 7;

  /**
   * Option negotiation refused (RFC 2347). UEFI firmware sends it to end a transfer once it knows
   * the size.
   */
  public static final int OPTION_REFUSED = 8;

  private TftpErrorCode() {}

  /**
   * A short description in English.
   *
   * @param errorCode any number
   * @return the description, or {@code unknown error} for a number without one
   */
  public static String name(int errorCode) {
    return switch (errorCode) {
      case NOT_DEFINED -> "not defined";
      case FILE_NOT_FOUND -> "file not found";
      case ACCESS_VIOLATION -> "access violation";
      case DISK_FULL -> "disk full";
      case ILLEGAL_OPERATION -> "illegal operation";
      case UNKNOWN_TRANSFER_ID -> "unknown transfer identifier";
      case FILE_ALREADY_EXISTS -> "file already exists";
      case NO_SUCH_USER -> "no such user";
      case OPTION_REFUSED -> "option refused";
      default -> "unknown error";
    };
  }
}
