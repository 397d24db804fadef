package io.github.netboot4j.dhcp;

/** Why bytes are not a DHCP or BOOTP message: the faults of framing, which reject the whole. */
public enum DhcpFault {
  /** Fewer octets than the fixed header of {@value DhcpMessageView#HEADER_LENGTH} (RFC 951). */
  MESSAGE_TOO_SHORT("shorter than the fixed header of 236 octets"),

  /** More octets than a UDP datagram can carry. */
  MESSAGE_TOO_LONG("longer than a UDP datagram can be"),

  /** The operation ({@code op}) is neither BOOTREQUEST (1) nor BOOTREPLY (2). */
  UNKNOWN_OPERATION("neither a request nor a reply"),

  /** An option's code is the last octet of its area: its length is missing. */
  OPTION_WITHOUT_LENGTH("an option without a length"),

  /** An option's length reaches beyond the end of its area. */
  OPTION_BEYOND_END("an option reaches beyond the end");

  private final String description;

  DhcpFault(String description) {
    this.description = description;
  }

  /**
   * What is wrong, in words.
   *
   * @return a phrase in lower case without a full stop
   */
  public String description() {
    return description;
  }
}
