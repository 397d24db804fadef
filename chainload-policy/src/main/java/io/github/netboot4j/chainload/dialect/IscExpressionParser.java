package io.github.netboot4j.chainload.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions as dhcpd does, whose operators bind in a way of their own: {@code a and b = c
 * or d} is {@code a and ((b = c) or d)}.
 */
final class IscExpressionParser {
  /** The deepest that expressions may stand in one another. */
  static final int DEEPEST = 300;

  /** Where numbers stand for themselves rather than for octets in base 16. */
  enum Wanted {
    ANY,
    DATA,
    NUMERIC,
    DATA_OR_NUMERIC,
    BOOLEAN
  }

  /** Names of numbers; as the server evaluates nothing that leads to one, only that they exist. */
  private static final Map<String, Integer> NAMED_NUMBERS =
      Map.ofEntries(
          Map.entry("formerr", 1),
          Map.entry("noerror", 0),
          Map.entry("notauth", 9),
          Map.entry("notimp", 27),
          Map.entry("notzone", 10),
          Map.entry("nxdomain", 3),
          Map.entry("nxrrset", 8),
          Map.entry("refused", 5),
          Map.entry("servfail", 2),
          Map.entry("yxdomain", 6),
          Map.entry("yxrrset", 7),
          Map.entry("booting", 2),
          Map.entry("reboot", 1),
          Map.entry("select", 3),
          Map.entry("request", 4),
          Map.entry("bound", 5),
          Map.entry("renew", 6),
          Map.entry("rebind", 7));

  private static final int TIGHTEST = 100;

  private final IscLexer lexer;
  private final IscValueParser values;
  private int depth;

  IscExpressionParser(IscLexer lexer, IscValueParser values) {
    this.lexer = lexer;
    this.values = values;
  }

  IscExpression bool() throws ConfigurationException {
    return typed(Wanted.BOOLEAN, IscExpression.Type.BOOLEAN, "a condition");
  }

  IscExpression data() throws ConfigurationException {
    return typed(
        Wanted.DATA, IscExpression.Type.DATA, "data: a string, octets in base 16 or an expression");
  }

  IscExpression numeric() throws ConfigurationException {
    return typed(Wanted.NUMERIC, IscExpression.Type.NUMERIC, "a number");
  }

  private IscExpression typed(Wanted wanted, IscExpression.Type type, String what)
      throws ConfigurationException {
    IscExpression read = any(wanted);
    if (read.type() != type && read.type() != IscExpression.Type.ANY) {
      throw lexer.fault("here must be " + what);
    }
    return read;
  }

  IscExpression any(Wanted wanted) throws ConfigurationException {
    return expression(wanted, null, null);
  }

  private IscExpression expression(
      Wanted wanted, @Nullable IscExpression leftOperand, @Nullable Operator leftOperator)
      throws ConfigurationException {
    enter();
    Wanted context = wanted;
    IscExpression left = leftOperand;
    Operator operator = leftOperator;
    while (true) {
      IscExpression right = operand(context);
      Operator next = operator();
      if (next != null) {
        context = wantedBeside(right);
      }
      if (left == null || operator == null) {
        if (next == null) {
          depth--;
          return right;
        }
        take(next);
        left = right;
        operator = next;
        continue;
      }
      if (next != null && operator.precedence < next.precedence) {
        take(next);
        right = expression(next.operands, right, next);
        next = null;
      }
      left = combine(left, operator, right);
      if (next == null) {
        depth--;
        return left;
      }
      take(next);
      operator = next;
    }
  }

  private void enter() throws ConfigurationException {
    if (++depth > DEEPEST) {
      throw lexer.fault("an expression of more than " + DEEPEST + " parts in one another");
    }
  }

  private static Wanted wantedBeside(IscExpression operand) {
    return switch (operand.type()) {
      case DATA -> Wanted.DATA;
      case NUMERIC -> Wanted.NUMERIC;
      case BOOLEAN -> Wanted.BOOLEAN;
      case ANY -> Wanted.ANY;
    };
  }

  private enum Operator {
    EQUAL(IscExpression.Kind.EQUAL, "=", 4, Wanted.DATA),
    NOT_EQUAL(IscExpression.Kind.NOT_EQUAL, "!=", 4, Wanted.DATA),
    MATCH(IscExpression.Kind.MATCH, "~=", 4, Wanted.DATA),
    MATCH_IGNORING_CASE(IscExpression.Kind.MATCH_IGNORING_CASE, "~~", 4, Wanted.DATA),
    AND(IscExpression.Kind.AND, "and", 3, Wanted.BOOLEAN),
    OR(IscExpression.Kind.OR, "or", 3, Wanted.BOOLEAN),
    ADD(IscExpression.Kind.ARITHMETIC, "+", 2, Wanted.NUMERIC),
    MULTIPLY(IscExpression.Kind.ARITHMETIC, "*", 1, Wanted.NUMERIC),
    DIVIDE(IscExpression.Kind.ARITHMETIC, "/", 1, Wanted.NUMERIC),
    REMAINDER(IscExpression.Kind.ARITHMETIC, "%", 1, Wanted.NUMERIC),
    BINARY_AND(IscExpression.Kind.ARITHMETIC, "&", TIGHTEST, Wanted.NUMERIC),
    BINARY_OR(IscExpression.Kind.ARITHMETIC, "|", TIGHTEST, Wanted.NUMERIC),
    BINARY_XOR(IscExpression.Kind.ARITHMETIC, "^", TIGHTEST, Wanted.NUMERIC);

    private final IscExpression.Kind kind;
    private final String sign;
    private final int precedence;
    private final Wanted operands;

    Operator(IscExpression.Kind kind, String sign, int precedence, Wanted operands) {
      this.kind = kind;
      this.sign = sign;
      this.precedence = precedence;
      this.operands = operands;
    }
  }

  private @Nullable Operator operator() throws ConfigurationException {
    IscToken token = lexer.peek();
    for (Operator operator : Operator.values()) {
      String sign = operator.sign;
      boolean here =
          Character.isLetter(sign.charAt(0))
              ? token.is(sign)
              : token.is(sign.charAt(0))
                  && (sign.length() == 1 || lexer.peek(1).is(sign.charAt(1)));
      if (here) {
        return operator;
      }
    }
    if (token.is('!') || token.is('~')) {
      lexer.next();
      throw lexer.fault(token + " is not an operator here: != and ~= are, and 'not'");
    }
    return null;
  }

  private void take(Operator operator) throws ConfigurationException {
    lexer.next();
    if (operator.sign.length() == 2 && !Character.isLetter(operator.sign.charAt(0))) {
      lexer.next();
    }
  }

  private IscExpression combine(IscExpression left, Operator operator, IscExpression right)
      throws ConfigurationException {
    IscExpression.Type type = right.type();
    if (type != IscExpression.Type.ANY
        && left.type() != IscExpression.Type.ANY
        && type != left.type()) {
      throw lexer.fault("'" + operator.sign + "' between " + left.type() + " and " + type);
    }
    boolean fits =
        switch (operator.kind) {
          case EQUAL, NOT_EQUAL -> type != IscExpression.Type.BOOLEAN;
          case MATCH -> type == IscExpression.Type.DATA;
          case MATCH_IGNORING_CASE ->
              type == IscExpression.Type.DATA || type == IscExpression.Type.ANY;
          case AND, OR -> type == IscExpression.Type.BOOLEAN || type == IscExpression.Type.ANY;
          default -> type == IscExpression.Type.NUMERIC || type == IscExpression.Type.ANY;
        };
    if (!fits) {
      throw lexer.fault("'" + operator.sign + "' does not take " + type);
    }
    return new IscExpression(
        operator.kind, List.of(left, right), operator.sign, 0, null, left.line());
  }

  private IscExpression operand(Wanted wanted) throws ConfigurationException {
    enter();
    IscExpression read = unary(wanted);
    depth--;
    return read;
  }

  private IscExpression unary(Wanted wanted) throws ConfigurationException {
    IscToken token = lexer.peek();
    int line = token.line();
    switch (token.kind()) {
      case STRING -> {
        lexer.next();
        return IscExpression.constant(token.text(), line);
      }
      case NUMBER -> {
        if (wanted == Wanted.NUMERIC || wanted == Wanted.DATA_OR_NUMERIC) {
          lexer.next();
          return IscExpression.number(values.integer(token), line);
        }
        return IscExpression.constant(values.octets(), line);
      }
      case MARK -> {
        lexer.next();
        if (!token.is('(')) {
          throw lexer.fault("an expression is missing before " + token);
        }
        IscExpression read = any(wanted);
        mark(')');
        return read;
      }
      case END -> {
        lexer.next();
        throw lexer.fault("an expression is missing before " + token);
      }
      default -> {
        return word(token, line);
      }
    }
  }

  private IscExpression word(IscToken token, int line) throws ConfigurationException {
    String word = token.text().toLowerCase(Locale.ROOT);
    if (token.isFreeName() && token.kind() == IscToken.Kind.NUMBER_OR_NAME) {
      return IscExpression.constant(values.octets(), line);
    }
    lexer.next();
    Integer named = NAMED_NUMBERS.get(word);
    if (named != null) {
      return IscExpression.number(named, line);
    }
    return switch (word) {
      case "not" -> {
        IscExpression negated = operand(Wanted.BOOLEAN);
        if (negated.type() != IscExpression.Type.BOOLEAN) {
          throw lexer.fault("'not' must stand before a condition");
        }
        yield IscExpression.of(IscExpression.Kind.NOT, line, negated);
      }
      case "exists" ->
          IscExpression.ofOption(IscExpression.Kind.EXISTS, values.knownOption(), line);
      case "option" ->
          IscExpression.ofOption(IscExpression.Kind.OPTION, values.knownOption(), line);
      case "config-option" ->
          IscExpression.ofOption(IscExpression.Kind.CONFIG_OPTION, values.knownOption(), line);
      case "known" -> IscExpression.of(IscExpression.Kind.KNOWN, line);
      case "static" -> IscExpression.of(IscExpression.Kind.STATIC, line);
      case "hardware" -> IscExpression.of(IscExpression.Kind.HARDWARE, line);
      case "leased-address" -> IscExpression.of(IscExpression.Kind.LEASED_ADDRESS, line);
      case "client-state" -> IscExpression.of(IscExpression.Kind.CLIENT_STATE, line);
      case "filename" -> IscExpression.of(IscExpression.Kind.FILENAME, line);
      case "server-name" -> IscExpression.of(IscExpression.Kind.SERVER_NAME, line);
      case "lease-time" -> IscExpression.of(IscExpression.Kind.LEASE_TIME, line);
      case "null" -> IscExpression.of(IscExpression.Kind.NULL, line);
      case "host-decl-name" -> IscExpression.of(IscExpression.Kind.HOST_DECL_NAME, line);
      case "check" -> IscExpression.named(IscExpression.Kind.CHECK, string(), line);
      case "gethostname" -> {
        mark('(');
        mark(')');
        yield IscExpression.of(IscExpression.Kind.GETHOSTNAME, line);
      }
      case "gethostbyname" -> {
        mark('(');
        IscExpression lookup = IscExpression.named(IscExpression.Kind.HOST_LOOKUP, string(), line);
        mark(')');
        yield lookup;
      }
      case "defined" -> {
        mark('(');
        IscToken name = lexer.next();
        if (!name.isFreeName()) {
          throw lexer.fault(name + " cannot be the name of a variable");
        }
        mark(')');
        yield IscExpression.named(IscExpression.Kind.DEFINED, name.text(), line);
      }
      default -> function(token, word, line);
    };
  }

  private IscExpression function(IscToken token, String word, int line)
      throws ConfigurationException {
    switch (word) {
      case "substring" -> {
        return call(IscExpression.Kind.SUBSTRING, line, "dnn");
      }
      case "suffix" -> {
        return call(IscExpression.Kind.SUFFIX, line, "dn");
      }
      case "lcase" -> {
        return call(IscExpression.Kind.LCASE, line, "d");
      }
      case "ucase" -> {
        return call(IscExpression.Kind.UCASE, line, "d");
      }
      case "reverse" -> {
        return call(IscExpression.Kind.REVERSE, line, "nd");
      }
      case "packet" -> {
        return call(IscExpression.Kind.PACKET, line, "nn");
      }
      case "binary-to-ascii" -> {
        return call(IscExpression.Kind.BINARY_TO_ASCII, line, "nndd");
      }
      case "v6relay" -> {
        call(IscExpression.Kind.NULL, line, "nd");
        return IscExpression.of(IscExpression.Kind.NULL, line);
      }
      case "concat", "pick-first-value", "pick" -> {
        boolean concat = word.equals("concat");
        mark('(');
        List<IscExpression> parts = new ArrayList<>();
        parts.add(data());
        while (lexer.peek().is(',')) {
          lexer.next();
          parts.add(data());
        }
        if (concat && parts.size() == 1) {
          mark(',');
        }
        mark(')');
        IscExpression.Kind kind =
            concat ? IscExpression.Kind.CONCAT : IscExpression.Kind.PICK_FIRST_VALUE;
        return new IscExpression(kind, parts, "", 0, null, line);
      }
      case "extract-int", "encode-int" -> {
        boolean extract = word.equals("extract-int");
        mark('(');
        IscExpression of = extract ? data() : numeric();
        mark(',');
        IscToken bits = lexer.next();
        if (!bits.isNumber() || !List.of("8", "16", "32").contains(bits.text())) {
          throw lexer.fault("8, 16 or 32 bits are possible, not " + bits);
        }
        mark(')');
        return IscExpression.sized(
            extract ? IscExpression.Kind.EXTRACT_INT : IscExpression.Kind.ENCODE_INT,
            values.integer(bits) / 8,
            line,
            of);
      }
      default -> {
        return variable(token, line);
      }
    }
  }

  private IscExpression variable(IscToken token, int line) throws ConfigurationException {
    if (!token.isFreeName()) {
      throw lexer.fault("an expression is missing before " + token);
    }
    if (!lexer.peek().is('(')) {
      return IscExpression.named(IscExpression.Kind.VARIABLE, token.text(), line);
    }
    do {
      lexer.next();
      any(Wanted.ANY);
    } while (lexer.peek().is(','));
    mark(')');
    return IscExpression.named(IscExpression.Kind.CALL, token.text(), line);
  }

  /** Arguments: {@code d} for data, {@code n} for a number. */
  private IscExpression call(IscExpression.Kind kind, int line, String arguments)
      throws ConfigurationException {
    mark('(');
    List<IscExpression> parts = new ArrayList<>();
    for (int index = 0; index < arguments.length(); index++) {
      if (index > 0) {
        mark(',');
      }
      parts.add(arguments.charAt(index) == 'd' ? data() : numeric());
    }
    mark(')');
    return new IscExpression(kind, parts, "", 0, null, line);
  }

  private String string() throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.isString()) {
      throw lexer.fault("a string in quotes is missing before " + token);
    }
    return token.text();
  }

  private void mark(char expected) throws ConfigurationException {
    IscToken token = lexer.next();
    if (!token.is(expected)) {
      throw lexer.fault("'" + expected + "' is missing before " + token);
    }
  }
}
