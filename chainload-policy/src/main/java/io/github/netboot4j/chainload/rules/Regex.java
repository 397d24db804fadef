package io.github.netboot4j.chainload.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extended regular expression of POSIX over octets, found anywhere in its subject. It is run as
 * a set of states, so that its time grows with the subject and never explodes.
 *
 * <p>What GNU adds (back references, {@code \b} and the like) is not taken, apart from {@code \w},
 * {@code \W}, {@code \s} and {@code \S}.
 */
public final class Regex {
  private static final int OCTETS = 256;
  private static final int MOST_STATES = 4096;
  private static final int MOST_REPEATS = 255;
  private static final int DEEPEST = 64;
  private static final String SPECIAL = "\\.[]()*+?{}|^$/-\"";

  private enum Operation {
    SET,
    SPLIT,
    JUMP,
    START,
    END,
    FOUND
  }

  private record State(Operation operation, BitSet set, int first, int second) {}

  private final String pattern;
  private final boolean ignoreCase;
  private final State[] states;
  private int at;

  private Regex(String pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    List<State> program = new ArrayList<>(alternatives(0));
    if (at < pattern.length()) {
      throw new IllegalArgumentException("')' without '('");
    }
    program.add(state(Operation.FOUND, 0, 0));
    states = program.toArray(State[]::new);
  }

  /**
   * Reads an expression.
   *
   * @param pattern one character an octet
   * @param ignoreCase whether letters of ASCII are the same, small or capital
   * @throws IllegalArgumentException if it is none, or more than is taken here; the message says
   *     why
   */
  public static Regex of(String pattern, boolean ignoreCase) {
    return new Regex(pattern, ignoreCase);
  }

  /** Whether it is found in appended octets, which end at the first NUL. */
  boolean isIn(Workspace space, int from, int length) {
    int[] now = space.scratch(0, states.length);
    int[] next = space.scratch(1, states.length);
    int[] seen = space.scratch(2, states.length);
    int[] stack = space.scratch(3, 2 * states.length + 2);
    Arrays.fill(seen, 0, states.length, -1);
    int count = 0;
    for (int index = 0; index <= length; index++) {
      boolean ended = index == length || space.unsigned8(from + index) == 0;
      count = follow(0, now, count, seen, 2 * index, stack, index == 0, ended);
      if (count < 0) {
        return true;
      }
      if (ended) {
        return false;
      }
      int octet = space.unsigned8(from + index);
      boolean lastOne = index + 1 == length || space.unsigned8(from + index + 1) == 0;
      int kept = 0;
      for (int state = 0; state < count; state++) {
        if (states[now[state]].set().get(octet)) {
          kept = follow(now[state] + 1, next, kept, seen, 2 * index + 2, stack, false, lastOne);
          if (kept < 0) {
            return true;
          }
        }
      }
      int[] other = now;
      now = next;
      next = other;
      count = kept;
    }
    return false;
  }

  /**
   * For examining the expression octet by octet: the states that read an octet next.
   *
   * @param at where it has come to by the octets read, see {@link #after}
   * @param atStart whether no octet was read yet
   * @param atEnd whether none is to come
   * @return null when the expression is found
   */
  public @Nullable BitSet reached(BitSet at, boolean atStart, boolean atEnd) {
    int[] seen = new int[states.length];
    int[] list = new int[states.length];
    int[] stack = new int[2 * states.length + 2];
    int count = follow(0, list, 0, seen, 1, stack, atStart, atEnd);
    for (int from = at.nextSetBit(0); from >= 0 && count >= 0; from = at.nextSetBit(from + 1)) {
      count = follow(from, list, count, seen, 1, stack, false, atEnd);
    }
    if (count < 0) {
      return null;
    }
    BitSet reached = new BitSet();
    for (int index = 0; index < count; index++) {
      reached.set(list[index]);
    }
    return reached;
  }

  /** Where it has come to after an octet, from states that were {@link #reached}. */
  public BitSet after(BitSet reached, int octet) {
    BitSet next = new BitSet();
    for (int index = reached.nextSetBit(0); index >= 0; index = reached.nextSetBit(index + 1)) {
      if (states[index].set().get(octet)) {
        next.set(index + 1);
      }
    }
    return next;
  }

  /** Adds the octets that these states tell from all others: of each set whichever are fewer. */
  public void addAlphabet(BitSet reached, BitSet into) {
    for (int index = reached.nextSetBit(0); index >= 0; index = reached.nextSetBit(index + 1)) {
      BitSet set = states[index].set();
      if (set.cardinality() <= OCTETS / 2) {
        into.or(set);
      } else {
        BitSet others = (BitSet) set.clone();
        others.flip(0, OCTETS);
        into.or(others);
      }
    }
  }

  /** Adds the states that read an octet and can be reached; -1 when the end is among them. */
  private int follow(
      int from,
      int[] list,
      int already,
      int[] seen,
      int stamp,
      int[] stack,
      boolean atStart,
      boolean atEnd) {
    int count = already;
    int depth = 0;
    stack[depth++] = from;
    while (depth > 0) {
      int index = stack[--depth];
      if (seen[index] == stamp) {
        continue;
      }
      seen[index] = stamp;
      State state = states[index];
      switch (state.operation()) {
        case SET -> list[count++] = index;
        case FOUND -> {
          return -1;
        }
        case JUMP -> stack[depth++] = index + state.first();
        case SPLIT -> {
          stack[depth++] = index + state.second();
          stack[depth++] = index + state.first();
        }
        case START -> {
          if (atStart) {
            stack[depth++] = index + 1;
          }
        }
        case END -> {
          if (atEnd) {
            stack[depth++] = index + 1;
          }
        }
      }
    }
    return count;
  }

  private static State state(Operation operation, int first, int second) {
    return new State(operation, new BitSet(0), first, second);
  }

  private List<State> alternatives(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("groups more than " + DEEPEST + " deep");
    }
    List<State> program = sequence(depth);
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      List<State> other = sequence(depth);
      List<State> both = new ArrayList<>();
      both.add(state(Operation.SPLIT, 1, program.size() + 2));
      both.addAll(program);
      both.add(state(Operation.JUMP, other.size() + 1, 0));
      both.addAll(other);
      program = checked(both);
    }
    return program;
  }

  private List<State> sequence(int depth) {
    List<State> program = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      program.addAll(repeated(depth));
      checked(program);
    }
    return program;
  }

  private List<State> repeated(int depth) {
    List<State> one = atom(depth);
    while (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
      char sign = pattern.charAt(at++);
      switch (sign) {
        case '*' -> one = times(one, 0, -1);
        case '+' -> one = times(one, 1, -1);
        case '?' -> one = times(one, 0, 1);
        default -> {
          int least = number();
          int most = least;
          if (at < pattern.length() && pattern.charAt(at) == ',') {
            at++;
            most = at < pattern.length() && pattern.charAt(at) == '}' ? -1 : number();
          }
          if (at == pattern.length()
              || pattern.charAt(at++) != '}'
              || (most >= 0 && most < least)) {
            throw new IllegalArgumentException("a '{' that no count follows");
          }
          one = times(one, least, most);
        }
      }
    }
    return one;
  }

  private int number() {
    int from = at;
    int number = 0;
    while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0) {
      number = 10 * number + pattern.charAt(at++) - '0';
      if (number > MOST_REPEATS) {
        throw new IllegalArgumentException("more than " + MOST_REPEATS + " times");
      }
    }
    if (at == from) {
      throw new IllegalArgumentException("a '{' that no count follows");
    }
    return number;
  }

  private List<State> times(List<State> one, int least, int most) {
    List<State> program = new ArrayList<>();
    for (int count = 0; count < least; count++) {
      program.addAll(one);
      checked(program);
    }
    if (most < 0) {
      program.add(state(Operation.SPLIT, 1, one.size() + 2));
      program.addAll(one);
      program.add(state(Operation.JUMP, -one.size() - 1, 0));
    }
    for (int count = least; count < most; count++) {
      program.add(
          state(Operation.SPLIT, 1, (most - count - 1) * (one.size() + 1) + one.size() + 1));
      program.addAll(one);
      checked(program);
    }
    return checked(program);
  }

  private static List<State> checked(List<State> program) {
    if (program.size() > MOST_STATES) {
      throw new IllegalArgumentException("too large");
    }
    return program;
  }

  private List<State> atom(int depth) {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> {
        List<State> group = alternatives(depth + 1);
        if (at == pattern.length() || pattern.charAt(at++) != ')') {
          throw new IllegalArgumentException("'(' without ')'");
        }
        yield group;
      }
      case '^' -> List.of(state(Operation.START, 0, 0));
      case '$' -> List.of(state(Operation.END, 0, 0));
      case '.' -> set(complement(new BitSet()));
      case '[' -> set(bracket());
      case '\\' -> set(escaped());
      case '*', '+', '?', '{' -> throw new IllegalArgumentException("nothing to repeat");
      default -> set(single(c));
    };
  }

  private BitSet escaped() {
    if (at == pattern.length()) {
      throw new IllegalArgumentException("a backslash at the end");
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'w' -> word();
      case 'W' -> complement(word());
      case 's' -> named("space");
      case 'S' -> complement(named("space"));
      default -> {
        if (SPECIAL.indexOf(c) < 0) {
          throw new IllegalArgumentException("'\\" + c + "' is not taken here");
        }
        yield single(c);
      }
    };
  }

  private BitSet bracket() {
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    at += negated ? 1 : 0;
    BitSet members = new BitSet(OCTETS);
    int from = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == from)) {
      if (pattern.startsWith("[:", at)) {
        int end = pattern.indexOf(":]", at);
        if (end < 0) {
          throw new IllegalArgumentException("'[:' without ':]'");
        }
        members.or(named(pattern.substring(at + 2, end)));
        at = end + 2;
        continue;
      }
      if (pattern.startsWith("[.", at) || pattern.startsWith("[=", at)) {
        throw new IllegalArgumentException("collating elements are not taken here");
      }
      char low = pattern.charAt(at++);
      char high = low;
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        high = pattern.charAt(at + 1);
        at += 2;
        if (high == '[' || high < low) {
          throw new IllegalArgumentException("a range that goes backwards");
        }
      }
      for (char c = low; c <= high && c < OCTETS; c++) {
        members.or(single(c));
      }
    }
    if (at == pattern.length()) {
      throw new IllegalArgumentException("'[' without ']'");
    }
    at++;
    for (char c = 'A'; ignoreCase && c <= 'Z'; c++) {
      boolean either = members.get(c) || members.get(c ^ 0x20);
      members.set(c, either);
      members.set(c ^ 0x20, either);
    }
    return negated ? complement(members) : members;
  }

  private BitSet single(char c) {
    BitSet members = new BitSet(OCTETS);
    members.set(c & 0xFF);
    if (ignoreCase && c < 128 && Character.isLetter(c)) {
      members.set(c ^ 0x20);
    }
    return members;
  }

  private static BitSet word() {
    BitSet members = named("alnum");
    members.set('_');
    return members;
  }

  private static BitSet complement(BitSet of) {
    BitSet members = new BitSet(OCTETS);
    members.set(1, OCTETS);
    members.andNot(of);
    return members;
  }

  private static BitSet named(String name) {
    BitSet members = new BitSet(OCTETS);
    for (int c = 1; c < 128; c++) {
      boolean upper = c >= 'A' && c <= 'Z';
      boolean lower = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9';
      boolean graph = c > ' ' && c < 127;
      boolean member =
          switch (name) {
            case "alpha" -> upper || lower;
            case "upper" -> upper;
            case "lower" -> lower;
            case "digit" -> digit;
            case "alnum" -> upper || lower || digit;
            case "xdigit" -> digit || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "blank" -> c == ' ' || c == '\t';
            case "cntrl" -> c < ' ' || c == 127;
            case "graph" -> graph;
            case "print" -> graph || c == ' ';
            case "punct" -> graph && !(upper || lower || digit);
            default -> throw new IllegalArgumentException("no class of characters '" + name + "'");
          };
      members.set(c, member);
    }
    return members;
  }

  private static List<State> set(BitSet members) {
    return List.of(new State(Operation.SET, members, 0, 0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex regex
        && regex.pattern.equals(pattern)
        && regex.ignoreCase == ignoreCase;
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The expression as it was written. */
  public String pattern() {
    return pattern;
  }

  /** Whether a letter stands for both of its cases. */
  public boolean ignoresCase() {
    return ignoreCase;
  }

  @Override
  public String toString() {
    return (ignoreCase ? "~~ \"" : "~= \"") + pattern + '"';
  }
}
