package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of the CableLabs client configuration (option 122, RFC 3495 §4): what a telephony
 * adapter behind a cable modem needs to know of its telephony service provider (TSP).
 *
 * <pre>
 *    code   len   sub-option 1                sub-option 2
 *   +------+-----+------+-----+----+----+----+------+-----+----
 *   | 122  |  n  | code | len | v1 | v2 | ...| code | len | ...
 *   +------+-----+------+-----+----+----+----+------+-----+----
 * </pre>
 *
 * <p>Sub-options before the first that reaches beyond the end are shown. Of one that is repeated
 * the first counts; one of the wrong length reads as absent. Nothing here allocates but the methods
 * that return a {@code String}.
 */
public final class CableLabsConfiguration {
  /** The address of the TSP's first DHCP server (RFC 3495 §5). */
  public static final int PRIMARY_DHCP_SERVER = 1;

  /** The address of the TSP's second DHCP server (RFC 3495 §5). */
  public static final int SECONDARY_DHCP_SERVER = 2;

  /** The name or address of the TSP's provisioning server (RFC 3495 §5). */
  public static final int PROVISIONING_SERVER = 3;

  /** Backoff and retry of AS-REQ and AS-REP (RFC 3495 §5). */
  public static final int AS_BACKOFF = 4;

  /** Backoff and retry of AP-REQ and AP-REP (RFC 3495 §5). */
  public static final int AP_BACKOFF = 5;

  /** The TSP's Kerberos realm (RFC 3495 §5). */
  public static final int KERBEROS_REALM = 6;

  /** Whether to ask for a ticket granting ticket (RFC 3495 §5). */
  public static final int TICKET_GRANTING_SERVER = 7;

  /** The most time that provisioning may take (RFC 3495 §5). */
  public static final int PROVISIONING_TIMER = 8;

  /** Which stored tickets to throw away (RFC 3594). */
  public static final int SECURITY_TICKET_CONTROL = 9;

  private static final int HEADER = 2;
  private static final int BACKOFF_SIZE = 12;
  private static final int SERVER_BY_NAME = 0;
  private static final int SERVER_BY_ADDRESS = 1;
  private static final int NOWHERE = -1;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();

  /** For the names in sub-options 3 and 6. */
  private final DomainNames names = new DomainNames();

  /** Where the sound sub-options end. */
  private int end;

  /** A view of nothing. */
  public CableLabsConfiguration() {}

  /**
   * Takes a message's CableLabs client configuration into view.
   *
   * @param message the message to read option 122 of
   * @return whether it is there with at least two octets
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.CABLELABS_CLIENT_CONFIGURATION, value);
    end = 0;
    while (end + HEADER <= value.length() && behind(end) <= value.length()) {
      end = behind(end);
    }
    return present;
  }

  private int behind(int at) {
    return at + HEADER + value.unsigned8(at + 1);
  }

  /** Where the value of the first such sub-option starts, or {@link #NOWHERE}. */
  private int find(int code) {
    for (int at = 0; at < end; at = behind(at)) {
      if (value.unsigned8(at) == code) {
        return at + HEADER;
      }
    }
    return NOWHERE;
  }

  /** The same, if the sub-option has exactly this length. */
  private int find(int code, int octets) {
    int at = find(code);
    return at != NOWHERE && value.unsigned8(at - 1) == octets ? at : NOWHERE;
  }

  /**
   * Whether the value is nothing but whole sub-options, whatever they hold.
   *
   * @return false if the last one reaches beyond the end; true when absent
   */
  public boolean isWellFormed() {
    return end == value.length();
  }

  /**
   * Reads a sub-option's value whatever its length, without copying it.
   *
   * @param code 0 to 255
   * @param into shows the value afterwards, or nothing
   * @return whether there is such a sub-option
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readSubOption(int code, OptionValue into) {
    int at = find(Objects.checkIndex(code, 256));
    boolean found = at != NOWHERE;
    value.slice(found ? at : 0, found ? value.unsigned8(at - 1) : 0, into);
    return found;
  }

  /**
   * The first DHCP server that the client may take a lease from (sub-option 1).
   *
   * @return an IPv4 address; 0 when absent
   */
  public int primaryDhcpServer() {
    return address(PRIMARY_DHCP_SERVER);
  }

  /**
   * The second DHCP server that the client may take a lease from (sub-option 2).
   *
   * @return an IPv4 address; 0 when absent
   */
  public int secondaryDhcpServer() {
    return address(SECONDARY_DHCP_SERVER);
  }

  private int address(int code) {
    int at = find(code, 4);
    return at != NOWHERE ? value.int32(at) : Ipv4.ANY;
  }

  /**
   * The provisioning server (sub-option 3) if it is given by its address.
   *
   * @return an IPv4 address; 0 when absent, or given by its name
   */
  public int provisioningServerAddress() {
    int at = find(PROVISIONING_SERVER, 1 + 4);
    return at != NOWHERE && value.unsigned8(at) == SERVER_BY_ADDRESS
        ? value.int32(at + 1)
        : Ipv4.ANY;
  }

  /**
   * The provisioning server (sub-option 3) if it is given by its name. Makes a string.
   *
   * @return as {@link DomainNames#name} has it; empty when absent, malformed, or given by its
   *     address
   */
  public String provisioningServerName() {
    int at = find(PROVISIONING_SERVER);
    int octets = at != NOWHERE ? value.unsigned8(at - 1) : 0;
    return octets > 0 && value.unsigned8(at) == SERVER_BY_NAME ? name(at + 1, octets - 1) : "";
  }

  /**
   * The Kerberos realm (sub-option 6). Makes a string.
   *
   * @return as {@link DomainNames#name} has it; empty when absent or malformed
   */
  public String kerberosRealm() {
    int at = find(KERBEROS_REALM);
    return at != NOWHERE ? name(at, value.unsigned8(at - 1)) : "";
  }

  private String name(int at, int octets) {
    value.slice(at, octets, part);
    names.read(part);
    return names.count() == 1 && names.isWellFormed() ? names.name(0) : "";
  }

  /**
   * How long a client waits for the first answer (sub-options 4 and 5).
   *
   * @param code {@link #AS_BACKOFF} or {@link #AP_BACKOFF}
   * @return in milliseconds, 0 to 4,294,967,295; -1 when absent
   * @throws IllegalArgumentException for any other code
   */
  public long nominalTimeout(int code) {
    return backoff(code, 0);
  }

  /**
   * How long a client waits for an answer at the most (sub-options 4 and 5).
   *
   * @param code {@link #AS_BACKOFF} or {@link #AP_BACKOFF}
   * @return in seconds, 0 to 4,294,967,295; -1 when absent
   * @throws IllegalArgumentException for any other code
   */
  public long maximumTimeout(int code) {
    return backoff(code, 4);
  }

  /**
   * How often a client asks again (sub-options 4 and 5).
   *
   * @param code {@link #AS_BACKOFF} or {@link #AP_BACKOFF}
   * @return 0 to 4,294,967,295; -1 when absent
   * @throws IllegalArgumentException for any other code
   */
  public long maximumRetries(int code) {
    return backoff(code, 8);
  }

  private long backoff(int code, int field) {
    if (code != AS_BACKOFF && code != AP_BACKOFF) {
      throw new IllegalArgumentException("not a sub-option of backoff and retry: " + code);
    }
    int at = find(code, BACKOFF_SIZE);
    return at != NOWHERE ? Integer.toUnsignedLong(value.int32(at + field)) : -1;
  }

  /**
   * Whether the client is to get a ticket granting ticket first (sub-option 7).
   *
   * @return false when absent
   */
  public boolean usesTicketGrantingServer() {
    int at = find(TICKET_GRANTING_SERVER, 1);
    return at != NOWHERE && value.unsigned8(at) != 0;
  }

  /**
   * The most time that provisioning may take (sub-option 8).
   *
   * @return in minutes, 0 to 255 as sent; -1 when absent
   */
  public int provisioningTimer() {
    int at = find(PROVISIONING_TIMER, 1);
    return at != NOWHERE ? value.unsigned8(at) : -1;
  }

  /**
   * Which stored tickets the client is to throw away (sub-option 9, RFC 3594).
   *
   * @return 16 bits: bit 0 (the lowest) the provisioning server's, bit 1 those of all call
   *     management servers; -1 when absent
   */
  public int securityTicketControl() {
    int at = find(SECURITY_TICKET_CONTROL, 2);
    return at != NOWHERE ? value.unsigned16(at) : -1;
  }
}
