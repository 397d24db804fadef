package io.github.netboot4j.dhcp;

import java.nio.charset.StandardCharsets;

/**
 * A reusable view of the status of a lease query (option 151, RFC 6926 §6.2.2): how it went, and a
 * text for people.
 *
 * <pre>
 *    code   len   status  message
 *   +------+-----+------+----+----+----
 *   | 151  | n+1 |      |   UTF-8 ...
 *   +------+-----+------+----+----+----
 * </pre>
 *
 * <p>Nothing here allocates but {@link #message()}.
 */
public final class StatusCode {
  /** {@link #code()} when the option is absent, which means the same as {@link #SUCCESS}. */
  public static final int NONE = -1;

  /** It went well (RFC 6926 §6.2.2). */
  public static final int SUCCESS = 0;

  /** It failed for a reason that has no code (RFC 6926 §6.2.2). */
  public static final int UNSPECIFIED_FAILURE = 1;

  /** The server ended the query early (RFC 6926 §6.2.2). */
  public static final int QUERY_TERMINATED = 2;

  /** The query was not understood (RFC 6926 §6.2.2). */
  public static final int MALFORMED_QUERY = 3;

  /** The requestor may not ask this (RFC 6926 §6.2.2). */
  public static final int NOT_ALLOWED = 4;

  /** Not all that happened since the query's start time is known (RFC 7724). */
  public static final int DATA_MISSING = 5;

  /** Nothing to tell, but the connection lives (RFC 7724). */
  public static final int CONNECTION_ACTIVE = 6;

  /** What happened before now has been told; changes follow (RFC 7724). */
  public static final int CATCH_UP_COMPLETE = 7;

  /** The server takes no TLS connection (RFC 7724). */
  public static final int TLS_CONNECTION_REFUSED = 8;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public StatusCode() {}

  /**
   * Takes a message's status into view.
   *
   * @param message the message to read option 151 of
   * @return whether it is there and not empty
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.STATUS_CODE, value);
  }

  /**
   * The status.
   *
   * @return 0 to 255, one of this class's constants or an unknown one; {@link #NONE} when absent
   */
  public int code() {
    return value.length() > 0 ? value.unsigned8(0) : NONE;
  }

  /**
   * The text for people. Makes a string; escape what is not printable before showing it.
   *
   * @return decoded from UTF-8, what is no UTF-8 replaced by U+FFFD; empty when absent
   */
  public String message() {
    byte[] octets = value.toByteArray();
    return octets.length > 1
        ? new String(octets, 1, octets.length - 1, StandardCharsets.UTF_8)
        : "";
  }
}
