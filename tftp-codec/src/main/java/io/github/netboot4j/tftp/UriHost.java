package io.github.netboot4j.tftp;

/** The host of a URI, by its form alone (RFC 3986 section 3.2.2, RFC 6874). */
final class UriHost {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int IPV6_GROUPS = 8;

  private UriHost() {}

  /** Where the host ends within {@code host[:port]}: at the colon before the port, if any. */
  static int end(String authority) {
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    if (bracket >= 0 && bracket + 1 != (colon < 0 ? authority.length() : colon)) {
      throw new IllegalArgumentException("behind ] stands :PORT or /FILE");
    }
    if (bracket < 0 && colon != authority.lastIndexOf(':')) {
      throw new IllegalArgumentException("an IPv6 address is written in brackets: [2001:db8::1]");
    }
    return colon < 0 ? authority.length() : colon;
  }

  /** The host as {@link TftpUri} has it: without brackets, the percent sign of a zone decoded. */
  static String parse(String host) {
    if (!host.startsWith("[") || !host.endsWith("]")) {
      return host;
    }
    String address = host.substring(1, host.length() - 1);
    int percent = address.indexOf('%');
    if (!isIpv6(address)) {
      throw new IllegalArgumentException("within brackets stands an IPv6 address");
    }
    if (percent >= 0 && !address.startsWith("%25", percent)) {
      throw new IllegalArgumentException("the % before a zone is written %25");
    }
    return percent < 0
        ? address
        : address.substring(0, percent + 1) + address.substring(percent + 3);
  }

  /** Checks a host without brackets. */
  static void require(String host) {
    if (isIpv6(host)) {
      requireIpv6(host);
    } else {
      requireName(host);
    }
  }

  static boolean isIpv6(String host) {
    return host.indexOf(':') >= 0;
  }

  static boolean isUnreserved(char c) {
    return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
  }

  /** A character for a message of one printable line. */
  static String shown(char c) {
    return c > ' ' && c <= '~' ? "'" + c + "'" : String.format("U+%04X", (int) c);
  }

  private static void requireName(String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("no host: write tftp://HOST/FILE");
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    int label = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '.';
      if (c == '.') {
        if (i == label || i - label > LONGEST_LABEL) {
          throw new IllegalArgumentException("the host has a part that is empty or too long");
        }
        label = i + 1;
      } else if (!isLetterOrDigit(c) && c != '-' && c != '_') {
        throw new IllegalArgumentException(shown(c) + " cannot stand in the name of a host");
      }
    }
    if (host.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("the host is longer than " + LONGEST_NAME + " characters");
    }
    // Left to resolvers, 10.1 would be 10.0.0.1 to some and a name to others.
    if (onlyDigits(name, name.lastIndexOf('.') + 1) && !isIpv4(host)) {
      throw new IllegalArgumentException("an IPv4 address is four numbers from 0 to 255");
    }
  }

  private static void requireIpv6(String host) {
    int percent = host.indexOf('%');
    String address = percent < 0 ? host : host.substring(0, percent);
    int gap = address.indexOf("::");
    boolean sound =
        gap < 0
            ? groups(address, true) == IPV6_GROUPS
            : between(
                groups(address.substring(0, gap), false), groups(address.substring(gap + 2), true));
    for (int i = percent + 1; percent >= 0 && i < host.length(); i++) {
      sound &= isUnreserved(host.charAt(i));
    }
    if (!sound || percent == host.length() - 1) {
      throw new IllegalArgumentException("the IPv6 address is not a sound one");
    }
  }

  /** Whether these groups leave room for a gap of one or more. */
  private static boolean between(int before, int after) {
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /** How many groups of 16 bits are written here, or -1 if anything else is. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int from = 0;
    while (true) {
      int colon = text.indexOf(':', from);
      int to = colon < 0 ? text.length() : colon;
      if (colon < 0 && last && text.indexOf('.', from) >= 0) {
        return isIpv4(text.substring(from)) ? count + 2 : -1;
      }
      if (to == from || to - from > 4) {
        return -1;
      }
      for (int i = from; i < to; i++) {
        if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), 16) < 0) {
          return -1;
        }
      }
      count++;
      if (colon < 0) {
        return count;
      }
      from = colon + 1;
    }
  }

  /** Four numbers without leading zeros, which some read as octal. */
  private static boolean isIpv4(String text) {
    int numbers = 0;
    int from = 0;
    while (numbers < 4) {
      int dot = text.indexOf('.', from);
      int to = dot < 0 ? text.length() : dot;
      if (to == from || to - from > 3 || (to - from > 1 && text.charAt(from) == '0')) {
        return false;
      }
      int value = 0;
      for (int i = from; i < to; i++) {
        if (!isDigit(text.charAt(i))) {
          return false;
        }
        value = value * 10 + text.charAt(i) - '0';
      }
      numbers++;
      if (value > 255 || (dot < 0) != (numbers == 4)) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  private static boolean onlyDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
