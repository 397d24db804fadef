package io.github.netboot4j.tftp;

/**
 * Why a packet cannot be read. The offset beside it says where; see {@link
 * TftpPacketView#faultOffset()}.
 */
public enum TftpFault {
  /**
   * The packet ends before the fixed part of its kind does: two bytes of opcode, and two more for
   * DATA, ACK, ERROR.
   */
  TRUNCATED,

  /** The opcode, both of its bytes read, is none of 1 to 6. The offset is 0. */
  UNKNOWN_OPCODE,

  /** A request names no file. The offset is where the name should be. */
  EMPTY_FILE_NAME,

  /** The file name has no NUL before the packet ends. The offset is the start of the name. */
  UNTERMINATED_FILE_NAME,

  /**
   * The mode is absent or has no NUL before the packet ends. The offset is the start of the mode.
   */
  UNTERMINATED_MODE,

  /** An option name has no NUL before the packet ends. The offset is the start of that name. */
  UNTERMINATED_OPTION_NAME,

  /**
   * An option value is absent or has no NUL before the packet ends. The offset is the start of the
   * value.
   */
  UNTERMINATED_OPTION_VALUE,

  /**
   * An option name is empty and something other than NUL bytes follows. The offset is that of the
   * empty name.
   */
  EMPTY_OPTION_NAME,

  /**
   * There are more than {@link TftpPacketView#MAXIMUM_OPTIONS} options. The offset is that of the
   * first one too many.
   */
  TOO_MANY_OPTIONS
}
