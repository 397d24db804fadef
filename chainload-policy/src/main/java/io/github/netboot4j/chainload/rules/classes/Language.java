package io.github.netboot4j.chainload.rules.classes;

import java.util.BitSet;
import java.util.List;

/**
 * A set of strings of octets, as a deterministic automaton whose states are made when they are come
 * to. Two languages that are equal hold the same strings; the same goes for states.
 */
public interface Language {
  /** What can still become of a string. */
  enum Fate {
    /** Some ways to go on are in the language and some may not be. */
    OPEN,
    /** However it goes on, it is in the language. */
    ALWAYS,
    /** However it goes on, it is not. */
    NEVER
  }

  /** The state before the first octet. */
  Object start();

  /** The state after one more octet, 0 to 255. */
  Object step(Object state, int octet);

  /** Whether a string that ends here is in the language. */
  boolean accepts(Object state);

  /** What is known of the strings that go on from here; {@link Fate#OPEN} is never wrong. */
  default Fate fate(Object state) {
    return Fate.OPEN;
  }

  /** Adds the octets that lead elsewhere from a state than all those that are not added do. */
  void alphabet(Object state, BitSet into);

  /** Some strings that are in the language or nearly so, to be tried first. */
  List<byte[]> examples();

  /** Whether the examples are all strings of the language, so that no others need be tried. */
  default boolean isListed() {
    return false;
  }

  /** Whether a string is in the language. */
  default boolean contains(byte[] octets) {
    Object state = start();
    for (byte octet : octets) {
      state = step(state, octet & 0xFF);
    }
    return accepts(state);
  }
}
