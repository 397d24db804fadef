package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of relay agent information (option 82, RFC 3046 §2.0): what the relay agent that
 * passed a request on says about where it came from.
 *
 * <pre>
 *    Code   Len   Agent information field
 *   +------+-----+------+-----+------+--+------+-----+------+--
 *   |  82  |  N  |  c1  |  n  |  s1  |..|  c2  |  m  |  s1  | ...
 *   +------+-----+------+-----+------+--+------+-----+------+--
 * </pre>
 *
 * <p>A server echoes the option unchanged; {@link DhcpMessageWriter} does. 0 and 255 are codes like
 * others: there is no padding. Of a repeated sub-option the first counts; sub-options behind a
 * malformed one do not show, and one of a wrong length reads as absent.
 *
 * <p>Values without a form of their own, such as {@link #CIRCUIT_ID}, are read with {@link
 * #readSubOption}. Nothing here allocates.
 */
public final class RelayAgentInformation {
  /** Agent Circuit ID: the port or circuit of the relay agent (RFC 3046 §3.1). */
  public static final int CIRCUIT_ID = 1;

  /** Agent Remote ID: the host at the far end of the circuit (RFC 3046 §3.2). */
  public static final int REMOTE_ID = 2;

  /** DOCSIS Device Class (RFC 3256 §2): {@link #docsisDeviceClass()}. */
  public static final int DOCSIS_DEVICE_CLASS = 4;

  /** Link Selection (RFC 3527 §3): {@link #linkSelection()}. */
  public static final int LINK_SELECTION = 5;

  /** Subscriber-ID: a name of the customer, in ASCII (RFC 3993). */
  public static final int SUBSCRIBER_ID = 6;

  /** RADIUS Attributes (RFC 4014): {@link #readRadiusAttribute}. */
  public static final int RADIUS_ATTRIBUTES = 7;

  /** Authentication (RFC 4030 §4): {@link #authenticationAlgorithm()} and its like. */
  public static final int AUTHENTICATION = 8;

  /** Vendor-Specific Information (RFC 4243 §3): {@link #readVendorSpecific}. */
  public static final int VENDOR_SPECIFIC = 9;

  /** Relay Agent Flags (RFC 5010 §3): {@link #flags()}. */
  public static final int FLAGS = 10;

  /** Server Identifier Override (RFC 5107): {@link #serverIdentifierOverride()}. */
  public static final int SERVER_IDENTIFIER_OVERRIDE = 11;

  /** Relay Agent Identifier: the DUID of the relay agent (RFC 6925). */
  public static final int RELAY_ID = 12;

  /** Virtual Subnet Selection (RFC 6607): {@link #virtualSubnetType()}. */
  public static final int VIRTUAL_SUBNET_SELECTION = 151;

  /**
   * Virtual Subnet Selection Control, without a value (RFC 6607). A server that knows virtual
   * subnets leaves it out of its echo. Four octets here are another thing: older relay agents of
   * Cisco override the server identifier so.
   */
  public static final int VIRTUAL_SUBNET_SELECTION_CONTROL = 152;

  private static final boolean PADDED = false;
  private static final int UNICAST = 0x80;

  /** Octets of the authentication sub-option before the authentication information. */
  private static final int AUTHENTICATION_HEADER = 14;

  private static final int REPLAY_DETECTION_METHOD = 0x0F;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final EnterpriseCursor enterprises = new EnterpriseCursor();

  /** A view of nothing. */
  public RelayAgentInformation() {}

  /**
   * Takes a message's relay agent information into view.
   *
   * @param message the message to read option 82 of
   * @return whether it has one of two octets or more
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.RELAY_AGENT_INFORMATION, value);
  }

  /**
   * Whether the message has relay agent information.
   *
   * @return false when option 82 is absent or too short
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether all of the option is sub-options; what they hold is not looked at.
   *
   * @return false if the last sub-option reaches beyond the end; true when absent
   */
  public boolean isWellFormed() {
    return SubOptions.areWellFormed(value, PADDED);
  }

  /**
   * Whether a sub-option is there, whatever its length.
   *
   * @param code 0 to 255
   * @return false also when option 82 is absent
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean hasSubOption(int code) {
    return SubOptions.locate(value, code, PADDED) >= 0;
  }

  /**
   * Reads a sub-option's value, whatever it is.
   *
   * @param code 0 to 255
   * @param into shows 0 to 255 octets afterwards, nothing if the sub-option is absent
   * @return whether it is there
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readSubOption(int code, OptionValue into) {
    return SubOptions.find(value, code, into);
  }

  /**
   * Puts a cursor before the first sub-option.
   *
   * @param over walks over the sub-options of this view afterwards
   */
  public void walk(SubOptionCursor over) {
    over.reset(value);
  }

  /**
   * The class of a cable modem ({@link #DOCSIS_DEVICE_CLASS}).
   *
   * @return 32 bits, of which bit 0 marks equipment that the customer controls; 0 when absent
   */
  public int docsisDeviceClass() {
    return SubOptions.int32(value, DOCSIS_DEVICE_CLASS, PADDED, 0);
  }

  /**
   * An address in the client's subnet, for a relay agent that {@code giaddr} cannot tell it with
   * ({@link #LINK_SELECTION}).
   *
   * @return an IPv4 address, to be used for the choice of a subnet in place of {@code giaddr}; 0
   *     when absent
   */
  public int linkSelection() {
    return SubOptions.int32(value, LINK_SELECTION, PADDED, Ipv4.ANY);
  }

  /**
   * The address that the server has to give as its own in option 54, so that renewals pass the
   * relay agent too ({@link #SERVER_IDENTIFIER_OVERRIDE}).
   *
   * @return an IPv4 address, 0 when absent
   */
  public int serverIdentifierOverride() {
    return SubOptions.int32(value, SERVER_IDENTIFIER_OVERRIDE, PADDED, Ipv4.ANY);
  }

  /**
   * What the relay agent says about the request ({@link #FLAGS}).
   *
   * @return 8 bits, of which only the highest has a meaning: {@link #isUnicast()}; 0 when absent
   */
  public int flags() {
    return SubOptions.unsigned8(value, FLAGS, PADDED, 0);
  }

  /**
   * Whether the relay agent received the request by unicast (RFC 5010 §3, flag U).
   *
   * @return the highest bit of {@link #flags()}; false also when absent
   */
  public boolean isUnicast() {
    return (flags() & UNICAST) != 0;
  }

  /**
   * Reads an attribute that a RADIUS server gave the relay agent ({@link #RADIUS_ATTRIBUTES}). Each
   * is a type, a length that counts these two octets too, and a value (RFC 2865 §5).
   *
   * @param type 0 to 255
   * @param into shows the value of the first attribute of this type afterwards, 0 to 253 octets;
   *     nothing if it is absent or stands behind a malformed one
   * @return whether it is there
   * @throws IndexOutOfBoundsException for any other type
   */
  public boolean readRadiusAttribute(int type, OptionValue into) {
    Objects.checkIndex(type, 256);
    readSubOption(RADIUS_ATTRIBUTES, part);
    int at = 0;
    while (at + 2 <= part.length()) {
      int found = part.unsigned8(at);
      int octets = part.unsigned8(at + 1);
      if (octets < 2 || at + octets > part.length()) {
        break;
      }
      if (found == type) {
        part.slice(at + 2, octets - 2, into);
        return true;
      }
      at += octets;
    }
    into.clear();
    return false;
  }

  /**
   * How the message is authenticated ({@link #AUTHENTICATION}).
   *
   * @return 0 to 255, 1 for HMAC-SHA1 with a key ID (RFC 4030 §7.1); -1 when absent
   */
  public int authenticationAlgorithm() {
    return readAuthentication() ? part.unsigned8(0) : -1;
  }

  /**
   * How replays are detected ({@link #AUTHENTICATION}).
   *
   * @return 0 to 15, 0 for a counter that never goes back (RFC 4030 §5); -1 when absent
   */
  public int authenticationReplayDetectionMethod() {
    return readAuthentication() ? part.unsigned8(1) & REPLAY_DETECTION_METHOD : -1;
  }

  /**
   * The counter that shows replays ({@link #AUTHENTICATION}).
   *
   * @return 64 bits; 0 when absent
   */
  public long authenticationReplayDetection() {
    if (!readAuthentication()) {
      return 0;
    }
    return (long) part.int32(2) << 32 | Integer.toUnsignedLong(part.int32(6));
  }

  /**
   * Whose counter and key these are ({@link #AUTHENTICATION}).
   *
   * @return 32 bits, unique among the relay agents, as a rule an IPv4 address (RFC 4030 §6); 0 when
   *     absent
   */
  public int authenticationRelayIdentifier() {
    return readAuthentication() ? part.int32(10) : 0;
  }

  /**
   * Reads what the algorithm made of message and key ({@link #AUTHENTICATION}).
   *
   * @param into shows 0 to 241 octets afterwards, nothing when absent
   * @return whether the sub-option is there with all of its fields
   */
  public boolean readAuthenticationInformation(OptionValue into) {
    if (!readAuthentication()) {
      into.clear();
      return false;
    }
    part.slice(AUTHENTICATION_HEADER, part.length() - AUTHENTICATION_HEADER, into);
    return true;
  }

  private boolean readAuthentication() {
    return readSubOption(AUTHENTICATION, part) && part.length() >= AUTHENTICATION_HEADER;
  }

  /**
   * Reads what a vendor's relay agent adds ({@link #VENDOR_SPECIFIC}). An {@link EnterpriseCursor}
   * reset to the sub-option walks over all of its entries.
   *
   * @param enterpriseNumber all 32 bits
   * @param into shows the data of this enterprise's first entry afterwards, nothing if it has none
   * @return whether it has one
   */
  public boolean readVendorSpecific(int enterpriseNumber, OptionValue into) {
    readSubOption(VENDOR_SPECIFIC, part);
    return enterprises.find(part, enterpriseNumber, into);
  }

  /**
   * How the client's virtual subnet is named ({@link #VIRTUAL_SUBNET_SELECTION}, RFC 6607).
   *
   * @return 0 to 255: 0 for an ASCII name, 1 for a VPN-ID of seven octets (RFC 2685), 255 for the
   *     global subnet, without a name; -1 when absent or empty
   */
  public int virtualSubnetType() {
    return readVirtualSubnetSelection() ? part.unsigned8(0) : -1;
  }

  /**
   * Reads the name of the client's virtual subnet ({@link #VIRTUAL_SUBNET_SELECTION}).
   *
   * @param into shows what follows the type afterwards, 0 to 254 octets; nothing when absent
   * @return whether the sub-option is there and not empty
   */
  public boolean readVirtualSubnet(OptionValue into) {
    if (!readVirtualSubnetSelection()) {
      into.clear();
      return false;
    }
    part.slice(1, part.length() - 1, into);
    return true;
  }

  private boolean readVirtualSubnetSelection() {
    return readSubOption(VIRTUAL_SUBNET_SELECTION, part) && part.length() > 0;
  }
}
