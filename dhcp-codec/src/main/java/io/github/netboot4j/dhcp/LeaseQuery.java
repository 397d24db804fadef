package io.github.netboot4j.dhcp;

/**
 * A reusable view of what a server tells about a lease when asked: the options of lease queries
 * (RFC 4388 §6.1), bulk lease queries (RFC 6926 §6.2) and active lease queries (RFC 7724). All are
 * of fixed length; one of another length reads as absent.
 *
 * <pre>
 *    code   len   seconds, or octet 1 a state (156) or flags (157)
 *   +------+-----+----+----+----+----+
 *   |      | 4,1 | t1 | t2 | t3 | t4 |
 *   +------+-----+----+----+----+----+
 * </pre>
 *
 * <p>The other addresses of the same client (92) are an {@link AddressList}, the outcome (151) a
 * {@link StatusCode}. The answers are copied when they are read. Nothing here allocates.
 */
public final class LeaseQuery {
  /** {@link #state()} when the option is absent. */
  public static final int STATE_NONE = -1;

  /** The address is free for any client. */
  public static final int STATE_AVAILABLE = 1;

  /** A client has a lease of the address. */
  public static final int STATE_ACTIVE = 2;

  /** The lease is over; the server remembers the client. */
  public static final int STATE_EXPIRED = 3;

  /** The client gave the lease back; the server remembers the client. */
  public static final int STATE_RELEASED = 4;

  /** The server or a client found the address in use by another host. */
  public static final int STATE_ABANDONED = 5;

  /** An operator took the address from its client. */
  public static final int STATE_RESET = 6;

  /** Another server has the address at its disposal. */
  public static final int STATE_REMOTE = 7;

  /** On its way from one state to the next. */
  public static final int STATE_TRANSITIONING = 8;

  /** The bit of {@link #dataSource()} that says that the data came from another server. */
  public static final int SOURCE_REMOTE = 0x01;

  private static final long ABSENT = -1;

  private long clientLastTransactionTime = ABSENT;
  private long baseTime = ABSENT;
  private long startTimeOfState = ABSENT;
  private long queryStartTime = ABSENT;
  private long queryEndTime = ABSENT;
  private int state = STATE_NONE;
  private int dataSource = -1;

  /** A view of nothing. */
  public LeaseQuery() {}

  /**
   * Reads a message's lease query options.
   *
   * @param message the message to read options 91 and 152 to 157 of
   * @return whether it has one of them
   */
  public boolean read(DhcpMessageView message) {
    clientLastTransactionTime = time(message, OptionCode.CLIENT_LAST_TRANSACTION_TIME);
    baseTime = time(message, OptionCode.BASE_TIME);
    startTimeOfState = time(message, OptionCode.START_TIME_OF_STATE);
    queryStartTime = time(message, OptionCode.QUERY_START_TIME);
    queryEndTime = time(message, OptionCode.QUERY_END_TIME);
    state = message.optionUnsigned8(OptionCode.DHCP_STATE, STATE_NONE);
    dataSource = message.optionUnsigned8(OptionCode.DATA_SOURCE, -1);
    return clientLastTransactionTime >= 0
        || baseTime >= 0
        || startTimeOfState >= 0
        || queryStartTime >= 0
        || queryEndTime >= 0
        || state >= 0
        || dataSource >= 0;
  }

  private static long time(DhcpMessageView message, int code) {
    return message.hasOption(code) ? Integer.toUnsignedLong(message.optionInt32(code, 0)) : ABSENT;
  }

  /**
   * How long ago the client last spoke to the server about this address (option 91, RFC 4388 §6.1).
   *
   * @return in seconds, 0 to 4,294,967,295, before the message was made; -1 when absent
   */
  public long clientLastTransactionTime() {
    return clientLastTransactionTime;
  }

  /**
   * When the server made the message (option 152, RFC 6926 §6.2.3); the other times that a reply
   * holds count back from here.
   *
   * @return in seconds, 0 to 4,294,967,295, since the start of 1970 UTC; -1 when absent
   */
  public long baseTime() {
    return baseTime;
  }

  /**
   * How long the address has been in its state (option 153, RFC 6926 §6.2.4).
   *
   * @return in seconds, 0 to 4,294,967,295, before {@link #baseTime()}; -1 when absent
   */
  public long startTimeOfState() {
    return startTimeOfState;
  }

  /**
   * From when on changes are asked for (option 154, RFC 6926 §6.2.5).
   *
   * @return in seconds, 0 to 4,294,967,295, since the start of 1970 UTC by the server's clock; -1
   *     when absent
   */
  public long queryStartTime() {
    return queryStartTime;
  }

  /**
   * Up to when changes are asked for (option 155, RFC 6926 §6.2.6).
   *
   * @return in seconds, 0 to 4,294,967,295, since the start of 1970 UTC by the server's clock; -1
   *     when absent
   */
  public long queryEndTime() {
    return queryEndTime;
  }

  /**
   * What state the address is in (option 156, RFC 6926 §6.2.7).
   *
   * @return 0 to 255, one of this class's states or an unknown one; {@link #STATE_NONE} when absent
   */
  public int state() {
    return state;
  }

  /**
   * Where the server has the data from (option 157, RFC 6926 §6.2.8).
   *
   * @return eight bits, of which only {@link #SOURCE_REMOTE} has a meaning; -1 when absent
   */
  public int dataSource() {
    return dataSource;
  }

  /**
   * Whether the server has the data from another server (option 157, bit R of RFC 6926 §6.2.8).
   *
   * @return false when absent
   */
  public boolean isRemote() {
    return dataSource >= 0 && (dataSource & SOURCE_REMOTE) != 0;
  }
}
