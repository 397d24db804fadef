package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads from a buffer by absolute index, so that neither its position nor its byte order matters.
 */
final class PacketText {
  private PacketText() {}

  /** Two bytes in network byte order. */
  static int unsigned16(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xff) << 8 | (buffer.get(offset + 1) & 0xff);
  }

  /** The index of the first NUL from {@code from} to before {@code to}, or -1. */
  static int indexOfNul(ByteBuffer buffer, int from, int to) {
    for (int i = from; i < to; i++) {
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

  /** The bytes as a decimal number of digits alone, or -1. */
  static long number(ByteBuffer buffer, int from, int to) {
    if (from == to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = buffer.get(i) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
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
