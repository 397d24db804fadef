package io.github.netboot4j.bench;

import java.nio.ByteBuffer;

/**
 * The least that correct code can do with a TFTP packet: one walk that stays inside it and looks
 * out for the values asked for alone. It says of no fault where it is, and knows no other options.
 */
final class TftpFloor {
  private static final int CASE = 0x20;

  private TftpFloor() {}

  /** The sum of {@link TftpDecodeBenchmark}, or -1 for a packet that is none. */
  static long decode(ByteBuffer packet, int end) {
    if (end < 4 || packet.get(0) != 0) {
      return -1;
    }
    return switch (packet.get(1)) {
      case 1 -> request(packet, end);
      case 3 -> 3L + (packet.getShort(2) & 0xFFFF) + (end - 4) + (packet.get(4) & 0xFF);
      case 4 -> 4L + (packet.getShort(2) & 0xFFFF);
      default -> -1;
    };
  }

  private static long request(ByteBuffer packet, int end) {
    int mode = next(packet, 2, end);
    int at = mode < 0 ? -1 : next(packet, mode, end);
    if (at < 0) {
      return -1;
    }
    long sum = 1L + (mode - 3) + (packet.get(2) & 0xFF) + (isOctet(packet, mode, at) ? 1 : 0);
    while (at < end) {
      int value = next(packet, at, end);
      int next = value < 0 ? -1 : next(packet, value, end);
      if (next < 0) {
        return -1;
      }
      // The names asked for differ in length.
      int weight =
          switch (value - at - 1) {
            case 5 -> is(packet, at, "tsize") ? 1 : 0;
            case 7 -> is(packet, at, "blksize") ? 1 : 0;
            case 10 -> is(packet, at, "windowsize") ? 1 : 0;
            default -> 0;
          };
      long number = 0;
      for (int i = value; i < next - 1; i++) {
        int digit = packet.get(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        number = number * 10 + digit;
      }
      sum += weight * number;
      at = next;
    }
    return sum;
  }

  private static boolean isOctet(ByteBuffer packet, int at, int next) {
    return next - at == 6 && is(packet, at, "octet");
  }

  private static boolean is(ByteBuffer packet, int at, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((packet.get(at + i) | CASE) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the string after the next NUL starts, or -1. */
  private static int next(ByteBuffer packet, int from, int end) {
    for (int i = from; i < end; i++) {
      if (packet.get(i) == 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
