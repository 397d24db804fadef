package io.github.netboot4j.dhcp;

/**
 * A reusable view of the client network interface identifier (option 94, RFC 4578 §2.2): the
 * version of the interface through which a boot file drives the network card.
 *
 * <pre>
 *    Code   Len   Type   Major  Minor
 *   +------+-----+------+------+------+
 *   |  94  |  3  |  t   |  M   |  m   |
 *   +------+-----+------+------+------+
 * </pre>
 *
 * <p>Nothing here allocates.
 */
public final class NetworkInterfaceIdentifier {
  /** {@link #type()} of the Universal Network Device Interface, UNDI. */
  public static final int UNDI = 1;

  private static final int ABSENT = -1;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public NetworkInterfaceIdentifier() {}

  /**
   * Takes a message's network interface identifier into view.
   *
   * @param message the message to read option 94 of
   * @return whether it has one, of three octets
   */
  public boolean read(DhcpMessageView message) {
    return message.readOption(OptionCode.NETWORK_INTERFACE_IDENTIFIER, value);
  }

  /**
   * Whether the message has a network interface identifier.
   *
   * @return false when option 94 is absent or not three octets long
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * The kind of interface.
   *
   * @return 0 to 255, of which {@link #UNDI} alone is defined; -1 when absent
   */
  public int type() {
    return octet(0);
  }

  /**
   * The first part of the interface's version: for UNDI 2.1, 2.
   *
   * @return 0 to 255; -1 when absent
   */
  public int majorVersion() {
    return octet(1);
  }

  /**
   * The second part of the interface's version: for UNDI 2.1, 1.
   *
   * @return 0 to 255; -1 when absent
   */
  public int minorVersion() {
    return octet(2);
  }

  private int octet(int index) {
    return isPresent() ? value.unsigned8(index) : ABSENT;
  }
}
