package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of any option that is a list of IPv4 addresses: routers (3), name servers (5 and
 * 6), time servers (42), TFTP servers (150, RFC 5859 §2), addresses of the same client (92, RFC
 * 4388 §6.1) and many more; most are of RFC 2132 §3 and §8.
 *
 * <pre>
 *    code   len        address 1          address 2
 *   +------+------+----+----+----+----+----+----+----
 *   |      |  4n  | a1 | a2 | a3 | a4 | a1 | a2 | ...
 *   +------+------+----+----+----+----+----+----+----
 * </pre>
 *
 * <p>The order is the sender's order of preference. An address is an {@code int} with the first
 * octet in the highest byte; see {@link Ipv4}. Nothing here allocates.
 */
public final class AddressList {
  private static final int SIZE = 4;

  private final OptionValue value = new OptionValue();

  /** A view of nothing. */
  public AddressList() {}

  /**
   * Takes an option into view.
   *
   * @param message the message to read the option of
   * @param code 0 to 255
   * @return whether it is there with a length that its RFC allows
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean read(DhcpMessageView message, int code) {
    return message.readOption(code, value);
  }

  /**
   * Takes a value, or a part of one, into view: for lists within other options.
   *
   * @param list the addresses; shown as it is now, whatever it shows later
   */
  public void read(OptionValue list) {
    list.slice(0, list.length(), value);
  }

  /**
   * Whether the length is a multiple of four. Always so for an option that is registered as a list
   * of addresses and is there.
   *
   * @return false if octets are left over behind the last address; true when absent
   */
  public boolean isWellFormed() {
    return value.length() % SIZE == 0;
  }

  /**
   * How many addresses there are.
   *
   * @return 0 when absent
   */
  public int count() {
    return value.length() / SIZE;
  }

  /**
   * One address.
   *
   * @param index 0 to {@link #count()} - 1
   * @return an IPv4 address
   * @throws IndexOutOfBoundsException for any other index
   */
  public int address(int index) {
    return value.int32(Objects.checkIndex(index, count()) * SIZE);
  }

  /**
   * Whether an address is in the list.
   *
   * @param address an IPv4 address
   * @return false when absent
   */
  public boolean contains(int address) {
    for (int index = 0; index < count(); index++) {
      if (address(index) == address) {
        return true;
      }
    }
    return false;
  }
}
