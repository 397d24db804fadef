package io.github.netboot4j.chainload.rules.classes;

import java.util.BitSet;
import java.util.List;

/** All strings that are not in a language. */
record Others(Language than) implements Language {
  @Override
  public Object start() {
    return than.start();
  }

  @Override
  public Object step(Object state, int octet) {
    return than.step(state, octet);
  }

  @Override
  public boolean accepts(Object state) {
    return !than.accepts(state);
  }

  @Override
  public Fate fate(Object state) {
    return switch (than.fate(state)) {
      case OPEN -> Fate.OPEN;
      case ALWAYS -> Fate.NEVER;
      case NEVER -> Fate.ALWAYS;
    };
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    than.alphabet(state, into);
  }

  @Override
  public List<byte[]> examples() {
    return List.of();
  }
}
