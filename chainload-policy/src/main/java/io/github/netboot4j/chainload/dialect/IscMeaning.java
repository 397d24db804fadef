package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.BinaryToAscii;
import io.github.netboot4j.chainload.rules.ChangeCase;
import io.github.netboot4j.chainload.rules.Concat;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.EncodeInt;
import io.github.netboot4j.chainload.rules.HardwareData;
import io.github.netboot4j.chainload.rules.HeaderText;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.PacketData;
import io.github.netboot4j.chainload.rules.PickFirstValue;
import io.github.netboot4j.chainload.rules.Regex;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.Reverse;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Suffix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression means where it stands. */
final class IscMeaning {
  private static final int DEEPEST_SPACE = 4;

  private final IscModel model;
  private final IscNames names;
  private final Where where;
  private final IscPlace place;
  private final @Nullable String without;

  /** What an expression can see beside the request. */
  interface Where {
    /** The value of a variable at this place. */
    Data variable(String name) throws ConfigurationException;

    /** The value that an option or setting has been given so far. */
    Data configured(IscOption option) throws ConfigurationException;

    /** A host is declared for the client. */
    Condition known();

    /** The client has a fixed address. */
    Condition fixed();

    /** The address that the client is given. */
    Data leasedAddress();

    /** The name of the host that is declared for the client. */
    Data hostName();
  }

  IscMeaning(IscModel model, IscNames names, Where where, IscPlace place) {
    this(model, names, where, place, null);
  }

  private IscMeaning(
      IscModel model, IscNames names, Where where, IscPlace place, @Nullable String without) {
    this.without = without;
    this.model = model;
    this.names = names;
    this.where = where;
    this.place = place;
  }

  /** The same, but a variable has no value: dhcpd takes it away before it sets it anew. */
  IscMeaning without(String variable) {
    return new IscMeaning(model, names, where, place, variable);
  }

  Data data(IscExpression expression) throws ConfigurationException {
    return switch (expression.kind()) {
      case CONSTANT -> Data.of(expression.text());
      case OPTION -> option(of(expression));
      case CONFIG_OPTION -> where.configured(of(expression));
      case HARDWARE -> new HardwareData();
      case PACKET -> new PacketData(numeric(expression.part(0)), numeric(expression.part(1)));
      case FILENAME -> new HeaderText(true);
      case SERVER_NAME -> new HeaderText(false);
      case SUBSTRING ->
          new Substring(
              data(expression.part(0)), numeric(expression.part(1)), numeric(expression.part(2)));
      case SUFFIX -> new Suffix(data(expression.part(0)), numeric(expression.part(1)));
      case LCASE -> new ChangeCase(data(expression.part(0)), false);
      case UCASE -> new ChangeCase(data(expression.part(0)), true);
      case CONCAT -> new Concat(all(expression));
      case REVERSE -> new Reverse(numeric(expression.part(0)), data(expression.part(1)));
      case PICK_FIRST_VALUE -> new PickFirstValue(all(expression));
      case BINARY_TO_ASCII ->
          new BinaryToAscii(
              numeric(expression.part(0)),
              numeric(expression.part(1)),
              data(expression.part(2)),
              data(expression.part(3)));
      case ENCODE_INT -> new EncodeInt(numeric(expression.part(0)), (int) expression.number());
      case HOST_LOOKUP -> addresses(expression.text());
      case HOST_DECL_NAME -> where.hostName();
      case LEASED_ADDRESS -> where.leasedAddress();
      case VARIABLE -> variable(expression.text());
      case NULL -> Data.NONE;
      default -> {
        notUnderstood(expression);
        yield Data.NONE;
      }
    };
  }

  private Data variable(String name) throws ConfigurationException {
    return name.equals(without) ? Data.NONE : where.variable(name);
  }

  private List<Data> all(IscExpression expression) throws ConfigurationException {
    List<Data> parts = new ArrayList<>();
    for (IscExpression part : expression.parts()) {
      parts.add(data(part));
    }
    return parts;
  }

  private static IscOption of(IscExpression expression) {
    IscOption option = expression.option();
    if (option == null) {
      throw new IllegalArgumentException("an expression about no option: " + expression);
    }
    return option;
  }

  private void notUnderstood(IscExpression expression) throws ConfigurationException {
    String what =
        switch (expression.kind()) {
          case GETHOSTNAME -> "gethostname() differs from machine to machine";
          case LEASE_TIME -> "the time that a lease has left is not known here";
          case CHECK -> "'check' is not taken here";
          case CALL -> "functions are not taken here";
          default -> "an expression that is not taken here";
        };
    model.notUnderstood(place, what);
  }

  private Data addresses(String name) throws ConfigurationException {
    int[] found = names.addressesOf(name);
    if (found.length == 0) {
      model.notUnderstood(
          place, "the name '" + name + "' leads to no address; write the address itself");
      return Data.NONE;
    }
    StringBuilder octets = new StringBuilder();
    for (int address : found) {
      octets.append(IscValueParser.text(address, 4));
    }
    return Data.of(octets.toString());
  }

  /** The value of an option in the request. */
  Data option(IscOption option) throws ConfigurationException {
    IscOption current = option.space().coded(option.code());
    boolean text = (current == null ? option : current).isText();
    if (option.space().name().equals("dhcp")) {
      return new OptionData(option.code(), text, option.toString());
    }
    if (option.space().name().equals("fqdn")) {
      model.notUnderstood(place, "option 81 is not taken apart here");
      return Data.NONE;
    }
    Data within = within(option.space(), DEEPEST_SPACE);
    if (within.equals(Data.NONE)) {
      model.slip(
          place,
          Finding.Kind.SPACE_NOT_ENCAPSULATED,
          "no option of a request carries the space '"
              + option.space().name()
              + "', so "
              + option
              + " is never there");
      return Data.NONE;
    }
    return new SubOptionData(
        within,
        option.code(),
        option.space().codeOctets(),
        option.space().lengthOctets(),
        text,
        option.toString());
  }

  /** The octets of the request that hold the options of a space. */
  private Data within(IscSpace space, int depth) {
    IscOption holder = space.holder();
    if (holder == null
        || depth == 0
        || holder.space().coded(holder.code()) != holder
        || !holder.type().equalsIgnoreCase("E" + space.name() + ".")) {
      return Data.NONE;
    }
    if (holder.space().name().equals("dhcp")) {
      return new OptionData(holder.code(), false, holder.toString());
    }
    Data outer = within(holder.space(), depth - 1);
    return outer.equals(Data.NONE)
        ? outer
        : new SubOptionData(
            outer,
            holder.code(),
            holder.space().codeOctets(),
            holder.space().lengthOctets(),
            false,
            holder.toString());
  }

  private Numeric numeric(IscExpression expression) throws ConfigurationException {
    return switch (expression.kind()) {
      case NUMBER -> new Numeric.Constant(expression.number());
      case EXTRACT_INT ->
          new Numeric.ExtractInt(data(expression.part(0)), (int) expression.number());
      case ARITHMETIC ->
          new Numeric.Arithmetic(
              numeric(expression.part(0)),
              expression.text().charAt(0),
              numeric(expression.part(1)));
      case CLIENT_STATE -> new Numeric.Constant(Numeric.ABSENT);
      case VARIABLE -> {
        model.notUnderstood(place, "a variable that holds a number is not taken here");
        yield new Numeric.Constant(Numeric.ABSENT);
      }
      default -> {
        notUnderstood(expression);
        yield new Numeric.Constant(Numeric.ABSENT);
      }
    };
  }

  /** It evaluates to true. */
  Condition isTrue(IscExpression expression) throws ConfigurationException {
    return switch (expression.kind()) {
      case AND -> flat(expression, IscExpression.Kind.AND, true);
      case OR -> flat(expression, IscExpression.Kind.OR, false);
      case NOT -> isFalse(expression.part(0));
      case NOT_EQUAL -> suspected(equality(expression), expression).negated();
      case EQUAL -> suspected(equality(expression), expression);
      case EXISTS -> {
        Data value = option(of(expression));
        yield value.equals(Data.NONE) ? Condition.never() : new IsThere(value);
      }
      case KNOWN -> where.known();
      case STATIC -> where.fixed();
      case DEFINED -> new IsThere(variable(expression.text()));
      case MATCH, MATCH_IGNORING_CASE -> {
        Regex regex = regex(expression);
        yield regex == null
            ? Condition.never()
            : suspected(new RegexMatch(data(expression.part(0)), regex), expression);
      }
      default -> {
        if (expression.kind() == IscExpression.Kind.VARIABLE) {
          model.notUnderstood(place, "a variable that holds true or false is not taken here");
        } else {
          notUnderstood(expression);
        }
        yield Condition.never();
      }
    };
  }

  /** Tells of a test that no client passes. */
  private Condition suspected(Condition test, IscExpression expression) {
    SuspectTest suspect = SuspectTest.of(test);
    if (suspect != null) {
      IscPlace here = new IscPlace(place.source(), expression.line(), test.toString());
      model.slip(here, suspect.kind(), suspect.why());
    }
    return test;
  }

  /** Parts that stand in one another are put side by side. */
  private Condition flat(IscExpression expression, IscExpression.Kind kind, boolean all)
      throws ConfigurationException {
    List<Condition> parts = new ArrayList<>();
    flatten(expression, kind, parts);
    return all ? new Condition.All(parts) : new Condition.Any(parts);
  }

  private void flatten(IscExpression expression, IscExpression.Kind kind, List<Condition> into)
      throws ConfigurationException {
    if (expression.kind() == kind) {
      flatten(expression.part(0), kind, into);
      flatten(expression.part(1), kind, into);
    } else {
      into.add(isTrue(expression));
    }
  }

  /**
   * It evaluates to false, which is not the same as not to true: an expression can evaluate to
   * nothing. In dhcpd {@code and} does so already when its left side is false.
   */
  private Condition isFalse(IscExpression expression) throws ConfigurationException {
    return switch (expression.kind()) {
      case AND -> isTrue(expression.part(0)).and(isFalse(expression.part(1)));
      case OR ->
          isTrue(expression)
              .negated()
              .and(isFalse(expression.part(0)).or(isFalse(expression.part(1))));
      case NOT -> isTrue(expression.part(0));
      case MATCH, MATCH_IGNORING_CASE -> {
        Regex regex = regex(expression);
        Data subject = data(expression.part(0));
        yield regex == null
            ? Condition.never()
            : new IsThere(subject).and(new RegexMatch(subject, regex).negated());
      }
      default -> isTrue(expression).negated();
    };
  }

  private Condition equality(IscExpression expression) throws ConfigurationException {
    IscExpression left = expression.part(0);
    IscExpression right = expression.part(1);
    boolean numbers =
        left.type() == IscExpression.Type.NUMERIC || right.type() == IscExpression.Type.NUMERIC;
    return numbers
        ? new NumericEquals(numeric(left), numeric(right))
        : new DataEquals(data(left), data(right));
  }

  private @Nullable Regex regex(IscExpression expression) throws ConfigurationException {
    IscExpression pattern = expression.part(1);
    if (pattern.kind() != IscExpression.Kind.CONSTANT) {
      model.notUnderstood(place, "a regular expression that is not constant is not taken here");
      return null;
    }
    try {
      int end = pattern.text().indexOf('\0');
      return Regex.of(
          end < 0 ? pattern.text() : pattern.text().substring(0, end),
          expression.kind() == IscExpression.Kind.MATCH_IGNORING_CASE);
    } catch (IllegalArgumentException e) {
      model.notUnderstood(place, "the regular expression is not taken here: " + e.getMessage());
      return null;
    }
  }

  /** The value of a {@code switch} is that of a case. */
  Condition matches(IscExpression on, IscExpression value) throws ConfigurationException {
    if (on.type() == IscExpression.Type.DATA) {
      Data left = data(on);
      Data right = data(value);
      return new DataEquals(left, right)
          .and(right.varies() ? new IsThere(left) : Condition.always());
    }
    Numeric left = numeric(on);
    return new NumericEquals(left, numeric(value))
        .and(new io.github.netboot4j.chainload.rules.NumberIsThere(left));
  }
}
