package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of the two options that are lists of pairs of IPv4 addresses: the policy filter
 * (21, RFC 2132 §4.3), destinations with their masks, and the static route (33, RFC 2132 §5.8),
 * destinations with their routers. For routes with masks see {@link ClasslessRoutes}.
 *
 * <pre>
 *    code   len       destination 1     mask or router 1
 *   +------+------+----+----+----+----+----+----+----+----+----
 *   |      |  8n  | d1 | d2 | d3 | d4 | m1 | m2 | m3 | m4 | ...
 *   +------+------+----+----+----+----+----+----+----+----+----
 * </pre>
 *
 * <p>Nothing here allocates.
 */
public final class AddressPairs {
  private static final int SIZE = 8;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public AddressPairs() {}

  /**
   * Takes an option into view.
   *
   * @param message the message to read the option of
   * @param code 0 to 255; {@link OptionCode#POLICY_FILTER} and {@link OptionCode#STATIC_ROUTE} are
   *     such options
   * @return whether it is there with a length that its RFC allows
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean read(DhcpMessageView message, int code) {
    return message.readOption(code, value);
  }

  /**
   * Whether the length is a multiple of eight. Always so for options 21 and 33 that are there.
   *
   * @return false if octets are left over behind the last pair; true when absent
   */
  public boolean isWellFormed() {
    return value.length() % SIZE == 0;
  }

  /**
   * How many pairs there are.
   *
   * @return 0 when absent
   */
  public int count() {
    return value.length() / SIZE;
  }

  /**
   * The first of a pair: the destination.
   *
   * @param index 0 to {@link #count()} - 1
   * @return an IPv4 address, the first octet in the highest byte
   * @throws IndexOutOfBoundsException for any other index
   */
  public int first(int index) {
    return value.int32(Objects.checkIndex(index, count()) * SIZE);
  }

  /**
   * The second of a pair: the mask (option 21) or the router (option 33).
   *
   * @param index 0 to {@link #count()} - 1
   * @return an IPv4 address, the first octet in the highest byte
   * @throws IndexOutOfBoundsException for any other index
   */
  public int second(int index) {
    return value.int32(Objects.checkIndex(index, count()) * SIZE + 4);
  }
}
