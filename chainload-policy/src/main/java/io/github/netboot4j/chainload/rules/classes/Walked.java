package io.github.netboot4j.chainload.rules.classes;

/**
 * What a dialect's own conditions, selectors and values do while what a request holds is left open:
 * the same as for a request, with a {@link Walk} to ask instead. One that does not say so is taken
 * to come out in any way at all.
 */
public interface Walked {
  /** A condition. */
  interface Test {
    /** Whether it holds on this path. */
    boolean holds(Walk walk);
  }

  /** A selector. */
  interface Choosing {
    /** The number that is chosen on this path. */
    int select(Walk walk);
  }

  /** A value. */
  interface Leading {
    /** What is known of its octets on this path. */
    Value value(Walk walk);
  }
}
