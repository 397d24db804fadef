package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A test on a request. Those here combine or are common to all dialects; a dialect adds its own as
 * records with walkable components and a {@code toString} for people. Evaluating allocates nothing
 * and throws nothing for any content of a request.
 */
public interface Condition {
  /** Holds for every request. */
  static Condition always() {
    return All.OF_NONE;
  }

  /** Holds for none. */
  static Condition never() {
    return Any.OF_NONE;
  }

  /** One of these holds; for many, where {@link #or} would make a tree as deep as they are many. */
  static Condition any(List<? extends Condition> of) {
    return of.isEmpty() ? never() : of.size() == 1 ? of.get(0) : new Any(List.copyOf(of));
  }

  /** Whether it holds. */
  boolean holds(BootRequest request, Workspace space);

  /** For a condition that does not hold: which part of it is to blame. */
  default String whyNot(BootRequest request, Workspace space) {
    return "it is not so that " + this;
  }

  /** Both hold. */
  default Condition and(Condition other) {
    if (equals(always()) || other.equals(never())) {
      return other;
    }
    return other.equals(always()) || equals(never()) ? this : new All(List.of(this, other));
  }

  /** One of them holds. */
  default Condition or(Condition other) {
    if (equals(never()) || other.equals(always())) {
      return other;
    }
    return other.equals(never()) || equals(always()) ? this : new Any(List.of(this, other));
  }

  /** It does not hold. */
  default Condition negated() {
    return equals(always()) ? never() : equals(never()) ? always() : new Not(this);
  }

  /** All of these hold, asked in their order. */
  record All(List<Condition> parts) implements Condition {
    private static final All OF_NONE = new All(List.of());

    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      for (int index = 0; index < parts.size(); index++) {
        if (!parts.get(index).holds(request, space)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String whyNot(BootRequest request, Workspace space) {
      for (Condition part : parts) {
        if (!part.holds(request, space)) {
          return part.whyNot(request, space);
        }
      }
      return "nothing is wrong with it";
    }

    @Override
    public String toString() {
      return parts.isEmpty()
          ? "anyone"
          : parts.stream().map(Condition::toString).collect(Collectors.joining(" and "));
    }
  }

  /** One of these holds, asked in their order. */
  record Any(List<Condition> parts) implements Condition {
    private static final Any OF_NONE = new Any(List.of());

    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      for (int index = 0; index < parts.size(); index++) {
        if (parts.get(index).holds(request, space)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return parts.isEmpty()
          ? "no one"
          : parts.stream().map(Condition::toString).collect(Collectors.joining(" or ", "(", ")"));
    }
  }

  /** This does not hold. */
  record Not(Condition of) implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return !of.holds(request, space);
    }

    @Override
    public String toString() {
      if (of instanceof HasOption option) {
        return "option " + option.code + " is absent";
      }
      return "not " + (of instanceof All ? "(" + of + ")" : of.toString());
    }
  }

  /** A condition that a configuration has given a name, such as {@code tag ipxe}. */
  record Named(String name, Condition of) implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return of.holds(request, space);
    }

    @Override
    public String whyNot(BootRequest request, Workspace space) {
      return "no " + name + ": " + of.whyNot(request, space);
    }

    /** The name alone: definitions may build on one another without end. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** The client asks for an option (55). */
  record Requested(int code) implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return code >>> 8 == 0 && space.requested(request).contains(code);
    }

    @Override
    public String toString() {
      return "option " + code + " is asked for";
    }
  }

  /** The message has an option, whatever its length. */
  record HasOption(int code) implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return request.message().readRawOption(code, space.value());
    }

    @Override
    public String toString() {
      return "option " + code + " is there";
    }
  }

  /** A selector chose this one. */
  record Selected(Selector selector, int number) implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return space.selected(selector, request) == number;
    }

    @Override
    public String toString() {
      return "it is " + selector.name(number);
    }
  }

  /** A selector chose one of these, or with -1 in it none. */
  record SelectedAmong(Selector selector, BitSet numbersPlusOne, String description)
      implements Condition {
    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return numbersPlusOne.get(space.selected(selector, request) + 1);
    }

    @Override
    public String toString() {
      return description;
    }
  }
}
