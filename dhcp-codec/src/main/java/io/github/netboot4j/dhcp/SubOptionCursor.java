package io.github.netboot4j.dhcp;

/**
 * A reusable walk over the sub-options within an option's value.
 *
 * <pre>
 *    Code   Len   Sub-option         Code   Len   Sub-option
 *   +------+-----+------+------+--+------+-----+------+------+--
 *   |  c1  |  n  |  s1  | ...  |sn|  c2  |  m  |  s1  | ...  |
 *   +------+-----+------+------+--+------+-----+------+------+--
 * </pre>
 *
 * <p>There are two conventions. In relay agent information (option 82, RFC 3046 §2.0) and in
 * vendor-identifying options (125, RFC 3925 §4) 0 and 255 are codes like others: {@link #reset}. In
 * vendor-specific information (43, RFC 2132 §8.4) and what is modelled on it, 0 is a single octet
 * of padding and 255 ends the sub-options: {@link #resetPadded}.
 *
 * <pre>{@code
 * cursor.reset(relayInformation);
 * while (cursor.next()) {
 *   cursor.readValue(value);
 *   System.out.println(cursor.code() + ": " + value.length() + " octets");
 * }
 * }</pre>
 *
 * <p>Sub-options come as they stand in the value, repeated ones too. The walk stops before one that
 * reaches beyond the end of the value; {@link #isWellFormed()} tells. Nothing here allocates. Not
 * for use by several threads at once.
 */
public final class SubOptionCursor {
  private final OptionValue value = new OptionValue();
  private boolean padded;

  /** The sub-option here, as {@link SubOptions#next} found it; negative for none. */
  private int found = SubOptions.AT_END;

  private int following;

  /** A cursor over nothing. */
  public SubOptionCursor() {}

  /**
   * Starts before the first sub-option of a value in which 0 and 255 are codes like others.
   *
   * @param of the value; may be used for other things afterwards
   */
  public void reset(OptionValue of) {
    reset(of, false);
  }

  /**
   * Starts before the first sub-option of a value in which 0 is padding and 255 the end.
   *
   * @param of the value; may be used for other things afterwards
   */
  public void resetPadded(OptionValue of) {
    reset(of, true);
  }

  private void reset(OptionValue of, boolean withPadding) {
    of.slice(0, of.length(), value);
    padded = withPadding;
    found = SubOptions.AT_END;
    following = 0;
  }

  /**
   * Steps to the next sub-option.
   *
   * @return false at the end or before a malformed one, and ever after
   */
  public boolean next() {
    found = SubOptions.next(value, following, value.length(), padded);
    following = found >= 0 ? SubOptions.after(value, found) : value.length();
    return found >= 0;
  }

  /**
   * The code of the sub-option here.
   *
   * @return 0 to 255; 1 to 254 after {@link #resetPadded}
   * @throws IllegalStateException before the first and after the last sub-option
   */
  public int code() {
    return SubOptions.code(found());
  }

  /**
   * Where the sub-option here starts.
   *
   * @return octets from the start of the value to its code
   * @throws IllegalStateException before the first and after the last sub-option
   */
  public int position() {
    return SubOptions.index(found());
  }

  /**
   * Reads the value of the sub-option here, without copying it.
   *
   * @param into shows it afterwards
   * @throws IllegalStateException before the first and after the last sub-option
   */
  public void readValue(OptionValue into) {
    value.slice(SubOptions.valueAt(found()), SubOptions.length(value, found), into);
  }

  private int found() {
    if (found < 0) {
      throw new IllegalStateException("the cursor is not at a sub-option");
    }
    return found;
  }

  /**
   * Whether all of the value is sub-options, wherever the cursor is. Takes a walk of its own.
   *
   * @return false if the last octets are a sub-option cut short; true for an empty value
   */
  public boolean isWellFormed() {
    return SubOptions.areWellFormed(value, padded);
  }
}
