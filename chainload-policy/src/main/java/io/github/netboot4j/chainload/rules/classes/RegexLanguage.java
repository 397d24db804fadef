package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.Regex;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings, not empty, in which an expression is found before their first NUL. */
record RegexLanguage(Regex regex) implements Language {
  private static final Object FOUND = "found";
  private static final Object FAILED = "failed";

  /** Where the expression has come to, before what needs no octet. */
  private record State(BitSet at, boolean first) {}

  @Override
  public Object start() {
    return new State(new BitSet(), true);
  }

  private @Nullable BitSet reached(State now, boolean atEnd) {
    return regex.reached(now.at, now.first, atEnd);
  }

  @Override
  public Object step(Object state, int octet) {
    if (!(state instanceof State now)) {
      return state;
    }
    BitSet reached = reached(now, octet == 0);
    if (reached == null) {
      return FOUND;
    }
    return octet == 0 ? FAILED : new State(regex.after(reached, octet), false);
  }

  @Override
  public boolean accepts(Object state) {
    return state instanceof State now
        ? !now.first && reached(now, true) == null
        : state.equals(FOUND);
  }

  @Override
  public Fate fate(Object state) {
    return state.equals(FOUND) ? Fate.ALWAYS : state.equals(FAILED) ? Fate.NEVER : Fate.OPEN;
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    into.set(0);
    if (state instanceof State now) {
      BitSet reached = reached(now, false);
      if (reached != null) {
        regex.addAlphabet(reached, into);
      }
    }
  }

  @Override
  public List<byte[]> examples() {
    return List.of(Languages.octets(regex.pattern()));
  }
}
