package io.github.netboot4j.dhcp;

/**
 * A reusable view of the captive portal (option 114, RFC 8910 §2.1): the URI where a client asks
 * whether, and how, it gets beyond this network.
 *
 * <pre>
 *    code   len   URI
 *   +------+-----+----+----+----
 *   | 114  |  n  |   ASCII ...
 *   +------+-----+----+----+----
 * </pre>
 *
 * <p>Nothing here allocates but {@link #uri()}.
 */
public final class CaptivePortal {
  /** The URI that says that there is no captive portal (RFC 8910 §2). */
  public static final String UNRESTRICTED = "urn:ietf:params:capport:unrestricted";

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public CaptivePortal() {}

  /**
   * Takes a message's captive portal into view.
   *
   * @param message the message to read option 114 of
   * @return whether it is there and not empty
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.CAPTIVE_PORTAL, value);
  }

  /**
   * Whether the message has the option.
   *
   * @return false also when it is empty
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * Whether every octet may stand in a URI: printable ASCII without blanks. No more is checked.
   *
   * @return true when absent
   */
  public boolean isWellFormed() {
    for (int index = 0; index < value.length(); index++) {
      int octet = value.unsigned8(index);
      if (octet <= ' ' || octet >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the network says that it has no captive portal.
   *
   * @return false when absent, which says nothing
   */
  public boolean isUnrestricted() {
    return value.contentEquals(UNRESTRICTED);
  }

  /**
   * The URI. Makes a string; unless {@link #isWellFormed()}, escape what is not printable before
   * showing it.
   *
   * @return one character an octet, trailing NULs left out; empty when absent
   */
  public String uri() {
    return value.toText();
  }
}
