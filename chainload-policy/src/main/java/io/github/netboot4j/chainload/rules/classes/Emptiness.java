package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a string that is in some languages and not in others: breadth first over the states of
 * all their automata together, so that a shortest one is found, and that there is none is known
 * once every state was seen.
 */
final class Emptiness {
  private static final int OCTETS = 256;

  /** Octets that are used where any will do, those that people can read first. */
  private static final int[] PREFERRED = new int[OCTETS];

  static {
    int count = 0;
    for (char octet : "xabcdefghijklmnopqrstuvwyz0123456789".toCharArray()) {
      PREFERRED[count++] = octet;
    }
    for (int octet = 0; octet < OCTETS; octet++) {
      boolean already = (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9');
      if (!already) {
        PREFERRED[count++] = octet;
      }
    }
  }

  /** What was found. */
  static final class Outcome {
    static final Outcome NONE = new Outcome(null, true);
    static final Outcome UNKNOWN = new Outcome(null, false);

    private final byte @Nullable [] found;
    private final boolean complete;

    private Outcome(byte @Nullable [] found, boolean complete) {
      this.found = found;
      this.complete = complete;
    }

    /** The string; null for none. */
    byte @Nullable [] found() {
      return found;
    }

    /** Whether none is known to be there where none was found. */
    boolean complete() {
      return complete;
    }
  }

  /** The states of all automata after the same octets. */
  private record Node(List<Object> states) {}

  private record Reached(@Nullable Node from, int octet) {}

  private final List<Literal> literals;
  private final int most;

  /**
   * A search.
   *
   * @param literals what is asked of the string
   * @param most how many states are looked at before it is given up
   */
  Emptiness(List<Literal> literals, int most) {
    this.literals = literals;
    this.most = most;
  }

  Outcome search() {
    Object[] begin = new Object[literals.size()];
    for (int index = 0; index < begin.length; index++) {
      begin[index] = literals.get(index).language().start();
    }
    Node start = new Node(List.of(begin));
    Map<Node, Reached> reached = new HashMap<>();
    ArrayDeque<Node> waiting = new ArrayDeque<>();
    if (isHopeless(start)) {
      return Outcome.NONE;
    }
    reached.put(start, new Reached(null, 0));
    waiting.add(start);
    while (!waiting.isEmpty()) {
      Node node = waiting.remove();
      if (isWanted(node)) {
        return new Outcome(octetsTo(node, reached), true);
      }
      for (int octet : worthTrying(node)) {
        Node next = after(node, octet);
        if (!isHopeless(next) && reached.putIfAbsent(next, new Reached(node, octet)) == null) {
          waiting.add(next);
        }
      }
      if (reached.size() > most) {
        return Outcome.UNKNOWN;
      }
    }
    return Outcome.NONE;
  }

  private Node after(Node node, int octet) {
    Object[] states = new Object[literals.size()];
    for (int index = 0; index < states.length; index++) {
      states[index] = literals.get(index).language().step(node.states.get(index), octet);
    }
    return new Node(List.of(states));
  }

  private boolean isWanted(Node node) {
    for (int index = 0; index < literals.size(); index++) {
      Literal literal = literals.get(index);
      if (literal.language().accepts(node.states.get(index)) != literal.wanted()) {
        return false;
      }
    }
    return true;
  }

  private boolean isHopeless(Node node) {
    for (int index = 0; index < literals.size(); index++) {
      Literal literal = literals.get(index);
      Language.Fate fate = literal.language().fate(node.states.get(index));
      if (fate == (literal.wanted() ? Language.Fate.NEVER : Language.Fate.ALWAYS)) {
        return true;
      }
    }
    return false;
  }

  /** Every octet that leads somewhere of its own, and one for all the others. */
  private int[] worthTrying(Node node) {
    BitSet told = new BitSet(OCTETS);
    for (int index = 0; index < literals.size(); index++) {
      literals.get(index).language().alphabet(node.states.get(index), told);
    }
    BitSet all = told;
    for (int octet : PREFERRED) {
      if (!told.get(octet)) {
        all = (BitSet) told.clone();
        all.set(octet);
        break;
      }
    }
    int[] ordered = new int[all.cardinality()];
    int count = 0;
    for (int octet : PREFERRED) {
      if (all.get(octet)) {
        ordered[count++] = octet;
      }
    }
    return ordered;
  }

  private static byte[] octetsTo(Node node, Map<Node, Reached> reached) {
    StringBuilder text = new StringBuilder();
    Reached step = reached.get(node);
    while (step != null && step.from != null) {
      text.append((char) step.octet);
      step = reached.get(step.from);
    }
    return Languages.octets(text.reverse().toString());
  }
}
