package io.github.netboot4j.chainload.rules.classes;

import java.util.BitSet;
import java.util.List;

/**
 * User classes that dnsmasq finds a text in: within an item where the octets are lengths and items
 * that come out even, else anywhere.
 *
 * @param inner the language of an item, or of the whole
 */
record UserClassItems(Language inner) implements Language {
  /**
   * How far it is read.
   *
   * @param left octets that the item still has
   * @param item within the item
   * @param found whether an item before was in the language
   * @param whole without regard to items
   */
  private record State(boolean empty, int left, Object item, boolean found, Object whole) {}

  @Override
  public Object start() {
    return new State(true, 0, inner.start(), false, inner.start());
  }

  @Override
  public Object step(Object state, int octet) {
    State now = (State) state;
    Object whole = inner.step(now.whole, octet);
    Object item = now.left == 0 ? inner.start() : inner.step(now.item, octet);
    int left = now.left == 0 ? octet : now.left - 1;
    boolean found = now.found || (left == 0 && inner.accepts(item));
    return new State(false, left, left == 0 || found ? inner.start() : item, found, whole);
  }

  @Override
  public boolean accepts(Object state) {
    State now = (State) state;
    return !now.empty && (now.left == 0 ? now.found : inner.accepts(now.whole));
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    State now = (State) state;
    inner.alphabet(now.whole, into);
    inner.alphabet(now.item, into);
    if (now.left == 0) {
      into.set(0, 256);
    }
  }

  @Override
  public List<byte[]> examples() {
    return inner.examples();
  }
}
