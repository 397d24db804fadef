package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads from a buffer by absolute index, so that neither its position nor its byte order matters.
 */
final class PacketText {
  /** These bits make small letters of the ASCII letters of a word, and leave what follows them. */
  static final long EIGHT_LETTERS = 0x2020_2020_2020_2020L;

  static final long SEVEN_LETTERS = EIGHT_LETTERS << 8;
  static final long FIVE_LETTERS = EIGHT_LETTERS >>> 24 << 8;

  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long ZERO_DIGITS = 0x3030_3030_3030_3030L;
  private static final long TEN_SETS_THE_HIGHEST_BIT = 0x7676_7676_7676_7676L;
  private static final int MOST_DIGITS_THAT_FIT = 18;

  private PacketText() {}

  /** Two bytes in network byte order. */
  static int unsigned16(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xff) << 8 | (buffer.get(offset + 1) & 0xff);
  }

  /** Eight bytes in network byte order. */
  static long word(ByteBuffer buffer, int offset) {
    long word = buffer.getLong(offset);
    return buffer.order() == ByteOrder.BIG_ENDIAN ? word : Long.reverseBytes(word);
  }

  /**
   * Eight bytes in network byte order, or as many as are left before {@code end} and NULs behind
   * them. At least one is left, and eight bytes before {@code end} can be read.
   */
  static long wordUpTo(ByteBuffer buffer, int offset, int end) {
    int missing = Long.BYTES - (end - offset);
    return missing <= 0
        ? word(buffer, offset)
        : word(buffer, end - Long.BYTES) << (missing * Byte.SIZE);
  }

  /** The bytes of a word before its first NUL: 0 to 8. */
  static int lengthBeforeNul(long word) {
    // The highest bit of every byte that is 0, and no other bit.
    long nuls = ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    return Long.numberOfLeadingZeros(nuls) >> 3;
  }

  /** The value of the first 1 to 7 bytes of a word, or -1 if not all are decimal digits. */
  static long shortNumber(long word, int length) {
    int behind = Long.SIZE - length * Byte.SIZE;
    // One digit a byte; then pairs, fours and all eight are put together at once.
    long digits = (word >>> behind) ^ (ZERO_DIGITS >>> behind);
    if (((digits + TEN_SETS_THE_HIGHEST_BIT | digits) & ~LOW_BITS) != 0) {
      return -1;
    }
    long pairs = (digits & 0x00ff_00ff_00ff_00ffL) + (digits >>> 8 & 0x00ff_00ff_00ff_00ffL) * 10;
    long fours = (pairs & 0x0000_ffff_0000_ffffL) + (pairs >>> 16 & 0x0000_ffff_0000_ffffL) * 100;
    return (fours & 0xffff_ffffL) + (fours >>> 32) * 10_000;
  }

  /** The index of the first NUL from {@code from} to before {@code to}, or -1. */
  static int indexOfNul(ByteBuffer buffer, int from, int to) {
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      int length = lengthBeforeNul(word(buffer, i));
      if (length < Long.BYTES) {
        return i + length;
      }
    }
    for (; i < to; i++) {
      if (buffer.get(i) == 0) {
        return i;
      }
    }
    return -1;
  }

  static boolean onlyNuls(ByteBuffer buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes are this ASCII text; letters match in either case. */
  static boolean matches(ByteBuffer buffer, int offset, int length, String ascii) {
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lowerCase(buffer.get(offset + i)) != lowerCase(ascii.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as a decimal number of digits alone up to 2<sup>63</sup> - 1, or -1. */
  static long number(ByteBuffer buffer, int from, int to) {
    long value = from == to ? -1 : 0;
    for (int i = from; i < to; i++) {
      int digit = buffer.get(i) - '0';
      if (digit < 0
          || digit > 9
          || (i - from >= MOST_DIGITS_THAT_FIT && value > (Long.MAX_VALUE - digit) / 10)) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  static String text(ByteBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int lowerCase(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }
}
