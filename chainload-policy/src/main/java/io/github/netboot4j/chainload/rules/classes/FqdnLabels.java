package io.github.netboot4j.chainload.rules.classes;

import java.util.BitSet;
import java.util.List;

/**
 * Names in labels, each behind its length, that are in another language once they are written with
 * dots. A label that is cut off is left out with all behind it.
 */
record FqdnLabels(Language inner) implements Language {
  /**
   * How far it is read.
   *
   * @param kept after the labels that are whole
   * @param read within a label
   * @param left octets that the label still has
   */
  private record State(boolean first, boolean ended, int left, Object kept, Object read) {}

  @Override
  public Object start() {
    return new State(true, false, 0, inner.start(), inner.start());
  }

  @Override
  public Object step(Object state, int octet) {
    State now = (State) state;
    if (now.ended) {
      return now;
    }
    if (now.left > 0) {
      Object read = inner.step(now.read, octet);
      return new State(false, false, now.left - 1, now.left == 1 ? read : now.kept, read);
    }
    if (octet == 0) {
      return new State(now.first, true, 0, now.kept, now.kept);
    }
    Object read = now.first ? now.kept : inner.step(now.kept, '.');
    return new State(now.first, false, octet, now.kept, read);
  }

  @Override
  public boolean accepts(Object state) {
    return inner.accepts(((State) state).kept);
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    State now = (State) state;
    if (now.ended) {
      return;
    }
    if (now.left > 0) {
      inner.alphabet(now.read, into);
    } else {
      into.set(0, 256);
    }
  }

  @Override
  public List<byte[]> examples() {
    return List.of();
  }
}
