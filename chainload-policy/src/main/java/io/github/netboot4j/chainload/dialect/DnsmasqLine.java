package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;

/**
 * A line of a dnsmasq configuration without its comment, blanks trimmed and quotations resolved.
 *
 * @param source the file
 * @param number from 1
 * @param text what was quoted in it protected (see {@link DnsmasqText})
 */
record DnsmasqLine(String source, int number, String text) {
  private static final int LONGEST = 1024;
  private static final String ESCAPES = "\"tnebr\\";
  private static final String ESCAPED = "\"\t\n\u001b\b\r\\";

  /** Reads a line; its text is empty if there is nothing on it but blanks and a comment. */
  static DnsmasqLine read(String source, int number, String raw) throws ConfigurationException {
    if (raw.length() > LONGEST) {
      throw new ConfigurationException(
          source, number, "the line is longer than " + LONGEST + " octets, where dnsmasq cuts it");
    }
    if (raw.indexOf('\0') >= 0) {
      throw new ConfigurationException(source, number, "a NUL in the line");
    }
    StringBuilder text = new StringBuilder(raw.length());
    boolean blank = true;
    int at = 0;
    while (at < raw.length()) {
      if (raw.charAt(at) == '"') {
        at = quotation(source, number, raw, at + 1, text);
        if (at == raw.length()) {
          break;
        }
      }
      char c = raw.charAt(at++);
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        text.append(' ');
        blank = true;
      } else if (blank && c == '#') {
        break;
      } else {
        text.append(c);
        blank = false;
      }
    }
    return new DnsmasqLine(source, number, trim(text));
  }

  /** Appends what is quoted; returns the index after the closing quote. */
  private static int quotation(String source, int number, String raw, int from, StringBuilder text)
      throws ConfigurationException {
    int at = from;
    while (at < raw.length() && raw.charAt(at) != '"') {
      char c = raw.charAt(at);
      int escape = c == '\\' && at + 1 < raw.length() ? ESCAPES.indexOf(raw.charAt(at + 1)) : -1;
      text.append(DnsmasqText.protect(escape < 0 ? c : ESCAPED.charAt(escape)));
      at += escape < 0 ? 1 : 2;
    }
    if (at >= raw.length()) {
      throw new ConfigurationException(source, number, "missing \"");
    }
    return at + 1;
  }

  private static String trim(StringBuilder text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  /** The line as the reason of a rule. */
  Reason reason() {
    return new Reason(DnsmasqText.plain(text), source, number);
  }

  ConfigurationException error(String message) {
    return new ConfigurationException(source, number, message);
  }
}
