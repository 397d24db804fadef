package io.github.netboot4j.dhcp;

/**
 * A reusable view of the authentication of a message (option 90, RFC 3118 §2). It only takes the
 * option apart; whoever checks the code in it needs the key and the message's octets.
 *
 * <pre>
 *    code   len  protocol  algorithm  RDM
 *   +------+-----+--------+--------+--------+
 *   |  90  |  n  |        |        |        |
 *   +------+-----+--------+--------+--------+-----------------------+
 *   |   replay detection (64 bits)                                  |
 *   +---------------------------------------------------------------+
 *   |   authentication information, as protocol and algorithm ask   |
 *   +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The information of delayed authentication (RFC 3118 §5.2) is a secret identifier of four
 * octets and an HMAC-MD5 of 16, or nothing in a DISCOVER or INFORM. That of the reconfigure key
 * (RFC 6704 §3.1.2, for the FORCERENEW of RFC 3203) is a type octet and 16 octets: the nonce or an
 * HMAC-MD5. Nothing here allocates.
 */
public final class Authentication {
  /** {@link #protocol()}: the information is a token in the clear (RFC 3118 §4). */
  public static final int CONFIGURATION_TOKEN = 0;

  /** {@link #protocol()}: delayed authentication (RFC 3118 §5). */
  public static final int DELAYED_AUTHENTICATION = 1;

  /** {@link #protocol()}: the nonce for a FORCERENEW, or its use (RFC 6704 §3.1.2). */
  public static final int RECONFIGURE_KEY = 3;

  /** {@link #algorithm()} of delayed authentication and of the reconfigure key. */
  public static final int HMAC_MD5 = 1;

  /** {@link #replayDetectionMethod()}: a counter that only grows (RFC 3118 §2). */
  public static final int MONOTONIC_COUNTER = 0;

  /** {@link #reconfigureKeyType()}: the nonce, from server to client. */
  public static final int NONCE = 1;

  /** {@link #reconfigureKeyType()}: the HMAC-MD5 of the FORCERENEW. */
  public static final int DIGEST = 2;

  private static final int REPLAY_DETECTION = 3;
  private static final int INFORMATION = 11;
  private static final int SECRET_IDENTIFIER_SIZE = 4;
  private static final int MD5_SIZE = 16;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public Authentication() {}

  /**
   * Takes a message's authentication into view.
   *
   * @param message the message to read option 90 of
   * @return whether it is there with at least eleven octets
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.AUTHENTICATION, value);
  }

  /**
   * Whether the message has the option.
   *
   * @return false also when it is shorter than eleven octets
   */
  public boolean isPresent() {
    return value.length() >= INFORMATION;
  }

  /**
   * Whether the information has the form that its protocol asks for.
   *
   * @return true also for a protocol and algorithm that this class does not know, and when absent
   */
  public boolean isWellFormed() {
    if (algorithm() != HMAC_MD5) {
      return true;
    }
    return switch (protocol()) {
      case DELAYED_AUTHENTICATION -> informationLength() == 0 || isKeyed();
      case RECONFIGURE_KEY -> {
        int type = reconfigureKeyType();
        yield type == NONCE || type == DIGEST;
      }
      default -> true;
    };
  }

  /**
   * The technique of authentication.
   *
   * @return 0 to 255; -1 when absent
   */
  public int protocol() {
    return octet(0);
  }

  /**
   * The algorithm within the protocol.
   *
   * @return 0 to 255; -1 when absent
   */
  public int algorithm() {
    return octet(1);
  }

  /**
   * How {@link #replayDetection()} is to be taken; RDM in RFC 3118 §2.
   *
   * @return 0 to 255; -1 when absent
   */
  public int replayDetectionMethod() {
    return octet(2);
  }

  private int octet(int index) {
    return isPresent() ? value.unsigned8(index) : -1;
  }

  /**
   * What tells a message from a repeated one. Compare with {@link Long#compareUnsigned}.
   *
   * @return all 64 bits, network byte order; 0 when absent
   */
  public long replayDetection() {
    if (!isPresent()) {
      return 0;
    }
    long high = value.int32(REPLAY_DETECTION);
    return high << 32 | Integer.toUnsignedLong(value.int32(REPLAY_DETECTION + 4));
  }

  /**
   * The length of the authentication information.
   *
   * @return in octets; 0 when absent
   */
  public int informationLength() {
    return isPresent() ? value.length() - INFORMATION : 0;
  }

  /**
   * Reads the authentication information without copying it.
   *
   * @param into shows it afterwards, or nothing
   * @return whether there is any
   */
  public boolean readInformation(OptionValue into) {
    return part(0, informationLength(), into);
  }

  /** Whether the information is a secret identifier and a code. */
  private boolean isKeyed() {
    return protocol() == DELAYED_AUTHENTICATION
        && algorithm() == HMAC_MD5
        && informationLength() == SECRET_IDENTIFIER_SIZE + MD5_SIZE;
  }

  /**
   * Which key delayed authentication used (RFC 3118 §5.2).
   *
   * @return 0 to 4,294,967,295; -1 when absent, or the information is another
   */
  public long secretIdentifier() {
    return isKeyed() ? Integer.toUnsignedLong(value.int32(INFORMATION)) : -1;
  }

  /**
   * Reads the 16 octets of HMAC-MD5 of delayed authentication (RFC 3118 §5.2).
   *
   * @param into shows them afterwards, or nothing
   * @return whether the information has them
   */
  public boolean readMessageAuthenticationCode(OptionValue into) {
    return part(SECRET_IDENTIFIER_SIZE, isKeyed() ? MD5_SIZE : 0, into);
  }

  /**
   * What the information of the reconfigure key protocol is (RFC 6704 §3.1.2).
   *
   * @return {@link #NONCE}, {@link #DIGEST} or an unknown octet, 0 to 255; -1 when absent, or the
   *     information is another
   */
  public int reconfigureKeyType() {
    boolean isReconfigureKey =
        protocol() == RECONFIGURE_KEY
            && algorithm() == HMAC_MD5
            && informationLength() == 1 + MD5_SIZE;
    return isReconfigureKey ? value.unsigned8(INFORMATION) : -1;
  }

  /**
   * Reads the 16 octets of the reconfigure key protocol: what {@link #reconfigureKeyType()} says.
   *
   * @param into shows them afterwards, or nothing
   * @return whether the information has them
   */
  public boolean readReconfigureKey(OptionValue into) {
    return part(1, reconfigureKeyType() >= 0 ? MD5_SIZE : 0, into);
  }

  private boolean part(int from, int octets, OptionValue into) {
    value.slice(octets > 0 ? INFORMATION + from : 0, octets, into);
    return octets > 0;
  }
}
