package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.IscExpressionParser.Wanted;
import io.github.netboot4j.chainload.dialect.IscStatement.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the statements that dhcpd executes for a request. */
final class IscStatementParser {
  /** The deepest that braces may stand in one another. */
  static final int DEEPEST = 100;

  private static final int MOST_BRANCHES = 2000;

  private static final Set<String> FLAGS =
      Set.of(
          "bootp",
          "booting",
          "dynamic-bootp",
          "unknown-clients",
          "duplicates",
          "declines",
          "client-updates",
          "leasequery");

  private final IscModel model;
  private final IscLexer lexer;
  private final IscValueParser values;
  private final IscExpressionParser expressions;
  private final IscElsewhereParser elsewhere;
  private int depth;

  IscStatementParser(IscModel model, IscLexer lexer, int depth) {
    this.model = model;
    this.lexer = lexer;
    this.depth = depth;
    values = new IscValueParser(lexer, model.spaces());
    expressions = new IscExpressionParser(lexer, values);
    elsewhere = new IscElsewhereParser(model, lexer, this);
  }

  IscValueParser values() {
    return values;
  }

  IscExpressionParser expressions() {
    return expressions;
  }

  IscElsewhereParser elsewhere() {
    return elsewhere;
  }

  int depth() {
    return depth;
  }

  void enter() throws ConfigurationException {
    if (++depth > DEEPEST) {
      throw lexer.fault("braces stand more than " + DEEPEST + " deep in one another");
    }
  }

  void leave() {
    depth--;
  }

  IscPlace place(IscToken first) {
    return new IscPlace(lexer.source(), first.line(), lexer.excerpt(first.start()));
  }

  void semicolon() throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.is(';')) {
      throw lexer.fault("';' is missing before " + token);
    }
  }

  void openBrace() throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.is('{')) {
      throw lexer.fault("'{' is missing before " + token);
    }
  }

  private void closeBrace() throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.is('}')) {
      throw lexer.fault("'}' or a statement is missing before " + token);
    }
  }

  /** Statements up to a closing brace, which is taken. */
  List<IscStatement> block(Wanted caseValues) throws ConfigurationException {
    enter();
    List<IscStatement> body = new ArrayList<>();
    while (!lexer.peek().is('}') && !lexer.peek().isEnd()) {
      if (!statement(body, caseValues)) {
        break;
      }
    }
    closeBrace();
    leave();
    return body;
  }

  /**
   * Reads one statement.
   *
   * @param into takes it, unless it does nothing here
   * @param caseValues what follows {@code case}; {@link Wanted#ANY} outside of a {@code switch}
   * @return whether there was one
   */
  boolean statement(List<IscStatement> into, Wanted caseValues) throws ConfigurationException {
    IscToken first = lexer.peek();
    if (!first.isIdentifier()) {
      return false;
    }
    switch (first.text().toLowerCase(Locale.ROOT)) {
      case "if" -> {
        lexer.next();
        into.add(conditional(first));
      }
      case "switch" -> {
        lexer.next();
        into.add(switching(first));
      }
      case "case" -> {
        lexer.next();
        if (caseValues == Wanted.ANY) {
          throw lexer.fault("'case' stands in no 'switch'");
        }
        IscExpression value = expressions.any(caseValues);
        if (!lexer.next().is(':')) {
          throw lexer.fault("':' is missing after the value of a case");
        }
        into.add(new IscStatement.Case(place(first), value));
      }
      case "break" -> {
        lexer.next();
        semicolon();
        into.add(new IscStatement.Break(place(first)));
      }
      case "option", "supersede", "send" -> {
        lexer.next();
        into.add(assignment(first, values.knownOption(), Operation.SUPERSEDE));
      }
      case "default" -> {
        lexer.next();
        if (lexer.peek().is(':')) {
          lexer.next();
          if (caseValues == Wanted.ANY) {
            throw lexer.fault("'default:' stands in no 'switch'");
          }
          into.add(new IscStatement.Default(place(first)));
        } else {
          into.add(assignment(first, values.knownOption(), Operation.DEFAULT));
        }
      }
      case "prepend" -> {
        lexer.next();
        into.add(assignment(first, values.knownOption(), Operation.PREPEND));
      }
      case "append" -> {
        lexer.next();
        into.add(assignment(first, values.knownOption(), Operation.APPEND));
      }
      case "allow" -> into.add(permission(first, "\1"));
      case "deny" -> into.add(permission(first, "\0"));
      case "ignore" -> into.add(permission(first, "\2"));
      case "set" -> variable(first, into);
      case "unset" -> {
        lexer.next();
        String name = variableName();
        semicolon();
        into.add(new IscStatement.SetVariable(place(first), name, null));
      }
      case "define" -> definition(first);
      case "add" -> classMembership(first, into);
      case "on" -> elsewhere.event(first);
      case "log" -> elsewhere.log(first);
      case "execute" -> elsewhere.execute(first);
      case "eval", "return" -> {
        lexer.next();
        expressions.any(Wanted.DATA);
        semicolon();
        if (first.is("return")) {
          model.notUnderstood(place(first), "functions are not taken here");
        }
      }
      case "parse-vendor-option" -> {
        lexer.next();
        semicolon();
        model.notUnderstood(place(first), "options within option 43 are not taken apart here");
      }
      case "db-time-format" -> elsewhere.timeFormat(first);
      case "zone" -> elsewhere.zone(first);
      case "key" -> elsewhere.key(first);
      default -> {
        return setting(first, into);
      }
    }
    return true;
  }

  private IscStatement.If conditional(IscToken first) throws ConfigurationException {
    List<IscStatement.Branch> branches = new ArrayList<>();
    boolean more = true;
    IscPlace place = place(first);
    while (more) {
      boolean inParentheses = lexer.peek().is('(');
      if (inParentheses) {
        lexer.next();
      }
      IscExpression condition = expressions.bool();
      if (inParentheses && !lexer.next().is(')')) {
        throw lexer.fault(
            "')' is missing: parentheses after 'if' go round the whole of the condition");
      }
      if (branches.isEmpty()) {
        place = place(first);
      }
      openBrace();
      branches.add(new IscStatement.Branch(condition, block(Wanted.ANY)));
      if (branches.size() > MOST_BRANCHES) {
        throw lexer.fault("more than " + MOST_BRANCHES + " branches of one 'if'");
      }
      more = false;
      if (lexer.peek().is("elsif")) {
        lexer.next();
        more = true;
      } else if (lexer.peek().is("else")) {
        lexer.next();
        more = lexer.peek().is("if");
        if (more) {
          lexer.next();
        } else {
          openBrace();
          branches.add(new IscStatement.Branch(null, block(Wanted.ANY)));
        }
      }
    }
    return new IscStatement.If(place, branches);
  }

  private IscStatement.Switch switching(IscToken first) throws ConfigurationException {
    if (!lexer.next().is('(')) {
      throw lexer.fault("'(' is missing after 'switch'");
    }
    IscExpression on = expressions.any(Wanted.DATA_OR_NUMERIC);
    if (!lexer.next().is(')')) {
      throw lexer.fault("')' is missing after what is switched on");
    }
    IscPlace place = place(first);
    openBrace();
    return new IscStatement.Switch(
        place, on, block(on.type() == IscExpression.Type.DATA ? Wanted.DATA : Wanted.NUMERIC));
  }

  /** The value after an option's name. */
  IscStatement.Assign assignment(IscToken first, IscOption option, Operation operation)
      throws ConfigurationException {
    IscExpression value;
    if (lexer.peek().is(';') && !option.type().startsWith("Z")) {
      lexer.next();
      throw lexer.fault("'" + option + "' has no value");
    }
    if (lexer.peek().is('=')) {
      lexer.next();
      value = expressions.data();
    } else {
      value = values.value(option);
    }
    semicolon();
    return new IscStatement.Assign(place(first), operation, option, value);
  }

  private IscStatement permission(IscToken first, String flag) throws ConfigurationException {
    lexer.next();
    IscToken what = lexer.next();
    String name = what.text().toLowerCase(Locale.ROOT);
    if (!what.isIdentifier() || !FLAGS.contains(name)) {
      throw lexer.fault(
          "one of " + FLAGS.stream().sorted().toList() + " is missing before " + what);
    }
    semicolon();
    String setting =
        switch (name) {
          case "bootp" -> "allow-bootp";
          case "booting" -> "allow-booting";
          case "unknown-clients" -> "boot-unknown-clients";
          default -> name;
        };
    return new IscStatement.Assign(
        place(first),
        Operation.SUPERSEDE,
        model.spaces().setting(setting),
        IscExpression.constant(flag, first.line()));
  }

  private String variableName() throws ConfigurationException {
    IscToken name = lexer.next();
    if (!name.isFreeName()) {
      throw lexer.fault(name + " cannot be the name of a variable");
    }
    return name.text();
  }

  private void variable(IscToken first, List<IscStatement> into) throws ConfigurationException {
    lexer.next();
    String name = variableName();
    if (lexer.peek().is('(')) {
      function(first);
      return;
    }
    if (!lexer.next().is('=')) {
      throw lexer.fault("'=' is missing after the name of a variable");
    }
    IscExpression value = expressions.any(Wanted.ANY);
    semicolon();
    into.add(new IscStatement.SetVariable(place(first), name, value));
  }

  private void definition(IscToken first) throws ConfigurationException {
    lexer.next();
    variableName();
    if (lexer.peek().is('(')) {
      function(first);
      return;
    }
    if (!lexer.next().is('=')) {
      throw lexer.fault("'=' is missing after the name of a variable");
    }
    expressions.any(Wanted.ANY);
    semicolon();
    model.notUnderstood(place(first), "'define' makes functions, which are not taken here");
  }

  private void function(IscToken first) throws ConfigurationException {
    lexer.next();
    while (!lexer.peek().is(')')) {
      variableName();
      if (!lexer.peek().is(',')) {
        break;
      }
      lexer.next();
    }
    if (!lexer.next().is(')')) {
      throw lexer.fault("')' is missing after the arguments of a function");
    }
    IscPlace place = place(first);
    openBrace();
    block(Wanted.ANY);
    model.notUnderstood(place, "functions are not taken here");
  }

  private void classMembership(IscToken first, List<IscStatement> into)
      throws ConfigurationException {
    lexer.next();
    IscToken name = lexer.next();
    if (!name.isString()) {
      throw lexer.fault("the name of a class in quotes is missing before " + name);
    }
    IscModel.ClientClass named = model.clientClass(name.text());
    if (named == null) {
      throw lexer.fault("no class " + name + " is declared before");
    }
    semicolon();
    into.add(new IscStatement.AddClass(place(first), named.scope));
  }

  /** A setting of the server, or a call of a function. */
  private boolean setting(IscToken first, List<IscStatement> into) throws ConfigurationException {
    IscOption option = model.spaces().server().named(first.text());
    if (option != null) {
      lexer.next();
      into.add(assignment(first, option, Operation.SUPERSEDE));
      return true;
    }
    if (!first.isFreeName()) {
      return false;
    }
    IscToken second = lexer.peek(1);
    if (!second.is('(') && !second.is(';')) {
      lexer.next();
      throw lexer.fault("unknown statement " + first);
    }
    expressions.any(Wanted.DATA);
    semicolon();
    model.remark(place(first), Remark.Kind.INERT, "a value that nothing is done with");
    return true;
  }
}
