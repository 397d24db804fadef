package io.github.netboot4j.dhcp;

/**
 * Values of the DHCP message type (option 53, RFC 2132 §9.6). Raw {@code int}s: a value unknown
 * here is carried like any other.
 */
public final class MessageType {
  /** No option 53, or a mis-sized one: a BOOTP message, or none this codec can name. */
  public static final int NONE = 0;

  /** DHCPDISCOVER: a client looks for servers. */
  public static final int DISCOVER = 1;

  /** DHCPOFFER: a server's answer to a DISCOVER. */
  public static final int OFFER = 2;

  /** DHCPREQUEST: a client takes an offer, checks its address, or extends its lease. */
  public static final int REQUEST = 3;

  /** DHCPDECLINE: a client found the address in use. */
  public static final int DECLINE = 4;

  /** DHCPACK: the address is the client's. */
  public static final int ACK = 5;

  /** DHCPNAK: the client must start over. */
  public static final int NAK = 6;

  /** DHCPRELEASE: the client gives its address back. */
  public static final int RELEASE = 7;

  /** DHCPINFORM: a client with an address of its own asks for options only. */
  public static final int INFORM = 8;

  /** DHCPFORCERENEW: a server asks a client to renew (RFC 3203 §4). */
  public static final int FORCERENEW = 9;

  /** DHCPLEASEQUERY: who has this lease (RFC 4388 §6.2)? */
  public static final int LEASEQUERY = 10;

  /** DHCPLEASEUNASSIGNED: nobody has it (RFC 4388 §6.2). */
  public static final int LEASEUNASSIGNED = 11;

  /** DHCPLEASEUNKNOWN: the server does not know (RFC 4388 §6.2). */
  public static final int LEASEUNKNOWN = 12;

  /** DHCPLEASEACTIVE: somebody has it (RFC 4388 §6.2). */
  public static final int LEASEACTIVE = 13;

  /** DHCPBULKLEASEQUERY: who has these leases (RFC 6926 §6.2.1)? */
  public static final int BULKLEASEQUERY = 14;

  /** DHCPLEASEQUERYDONE: that was all (RFC 6926 §6.2.1). */
  public static final int LEASEQUERYDONE = 15;

  /** DHCPACTIVELEASEQUERY: tell of every change (RFC 7724). */
  public static final int ACTIVELEASEQUERY = 16;

  /** DHCPLEASEQUERYSTATUS: how the query stands (RFC 7724). */
  public static final int LEASEQUERYSTATUS = 17;

  /** DHCPTLS: go on under TLS (RFC 7724). */
  public static final int TLS = 18;

  private static final String[] NAMES = {
    "BOOTP",
    "DISCOVER",
    "OFFER",
    "REQUEST",
    "DECLINE",
    "ACK",
    "NAK",
    "RELEASE",
    "INFORM",
    "FORCERENEW",
    "LEASEQUERY",
    "LEASEUNASSIGNED",
    "LEASEUNKNOWN",
    "LEASEACTIVE",
    "BULKLEASEQUERY",
    "LEASEQUERYDONE",
    "ACTIVELEASEQUERY",
    "LEASEQUERYSTATUS",
    "TLS"
  };

  private MessageType() {}

  /**
   * A name for people.
   *
   * @param type a value of option 53
   * @return such as {@code "DISCOVER"}, or the number for a type unknown here
   */
  public static String name(int type) {
    return type >= 0 && type < NAMES.length ? NAMES[type] : Integer.toString(type);
  }
}
