package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * Finds sub-options and items within a value. Functions of a value and an index: no state, no
 * copies. Of a repeated sub-option the first counts; what follows a malformed one does not.
 *
 * <p>A sub-option that was found is one number: its index with its code in the lowest eight bits.
 * So every octet is read once and in order, which matters for values in many pieces.
 */
final class SubOptions {
  /** Instead of a sub-option: the value ends here, soundly. */
  static final int AT_END = -1;

  /** Instead of a sub-option: what stands here reaches beyond the end of the value. */
  static final int MALFORMED = -2;

  private static final int CODES = 256;
  private static final int CODE_BITS = 8;

  private SubOptions() {}

  /**
   * The sub-option at an index or next after it, {@link #AT_END} or {@link #MALFORMED}.
   *
   * @param end where the sub-options end, at most the value's length
   * @param padded whether PAD (0) and END (255) stand alone, as between the options of a message
   */
  static int next(OptionValue value, int from, int end, boolean padded) {
    int at = from;
    while (at < end) {
      int code = value.unsigned8(at);
      if (padded && code == OptionCode.PAD) {
        at++;
      } else if (padded && code == OptionCode.END) {
        return AT_END;
      } else {
        int found = at << CODE_BITS | code;
        return at + 2 <= end && after(value, found) <= end ? found : MALFORMED;
      }
    }
    return AT_END;
  }

  /** Where a found sub-option starts. */
  static int index(int found) {
    return found >> CODE_BITS;
  }

  static int code(int found) {
    return found & CODES - 1;
  }

  /** How many octets the value of a found sub-option has. */
  static int length(OptionValue value, int found) {
    return value.unsigned8(index(found) + 1);
  }

  /** Where the value of a found sub-option starts. */
  static int valueAt(int found) {
    return index(found) + 2;
  }

  /** Index behind a found sub-option. */
  static int after(OptionValue value, int found) {
    return valueAt(found) + length(value, found);
  }

  static boolean areWellFormed(OptionValue value, int from, int end, boolean padded) {
    int found = next(value, from, end, padded);
    while (found >= 0) {
      found = next(value, after(value, found), end, padded);
    }
    return found == AT_END;
  }

  static boolean areWellFormed(OptionValue value, boolean padded) {
    return areWellFormed(value, 0, value.length(), padded);
  }

  /** The first sub-option of a code, or a negative number. */
  static int locate(OptionValue value, int code, boolean padded) {
    Objects.checkIndex(code, CODES);
    int end = value.length();
    int found = next(value, 0, end, padded);
    while (found >= 0 && code(found) != code) {
      found = next(value, after(value, found), end, padded);
    }
    return found;
  }

  /** Reads the first sub-option of a code; shows nothing if there is none. */
  static boolean find(OptionValue value, int code, boolean padded, OptionValue into) {
    int found = locate(value, code, padded);
    if (found < 0) {
      into.clear();
      return false;
    }
    value.slice(valueAt(found), length(value, found), into);
    return true;
  }

  /** Reads the first sub-option of a code where 0 and 255 are codes like others. */
  static boolean find(OptionValue value, int code, OptionValue into) {
    return find(value, code, false, into);
  }

  /** The index of the value of the first sub-option of a code if it is so long, else negative. */
  static int locateValue(OptionValue value, int code, boolean padded, int octets) {
    int found = locate(value, code, padded);
    return found >= 0 && length(value, found) == octets ? valueAt(found) : AT_END;
  }

  static int unsigned8(OptionValue value, int code, boolean padded, int absent) {
    int at = locateValue(value, code, padded, 1);
    return at >= 0 ? value.unsigned8(at) : absent;
  }

  static int int32(OptionValue value, int code, boolean padded, int absent) {
    int at = locateValue(value, code, padded, 4);
    return at >= 0 ? value.int32(at) : absent;
  }

  // Items: a length octet each and no code

  /** How many items the value holds; 0 if it is not a list that its lengths consume exactly. */
  static int countItems(OptionValue value) {
    int count = 0;
    int at = 0;
    while (at < value.length()) {
      int octets = value.unsigned8(at);
      if (octets == 0) {
        return 0;
      }
      at += 1 + octets;
      count++;
    }
    return at == value.length() ? count : 0;
  }

  /** Whether a value that is a list of items has one that is exactly this text. */
  static boolean hasItem(OptionValue value, CharSequence text) {
    int at = 0;
    while (at < value.length()) {
      int octets = value.unsigned8(at);
      if (octets == text.length() && textAt(value, at + 1, text)) {
        return true;
      }
      at += 1 + octets;
    }
    return false;
  }

  private static boolean textAt(OptionValue value, int from, CharSequence text) {
    for (int index = 0; index < text.length(); index++) {
      if (value.unsigned8(from + index) != text.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /** Where an item's length octet stands, in a value that holds more items than the index. */
  static int locateItem(OptionValue value, int index) {
    int at = 0;
    for (int item = 0; item < index; item++) {
      at += 1 + value.unsigned8(at);
    }
    return at;
  }
}
