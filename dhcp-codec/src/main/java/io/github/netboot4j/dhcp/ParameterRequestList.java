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

  /** A bit for each code that is in the list. */
  private final long[] requested = new long[CODES / Long.SIZE];

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
    Arrays.fill(requested, 0);
    for (int index = 0; index < value.length(); index++) {
      int code = value.unsigned8(index);
      requested[code / Long.SIZE] |= 1L << code;
    }
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
    return (requested[Objects.checkIndex(code, CODES) / Long.SIZE] & 1L << code) != 0;
  }
}
