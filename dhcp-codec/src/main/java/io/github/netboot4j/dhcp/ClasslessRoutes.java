package io.github.netboot4j.dhcp;

import java.util.Objects;

/**
 * A reusable view of the classless static routes (option 121, RFC 3442): networks of any prefix
 * length, each with the router to reach it by. A client that reads it ignores the routers (3) and
 * static routes (33) of the same message. Option 249 of older Windows clients has the same layout.
 *
 * <pre>
 *    code   len    destination 1        router 1       destination 2
 *   +------+-----+----+-----+----+----+----+----+----+----+-----+----
 *   | 121  |  n  | d1 | ... | dN | r1 | r2 | r3 | r4 | d1 | ... | dN ...
 *   +------+-----+----+-----+----+----+----+----+----+----+-----+----
 *     d1: prefix length, 0 to 32; d2 to dN: as many octets of the network's address as hold the
 *     prefix, so none for 0 and three for 17 to 24
 * </pre>
 *
 * <p>Routes before the first malformed one are shown, the rest is not. Nothing here allocates.
 */
public final class ClasslessRoutes {
  private static final int LONGEST_PREFIX = 32;
  private static final int ROUTER_SIZE = 4;

  private final OptionValue value = new OptionValue();
  private int count;
  private boolean wellFormed = true;

  /** The route last looked for, and where it starts. */
  private int soughtIndex;

  private int soughtStart;

  /** A view of nothing. */
  public ClasslessRoutes() {}

  /**
   * Takes a message's classless static routes into view.
   *
   * @param message the message to read option 121 of
   * @return whether it is there with at least five octets
   */
  public boolean read(DhcpMessageView message) {
    return read(message, OptionCode.CLASSLESS_STATIC_ROUTE);
  }

  /**
   * Takes a message's Microsoft classless static routes into view.
   *
   * @param message the message to read option 249 of
   * @return whether it is there with at least five octets
   */
  public boolean readMicrosoft(DhcpMessageView message) {
    return read(message, OptionCode.MICROSOFT_CLASSLESS_STATIC_ROUTE);
  }

  private boolean read(DhcpMessageView message, int code) {
    boolean present = message.readOption(code, value);
    soughtIndex = 0;
    soughtStart = 0;
    count = 0;
    int at = 0;
    while (at < value.length() && value.unsigned8(at) <= LONGEST_PREFIX) {
      int next = behind(at);
      if (next > value.length()) {
        break;
      }
      at = next;
      count++;
    }
    wellFormed = at == value.length();
    return present;
  }

  /** The index behind the route that starts here. */
  private int behind(int start) {
    return start + 1 + significantOctets(value.unsigned8(start)) + ROUTER_SIZE;
  }

  private static int significantOctets(int prefixLength) {
    return (prefixLength + 7) / 8;
  }

  /** Where a route starts; cheap for the same or a later one than the last time. */
  private int start(int index) {
    Objects.checkIndex(index, count);
    if (index < soughtIndex) {
      soughtIndex = 0;
      soughtStart = 0;
    }
    while (soughtIndex < index) {
      soughtStart = behind(soughtStart);
      soughtIndex++;
    }
    return soughtStart;
  }

  /**
   * Whether the value is nothing but sound routes.
   *
   * @return false if a prefix is longer than 32 bits or the last route is cut short; true when
   *     absent
   */
  public boolean isWellFormed() {
    return wellFormed;
  }

  /**
   * How many sound routes there are before the first that is not.
   *
   * @return 0 when absent
   */
  public int count() {
    return count;
  }

  /**
   * The prefix length of a route; the width of the subnet mask in RFC 3442.
   *
   * @param index 0 to {@link #count()} - 1
   * @return in bits, 0 to 32; 0 for a default route
   * @throws IndexOutOfBoundsException for any other index
   */
  public int prefixLength(int index) {
    return value.unsigned8(start(index));
  }

  /**
   * The network that a route leads to; the subnet number in RFC 3442.
   *
   * @param index 0 to {@link #count()} - 1
   * @return an IPv4 address, the first octet in the highest byte; bits beyond the prefix are zero,
   *     whatever was sent
   * @throws IndexOutOfBoundsException for any other index
   */
  public int destination(int index) {
    int at = start(index);
    int prefixLength = value.unsigned8(at);
    int address = 0;
    for (int octet = 0; octet < significantOctets(prefixLength); octet++) {
      address |= value.unsigned8(at + 1 + octet) << (24 - 8 * octet);
    }
    return address & Ipv4.mask(prefixLength);
  }

  /**
   * The router of a route.
   *
   * @param index 0 to {@link #count()} - 1
   * @return an IPv4 address, the first octet in the highest byte; 0 if the network is on the
   *     client's own link
   * @throws IndexOutOfBoundsException for any other index
   */
  public int router(int index) {
    return value.int32(behind(start(index)) - ROUTER_SIZE);
  }
}
