package io.github.netboot4j.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes what came from the network fit for one line of a log: nothing in it moves the cursor. */
final class Printable {
  /** The most characters of one value that a line shows. */
  static final int LONGEST = 128;

  private Printable() {}

  /** The text with controls, escapes, bidirectional marks and all else outside ASCII escaped. */
  static String text(String untrusted) {
    return untrusted.length() <= LONGEST
        ? whole(untrusted)
        : whole(untrusted.substring(0, LONGEST)) + "…";
  }

  /** The same, however long the text is. */
  static String whole(String untrusted) {
    StringBuilder line = new StringBuilder();
    for (int index = 0; index < untrusted.length(); index++) {
      char c = untrusted.charAt(index);
      if (c == '\\') {
        line.append("\\\\");
      } else if (c >= ' ' && c < 0x7F) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
    return line.toString();
  }

  /** Text in quotes, a NUL behind it as \0; hexadecimal where there is more than plain text. */
  static String octets(byte[] octets) {
    int end = octets.length > 1 && octets[octets.length - 1] == 0 ? 1 : 0;
    for (int index = 0; index < octets.length - end; index++) {
      if (octets[index] < ' ' || octets[index] > '~') {
        return HexFormat.ofDelimiter(":").formatHex(octets);
      }
    }
    String text = new String(octets, 0, octets.length - end, StandardCharsets.US_ASCII);
    return '"' + text + (end == 1 ? "\\0" : "") + '"';
  }

  /** A MAC address, or the words for its absence. */
  static String mac(long macAddress) {
    if (macAddress < 0) {
      return "(no MAC address)";
    }
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(shift == 40 ? "" : ":");
      text.append(Character.forDigit((int) (macAddress >>> (shift + 4)) & 0xF, 16));
      text.append(Character.forDigit((int) (macAddress >>> shift) & 0xF, 16));
    }
    return text.toString();
  }
}
