package io.github.netboot4j.dhcp;

/**
 * A reusable walk over the entries of a value that is divided by enterprise numbers: options 124
 * and 125 (RFC 3925 §3 and §4), and vendor-specific information of relay agents (sub-option 9 of
 * option 82, RFC 4243 §3).
 *
 * <pre>
 *   +-----------------------------------+-----------+-------------
 *   |       enterprise-number (4)       | data-len  |  data  ...
 *   +-----------------------------------+-----------+-------------
 * </pre>
 *
 * <p>The walk stops before an entry that reaches beyond the end of the value; {@link
 * #isWellFormed()} tells. Nothing here allocates. Not for use by several threads at once.
 */
public final class EnterpriseCursor {
  private static final int NOWHERE = -1;

  /** Octets of an entry before its data. */
  private static final int HEADER = 5;

  private final OptionValue value = new OptionValue();

  /** Where the entry here starts, and whose it is. */
  private int position = NOWHERE;

  private int enterpriseNumber;
  private int following;

  /** A cursor over nothing. */
  public EnterpriseCursor() {}

  /**
   * Starts before the first entry.
   *
   * @param of the value; may be used for other things afterwards
   */
  public void reset(OptionValue of) {
    of.slice(0, of.length(), value);
    position = NOWHERE;
    following = 0;
  }

  /**
   * Steps to the next entry.
   *
   * @return false at the end or before a malformed one, and ever after
   */
  public boolean next() {
    // In the order of the octets, which matters for a value in many pieces.
    if (value.length() - following >= HEADER) {
      enterpriseNumber = value.int32(following);
    }
    position = entryAt(value, following);
    following = position >= 0 ? after(value, position) : value.length();
    return position >= 0;
  }

  /**
   * Whose data the entry here holds.
   *
   * @return all 32 bits of a number from the IANA registry "Private Enterprise Numbers"
   * @throws IllegalStateException before the first and after the last entry
   */
  public int enterpriseNumber() {
    requireEntry();
    return enterpriseNumber;
  }

  /**
   * Reads the data of the entry here, without copying it.
   *
   * @param into shows 0 to 255 octets afterwards
   * @throws IllegalStateException before the first and after the last entry
   */
  public void readData(OptionValue into) {
    requireEntry();
    int data = dataAt(position);
    value.slice(data, following - data, into);
  }

  private void requireEntry() {
    if (position < 0) {
      throw new IllegalStateException("the cursor is not at an entry");
    }
  }

  /**
   * Whether all of the value is entries, wherever the cursor is. Takes a walk of its own.
   *
   * @return false if the last octets are an entry cut short; true for an empty value
   */
  public boolean isWellFormed() {
    int at = entryAt(value, 0);
    while (at >= 0) {
      at = entryAt(value, after(value, at));
    }
    return at == SubOptions.AT_END;
  }

  // For the views of this package

  /** The index itself if an entry stands there, else AT_END or MALFORMED. */
  static int entryAt(OptionValue value, int at) {
    int left = value.length() - at;
    if (left == 0) {
      return SubOptions.AT_END;
    }
    boolean fits = left >= HEADER && after(value, at) <= value.length();
    return fits ? at : SubOptions.MALFORMED;
  }

  /** Index behind the entry that starts at an index. */
  static int after(OptionValue value, int at) {
    return dataAt(at) + value.unsigned8(at + HEADER - 1);
  }

  /** Where the data of the entry that starts at an index starts. */
  static int dataAt(int at) {
    return at + HEADER;
  }

  /** Reads the data of an enterprise's first entry in a value; shows nothing if there is none. */
  boolean find(OptionValue in, int enterprise, OptionValue into) {
    reset(in);
    while (next()) {
      if (enterpriseNumber == enterprise) {
        readData(into);
        return true;
      }
    }
    into.clear();
    return false;
  }
}
