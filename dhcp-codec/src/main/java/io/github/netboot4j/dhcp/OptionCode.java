package io.github.netboot4j.dhcp;

/**
 * Option codes (RFC 2132 and later). Raw {@code int}s from 0 to 255: others work everywhere too.
 */
public final class OptionCode {
  /** Pad (RFC 2132 §3.1). */
  public static final int PAD = 0;

  /** Subnet Mask (RFC 2132 §3.3). */
  public static final int SUBNET_MASK = 1;

  /** Router (RFC 2132 §3.5). */
  public static final int ROUTER = 3;

  /** Domain Name Server (RFC 2132 §3.8). */
  public static final int DOMAIN_NAME_SERVER = 6;

  /** Host Name (RFC 2132 §3.14). */
  public static final int HOST_NAME = 12;

  /** Vendor Specific Information (RFC 2132 §8.4). */
  public static final int VENDOR_SPECIFIC_INFORMATION = 43;

  /** Requested IP Address (RFC 2132 §9.1). */
  public static final int REQUESTED_ADDRESS = 50;

  /** IP Address Lease Time (RFC 2132 §9.2). */
  public static final int LEASE_TIME = 51;

  /** Option Overload (RFC 2132 §9.3). */
  public static final int OVERLOAD = 52;

  /** DHCP Message Type (RFC 2132 §9.6). */
  public static final int MESSAGE_TYPE = 53;

  /** Server Identifier (RFC 2132 §9.7). */
  public static final int SERVER_IDENTIFIER = 54;

  /** Parameter Request List (RFC 2132 §9.8). */
  public static final int PARAMETER_REQUEST_LIST = 55;

  /** Message: an error text for people (RFC 2132 §9.9). */
  public static final int MESSAGE = 56;

  /** Maximum DHCP Message Size (RFC 2132 §9.10). */
  public static final int MAXIMUM_MESSAGE_SIZE = 57;

  /** Renewal (T1) Time (RFC 2132 §9.11). */
  public static final int RENEWAL_TIME = 58;

  /** Rebinding (T2) Time (RFC 2132 §9.12). */
  public static final int REBINDING_TIME = 59;

  /** Vendor Class Identifier (RFC 2132 §9.13). */
  public static final int VENDOR_CLASS_IDENTIFIER = 60;

  /** Client Identifier (RFC 2132 §9.14). */
  public static final int CLIENT_IDENTIFIER = 61;

  /** TFTP Server Name (RFC 2132 §9.4). */
  public static final int TFTP_SERVER_NAME = 66;

  /** Bootfile Name (RFC 2132 §9.5). */
  public static final int BOOT_FILE_NAME = 67;

  /** User Class (RFC 3004 §4). */
  public static final int USER_CLASS = 77;

  /** Relay Agent Information (RFC 3046 §2.0). */
  public static final int RELAY_AGENT_INFORMATION = 82;

  /** Client System Architecture Type (RFC 4578 §2.1). */
  public static final int CLIENT_ARCHITECTURE = 93;

  /** Client Network Interface Identifier (RFC 4578 §2.2). */
  public static final int NETWORK_INTERFACE_IDENTIFIER = 94;

  /** Client Machine Identifier (RFC 4578 §2.3). */
  public static final int CLIENT_MACHINE_IDENTIFIER = 97;

  /** Etherboot (iPXE) (iPXE; unassigned by IANA). */
  public static final int ETHERBOOT = 175;

  /** End (RFC 2132 §3.2). */
  public static final int END = 255;

  private OptionCode() {}
}
