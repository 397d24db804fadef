package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.FieldRules;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds every class of request that some sets of rules tell apart, one after the other. The classes
 * of one set are those with the same way through it; of several, those with the same way through
 * each.
 */
public final class ClassSearch {
  private final Shape shape;
  private final List<Step> steps = new ArrayList<>();
  private final int sets;

  /** A field of a set of rules; {@code first} tells the first field of the next set. */
  private record Step(int set, FieldRules rules) {}

  /**
   * A search.
   *
   * @param shape which requests are looked at
   * @param wanted the fields that matter; those that tell whether there is an answer always do
   * @param among the sets of rules
   */
  public ClassSearch(Shape shape, Predicate<Field> wanted, List<RuleSet> among) {
    this.shape = shape;
    sets = among.size();
    for (int set = 0; set < sets; set++) {
      for (FieldRules rules : among.get(set).fields()) {
        if (rules.field().kind() == Field.Kind.ANSWER || wanted.test(rules.field())) {
          steps.add(new Step(set, rules));
        }
      }
    }
  }

  /**
   * Finds the classes.
   *
   * @param visitor is shown each, and says whether to go on
   * @return whether all were shown
   */
  public boolean run(Predicate<RequestClass> visitor) {
    for (Arrival arrival : shape.arrivals()) {
      if (!run(Path.begin(arrival), visitor)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finds the classes of those requests of which something is known already.
   *
   * @param from what is known
   * @param visitor is shown each, and says whether to go on
   * @return whether all were shown
   */
  public boolean run(Path from, Predicate<RequestClass> visitor) {
    return run(from, 0, List.of(), visitor);
  }

  /** The outcome of a step, and what the set of rules is numbered. */
  private record Taken(int set, Outcome outcome) {}

  /** The class that a request of the shape is in. */
  public RequestClass classOf(BootRequest request) {
    Path path = Path.begin(Arrival.of(request));
    List<Taken> taken = new ArrayList<>();
    int step = 0;
    while (step < steps.size()) {
      Walk walk = new Walk(shape, path, request);
      step = take(step, walk, taken);
      path = walk.path();
    }
    return new RequestClass(shape, path, bySet(taken));
  }

  /** Goes one way through all steps with one walk. */
  void follow(Walk walk) {
    List<Taken> taken = new ArrayList<>();
    int step = 0;
    while (step < steps.size()) {
      step = take(step, walk, taken);
    }
  }

  /** Takes a step, and tells the next. */
  private int take(int step, Walk walk, List<Taken> taken) {
    Step now = steps.get(step);
    Rule winner = walk.winner(now.rules().inOrder());
    Value value = winner == null ? Value.ABSENT : walk.value(winner.value());
    taken.add(new Taken(now.set(), new Outcome(now.rules(), winner, value)));
    boolean silent =
        now.rules().field().kind() == Field.Kind.ANSWER
            && winner != null
            && walk.test(value, Languages.startingWith("\0"), winner.value());
    return silent ? afterSet(step) : step + 1;
  }

  private boolean run(Path from, int step, List<Taken> taken, Predicate<RequestClass> visitor) {
    if (step == steps.size()) {
      return visitor.test(new RequestClass(shape, from, bySet(taken)));
    }
    Choices choices = new Choices();
    do {
      Walk walk = new Walk(shape, from, choices);
      List<Taken> also = new ArrayList<>(taken);
      int next = take(step, walk, also);
      if (!run(walk.path(), next, also, visitor)) {
        return false;
      }
    } while (choices.advance());
    return true;
  }

  private int afterSet(int step) {
    int next = step;
    while (next < steps.size() && steps.get(next).set() == steps.get(step).set()) {
      next++;
    }
    return next;
  }

  private List<List<Outcome>> bySet(List<Taken> taken) {
    List<List<Outcome>> all = new ArrayList<>();
    for (int set = 0; set < sets; set++) {
      int number = set;
      all.add(taken.stream().filter(each -> each.set() == number).map(Taken::outcome).toList());
    }
    return all;
  }
}
