package io.github.netboot4j.bench;

import java.nio.ByteBuffer;

/**
 * The least that correct code can do to decode: one walk that stays inside the message and looks
 * out for the options asked for alone. It finds no fault but a framing fault, joins no repeats and
 * does not know option 52.
 */
final class DecodeFloor {
  private DecodeFloor() {}

  /** The sum of {@link DhcpDecodeBenchmark}, or -1 for a message that is none. */
  static long decode(ByteBuffer bytes, int end) {
    if (!Messages.hasDhcpHeader(bytes, end)) {
      return -1;
    }
    long sum = bytes.getInt(4);
    sum += ((long) (bytes.getShort(28) & 0xFFFF) << 32) | Integer.toUnsignedLong(bytes.getInt(30));
    int at = 240;
    while (at < end) {
      int code = bytes.get(at) & 0xFF;
      if (code == 255) {
        break;
      }
      if (code == 0) {
        at++;
        continue;
      }
      int octets = at + 1 < end ? bytes.get(at + 1) & 0xFF : end;
      if (at + 2 + octets > end) {
        return -1;
      }
      switch (code) {
        case 53 -> {
          if (octets == 1) {
            sum += bytes.get(at + 2) & 0xFF;
          }
        }
        case 60, 77, 93, 97 -> {
          if (octets > 0) {
            sum += octets + (bytes.get(at + 2) & 0xFF);
          }
        }
        default -> {
          // Nobody asks for the others.
        }
      }
      at += 2 + octets;
    }
    return sum;
  }
}
