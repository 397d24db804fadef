package io.github.netboot4j.chainload.rules;

/**
 * What a rule sets.
 *
 * @param kind a field of the header, an option, or whether there is an answer at all
 * @param code the option's code, or what tells fields of one kind apart; 0 for the others
 */
public record Field(Kind kind, int code) implements Comparable<Field> {
  /** The kinds of field. */
  public enum Kind {
    /**
     * Whether to answer: the rule's value is one octet, 0 for silence. Without a rule: yes. There
     * may be several, told apart by their codes: one of them is enough for silence.
     */
    ANSWER,
    /** {@code file} of RFC 2131, at most 127 octets. */
    FILE,
    /** {@code siaddr} of RFC 2131, four octets. */
    NEXT_SERVER,
    /** {@code sname} of RFC 2131, at most 63 octets. */
    SERVER_NAME,
    /** An option. */
    OPTION,
    /**
     * A part of another field's value: which rule wins is what decisions are kept by, and nothing
     * is written. The codes are the dialect's own.
     */
    PART
  }

  /** Whether to answer. */
  public static final Field ANSWER = new Field(Kind.ANSWER, 0);

  /** {@code file}. */
  public static final Field FILE = new Field(Kind.FILE, 0);

  /** {@code siaddr}. */
  public static final Field NEXT_SERVER = new Field(Kind.NEXT_SERVER, 0);

  /** {@code sname}. */
  public static final Field SERVER_NAME = new Field(Kind.SERVER_NAME, 0);

  /** An option. */
  public static Field option(int code) {
    return new Field(Kind.OPTION, code);
  }

  @Override
  public int compareTo(Field other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Integer.compare(code, other.code);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ANSWER -> "answer";
      case FILE -> "file";
      case NEXT_SERVER -> "next server";
      case SERVER_NAME -> "server name";
      case OPTION -> "option " + code;
      case PART -> "part " + code;
    };
  }
}
