package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;

/**
 * Numbers in data, written in digits without leading zeros.
 *
 * @param base 2 to 16
 * @param bits of one number: 8, 16 or 32; data that does not come out even leads to nothing
 * @param separator stands between the numbers
 * @param of the numbers, in network byte order
 */
public record BinaryToAscii(Numeric base, Numeric bits, Data separator, Data of) implements Data {
  private static final String DIGITS = "0123456789abcdef";

  @Override
  public int append(BootRequest request, Workspace space) {
    long radix = base.value(request, space);
    long width = bits.value(request, space);
    int start = space.length();
    int between = separator.append(request, space);
    int from = space.length();
    int length = of.append(request, space);
    boolean sound =
        radix >= 2
            && radix <= DIGITS.length()
            && (width == 8 || width == 16 || width == 32)
            && between != ABSENT
            && length != ABSENT;
    if (!sound || length % (int) (width / 8) != 0) {
      space.truncate(start);
      return ABSENT;
    }
    int result = space.length();
    int octets = (int) (width / 8);
    for (int at = 0; at < length; at += octets) {
      for (int index = 0; at > 0 && index < between; index++) {
        space.append(space.unsigned8(start + index));
      }
      long number = 0;
      for (int index = 0; index < octets; index++) {
        number = number << 8 | space.unsigned8(from + at + index);
      }
      appendDigits(number, radix, space);
    }
    int written = space.length() - result;
    for (int index = 0; index < written; index++) {
      space.set(start + index, space.unsigned8(result + index));
    }
    space.truncate(start + written);
    return written;
  }

  private static void appendDigits(long number, long radix, Workspace space) {
    long highest = 1;
    while (number / highest >= radix) {
      highest *= radix;
    }
    for (long place = highest; place > 0; place /= radix) {
      space.append(DIGITS.charAt((int) (number / place % radix)));
    }
  }

  @Override
  public boolean varies() {
    return base.varies() || bits.varies() || separator.varies() || of.varies();
  }

  @Override
  public String toString() {
    return "binary-to-ascii(" + base + ", " + bits + ", " + separator + ", " + of + ")";
  }
}
