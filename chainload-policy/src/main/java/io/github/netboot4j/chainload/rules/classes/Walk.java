package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Once;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way through the evaluation of rules. Each test that can still come out both ways is decided
 * here, for the whole way; the other ways are gone by other walks.
 */
public final class Walk {
  private static final Attribute ANYTHING = Attribute.option(0);

  private final Shape shape;
  private final Arrival arrival;
  private final BootRequest arrived = new BootRequest();
  private final Map<Attribute, Values> values;
  private final Map<Object, Integer> assumed;
  private final Choices choices;
  private final @Nullable BootRequest guide;

  /** Where other ways branch off from that of the guide. */
  private final List<Path> branches = new ArrayList<>();

  /** What was read so far; {@link #ANYTHING} for what is not known. */
  private final List<Attribute> read = new ArrayList<>();

  /** How much had been read when the condition began that is evaluated at the moment. */
  private int readBefore;

  /** Whether no way may be chosen at the moment. */
  private boolean looking;

  private final IdentityHashMap<Selector, Integer> selections = new IdentityHashMap<>();
  private final IdentityHashMap<Condition, Boolean> outcomes = new IdentityHashMap<>();

  /** A way that choices tell. */
  Walk(Shape shape, Path from, Choices choices) {
    this(shape, from, choices, null);
  }

  /** The way of a request. */
  Walk(Shape shape, Path from, BootRequest guide) {
    this(shape, from, new Choices(), guide);
  }

  private Walk(Shape shape, Path from, Choices choices, @Nullable BootRequest guide) {
    this.shape = shape;
    this.choices = choices;
    this.guide = guide;
    arrival = from.arrival();
    arrival.at(arrived);
    values = new HashMap<>(from.values());
    assumed = new HashMap<>(from.assumed());
  }

  /** What is known now. */
  Path path() {
    return new Path(arrival, values, assumed);
  }

  /** What else could have been known, had tests come out in other ways than for the guide. */
  List<Path> branches() {
    return branches;
  }

  /** A request of which only is known where it came in. */
  public BootRequest arrival() {
    return arrived;
  }

  /** Whether a condition holds. */
  public boolean holds(Condition condition) {
    if (looking) {
      return decided(seen(condition));
    }
    if (condition instanceof Condition.All all) {
      return !isSettled(all.parts(), false);
    }
    if (condition instanceof Condition.Any any) {
      return isSettled(any.parts(), true);
    }
    if (condition instanceof Condition.Not not) {
      return !holds(not.of());
    }
    if (condition instanceof Condition.Selected selected) {
      return chooses(selected, selected.selector(), selected.number());
    }
    Boolean known = outcomes.get(condition);
    if (known == null) {
      known = found(condition);
      outcomes.put(condition, known);
    }
    return known;
  }

  /**
   * Whether one of some conditions comes out in a way that settles the whole. Those that are
   * decided already are looked at first: no way is made at a test whose outcome does not matter.
   */
  private boolean isSettled(List<Condition> parts, boolean settling) {
    for (Condition part : parts) {
      Boolean known = seen(part);
      if (known != null && known == settling) {
        return true;
      }
    }
    for (Condition part : parts) {
      if (holds(part) == settling) {
        return true;
      }
    }
    return false;
  }

  /** Whether a condition holds, as far as that is decided; null where it is not. */
  private @Nullable Boolean seen(Condition condition) {
    if (condition instanceof Condition.All all) {
      return seen(all.parts(), false);
    }
    if (condition instanceof Condition.Any any) {
      return seen(any.parts(), true);
    }
    if (condition instanceof Condition.Not not) {
      Boolean of = seen(not.of());
      return of == null ? null : (Boolean) !of;
    }
    Boolean known = outcomes.get(condition);
    if (known != null) {
      return known;
    }
    if (condition instanceof Condition.Named named) {
      return seen(named.of());
    }
    if (condition instanceof Once once) {
      return seen(once.of());
    }
    boolean before = looking;
    looking = true;
    try {
      return condition instanceof Condition.Selected selected
          ? (Boolean) chooses(selected, selected.selector(), selected.number())
          : (Boolean) found(condition);
    } catch (Undecided e) {
      return null;
    } finally {
      looking = before;
    }
  }

  private @Nullable Boolean seen(List<Condition> parts, boolean settling) {
    boolean all = true;
    for (Condition part : parts) {
      Boolean known = seen(part);
      if (known != null && known == settling) {
        return settling;
      }
      all &= known != null;
    }
    return all ? (Boolean) !settling : null;
  }

  /** Thrown while only looking, where a way would have to be chosen. */
  private static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Undecided() {
      super("not decided yet", null, false, false);
    }
  }

  private static <T> T decided(@Nullable T known) {
    if (known == null) {
      throw new Undecided();
    }
    return known;
  }

  private boolean found(Condition condition) {
    int outer = readBefore;
    readBefore = read.size();
    try {
      return evaluated(condition);
    } finally {
      readBefore = outer;
    }
  }

  private boolean evaluated(Condition condition) {
    if (condition instanceof Condition.Named named) {
      return holds(named.of());
    }
    if (condition instanceof Once once) {
      return holds(once.of());
    }
    if (condition instanceof Condition.SelectedAmong among) {
      return isKnown(among.selector())
          ? among.numbersPlusOne().get(selected(among.selector()) + 1)
          : assumes(among);
    }
    if (condition instanceof Walked.Test test) {
      return test.holds(this);
    }
    Boolean told = Conditions.outcome(condition, this);
    return told != null ? told : assumes(condition);
  }

  private boolean chooses(Condition condition, Selector selector, int number) {
    return isKnown(selector) ? selected(selector) == number : assumes(condition);
  }

  private static boolean isKnown(Selector selector) {
    return selector instanceof Walked.Choosing || selector instanceof Once;
  }

  /** What a selector chooses that says so; {@link Selector#NONE} for none. */
  public int selected(Selector selector) {
    Integer known = selections.get(selector);
    if (known == null) {
      known =
          selector instanceof Walked.Choosing choosing
              ? choosing.select(this)
              : selector instanceof Once once && holds(once.of()) ? 0 : Selector.NONE;
      selections.put(selector, known);
    }
    return known;
  }

  /** Whether an attribute, worked upon, is there and in a language. */
  public boolean test(Value.Part part, Language language) {
    Value.Part source = shape.source(part);
    Attribute attribute = source.attribute();
    read.add(attribute);
    Values now = now(attribute);
    if (looking) {
      return decided(now.known(source.in(language)));
    }
    Values.Split split = now.split(source.in(language));
    boolean in;
    if (guide != null) {
      byte[] octets = attribute.read(guide);
      in = octets != null && source.in(language).contains(octets);
      branch(attribute, in ? split.out() : split.in());
    } else {
      in = split.out() == null || (split.in() != null && choices.next(2) == 0);
    }
    put(attribute, left(in ? split.in() : split.out()));
    return in;
  }

  /** A request that goes where nothing is left shows a mistake here, not in the request. */
  private static Values left(@Nullable Values values) {
    if (values == null) {
      throw new IllegalStateException("a test came out in a way that was ruled out");
    }
    return values;
  }

  private void branch(Attribute attribute, @Nullable Values other) {
    if (other != null) {
      Values taken = values.put(attribute, other);
      branches.add(path());
      put(attribute, taken);
    }
  }

  private void put(Attribute attribute, @Nullable Values now) {
    if (now == null) {
      values.remove(attribute);
    } else if (!shape.isFixed(attribute)) {
      values.put(attribute, now);
    }
  }

  private Values now(Attribute attribute) {
    Values known = shape.isFixed(attribute) ? null : values.get(attribute);
    return known == null ? shape.root(attribute) : known;
  }

  /**
   * Whether a value is there and in a language.
   *
   * @param otherwise stands for the test where it is not known how it can come out
   */
  public boolean test(Value value, Language language, Object otherwise) {
    if (value instanceof Value.Part part) {
      return test(part, language);
    }
    if (value instanceof Value.Known known) {
      return language.contains(Languages.octets(known.octets()));
    }
    return value instanceof Value.Unclear && assumes(otherwise);
  }

  /** Whether an attribute of four octets is 0.0.0.0. */
  public boolean isZero(Value.Part address) {
    return test(address, Languages.exactly(0, Integer.BYTES));
  }

  /**
   * Looks a value up.
   *
   * @param otherwise stands for the lookup where it is not known how it can come out
   * @return the key that the value is; null for none
   */
  public @Nullable String lookUp(Value value, Keys keys, Object otherwise) {
    if (value instanceof Value.Known known) {
      return keys.contains(Languages.octets(known.octets())) ? known.octets() : null;
    }
    if (value instanceof Value.Part part) {
      Value.Part source = shape.source(part);
      Values now = now(source.attribute());
      List<Values.Way> ways =
          looking ? decided(now.knownWays(keys, source)) : now.ways(keys, source);
      Values.Way way =
          guide != null
              ? guided(ways, source.attribute().read(guide))
              : ways.get(ways.size() == 1 ? 0 : choices.next(ways.size()));
      read.add(source.attribute());
      if (guide != null) {
        ways.stream()
            .filter(each -> !each.equals(way))
            .forEach(each -> branch(source.attribute(), each.values()));
      }
      put(source.attribute(), way.values());
      return way.key();
    }
    if (value instanceof Value.Absent) {
      return null;
    }
    int chosen = assumed(otherwise, keys.all().size() + 1);
    return chosen == keys.all().size() ? null : keys.all().get(chosen);
  }

  private static Values.Way guided(List<Values.Way> ways, byte @Nullable [] octets) {
    for (Values.Way way : ways) {
      if (way.values().allows(octets)) {
        return way;
      }
    }
    throw new IllegalStateException("a value is no key, and not none either");
  }

  /** A test of which nothing is known comes out well. */
  public boolean assumes(Object test) {
    if (guide != null && !looking && test instanceof Condition condition && hasReadOnlyFixed()) {
      return condition.holds(guide, new Workspace());
    }
    return assumed(test, 2) == 0;
  }

  /** Whether the condition that is evaluated looks at nothing that could be otherwise. */
  private boolean hasReadOnlyFixed() {
    return read.subList(readBefore, read.size()).stream()
        .allMatch(each -> !each.equals(ANYTHING) && now(each).isSingle());
  }

  private int assumed(Object test, int ways) {
    Integer known = assumed.get(test);
    if (known == null) {
      if (looking) {
        throw new Undecided();
      }
      known =
          guide != null && test instanceof Condition condition
              ? condition.holds(guide, new Workspace()) ? 0 : 1
              : choices.next(ways);
      assumed.put(test, known);
    }
    return known;
  }

  /** What is known of a value. */
  public Value value(Data data) {
    Value value = Octets.value(data, this);
    if (value instanceof Value.Part part) {
      read.add(shape.source(part).attribute());
    }
    return value;
  }

  /** What is said of a value that is made of more of a request than is looked into here. */
  Value madeOfAnything() {
    read.add(ANYTHING);
    return Value.UNCLEAR;
  }

  /** The first of some rules that holds; null if none does. */
  public @Nullable Rule winner(List<Rule> inOrder) {
    for (Rule rule : inOrder) {
      if (holds(rule.condition())) {
        return rule;
      }
    }
    return null;
  }
}
