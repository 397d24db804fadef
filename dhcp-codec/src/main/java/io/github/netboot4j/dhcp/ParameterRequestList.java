package io.github.netboot4j.dhcp;

import java.util.Arrays;
import java.util.Objects;

/**
 * A reusable view of the options that a client asks for (option 55, RFC 2132 §9.8), in the order in
 * which it would like to have them.
 *
 * <pre>
 *    Code   Len   Option codes
 *   +------+-----+------+------+--
 *   |  55  |  n  |  c1  |  c2  | ...
 *   +------+-----+------+------+--
 * </pre>
 *
 * <p>Nothing here allocates.
 */
public final class ParameterRequestList {
  private static final int CODES = 256;

  private final OptionValue value = new OptionValue();

  /**
   * The stamp of the last list that each code was in. Setting one waits for no other, as setting
   * bits in a word would, and nothing is cleared between lists.
   */
  private final short[] stamps = new short[CODES];

  private short stamp;

  /** A view of nothing. */
  public ParameterRequestList() {}

  /**
   * Takes a message's parameter request list into view.
   *
   * @param message the message to read option 55 of
   * @return whether it has one that is not empty
   */
  public boolean read(DhcpMessageView message) {
    boolean present = message.readOption(OptionCode.PARAMETER_REQUEST_LIST, value);
    if (++stamp == 0) {
      Arrays.fill(stamps, stamp);
      stamp = 1;
    }
    value.stamp(stamps, stamp);
    return present;
  }

  /**
   * Whether the message has a parameter request list.
   *
   * @return false when option 55 is absent or empty
   */
  public boolean isPresent() {
    return value.length() > 0;
  }

  /**
   * How many codes the list has, repeated ones counted as often as they come.
   *
   * @return 0 when absent
   */
  public int count() {
    return value.length();
  }

  /**
   * One of the codes.
   *
   * @param index from 0 to {@link #count()} - 1
   * @return 0 to 255
   * @throws IndexOutOfBoundsException for any other index
   */
  public int code(int index) {
    return value.unsigned8(index);
  }

  /**
   * Whether the client asks for an option. Takes constant time.
   *
   * @param code 0 to 255
   * @return false also when absent
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean contains(int code) {
    return value.length() > 0 && stamps[Objects.checkIndex(code, CODES)] == stamp;
  }
}
