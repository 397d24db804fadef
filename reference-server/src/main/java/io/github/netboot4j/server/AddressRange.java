package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;

/**
 * A range of IPv4 addresses, both ends included.
 *
 * @param first the lowest address
 * @param last the highest address
 */
record AddressRange(int first, int last) {
  /** The most addresses of one pool: each costs memory from the start. */
  static final int LARGEST = 65_536;

  AddressRange {
    if (Integer.compareUnsigned(first, last) > 0) {
      throw new IllegalArgumentException(
          "the range " + text(first, last) + " ends before it begins");
    }
    if (Integer.toUnsignedLong(last) - Integer.toUnsignedLong(first) >= LARGEST) {
      throw new IllegalArgumentException(
          "the range " + text(first, last) + " has more than " + LARGEST + " addresses");
    }
  }

  /** Reads {@code A-B}, or a single address. */
  static AddressRange parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      int address = Ipv4.parse(text.strip());
      return new AddressRange(address, address);
    }
    return new AddressRange(
        Ipv4.parse(text.substring(0, dash).strip()), Ipv4.parse(text.substring(dash + 1).strip()));
  }

  int size() {
    return last - first + 1;
  }

  boolean contains(int address) {
    return Integer.compareUnsigned(first, address) <= 0
        && Integer.compareUnsigned(address, last) <= 0;
  }

  private static String text(int first, int last) {
    return Ipv4.format(first) + "-" + Ipv4.format(last);
  }

  @Override
  public String toString() {
    return text(first, last);
  }
}
