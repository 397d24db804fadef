package io.github.netboot4j.chainload.dialect;

import java.util.Locale;

/** Reads the definition of an option space, and of an option: its code and its type. */
final class IscTypeParser {
  private static final int LONGEST = 127;

  private final IscModel model;
  private final IscLexer lexer;
  private final IscStatementParser statements;

  IscTypeParser(IscModel model, IscLexer lexer, IscStatementParser statements) {
    this.model = model;
    this.lexer = lexer;
    this.statements = statements;
  }

  /** What follows {@code option space}. */
  void space() throws ConfigurationException {
    IscToken name = lexer.next();
    if (!name.isIdentifier()) {
      throw lexer.fault("the name of an option space is missing before " + name);
    }
    int codeOctets = 1;
    int lengthOctets = 1;
    while (!lexer.peek().is(';')) {
      IscToken what = lexer.next();
      String second = what.is("hash") ? "size" : "width";
      boolean known = what.is("code") || what.is("length") || what.is("hash");
      if (!known || !lexer.next().is(second)) {
        throw lexer.fault("';', 'code width' or 'length width' is missing before " + what);
      }
      IscToken number = lexer.next();
      String digits = number.isNumber() ? number.text() : "";
      if (what.is("code") && "1 2 4".contains(digits) && digits.length() == 1) {
        codeOctets = digits.charAt(0) - '0';
      } else if (what.is("length") && "1 2".contains(digits) && digits.length() == 1) {
        lengthOctets = digits.charAt(0) - '0';
      } else if (!what.is("hash") || digits.isEmpty()) {
        throw lexer.fault(number + " is no width that is possible here");
      }
    }
    lexer.next();
    model.spaces().add(new IscSpace(name.text(), codeOctets, lengthOctets));
  }

  /** What follows {@code option NAME code}. */
  void definition(IscSpace space, String name, boolean known) throws ConfigurationException {
    IscToken number = lexer.next();
    if (!number.isNumber()) {
      throw lexer.fault("the code of an option is missing before " + number);
    }
    long code = statements.values().integer(number);
    long highest = space.codeOctets() == 1 ? 254 : 0xFFFF;
    if (code < 1 || code > highest) {
      throw lexer.fault("an option's code is 1 to " + highest + ", not " + number);
    }
    if (!lexer.next().is('=')) {
      throw lexer.fault("'=' is missing after the code of an option");
    }
    StringBuilder type = new StringBuilder();
    IscSpace held = type(type);
    statements.semicolon();
    if (type.length() > LONGEST) {
      throw lexer.fault("too many types in a record");
    }
    IscOption option = space.named(name);
    if (option != null && known) {
      space.remove(option);
      option.define((int) code, type.toString());
    } else {
      option = new IscOption(space, name, (int) code, type.toString());
    }
    space.add(option);
    if (held != null) {
      held.holder(option);
    }
  }

  private @org.jspecify.annotations.Nullable IscSpace type(StringBuilder type)
      throws ConfigurationException {
    IscToken token = lexer.next();
    boolean array = false;
    if (token.is("array")) {
      of();
      array = true;
      token = lexer.next();
    }
    boolean record = token.is('{');
    if (record) {
      token = lexer.next();
    }
    IscSpace held = null;
    while (true) {
      boolean arrayOfOne = false;
      if (token.is("array")) {
        if (array) {
          throw lexer.fault("an array of arrays is not possible");
        }
        of();
        arrayOfOne = true;
        token = lexer.next();
      }
      boolean atEnd = false;
      if (token.is("encapsulate")) {
        if (array || arrayOfOne) {
          throw lexer.fault("an array of encapsulated options is not possible");
        }
        held = encapsulated(type);
        atEnd = true;
      } else {
        atEnd = simple(token, type);
        if (atEnd && (array || arrayOfOne)) {
          throw lexer.fault("an array of text is not possible");
        }
      }
      if (arrayOfOne) {
        type.append('a');
      }
      if (!record) {
        break;
      }
      IscToken next = lexer.next();
      if (next.is('}')) {
        break;
      }
      if (!next.is(',') || atEnd) {
        throw lexer.fault(
            next.is(',') ? "text must be the last part of a record" : "'}' is missing: " + next);
      }
      token = lexer.next();
    }
    if (array) {
      type.append(record ? 'A' : 'a');
    }
    return held;
  }

  private void of() throws ConfigurationException {
    if (!lexer.next().is("of")) {
      throw lexer.fault("'of' is missing after 'array'");
    }
  }

  private IscSpace encapsulated(StringBuilder type) throws ConfigurationException {
    IscToken name = lexer.next();
    IscSpace space = name.isIdentifier() ? model.spaces().named(name.text()) : null;
    if (space == null) {
      throw lexer.fault("no option space " + name + " is defined before");
    }
    if (space.holder() != null) {
      throw lexer.fault(
          "the option space " + name + " is carried by " + space.holder() + " already");
    }
    type.append('E').append(space.name()).append('.');
    return space;
  }

  /** A type of one part; whether nothing can follow it. */
  private boolean simple(IscToken token, StringBuilder type) throws ConfigurationException {
    String word = token.isIdentifier() ? token.text().toLowerCase(Locale.ROOT) : "";
    switch (word) {
      case "boolean" -> type.append('f');
      case "integer" -> type.append(integer(true));
      case "signed", "unsigned" -> {
        if (!lexer.next().is("integer")) {
          throw lexer.fault("'integer' is missing after '" + word + "'");
        }
        type.append(integer(word.equals("signed")));
      }
      case "ip-address" -> type.append('I');
      case "ip6-address" -> type.append('6');
      case "zerolen" -> {
        type.append('Z');
        return true;
      }
      case "domain-name" -> {
        type.append('d');
        return true;
      }
      case "domain-list" -> {
        type.append('D');
        if (lexer.peek().is("compressed")) {
          lexer.next();
          type.append('c');
        }
        return true;
      }
      case "text" -> {
        type.append('t');
        return true;
      }
      case "string" -> {
        type.append('X');
        return true;
      }
      default -> throw lexer.fault("unknown type of an option: " + token);
    }
    return false;
  }

  private char integer(boolean signed) throws ConfigurationException {
    IscToken bits = lexer.next();
    return switch (bits.isNumber() ? bits.text() : "") {
      case "8" -> signed ? 'b' : 'B';
      case "16" -> signed ? 's' : 'S';
      case "32" -> signed ? 'l' : 'L';
      default -> throw lexer.fault("an integer has 8, 16 or 32 bits, not " + bits);
    };
  }
}
