package io.github.netboot4j.chainload.dialect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * dnsmasq's ways with text. Characters that a quotation protects (digits, the letters of
 * hexadecimal numbers, colons, commas, dots, spaces and some controls) are moved out of the way of
 * whatever looks for them, until the text is used.
 */
final class DnsmasqText {
  private static final int PROTECTED = 0xE000;
  private static final String META = "0123456789abcdefABCDEF:,. \b\t\n\r\u001b";
  private static final int OCTET = 0xFF;

  private DnsmasqText() {}

  /** Two parts of a text. */
  record Split(String head, @Nullable String tail) {}

  /** Octets in hexadecimal. */
  record Hex(String octets, long wildcards, int hardwareType) {}

  static char protect(char c) {
    return META.indexOf(c) >= 0 ? (char) (c + PROTECTED) : c;
  }

  /** The text as it is meant, once nothing more is looked for in it. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); index++) {
      plain.append((char) (text.charAt(index) & OCTET));
    }
    return plain.toString();
  }

  /** Splits at the first comma and drops the spaces around it; no tail without a comma. */
  static Split split(String text) {
    return split(text, ',');
  }

  static Split split(String text, char at) {
    int found = text.indexOf(at);
    if (found < 0) {
      return new Split(text, null);
    }
    int end = found;
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    int start = found + 1;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    return new Split(text.substring(0, end), text.substring(start));
  }

  /** Whether there are only digits, or nothing. */
  static boolean isDigits(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (!isDigit(text.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A number as C's {@code atoi} reads it: digits as far as they go, 0 for none. */
  static int number(String text) {
    long value = 0;
    for (int index = 0; index < text.length() && isDigit(text.charAt(index)); index++) {
      value = Math.min(value * 10 + (text.charAt(index) - '0'), Long.MAX_VALUE / 100);
    }
    return (int) Math.min(value, 0xFFFF_FFFFL);
  }

  /** An address of four decimal numbers, or null. */
  static @Nullable Integer address(String text) {
    int address = 0;
    int at = 0;
    for (int octet = 0; octet < Integer.BYTES; octet++) {
      int start = at;
      int value = 0;
      while (at < text.length() && isDigit(text.charAt(at)) && at - start < 3) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      boolean ends =
          octet == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == start || value > OCTET || !ends || (at - start > 1 && text.charAt(start) == '0')) {
        return null;
      }
      at++;
      address = address << Byte.SIZE | value;
    }
    return address;
  }

  /** Whether it is an IPv6 address. */
  static boolean isAddress6(String text) {
    if (text.indexOf(':') < 0) {
      return false;
    }
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (!isHexDigit(c) && c != ':' && c != '.') {
        return false;
      }
    }
    try {
      InetAddress unused = InetAddress.getByName("[" + text + "]");
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /**
   * Octets with colons, dashes or spaces between them, an asterisk for one that may be any.
   *
   * @param most how many octets are read at most
   * @param typed whether a first number before a dash is a hardware type
   * @return null if it is nothing of the kind
   */
  static @Nullable Hex hex(String text, int most, boolean typed) {
    StringBuilder octets = new StringBuilder();
    long wildcards = 0;
    int type = 0;
    boolean mayBeType = typed;
    int at = 0;
    while (at <= text.length() && octets.length() < most) {
      int end = at;
      while (end < text.length() && ":- ".indexOf(text.charAt(end)) < 0) {
        if (text.charAt(end) != '*' && !isHexDigit(text.charAt(end))) {
          return null;
        }
        end++;
      }
      String group = text.substring(at, end);
      boolean dash = end < text.length() && text.charAt(end) == '-';
      if (dash && octets.isEmpty() && mayBeType && !group.isEmpty()) {
        type = group.indexOf('*') >= 0 ? 0 : (int) Long.parseLong(tail(group), 16);
        mayBeType = false;
      } else if (group.equals("*")) {
        octets.append('\0');
        wildcards = wildcards << 1 | 1;
      } else {
        for (int from = 0; from < group.length() && octets.length() < most; from += 2) {
          String pair = group.substring(from, Math.min(from + 2, group.length()));
          if (pair.indexOf('*') >= 0) {
            return null;
          }
          octets.append((char) Integer.parseInt(pair, 16));
          wildcards <<= 1;
        }
      }
      at = end + 1;
    }
    return new Hex(octets.toString(), wildcards, type);
  }

  private static String tail(String group) {
    return group.substring(Math.max(0, group.length() - 8));
  }

  /** Whether a name is one that dnsmasq takes for a host's. */
  static boolean isHostName(String name) {
    for (int index = 0; index < name.length(); index++) {
      char c = name.charAt(index);
      if (c == '.') {
        return true;
      }
      boolean inside = index > 0 && (c == '-' || c == '_');
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!inside && !letter && !isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** Seconds of a time such as {@code 12h}; null if it is none. */
  static @Nullable Integer seconds(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int factor =
        switch (text.charAt(text.length() - 1)) {
          case 's', 'S' -> 1;
          case 'm', 'M' -> 60;
          case 'h', 'H' -> 3600;
          case 'd', 'D' -> 86_400;
          case 'w', 'W' -> 604_800;
          default -> 0;
        };
    String digits = factor == 0 ? text : text.substring(0, text.length() - 1);
    return isDigits(digits) ? number(digits) * Math.max(1, factor) : null;
  }
}
