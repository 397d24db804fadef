package io.github.netboot4j.dhcp;

/**
 * What the value of an option is made of, and so the lengths it can have unless its RFC says more.
 */
public enum OptionType {
  /** No value: the option itself is the message. */
  EMPTY(0, 0, 1),

  /** One octet: 0 or 1. */
  FLAG(1, 1, 1),

  /** One octet, 0 to 255. */
  UINT8(1, 1, 1),

  /** Two octets, 0 to 65,535. */
  UINT16(2, 2, 1),

  /** Four octets, 0 to 4,294,967,295. */
  UINT32(4, 4, 1),

  /** Four octets in two's complement. */
  INT32(4, 4, 1),

  /** One IPv4 address. */
  IPV4(4, 4, 1),

  /** One IPv4 address or more. */
  IPV4_LIST(4, Integer.MAX_VALUE, 4),

  /** One pair of IPv4 addresses or more. */
  IPV4_PAIRS(8, Integer.MAX_VALUE, 8),

  /** One octet or more, each a number. */
  UINT8_LIST(1, Integer.MAX_VALUE, 1),

  /** One number of two octets or more. */
  UINT16_LIST(2, Integer.MAX_VALUE, 2),

  /** Characters, as a rule ASCII, without a NUL at the end. */
  TEXT(1, Integer.MAX_VALUE, 1),

  /** A URI, or several with spaces between them. */
  URI(1, Integer.MAX_VALUE, 1),

  /** Domain names in the wire form of RFC 1035 §3.1. */
  DOMAIN_NAMES(1, Integer.MAX_VALUE, 1),

  /** Octets with a form of their own, read as they are. */
  BYTES(1, Integer.MAX_VALUE, 1),

  /** Parts with codes or lengths of their own; this package has a view for them. */
  COMPOSITE(1, Integer.MAX_VALUE, 1);

  private final int minimumLength;
  private final int maximumLength;
  private final int multiple;

  OptionType(int minimumLength, int maximumLength, int multiple) {
    this.minimumLength = minimumLength;
    this.maximumLength = maximumLength;
    this.multiple = multiple;
  }

  int minimumLength() {
    return minimumLength;
  }

  int maximumLength() {
    return maximumLength;
  }

  int multiple() {
    return multiple;
  }
}
