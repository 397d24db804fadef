package io.github.netboot4j.chainload.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression as written, before it is known where it is evaluated.
 *
 * @param kind what it does
 * @param parts what it does that to
 * @param text a constant's octets, one a character; a name; an operator
 * @param number a constant; how many octets
 * @param option the option it is about
 * @param line from 1
 */
record IscExpression(
    Kind kind,
    List<IscExpression> parts,
    String text,
    long number,
    @Nullable IscOption option,
    int line) {
  /** What an expression leads to. */
  enum Type {
    DATA,
    NUMERIC,
    BOOLEAN,
    /** Only evaluating it shows. */
    ANY
  }

  /** What an expression does. */
  enum Kind {
    CONSTANT(Type.DATA),
    OPTION(Type.DATA),
    CONFIG_OPTION(Type.DATA),
    HARDWARE(Type.DATA),
    PACKET(Type.DATA),
    FILENAME(Type.DATA),
    SERVER_NAME(Type.DATA),
    SUBSTRING(Type.DATA),
    SUFFIX(Type.DATA),
    LCASE(Type.DATA),
    UCASE(Type.DATA),
    CONCAT(Type.DATA),
    REVERSE(Type.DATA),
    PICK_FIRST_VALUE(Type.DATA),
    BINARY_TO_ASCII(Type.DATA),
    ENCODE_INT(Type.DATA),
    HOST_LOOKUP(Type.DATA),
    HOST_DECL_NAME(Type.DATA),
    LEASED_ADDRESS(Type.DATA),
    GETHOSTNAME(Type.DATA),
    NULL(Type.DATA),
    NUMBER(Type.NUMERIC),
    EXTRACT_INT(Type.NUMERIC),
    ARITHMETIC(Type.NUMERIC),
    LEASE_TIME(Type.NUMERIC),
    CLIENT_STATE(Type.NUMERIC),
    EXISTS(Type.BOOLEAN),
    KNOWN(Type.BOOLEAN),
    STATIC(Type.BOOLEAN),
    DEFINED(Type.BOOLEAN),
    CHECK(Type.BOOLEAN),
    EQUAL(Type.BOOLEAN),
    NOT_EQUAL(Type.BOOLEAN),
    MATCH(Type.BOOLEAN),
    MATCH_IGNORING_CASE(Type.BOOLEAN),
    AND(Type.BOOLEAN),
    OR(Type.BOOLEAN),
    NOT(Type.BOOLEAN),
    VARIABLE(Type.ANY),
    CALL(Type.ANY);

    private final Type type;

    Kind(Type type) {
      this.type = type;
    }
  }

  /** Copies the list. */
  IscExpression {
    parts = List.copyOf(parts);
  }

  static IscExpression of(Kind kind, int line, IscExpression... parts) {
    return new IscExpression(kind, List.of(parts), "", 0, null, line);
  }

  static IscExpression constant(String octets, int line) {
    return new IscExpression(Kind.CONSTANT, List.of(), octets, 0, null, line);
  }

  static IscExpression number(long number, int line) {
    return new IscExpression(Kind.NUMBER, List.of(), "", number, null, line);
  }

  static IscExpression named(Kind kind, String name, int line) {
    return new IscExpression(kind, List.of(), name, 0, null, line);
  }

  static IscExpression ofOption(Kind kind, IscOption option, int line) {
    return new IscExpression(kind, List.of(), "", 0, option, line);
  }

  static IscExpression sized(Kind kind, long octets, int line, IscExpression part) {
    return new IscExpression(kind, List.of(part), "", octets, null, line);
  }

  Type type() {
    return kind.type;
  }

  IscExpression part(int index) {
    return parts.get(index);
  }
}
