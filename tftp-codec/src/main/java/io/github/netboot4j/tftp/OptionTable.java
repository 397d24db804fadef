package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request or OACK: where each lies, and its value as a number. One pass over the
 * bytes fills it. The four options that are registered for transfers are known at sight, by eight
 * bytes at once, and found again without looking.
 */
final class OptionTable {
  /** In place of one of the known names. */
  private static final int NONE = -1;

  private static final int TRANSFER_SIZE = 0;
  private static final int BLOCK_SIZE = 1;
  private static final int TIMEOUT = 2;
  private static final int WINDOW_SIZE = 3;
  private static final String[] NAMES = {
    TftpNegotiation.TRANSFER_SIZE,
    TftpNegotiation.BLOCK_SIZE,
    TftpNegotiation.TIMEOUT,
    TftpNegotiation.WINDOW_SIZE
  };

  /** The names in network byte order, each with its NUL as far as it fits. */
  private static final long TSIZE_NUL = 0x7473_697a_6500L;

  private static final long BLKSIZE_NUL = 0x626c_6b73_697a_6500L;
  private static final long TIMEOUT_NUL = 0x7469_6d65_6f75_7400L;
  private static final long WINDOWSI = 0x7769_6e64_6f77_7369L;
  private static final long DOWSIZE_NUL = 0x646f_7773_697a_6500L;
  private static final long NO_NULS = -1;
  private static final int BITS_OF_AN_INDEX = 8;

  /** The start of each option, and behind them the end of the last. */
  private final int[] starts = new int[TftpPacketView.MAXIMUM_OPTIONS + 1];

  private final int[] values = new int[TftpPacketView.MAXIMUM_OPTIONS];
  private final long[] numbers = new long[TftpPacketView.MAXIMUM_OPTIONS];

  private int count;

  /** For each known name 8 bits: one more than the index of the first option of that name. */
  private int firsts;

  private int faultOffset;

  void clear() {
    count = 0;
    firsts = 0;
  }

  int count() {
    return count;
  }

  int nameOffset(int index) {
    return starts[index];
  }

  int nameLength(int index) {
    return values[index] - 1 - starts[index];
  }

  int valueOffset(int index) {
    return values[index];
  }

  int valueLength(int index) {
    return starts[index + 1] - 1 - values[index];
  }

  long number(int index) {
    return numbers[index];
  }

  /** Where the fault lies that {@link #read} returned, as an index into the buffer. */
  int faultOffset() {
    return faultOffset;
  }

  /** The index of the first option of this name, or -1. */
  int find(ByteBuffer buffer, String name) {
    int known = known(name);
    if (known != NONE) {
      return first(known) - 1;
    }
    for (int i = 0; i < count; i++) {
      if (PacketText.matches(buffer, starts[i], nameLength(i), name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Reads options up to the end of the packet; the fault, or null if there is none.
   *
   * @param start of the packet
   */
  @Nullable TftpFault read(ByteBuffer buffer, int start, int from, int end) {
    // A shorter packet holds none of the known names.
    boolean words = end - start >= Long.BYTES;
    int index = 0;
    int at = from;
    starts[0] = at;
    while (at < end) {
      int known = words ? known(buffer, at, end) : NONE;
      int nul = known == NONE ? PacketText.indexOfNul(buffer, at, end) : at + NAMES[known].length();
      if (nul < 0) {
        return fault(TftpFault.UNTERMINATED_OPTION_NAME, at);
      }
      if (nul == at) {
        // Some devices pad their requests with NUL bytes.
        if (!PacketText.onlyNuls(buffer, at, end)) {
          return fault(TftpFault.EMPTY_OPTION_NAME, at);
        }
        break;
      }
      if (index == TftpPacketView.MAXIMUM_OPTIONS) {
        return fault(TftpFault.TOO_MANY_OPTIONS, at);
      }
      int value = nul + 1;
      long word = words && value < end ? PacketText.wordUpTo(buffer, value, end) : NO_NULS;
      int length = PacketText.lengthBeforeNul(word);
      if (length < Long.BYTES && length < end - value) {
        numbers[index] = length == 0 ? -1 : PacketText.shortNumber(word, length);
      } else {
        int valueEnd = PacketText.indexOfNul(buffer, value, end);
        if (valueEnd < 0) {
          return fault(TftpFault.UNTERMINATED_OPTION_VALUE, value);
        }
        length = valueEnd - value;
        numbers[index] = PacketText.number(buffer, value, valueEnd);
      }
      values[index] = value;
      index++;
      if (known != NONE && first(known) == 0) {
        firsts |= index << (known * BITS_OF_AN_INDEX);
      }
      at = value + length + 1;
      starts[index] = at;
    }
    count = index;
    return null;
  }

  private int first(int known) {
    return (firsts >>> (known * BITS_OF_AN_INDEX)) & 0xff;
  }

  private TftpFault fault(TftpFault fault, int at) {
    faultOffset = at;
    return fault;
  }

  /** Which of {@link #NAMES} stands here, with its NUL. */
  private static int known(ByteBuffer buffer, int at, int end) {
    long word = PacketText.wordUpTo(buffer, at, end);
    long sevenLetters = word | PacketText.SEVEN_LETTERS;
    int known = NONE;
    if (sevenLetters == BLKSIZE_NUL) {
      known = BLOCK_SIZE;
    } else if ((word >>> 16 | PacketText.FIVE_LETTERS) == TSIZE_NUL) {
      known = TRANSFER_SIZE;
    } else if ((word | PacketText.EIGHT_LETTERS) == WINDOWSI) {
      long rest = PacketText.wordUpTo(buffer, at + 3, end);
      known = (rest | PacketText.SEVEN_LETTERS) == DOWSIZE_NUL ? WINDOW_SIZE : NONE;
    } else if (sevenLetters == TIMEOUT_NUL) {
      known = TIMEOUT;
    }
    // Behind the end there only seem to be NULs.
    return known == NONE || at + NAMES[known].length() >= end ? NONE : known;
  }

  private static int known(String name) {
    return switch (name.length()) {
      case 5 -> name.equals(TftpNegotiation.TRANSFER_SIZE) ? TRANSFER_SIZE : NONE;
      case 7 ->
          name.equals(TftpNegotiation.BLOCK_SIZE)
              ? BLOCK_SIZE
              : name.equals(TftpNegotiation.TIMEOUT) ? TIMEOUT : NONE;
      case 10 -> name.equals(TftpNegotiation.WINDOW_SIZE) ? WINDOW_SIZE : NONE;
      default -> NONE;
    };
  }
}
