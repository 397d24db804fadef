package io.github.netboot4j.chainload.rules.classes;

import java.util.BitSet;
import java.util.List;

/**
 * What relays usually say in option 82: some of circuit, the other end, and subscriber, in their
 * order.
 *
 * @param subscriber whether they may say a subscriber (82.6)
 */
record RelaySays(boolean subscriber) implements Language {
  private static final int MOST = 100;
  private static final int SUBSCRIBER = 6;
  private static final Object FAILED = "failed";

  /**
   * How far it is read.
   *
   * @param last the last sub-option that was begun; 0 for none
   * @param left octets that it still has; -1 while its length is not known
   */
  private record State(int last, int left) {}

  @Override
  public Object start() {
    return new State(0, 0);
  }

  @Override
  public Object step(Object state, int octet) {
    if (!(state instanceof State now)) {
      return state;
    }
    if (now.left < 0) {
      return octet == 0 || octet > MOST ? FAILED : new State(now.last, octet);
    }
    if (now.left > 0) {
      return new State(now.last, now.left - 1);
    }
    boolean said = octet == 1 || octet == 2 || (octet == SUBSCRIBER && subscriber);
    return said && octet > now.last ? new State(octet, -1) : FAILED;
  }

  @Override
  public boolean accepts(Object state) {
    return state instanceof State now && now.last > 0 && now.left == 0;
  }

  @Override
  public Fate fate(Object state) {
    return state.equals(FAILED) ? Fate.NEVER : Fate.OPEN;
  }

  @Override
  public void alphabet(Object state, BitSet into) {
    if (state instanceof State now && now.left <= 0) {
      into.set(0, MOST + 2);
    }
  }

  @Override
  public List<byte[]> examples() {
    return List.of(new byte[] {1, 1, 'x'});
  }
}
