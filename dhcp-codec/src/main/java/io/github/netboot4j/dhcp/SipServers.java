package io.github.netboot4j.dhcp;

/**
 * A reusable view of the SIP servers (option 120, RFC 3361 §3): domain names or addresses, as the
 * first octet says, in order of preference.
 *
 * <pre>
 *    code   len   enc    names in wire form (RFC 1035 §3.1)
 *   +------+-----+-----+----+----+----+----+----
 *   | 120  |  n  |  0  | s1 | s2 | s3 | s4 | ...
 *   +------+-----+-----+----+----+----+----+----
 *
 *    code   len   enc       address 1       address 2
 *   +------+-----+-----+----+----+----+----+----+----
 *   | 120  | 4n+1|  1  | a1 | a2 | a3 | a4 | a1 | ...
 *   +------+-----+-----+----+----+----+----+----+----
 * </pre>
 *
 * <p>RFC 3361 does not speak of compressed names, but dnsmasq sends them; its pointers count from
 * the first octet behind the encoding, and so they are read here. See {@link DomainNames} for what
 * makes a name sound. Nothing here allocates but {@link #name}, and the first value in several
 * pieces.
 */
public final class SipServers {
  /** {@link #encoding()} of a list of domain names. */
  public static final int NAMES = 0;

  /** {@link #encoding()} of a list of IPv4 addresses. */
  public static final int ADDRESSES = 1;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final DomainNames names = new DomainNames();
  private final AddressList addresses = new AddressList();
  private int encoding = -1;

  /** A view of nothing. */
  public SipServers() {}

  /**
   * Takes a message's SIP servers into view.
   *
   * @param message the message to read option 120 of
   * @return whether it is there with at least two octets
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.SIP_SERVERS, value);
    encoding = present ? value.unsigned8(0) : -1;
    if (present) {
      value.slice(1, value.length() - 1, value);
    }
    int all = value.length();
    value.slice(0, encoding == ADDRESSES ? all : 0, part);
    addresses.read(part);
    value.slice(0, encoding == NAMES ? all : 0, part);
    names.read(part);
    return present;
  }

  /**
   * What the list is made of; {@code enc} in RFC 3361 §3.
   *
   * @return {@link #NAMES}, {@link #ADDRESSES}, or another octet, of which no server is shown; -1
   *     when absent
   */
  public int encoding() {
    return encoding;
  }

  /**
   * Whether the encoding is known and the list holds nothing else.
   *
   * @return false if servers may be missing from what is shown; true when absent
   */
  public boolean isWellFormed() {
    return switch (encoding) {
      case -1 -> true;
      case NAMES -> names.isWellFormed();
      case ADDRESSES -> addresses.isWellFormed();
      default -> false;
    };
  }

  /**
   * How many names there are.
   *
   * @return 0 when absent, or for addresses
   */
  public int nameCount() {
    return names.count();
  }

  /**
   * Whether a server's name is this one; see {@link DomainNames#matches}.
   *
   * @param index 0 to {@link #nameCount()} - 1
   * @param name labels with dots between them
   * @return true only if all labels agree, in either case
   * @throws IndexOutOfBoundsException for any other index
   */
  public boolean matches(int index, CharSequence name) {
    return names.matches(index, name);
  }

  /**
   * A server's name. Makes a string; see {@link DomainNames#name}.
   *
   * @param index 0 to {@link #nameCount()} - 1
   * @return labels with dots between them, escaped
   * @throws IndexOutOfBoundsException for any other index
   */
  public String name(int index) {
    return names.name(index);
  }

  /**
   * How many addresses there are.
   *
   * @return 0 when absent, or for names
   */
  public int addressCount() {
    return addresses.count();
  }

  /**
   * A server's address.
   *
   * @param index 0 to {@link #addressCount()} - 1
   * @return an IPv4 address, the first octet in the highest byte
   * @throws IndexOutOfBoundsException for any other index
   */
  public int address(int index) {
    return addresses.address(index);
  }
}
