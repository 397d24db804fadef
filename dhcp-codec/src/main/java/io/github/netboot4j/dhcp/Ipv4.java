package io.github.netboot4j.dhcp;

/**
 * Parses and prints IPv4 addresses held as {@code int}s: the first octet is the highest byte, so
 * that {@code 192.0.2.1} is {@code 0xC0000201}. Compare with {@link Integer#compareUnsigned}.
 */
public final class Ipv4 {
  /** {@code 0.0.0.0}: no address yet. */
  public static final int ANY = 0;

  /** {@code 255.255.255.255}: every host on the link, never forwarded (RFC 919). */
  public static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

  private Ipv4() {}

  /**
   * Reads a dotted quad: four decimal numbers from 0 to 255 without leading zeros.
   *
   * @param text such as {@code "192.0.2.1"}
   * @return the address, the first octet in the highest byte
   * @throws IllegalArgumentException if the text is anything else; the message quotes it
   */
  public static int parse(String text) {
    int address = 0;
    int index = 0;
    for (int octet = 0; octet < 4; octet++) {
      int start = index;
      int value = 0;
      while (index < text.length() && isDigit(text.charAt(index)) && index - start < 3) {
        value = value * 10 + (text.charAt(index++) - '0');
      }
      boolean padded = index - start > 1 && text.charAt(start) == '0';
      boolean separated =
          octet == 3 ? index == text.length() : index < text.length() && text.charAt(index) == '.';
      if (index == start || value > 255 || padded || !separated) {
        throw new IllegalArgumentException("not an IPv4 address: '" + text + "'");
      }
      index++;
      address = address << 8 | value;
    }
    return address;
  }

  /**
   * Prints an address as a dotted quad.
   *
   * @param address the first octet in the highest byte
   * @return such as {@code "192.0.2.1"}
   */
  public static String format(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }

  /**
   * The network mask of a prefix length.
   *
   * @param prefixLength 0 to 32
   * @return for 24, {@code 255.255.255.0}
   * @throws IllegalArgumentException for any other length
   */
  public static int mask(int prefixLength) {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("not a prefix length: " + prefixLength);
    }
    return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
