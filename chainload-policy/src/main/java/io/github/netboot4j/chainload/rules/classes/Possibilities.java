package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.FieldRules;
import io.github.netboot4j.chainload.rules.Rule;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether something can ever come to be, for any request of a shape. */
public final class Possibilities {
  /** What is known. */
  public enum Answer {
    /** There is a request for which it is so. */
    YES,
    /** For no request it is so: proven. */
    NO,
    /** Neither was found out. */
    UNKNOWN
  }

  private final Shape shape;
  private final int most;

  /**
   * Questions about the requests of a shape.
   *
   * @param shape which requests are looked at
   * @param most how many ways of evaluation are gone for a question before it is given up
   */
  public Possibilities(Shape shape, int most) {
    this.shape = shape;
    this.most = most;
  }

  /** Whether a condition can ever hold. */
  public Answer canHold(Condition condition) {
    boolean[] perhaps = new boolean[1];
    boolean[] surely = new boolean[1];
    boolean all =
        everyWay(
            walk -> {
              if (walk.holds(condition)) {
                surely[0] = walk.path().isShown();
                perhaps[0] = true;
              }
              return !surely[0];
            });
    return surely[0] ? Answer.YES : all && !perhaps[0] ? Answer.NO : Answer.UNKNOWN;
  }

  /**
   * Which rules for a field can ever win.
   *
   * @return an answer for each rule, by identity
   */
  public IdentityHashMap<Rule, Answer> winners(FieldRules rules) {
    List<Rule> inOrder = rules.inOrder();
    Set<Integer> surely = new HashSet<>();
    Set<Integer> perhaps = new HashSet<>();
    boolean all =
        everyWay(
            walk -> {
              int winner = winner(inOrder, walk);
              if (winner >= 0) {
                (walk.path().isShown() ? surely : perhaps).add(winner);
              }
              return surely.size() < inOrder.size();
            });
    IdentityHashMap<Rule, Answer> answers = new IdentityHashMap<>();
    for (int index = 0; index < inOrder.size(); index++) {
      Answer otherwise = all && !perhaps.contains(index) ? Answer.NO : Answer.UNKNOWN;
      answers.put(inOrder.get(index), surely.contains(index) ? Answer.YES : otherwise);
    }
    return answers;
  }

  private static int winner(List<Rule> inOrder, Walk walk) {
    for (int index = 0; index < inOrder.size(); index++) {
      if (walk.holds(inOrder.get(index).condition())) {
        return index;
      }
    }
    return -1;
  }

  /** Whether all ways were gone; the visitor says after each whether to go on. */
  private boolean everyWay(Predicate<Walk> visitor) {
    int gone = 0;
    for (Arrival arrival : shape.arrivals()) {
      Choices choices = new Choices();
      do {
        if (gone++ == most || !visitor.test(new Walk(shape, Path.begin(arrival), choices))) {
          return false;
        }
      } while (choices.advance());
    }
    return true;
  }
}
