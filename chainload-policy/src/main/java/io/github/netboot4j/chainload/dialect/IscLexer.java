package io.github.netboot4j.chainload.dialect;

import java.util.ArrayDeque;
import java.util.Iterator;

/** Cuts a {@code dhcpd.conf} into pieces, one at a time, with the bounds that dhcpd has itself. */
final class IscLexer {
  /** The most characters of a piece, and of white space in a row, that dhcpd takes. */
  private static final int LONGEST = 1499;

  private static final int END = -1;

  private final String source;
  private final String text;
  private final ArrayDeque<IscToken> ahead = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int lastLine = 1;
  private int lastEnd;

  /**
   * Pieces of a text.
   *
   * @param source the file's name, for errors
   * @param text its content, one character an octet
   */
  IscLexer(String source, String text) {
    this.source = source;
    this.text = text;
  }

  String source() {
    return source;
  }

  /** The line of the piece taken last. */
  int line() {
    return lastLine;
  }

  IscToken next() throws ConfigurationException {
    IscToken token = ahead.isEmpty() ? read() : ahead.remove();
    lastLine = token.line();
    lastEnd = ahead.isEmpty() ? at : ahead.element().start();
    return token;
  }

  IscToken peek() throws ConfigurationException {
    return peek(0);
  }

  /** A piece that is not taken yet. */
  IscToken peek(int index) throws ConfigurationException {
    while (ahead.size() <= index) {
      ahead.add(read());
    }
    Iterator<IscToken> tokens = ahead.iterator();
    for (int skipped = 0; skipped < index; skipped++) {
      tokens.next();
    }
    return tokens.next();
  }

  /** A fault at the piece taken last. */
  ConfigurationException fault(String message) {
    return new ConfigurationException(source, lastLine, message);
  }

  /** The same for a fault that has a name of its own. */
  ConfigurationException fault(Finding.Kind finding, String message) {
    return new ConfigurationException(source, lastLine, message, finding);
  }

  /** What was written from a place to the piece taken last, on one line and not too long. */
  String excerpt(int from) {
    StringBuilder shown = new StringBuilder();
    boolean space = false;
    for (int index = from; index < lastEnd && shown.length() < 120; index++) {
      char c = text.charAt(index);
      if (c <= ' ') {
        space = !shown.isEmpty();
        continue;
      }
      shown.append(space ? " " : "").append(c <= '~' ? c : '?');
      space = false;
    }
    return shown.toString();
  }

  private int get() {
    if (at == text.length()) {
      return END;
    }
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private void unget(int c) {
    if (c != END) {
      at--;
      if (c == '\n') {
        line--;
      }
    }
  }

  private IscToken read() throws ConfigurationException {
    while (true) {
      skipSpace();
      int started = line;
      int start = at;
      int c = get();
      if (c == END) {
        return new IscToken(IscToken.Kind.END, "", line, start);
      }
      if (c == '#') {
        while (c != '\n' && c != END) {
          c = get();
        }
        continue;
      }
      if (c == '"') {
        return new IscToken(IscToken.Kind.STRING, string(started), started, start);
      }
      if (isDigit(c) || c == '-') {
        return number(started, start);
      }
      if (isLetter(c)) {
        return name(started, start);
      }
      return new IscToken(IscToken.Kind.MARK, Character.toString((char) c), started, start);
    }
  }

  private void skipSpace() throws ConfigurationException {
    int started = line;
    int from = at;
    int c = get();
    while (c == ' ' || (c >= '\t' && c <= '\r')) {
      if (at - from > LONGEST) {
        throw new ConfigurationException(
            source, started, "more than " + LONGEST + " blanks and line ends in a row");
      }
      c = get();
    }
    unget(c);
  }

  private IscToken number(int started, int start) throws ConfigurationException {
    IscToken.Kind kind = IscToken.Kind.NUMBER;
    int length = 1;
    int c = get();
    while (true) {
      boolean prefix =
          length == 2 && text.charAt(start) == '0' && (text.charAt(start + 1) | 0x20) == 'x';
      if (kind == IscToken.Kind.NUMBER && isDigit(c)) {
        kind = IscToken.Kind.NUMBER;
      } else if (kind != IscToken.Kind.NAME && isHexDigit(c)) {
        kind = IscToken.Kind.NUMBER_OR_NAME;
      } else if (prefix && isHexDigit(c)) {
        kind = IscToken.Kind.NUMBER_OR_NAME;
      } else if (isNamePart(c)) {
        kind = IscToken.Kind.NAME;
      } else {
        break;
      }
      bounded(++length, started);
      c = get();
    }
    unget(c);
    return new IscToken(kind, text.substring(start, start + length), started, start);
  }

  private IscToken name(int started, int start) throws ConfigurationException {
    // The first letter does not count: to dhcpd "v0" is a number in base 16, and then a wrong one.
    IscToken.Kind kind = IscToken.Kind.NUMBER_OR_NAME;
    int length = 1;
    int c = get();
    while (isNamePart(c)) {
      if (!isHexDigit(c)) {
        kind = IscToken.Kind.NAME;
      }
      bounded(++length, started);
      c = get();
    }
    unget(c);
    return new IscToken(kind, text.substring(start, start + length), started, start);
  }

  private String string(int started) throws ConfigurationException {
    StringBuilder content = new StringBuilder();
    int c = get();
    while (c != '"') {
      if (c == '\\') {
        c = escape(started);
      }
      if (c == END) {
        throw new ConfigurationException(source, started, "a string without its closing quote");
      }
      content.append((char) c);
      bounded(content.length(), started);
      c = get();
    }
    return content.toString();
  }

  private int escape(int started) throws ConfigurationException {
    int c = get();
    return switch (c) {
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 'b' -> '\b';
      case 'x' -> digits(0, 2, 16, started);
      case '0', '1', '2', '3' -> digits(c - '0', 2, 8, started);
      default -> c;
    };
  }

  private int digits(int first, int count, int base, int started) throws ConfigurationException {
    int value = first;
    for (int index = 0; index < count; index++) {
      int digit = Character.digit(get(), base);
      if (digit < 0) {
        throw new ConfigurationException(
            source, started, "an escape in a string with a digit missing");
      }
      value = value * base + digit;
    }
    return value;
  }

  private void bounded(int length, int started) throws ConfigurationException {
    if (length > LONGEST) {
      throw new ConfigurationException(
          source, started, "a word, number or string of more than " + LONGEST + " characters");
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isHexDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isNamePart(int c) {
    return isDigit(c) || isLetter(c) || c == '-' || c == '_';
  }
}
