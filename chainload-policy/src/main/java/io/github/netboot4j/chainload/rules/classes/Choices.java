package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayList;
import java.util.List;

/** The ways that were gone where there were several: all ways are gone one after the other. */
final class Choices {
  private record Choice(int taken, int among) {}

  private final List<Choice> made = new ArrayList<>();
  private int at;

  /** Which of some ways to go now, from 0. */
  int next(int among) {
    if (at == made.size()) {
      made.add(new Choice(0, among));
    }
    return made.get(at++).taken;
  }

  /** Turns to the next way to the end; false when all were gone. */
  boolean advance() {
    at = 0;
    while (!made.isEmpty()) {
      Choice last = made.remove(made.size() - 1);
      if (last.taken + 1 < last.among) {
        made.add(new Choice(last.taken + 1, last.among));
        return true;
      }
    }
    return false;
  }
}
