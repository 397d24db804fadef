package io.github.netboot4j.dhcp;

/**
 * What in a readable message goes against an RFC without being in the way of reading it. {@link
 * StrictReading} finds them.
 */
public enum DhcpIrregularity {
  /** The hardware address is said to be longer than its field of 16 octets (RFC 2131 §2). */
  HARDWARE_ADDRESS_TOO_LONG,

  /** END is missing from an area that holds options (RFC 2131 §4.1). */
  NO_END,

  /** Something other than padding follows END (RFC 2131 §4.1). */
  OCTETS_AFTER_END,

  /** Option 52 is neither 1, 2 nor 3 (RFC 2132 §9.3), or lies outside the options area. */
  OVERLOAD,

  /** An option has fewer or more octets than its RFC allows, and so reads as absent. */
  OPTION_LENGTH
}
