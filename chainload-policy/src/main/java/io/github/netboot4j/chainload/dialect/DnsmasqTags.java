package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.ArrivedOn;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Once;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each tag stands for at a point of dnsmasq's work on a request. Tags are gathered in steps;
 * at each step the {@code tag-if} lines are gone through once, in their order, on what there is.
 */
final class DnsmasqTags {
  private static final int MOST_TAG_IFS = 2000;
  private static final int DEEPEST = 64;

  private final Map<String, List<Condition>> setters;

  /** How many tags deep a tag's definition goes. */
  private final Map<String, Integer> depths = new HashMap<>();

  /** Definitions made before, as long as no setter was added. */
  private final Map<String, Condition> made = new HashMap<>();

  DnsmasqTags() {
    setters = new HashMap<>();
  }

  private DnsmasqTags(DnsmasqTags from) {
    setters = new HashMap<>(from.setters);
    depths.putAll(from.depths);
    made.putAll(from.made);
  }

  /** The same tags, to be added to. */
  DnsmasqTags copy() {
    return new DnsmasqTags(this);
  }

  /** Another way for a tag to be set. */
  void add(String tag, Condition when) {
    List<Condition> all = new ArrayList<>(setters.getOrDefault(tag, List.of()));
    all.add(when);
    setters.put(tag, all);
    made.remove(tag);
  }

  /** These tags and those that {@code tag-if} lines set upon them. */
  DnsmasqTags settled(List<DnsmasqModel.TagIf> lines) throws ConfigurationException {
    if (lines.isEmpty()) {
      return this;
    }
    if (lines.size() > MOST_TAG_IFS) {
      throw lines.get(MOST_TAG_IFS).line().error("more than " + MOST_TAG_IFS + " tag-if lines");
    }
    DnsmasqTags settled = copy();
    for (DnsmasqModel.TagIf tagIf : lines) {
      int depth = 1;
      for (String need : tagIf.needs()) {
        depth = Math.max(depth, 1 + settled.depth(need));
      }
      if (depth > DEEPEST) {
        throw tagIf
            .line()
            .error("tag-if lines build on one another more than " + DEEPEST + " deep");
      }
      Condition when = Condition.always();
      for (String need : tagIf.needs()) {
        when = when.and(settled.wildLiteral(need));
      }
      Condition once = depth > 1 ? new Once(when) : when;
      for (String tag : tagIf.sets()) {
        settled.add(tag, once);
        settled.depths.merge(tag, depth, Math::max);
      }
    }
    return settled;
  }

  private int depth(String literal) {
    String name = isNegated(literal) ? literal.substring(1) : literal;
    if (!name.endsWith("*")) {
      return depths.getOrDefault(name, 0);
    }
    String prefix = name.substring(0, name.length() - 1);
    int deepest = 0;
    for (Map.Entry<String, Integer> entry : depths.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        deepest = Math.max(deepest, entry.getValue());
      }
    }
    return deepest;
  }

  /** All of these hold, each a tag or a negated one. */
  Condition allOf(List<String> literals) {
    Condition all = Condition.always();
    for (int index = literals.size() - 1; index >= 0; index--) {
      all = all.and(literal(literals.get(index)));
    }
    return all;
  }

  private Condition literal(String literal) {
    return isNegated(literal) ? of(literal.substring(1)).negated() : of(literal);
  }

  private Condition wildLiteral(String literal) {
    String name = isNegated(literal) ? literal.substring(1) : literal;
    if (!name.endsWith("*")) {
      return literal(literal);
    }
    String prefix = name.substring(0, name.length() - 1);
    List<Condition> any = new ArrayList<>();
    any.add(new ArrivedOn(prefix, true));
    for (String tag : setters.keySet().stream().sorted().toList()) {
      if (tag.startsWith(prefix)) {
        any.add(of(tag));
      }
    }
    Condition condition = new Condition.Named("tag " + name, new Condition.Any(any));
    return isNegated(literal) ? condition.negated() : condition;
  }

  /** A tag; one that nothing sets may be the name of an interface. */
  Condition of(String tag) {
    return made.computeIfAbsent(
        tag,
        name -> {
          List<Condition> all = setters.get(name);
          if (all == null) {
            return new ArrivedOn(name, false);
          }
          Condition any = all.size() == 1 ? all.get(0) : new Condition.Any(all);
          return new Condition.Named("tag " + name, any);
        });
  }

  /** Whether a tag can be set otherwise than by the name of an interface. */
  boolean knows(String literal) {
    return setters.containsKey(isNegated(literal) ? literal.substring(1) : literal);
  }

  static boolean isNegated(String literal) {
    return literal.startsWith("!") || literal.startsWith("#");
  }
}
