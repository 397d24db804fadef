package io.github.netboot4j.chainload.dialect;

import java.util.Locale;

/**
 * A piece of a {@code dhcpd.conf}.
 *
 * @param kind what sort of piece
 * @param text a string's characters, else the piece as written
 * @param line from 1
 * @param start index of its first character in the file
 */
record IscToken(Kind kind, String text, int line, int start) {
  /** The sorts of piece. */
  enum Kind {
    /** Characters in quotes. */
    STRING,
    /** Decimal digits, perhaps after a minus sign. */
    NUMBER,
    /** What is a number in base 16, and may be a name. */
    NUMBER_OR_NAME,
    /** A name or a word of the language. */
    NAME,
    /** A single character. */
    MARK,
    /** The end of the file. */
    END
  }

  boolean is(char mark) {
    return kind == Kind.MARK && text.charAt(0) == mark;
  }

  /** Whether it is this word of the language, in small or capital letters. */
  boolean is(String word) {
    return isIdentifier() && text.equalsIgnoreCase(word);
  }

  boolean isIdentifier() {
    return kind == Kind.NAME || kind == Kind.NUMBER_OR_NAME;
  }

  /** An identifier that is no word of the language. */
  boolean isFreeName() {
    return isIdentifier() && !IscWords.ALL.contains(text.toLowerCase(Locale.ROOT));
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean isHex() {
    return kind == Kind.NUMBER || (kind == Kind.NUMBER_OR_NAME && isFreeName());
  }

  boolean isString() {
    return kind == Kind.STRING;
  }

  boolean isEnd() {
    return kind == Kind.END;
  }

  /** For messages; control characters and overlong texts do not get into them. */
  @Override
  public String toString() {
    if (isEnd()) {
      return "the end of the file";
    }
    StringBuilder shown = new StringBuilder(isString() ? "\"" : "'");
    for (int index = 0; index < Math.min(text.length(), 40); index++) {
      char c = text.charAt(index);
      shown.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return shown.append(text.length() > 40 ? "..." : "").append(isString() ? '"' : '\'').toString();
  }
}
