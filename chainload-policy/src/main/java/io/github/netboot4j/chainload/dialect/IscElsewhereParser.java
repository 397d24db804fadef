package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscExpressionParser.Wanted;
import java.util.Locale;
import java.util.Set;

/**
 * Reads what has nothing to do with what is booted: events, messages, commands, zones and keys.
 * Only their form counts.
 */
final class IscElsewhereParser {
  private static final String ELSEWHERE = "has nothing to do with what is booted here";

  private final IscModel model;
  private final IscLexer lexer;
  private final IscStatementParser statements;

  IscElsewhereParser(IscModel model, IscLexer lexer, IscStatementParser statements) {
    this.model = model;
    this.lexer = lexer;
    this.statements = statements;
  }

  /** Tells that a statement, which was read, does nothing here. */
  void remark(IscToken first) {
    model.remark(statements.place(first), Remark.Kind.WITHOUT_EFFECT, ELSEWHERE);
  }

  /** {@code db-time-format local;}. */
  void timeFormat(IscToken first) throws ConfigurationException {
    oneOf(first, "default", "local");
  }

  /** {@code lease-id-format hex;}. */
  void leaseIdFormat(IscToken first) throws ConfigurationException {
    oneOf(first, "octal", "hex");
  }

  private void oneOf(IscToken first, String one, String other) throws ConfigurationException {
    lexer.next();
    IscToken word = lexer.next();
    if (!word.is(one) && !word.is(other)) {
      throw lexer.fault("'" + one + "' or '" + other + "' is missing before " + word);
    }
    statements.semicolon();
    remark(first);
  }

  /** {@code on commit { ... }}. */
  void event(IscToken first) throws ConfigurationException {
    IscToken token;
    do {
      lexer.next();
      token = lexer.next();
      if (!Set.of("expiry", "commit", "release", "transmission")
          .contains(token.text().toLowerCase(Locale.ROOT))) {
        throw lexer.fault("'commit', 'release' or 'expiry' is missing before " + token);
      }
    } while (lexer.peek().is("or"));
    IscPlace place = statements.place(first);
    if (lexer.peek().is(';')) {
      lexer.next();
    } else {
      statements.openBrace();
      statements.block(Wanted.ANY);
    }
    model.remark(
        place, Remark.Kind.WITHOUT_EFFECT, "what is done when a lease changes is not done here");
  }

  /** {@code log (info, "text");}. */
  void log(IscToken first) throws ConfigurationException {
    lexer.next();
    if (!lexer.next().is('(')) {
      throw lexer.fault("'(' is missing after 'log'");
    }
    IscToken level = lexer.peek();
    if (level.is("fatal") || level.is("error") || level.is("debug") || level.is("info")) {
      lexer.next();
      if (!lexer.next().is(',')) {
        throw lexer.fault("',' is missing after the level of a log message");
      }
    }
    statements.expressions().data();
    if (!lexer.next().is(')')) {
      throw lexer.fault("')' is missing after a log message");
    }
    statements.semicolon();
    if (level.is("fatal")) {
      model.notUnderstood(statements.place(first), "this ends dhcpd");
    } else {
      remark(first);
    }
  }

  /** {@code execute ("command", ...);}. */
  void execute(IscToken first) throws ConfigurationException {
    lexer.next();
    if (!lexer.next().is('(') || !lexer.next().isString()) {
      throw lexer.fault("'execute' takes a command in quotes, in parentheses");
    }
    while (lexer.peek().is(',')) {
      lexer.next();
      statements.expressions().data();
    }
    if (!lexer.next().is(')')) {
      throw lexer.fault("')' is missing after a command");
    }
    statements.semicolon();
    model.remark(
        statements.place(first), Remark.Kind.WITHOUT_EFFECT, "no command is executed here");
  }

  /** {@code zone example.org. { ... }}. */
  void zone(IscToken first) throws ConfigurationException {
    lexer.next();
    if (statements.values().hostName() == null) {
      lexer.next();
      throw lexer.fault("the name of a zone is missing");
    }
    IscPlace place = statements.place(first);
    statements.openBrace();
    while (!lexer.peek().is('}')) {
      IscToken token = lexer.next();
      switch (token.isIdentifier() ? token.text().toLowerCase(Locale.ROOT) : "") {
        case "primary", "secondary", "primary6", "secondary6" ->
            addresses(token.text().endsWith("6"));
        case "key" -> {
          String name =
              lexer.peek().isString() ? lexer.next().text() : statements.values().hostName();
          if (name == null || !model.keys().contains(name)) {
            throw lexer.fault("no key '" + name + "' is defined before");
          }
        }
        default -> throw lexer.fault("'primary', 'secondary' or 'key' is missing before " + token);
      }
      statements.semicolon();
    }
    lexer.next();
    model.remark(place, Remark.Kind.WITHOUT_EFFECT, ELSEWHERE);
  }

  private void addresses(boolean six) throws ConfigurationException {
    boolean more = true;
    while (more) {
      if (six) {
        statements.values().address6();
      } else {
        statements.values().addressOrName();
      }
      more = lexer.peek().is(',');
      if (more) {
        lexer.next();
      }
    }
  }

  /** {@code key NAME { ... }}. */
  void key(IscToken first) throws ConfigurationException {
    lexer.next();
    String name = lexer.peek().isString() ? lexer.next().text() : statements.values().hostName();
    if (name == null) {
      throw lexer.fault("the name of a key is missing");
    }
    statements.openBrace();
    while (!lexer.peek().is('}')) {
      IscToken token = lexer.next();
      if (token.is("algorithm")) {
        if (statements.values().hostName() == null) {
          throw lexer.fault("the name of an algorithm is missing");
        }
      } else if (token.is("secret")) {
        while (!lexer.peek().is(';') && !lexer.peek().isEnd() && !lexer.peek().is('}')) {
          lexer.next();
        }
      } else {
        throw lexer.fault("'algorithm' or 'secret' is missing before " + token);
      }
      statements.semicolon();
    }
    lexer.next();
    if (lexer.peek().is(';')) {
      lexer.next();
    }
    model.keys().add(name);
    // The key itself is nobody's business.
    model.remark(
        new IscPlace(lexer.source(), first.line(), "key " + name),
        Remark.Kind.WITHOUT_EFFECT,
        ELSEWHERE);
  }
}
