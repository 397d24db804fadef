package io.github.netboot4j.chainload.rules.classes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that an attribute may still have after the tests on a path of evaluation, with one of
 * them as an example. What a further test leaves of them is found out once and kept.
 */
final class Values {
  /** States that are looked at before a question is left open. */
  private static final int MOST_STATES = 20_000;

  private static final int MOST_STATES_OF_TWO = 3_000;

  /** What a test leaves: null where it leaves nothing. */
  record Split(@Nullable Values in, @Nullable Values out) {}

  /** A key of a table, and the values that are this key; the last has no key: all others. */
  record Way(@Nullable String key, Values values) {}

  /** An example; its octets are null for absent. */
  private static final class Example {
    final byte @Nullable [] octets;

    Example(byte @Nullable [] octets) {
      this.octets = octets;
    }
  }

  private final Attribute attribute;
  private final @Nullable Values before;
  private final @Nullable Literal last;

  /** Whether there is but one value. */
  private final boolean single;

  private final @Nullable Example example;
  private final Map<Language, Split> splits = new HashMap<>();
  private final Map<Language, List<Way>> ways = new HashMap<>();

  /** For each pair of tests whether nothing passes both, shared by all values of an attribute. */
  private final Map<List<Literal>, Boolean> exclusive;

  private Values(
      Attribute attribute,
      @Nullable Values before,
      @Nullable Literal last,
      boolean single,
      @Nullable Example example) {
    this.attribute = attribute;
    this.before = before;
    this.last = last;
    this.single = single;
    this.example = example;
    exclusive = before == null ? new HashMap<>() : before.exclusive;
  }

  /** Any value at all. */
  static Values any(Attribute attribute) {
    return new Values(attribute, null, null, false, new Example(attribute.usual()));
  }

  /** One value; null for absent. */
  static Values only(Attribute attribute, byte @Nullable [] value) {
    return new Values(attribute, null, null, true, new Example(value));
  }

  /** Whether an example is known. */
  boolean isShown() {
    return example != null;
  }

  /** Whether it can be but one. */
  boolean isSingle() {
    return single;
  }

  /** The example, null for absent or where none is known. */
  byte @Nullable [] shown() {
    return example == null ? null : example.octets;
  }

  /** Whether a value is one of these. */
  boolean allows(byte @Nullable [] value) {
    if (single) {
      return Arrays.equals(value, shown());
    }
    return value == null ? allowsAbsent() : suits(value, null);
  }

  private boolean allowsAbsent() {
    if (!attribute.isOptional()) {
      return false;
    }
    for (Values at = this; at != null; at = at.before) {
      if (at.last != null && at.last.wanted()) {
        return false;
      }
    }
    return true;
  }

  private boolean suits(byte[] octets, @Nullable Literal also) {
    if (!attribute.possible().contains(octets) || (also != null && !also.allows(octets))) {
      return false;
    }
    for (Values at = this; at != null; at = at.before) {
      if (at.last != null && !at.last.allows(octets)) {
        return false;
      }
    }
    return true;
  }

  /** What a test leaves of these, if it comes out well and if it does not. */
  Split split(Language language) {
    Split known = splits.get(language);
    if (known == null) {
      known = single ? whole(isIn(language)) : divided(language);
      splits.put(language, known);
    }
    return known;
  }

  /** How a test comes out, if that was found out before; null if not. */
  @Nullable Boolean known(Language language) {
    Split split = single ? split(language) : splits.get(language);
    if (split != null) {
      return split.out() == null ? Boolean.TRUE : split.in() == null ? Boolean.FALSE : null;
    }
    Literal same = literal(language);
    return same == null ? null : (Boolean) same.wanted();
  }

  private @Nullable Literal literal(Language language) {
    for (Values at = this; at != null; at = at.before) {
      if (at.last != null && at.last.language().equals(language)) {
        return at.last;
      }
    }
    return null;
  }

  private boolean isIn(Language language) {
    byte[] value = shown();
    return value != null && language.contains(value);
  }

  private Split whole(boolean in) {
    return in ? new Split(this, null) : new Split(null, this);
  }

  private Split divided(Language language) {
    Literal same = literal(language);
    if (same != null) {
      return whole(same.wanted());
    }
    Values in = with(new Literal(language, true));
    Values out = with(new Literal(language, false));
    return in == null
        ? new Split(null, this)
        : out == null ? new Split(this, null) : new Split(in, out);
  }

  /** The same as {@link #ways} where there is one way and that was found out; else null. */
  @Nullable List<Way> knownWays(Keys keys, Value.Part part) {
    List<Way> known = single ? ways(keys, part) : waysBefore(part.in(keys));
    if (known == null && Boolean.FALSE.equals(known(part.in(keys)))) {
      return List.of(new Way(null, this));
    }
    return known != null && known.size() == 1 ? known : null;
  }

  /** Which of some keys the value is, worked upon in some way, or none. */
  List<Way> ways(Keys keys, Value.Part part) {
    Language any = part.in(keys);
    List<Way> known = waysBefore(any);
    if (known != null) {
      return known;
    }
    List<Way> found = new ArrayList<>();
    Split split = split(any);
    if (split.in() != null) {
      for (String key : keys.all()) {
        Values values = split(part.in(Languages.exactly(key))).in();
        if (values != null) {
          found.add(values.only(any, key));
        }
      }
    }
    if (split.out() != null) {
      found.add(split.out().only(any, null));
    }
    ways.put(any, found);
    return found;
  }

  /** These values, of which is known what they are looked up as. */
  private Way only(Language keys, @Nullable String key) {
    Way way = new Way(key, this);
    ways.put(keys, List.of(way));
    return way;
  }

  /** What was found out of these values, or what holds for these as for more. */
  private @Nullable List<Way> waysBefore(Language keys) {
    List<Way> known = ways.get(keys);
    for (Values at = before; known == null && at != null; at = at.before) {
      List<Way> more = at.ways.get(keys);
      if (more != null && more.size() == 1) {
        known = List.of(only(keys, more.get(0).key()));
      }
    }
    return known;
  }

  /** These values as far as one more test comes out so; null if there are none. */
  private @Nullable Values with(Literal literal) {
    Language language = literal.language();
    byte[] shown = shown();
    if (example != null && (shown == null ? !literal.wanted() : literal.allows(shown))) {
      return new Values(attribute, this, literal, false, example);
    }
    if (!literal.wanted() && allowsAbsent()) {
      return new Values(attribute, this, literal, false, new Example(null));
    }
    boolean listed = literal.wanted() && language.isListed();
    for (byte[] octets : candidates(literal)) {
      if (suits(octets, literal)) {
        boolean only = listed && language.examples().size() == 1;
        return new Values(attribute, this, literal, only, new Example(octets));
      }
    }
    if (listed) {
      return null;
    }
    Emptiness.Outcome outcome = search(literal);
    if (outcome.found() != null) {
      return new Values(attribute, this, literal, false, new Example(outcome.found()));
    }
    return outcome.complete() ? null : new Values(attribute, this, literal, false, null);
  }

  private List<byte[]> candidates(Literal literal) {
    List<byte[]> all = new ArrayList<>();
    byte[] usual = attribute.usual();
    if (usual != null) {
      all.add(usual);
    }
    addExamples(literal, all);
    for (Values at = this; at != null; at = at.before) {
      if (at.last != null && at.last.wanted()) {
        addExamples(at.last, all);
      }
    }
    StringBuilder joined = new StringBuilder();
    for (byte[] octets : all) {
      joined.append(Languages.text(octets));
    }
    all.add(Languages.octets(joined.toString()));
    return all;
  }

  private void addExamples(Literal of, List<byte[]> to) {
    for (byte[] octets : of.language().examples()) {
      to.add(octets);
      to.add(attribute.repaired(octets));
    }
  }

  private Emptiness.Outcome search(Literal literal) {
    List<Literal> all = new ArrayList<>();
    all.add(literal);
    all.add(new Literal(attribute.possible(), true));
    for (Values at = this; at != null; at = at.before) {
      if (at.last != null) {
        if (excludes(literal, at.last)) {
          return Emptiness.Outcome.NONE;
        }
        all.add(at.last);
      }
    }
    return all.stream().anyMatch(each -> each.language() instanceof Opaque)
        ? Emptiness.Outcome.UNKNOWN
        : new Emptiness(all, MOST_STATES).search();
  }

  /** Whether two tests alone leave nothing: most that leave nothing are of this kind. */
  private boolean excludes(Literal one, Literal other) {
    if (one.language() instanceof Opaque || other.language() instanceof Opaque) {
      return false;
    }
    return exclusive.computeIfAbsent(
        List.of(one, other),
        pair -> {
          List<Literal> both = List.of(one, other, new Literal(attribute.possible(), true));
          Emptiness.Outcome outcome = new Emptiness(both, MOST_STATES_OF_TWO).search();
          return outcome.complete() && outcome.found() == null;
        });
  }
}
