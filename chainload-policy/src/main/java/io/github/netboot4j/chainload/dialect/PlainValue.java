package io.github.netboot4j.chainload.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A value that can be written down.
 *
 * @param octets one a character; empty for the other kinds
 * @param kind what sort of value
 */
record PlainValue(String octets, Kind kind) {
  /** The sorts of value. */
  enum Kind {
    OCTETS,
    /** The address of whichever server answers. */
    OWN_ADDRESS,
    /** The field is left out. */
    ABSENT,
    /** Put together from the request: it cannot be written down. */
    COMPUTED
  }

  static final PlainValue OWN_ADDRESS = new PlainValue("", Kind.OWN_ADDRESS);
  static final PlainValue ABSENT = new PlainValue("", Kind.ABSENT);
  static final PlainValue COMPUTED = new PlainValue("", Kind.COMPUTED);

  static PlainValue of(String octets) {
    return new PlainValue(octets, Kind.OCTETS);
  }

  boolean absent() {
    return kind == Kind.ABSENT;
  }

  /** The address that four octets are; 0 for other values. */
  int address() {
    return octets.length() == Integer.BYTES
        ? octets.charAt(0) << 24 | octets.charAt(1) << 16 | octets.charAt(2) << 8 | octets.charAt(3)
        : 0;
  }

  /** The octets in hexadecimal, with a separator. */
  String hex(String separator) {
    return hex(octets, separator);
  }

  static String hex(String octets, String separator) {
    return HexFormat.ofDelimiter(separator).formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The octets without NULs behind them. */
  String text() {
    int end = octets.length();
    while (end > 0 && octets.charAt(end - 1) == 0) {
      end--;
    }
    return octets.substring(0, end);
  }

  /** Whether all of the text is printable ASCII. */
  boolean isText() {
    return isText(text());
  }

  static boolean isText(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
