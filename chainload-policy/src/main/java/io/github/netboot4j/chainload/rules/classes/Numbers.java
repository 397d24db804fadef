package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.NumberIsThere;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.Workspace;

/** What is known of numbers on a path of evaluation. */
final class Numbers {
  private static final Quantity NONE = new Quantity.None();
  private static final Quantity UNCLEAR = new Quantity.Unclear();

  /** What is known of a number. */
  sealed interface Quantity {
    /** There is none. */
    record None() implements Quantity {}

    /** This one. */
    record Known(long number) implements Quantity {}

    /** The first octets of something that has so many. */
    record Read(Value.Part of, int octets) implements Quantity {}

    /** There may be one. */
    record Unclear() implements Quantity {}
  }

  private Numbers() {}

  static Quantity of(Numeric numeric, Walk walk) {
    if (numeric instanceof Numeric.Constant constant) {
      return known(constant.number());
    }
    if (numeric instanceof Numeric.ExtractInt extract) {
      return extracted(walk.value(extract.of()), extract.octets(), walk);
    }
    if (numeric instanceof Numeric.Arithmetic arithmetic) {
      Quantity left = of(arithmetic.left(), walk);
      Quantity right = of(arithmetic.right(), walk);
      if (left instanceof Quantity.Known first && right instanceof Quantity.Known second) {
        Numeric whole =
            new Numeric.Arithmetic(
                new Numeric.Constant(first.number()),
                arithmetic.operator(),
                new Numeric.Constant(second.number()));
        return known(whole.value(new BootRequest(), new Workspace()));
      }
      boolean none = left instanceof Quantity.None || right instanceof Quantity.None;
      return none ? NONE : UNCLEAR;
    }
    return UNCLEAR;
  }

  private static Quantity known(long number) {
    return number == Numeric.ABSENT ? NONE : new Quantity.Known(number);
  }

  private static Quantity extracted(Value value, int octets, Walk walk) {
    if (value instanceof Value.Part part) {
      boolean enough = walk.test(part, new Languages.AtLeast(octets));
      return enough ? new Quantity.Read(part, octets) : octets == 1 ? known(0) : NONE;
    }
    if (value instanceof Value.Known known) {
      Numeric whole = new Numeric.ExtractInt(Data.of(known.octets()), octets);
      return known(whole.value(new BootRequest(), new Workspace()));
    }
    return value instanceof Value.Absent ? NONE : UNCLEAR;
  }

  static boolean isThere(NumberIsThere condition, Walk walk) {
    Quantity number = of(condition.value(), walk);
    return number instanceof Quantity.Unclear
        ? walk.assumes(condition)
        : !(number instanceof Quantity.None);
  }

  static boolean equal(NumericEquals condition, Walk walk) {
    Quantity left = of(condition.left(), walk);
    Quantity right = of(condition.right(), walk);
    if (left instanceof Quantity.Unclear || right instanceof Quantity.Unclear) {
      return walk.assumes(condition);
    }
    if (left instanceof Quantity.None || right instanceof Quantity.None) {
      return left.equals(right);
    }
    if (left instanceof Quantity.Known first) {
      return right instanceof Quantity.Known second
          ? first.number() == second.number()
          : right instanceof Quantity.Read read && is(read, first.number(), walk);
    }
    if (left instanceof Quantity.Read read && right instanceof Quantity.Known second) {
      return is(read, second.number(), walk);
    }
    return condition.left().equals(condition.right()) || walk.assumes(condition);
  }

  private static boolean is(Quantity.Read read, long number, Walk walk) {
    boolean fits = number >= 0 && number >>> (Byte.SIZE * read.octets()) == 0;
    return fits
        && walk.test(read.of(), Languages.startingWith(Languages.number(number, read.octets())));
  }
}
