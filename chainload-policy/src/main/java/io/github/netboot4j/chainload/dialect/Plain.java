package io.github.netboot4j.chainload.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A condition in the terms that dialects share, for converting between them. {@link Unsayable}
 * stands for what cannot be put so.
 */
sealed interface Plain {
  /** Holds for everyone. */
  static Plain always() {
    return All.OF_NONE;
  }

  /** Holds for no one. */
  static Plain never() {
    return Any.OF_NONE;
  }

  /** All of these hold. */
  record All(List<Plain> parts) implements Plain {
    private static final All OF_NONE = new All(List.of());
  }

  /** One of these holds. */
  record Any(List<Plain> parts) implements Plain {
    private static final Any OF_NONE = new Any(List.of());
  }

  /** This does not hold. */
  record No(Plain of) implements Plain {}

  /** The client sends an option. */
  record Sends(int option) implements Plain {
    @Override
    public String toString() {
      return "option " + option + " is sent";
    }
  }

  /** What a comparison looks at. */
  enum Subject {
    /** An option's octets; the number is its code. */
    OPTION,
    /** A sub-option of option 82; the number is its code. */
    RELAY,
    /** {@code chaddr}, of an Ethernet. */
    HARDWARE_ADDRESS,
    /** Option 61 without a leading hardware type, else the hardware address. */
    CLIENT_ID
  }

  /** How a comparison looks. */
  enum Mode {
    EQUALS,
    BEGINS_WITH,
    ENDS_WITH,
    CONTAINS,
    /** The option is a list of numbers of 16 bits, and this is one of them. */
    HAS_NUMBER
  }

  /** What is looked at is there, and compares so with these octets, one a character. */
  record Is(Subject subject, int number, Mode mode, String octets) implements Plain {}

  /** The client's network is that of a subnet, by its number in the plan of addresses. */
  record OnSubnet(int number) implements Plain {
    @Override
    public String toString() {
      return "it is on the configuration's subnet " + (number + 1);
    }
  }

  /** The client asks for an option, or says nothing about what it would have. */
  record Wants(int option) implements Plain {
    @Override
    public String toString() {
      return "option " + option + " is asked for";
    }
  }

  /** What no other dialect can say, in words. */
  record Unsayable(String what) implements Plain {}

  /** All of them hold, as simple as can be. */
  static Plain all(List<Plain> parts) {
    List<Plain> kept = new ArrayList<>();
    for (Plain part : parts) {
      if (part.equals(never())) {
        return never();
      }
      for (Plain one : conjuncts(part)) {
        if (kept.contains(opposite(one))) {
          return never();
        }
        if (!kept.contains(one)) {
          kept.add(one);
        }
      }
    }
    for (Plain one : List.copyOf(kept)) {
      if (one instanceof No no && no.of() instanceof All all) {
        if (kept.containsAll(all.parts())) {
          return never();
        }
        if (all.parts().stream().anyMatch(part -> kept.contains(opposite(part)))) {
          kept.remove(one);
        }
      }
      if (one instanceof Any any) {
        if (any.parts().stream().allMatch(part -> kept.contains(opposite(part)))) {
          return never();
        }
        if (any.parts().stream().anyMatch(kept::contains)) {
          kept.remove(one);
        }
      }
    }
    kept.removeIf(
        one ->
            one instanceof Sends sends
                && kept.stream()
                    .anyMatch(
                        other ->
                            other instanceof Is is
                                && is.subject() == Subject.OPTION
                                && is.number() == sends.option()));
    return kept.size() == 1 ? kept.get(0) : kept.isEmpty() ? always() : new All(kept);
  }

  private static List<Plain> conjuncts(Plain part) {
    if (part instanceof No no && no.of() instanceof Any any) {
      return any.parts().stream().map(Plain::no).toList();
    }
    return part instanceof All all ? all.parts() : List.of(part);
  }

  /** One of them holds, as simple as can be. */
  static Plain any(List<Plain> parts) {
    List<Plain> kept = new ArrayList<>();
    for (Plain part : parts) {
      if (part.equals(always())) {
        return always();
      }
      for (Plain one : part instanceof Any inner ? inner.parts() : List.of(part)) {
        if (kept.contains(opposite(one))) {
          return always();
        }
        if (!kept.contains(one)) {
          kept.add(one);
        }
      }
    }
    return kept.size() == 1 ? kept.get(0) : kept.isEmpty() ? never() : new Any(kept);
  }

  /** It does not hold, as simple as can be. */
  static Plain no(Plain of) {
    if (of.equals(always())) {
      return never();
    }
    if (of.equals(never())) {
      return always();
    }
    return opposite(of);
  }

  private static Plain opposite(Plain of) {
    return of instanceof No no ? no.of() : new No(of);
  }

  /** The same with some of its leaves replaced, simplified again. */
  default Plain replace(UnaryOperator<Plain> leaf) {
    if (this instanceof All all) {
      return all(all.parts().stream().map(part -> part.replace(leaf)).toList());
    }
    if (this instanceof Any any) {
      return any(any.parts().stream().map(part -> part.replace(leaf)).toList());
    }
    if (this instanceof No no) {
      return no(no.of().replace(leaf));
    }
    return leaf.apply(this);
  }

  /** What cannot be said of it, the first such part; empty if all can. */
  default String unsayable() {
    List<Plain> inner =
        this instanceof All all
            ? all.parts()
            : this instanceof Any any
                ? any.parts()
                : this instanceof No no ? List.of(no.of()) : List.of();
    for (Plain part : inner) {
      String what = part.unsayable();
      if (!what.isEmpty()) {
        return what;
      }
    }
    return this instanceof Unsayable unsayable ? unsayable.what() : "";
  }
}
