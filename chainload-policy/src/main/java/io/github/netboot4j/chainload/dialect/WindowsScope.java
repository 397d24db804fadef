package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scope of an export.
 *
 * @param element where it stands
 * @param network its address
 * @param netmask its mask
 * @param free what it gives addresses of: no exclusion, no reservation, and no policy's own range
 * @param leaseSeconds how long a lease lasts; -1 for ever
 * @param superscope the name it shares with other scopes of one network; empty for none
 * @param policies its own policies in force, the strongest first
 * @param reservations in the order of the file
 */
record WindowsScope(
    WindowsElement element,
    int network,
    int netmask,
    List<AddressPlan.Range> free,
    int leaseSeconds,
    String superscope,
    List<WindowsPolicy> policies,
    List<Reservation> reservations) {
  /**
   * An address that is kept for a client.
   *
   * @param element where it stands
   * @param address the address
   * @param clientId whose it is, one character an octet
   */
  record Reservation(WindowsElement element, int address, String clientId) {}

  /** {@code 8.00:00:00}: days, hours, minutes, seconds, and parts of a second. */
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d{1,7})?");

  private static final int MOST_CLIENT_ID = 255;

  /** Reads a scope that is active. */
  static WindowsScope read(WindowsElement element, WindowsReading reading)
      throws ConfigurationException {
    int network = element.address("ScopeId");
    int netmask = element.address("SubnetMask");
    if (netmask == 0 || Ipv4.mask(Integer.bitCount(netmask)) != netmask) {
      throw element.fault("<SubnetMask> " + Ipv4.format(netmask) + " is not a mask");
    }
    if ((network & ~netmask) != 0) {
      throw element.fault("<ScopeId> " + Ipv4.format(network) + " is not the start of a subnet");
    }
    AddressPlan.Range all = range(element);
    if (((all.first() ^ network) & netmask) != 0 || ((all.last() ^ network) & netmask) != 0) {
      throw element.fault("the range of addresses is not within the scope");
    }
    List<WindowsPolicy> policies = WindowsPolicy.read(element, reading);
    List<Reservation> reservations = reservations(element, network, netmask, reading);
    List<AddressPlan.Range> taken = ranges(element, "ExclusionRanges", reading);
    policies.forEach(policy -> taken.addAll(policy.ranges()));
    reservations.forEach(one -> taken.add(new AddressPlan.Range(one.address(), one.address())));
    List<AddressPlan.Range> free = without(all, taken);
    if (element.textOrEmpty("Type").equalsIgnoreCase("Bootp")) {
      free = List.of();
      reading.inert(element, "a scope for BOOTP alone: no address for DHCP clients");
    }
    return new WindowsScope(
        element,
        network,
        netmask,
        free,
        seconds(element, element.text("LeaseDuration")),
        element.textOrEmpty("SuperScopeName").toLowerCase(Locale.ROOT),
        policies,
        reservations);
  }

  private static List<Reservation> reservations(
      WindowsElement scope, int network, int netmask, WindowsReading reading)
      throws ConfigurationException {
    List<Reservation> reservations = new ArrayList<>();
    for (WindowsElement element : reading.items(scope, "Reservations", "Reservation")) {
      reading.checkChildren(element);
      int address = element.address("IPAddress");
      if (((address ^ network) & netmask) != 0) {
        throw element.fault(Ipv4.format(address) + " is not within the scope");
      }
      String written = element.text("ClientId");
      String clientId = WindowsHex.dashed(written);
      if (clientId == null || clientId.isEmpty() || clientId.length() > MOST_CLIENT_ID) {
        throw element.fault(
            "<ClientId> is not hexadecimal digits in pairs: " + WindowsElement.quoted(written));
      }
      if (element.textOrEmpty("Type").equalsIgnoreCase("Bootp")) {
        reading.inert(element, "a reservation for BOOTP alone");
      } else {
        reservations.add(new Reservation(element, address, clientId));
      }
    }
    return reservations;
  }

  /** The ranges of a list. */
  static List<AddressPlan.Range> ranges(WindowsElement in, String list, WindowsReading reading)
      throws ConfigurationException {
    List<AddressPlan.Range> ranges = new ArrayList<>();
    for (WindowsElement element : reading.items(in, list, "IPRange")) {
      ranges.add(range(element));
    }
    return ranges;
  }

  private static AddressPlan.Range range(WindowsElement in) throws ConfigurationException {
    int first = in.address("StartRange");
    int last = in.address("EndRange");
    if (Integer.compareUnsigned(first, last) > 0) {
      throw in.fault("the range ends before it begins");
    }
    return new AddressPlan.Range(first, last);
  }

  /** What is left of a range. */
  static List<AddressPlan.Range> without(
      AddressPlan.Range all, List<AddressPlan.Range> withoutThese) {
    List<AddressPlan.Range> taken = new ArrayList<>(withoutThese);
    taken.sort((one, other) -> Integer.compareUnsigned(one.first(), other.first()));
    List<AddressPlan.Range> left = new ArrayList<>();
    long next = Integer.toUnsignedLong(all.first());
    long last = Integer.toUnsignedLong(all.last());
    for (AddressPlan.Range one : taken) {
      long first = Integer.toUnsignedLong(one.first());
      if (first > last) {
        break;
      }
      if (first > next) {
        left.add(new AddressPlan.Range((int) next, (int) (first - 1)));
      }
      next = Math.max(next, Integer.toUnsignedLong(one.last()) + 1);
    }
    if (next <= last) {
      left.add(new AddressPlan.Range((int) next, (int) last));
    }
    return List.copyOf(left);
  }

  /** Seconds of a duration; -1 for one without end, or longer than a lease can say. */
  static int seconds(WindowsElement at, String written) throws ConfigurationException {
    if (written.equalsIgnoreCase("Unlimited")) {
      return -1;
    }
    Matcher parts = DURATION.matcher(written);
    if (!parts.matches()) {
      throw at.fault("a duration is written d.hh:mm:ss, not " + WindowsElement.quoted(written));
    }
    long days = parts.group(1) == null ? 0 : Long.parseLong(parts.group(1));
    long seconds =
        ((days * 24 + Long.parseLong(parts.group(2))) * 60 + Long.parseLong(parts.group(3))) * 60
            + Long.parseLong(parts.group(4));
    if (seconds == 0) {
      throw at.fault("a lease of no time");
    }
    return seconds > Integer.MAX_VALUE ? -1 : (int) seconds;
  }

  boolean contains(int address) {
    return ((address ^ network) & netmask) == 0;
  }

  @Override
  public String toString() {
    return "scope " + Ipv4.format(network);
  }
}
