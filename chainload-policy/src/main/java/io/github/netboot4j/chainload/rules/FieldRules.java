package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one field in the order of precedence. Rules for one of many (see {@link Selector})
 * are kept by its number: of those only the chosen one's are looked at.
 */
public final class FieldRules {
  private static final int[] NO_RULES = {};

  private final Field field;
  private final Rule[] rules;
  private final List<Rule> listed;
  private final boolean[] varying;

  /** Indexes into {@link #rules}, ascending, of those that are for no one in particular. */
  private final int[] general;

  private final Selector[] selectors;

  /** For each selector and number the indexes into {@link #rules}, ascending. */
  private final int[][][] bySelected;

  FieldRules(Field field, List<Rule> inOrder) {
    this.field = field;
    this.rules = inOrder.toArray(new Rule[0]);
    listed = List.of(rules);
    varying = new boolean[rules.length];
    List<Integer> forAll = new ArrayList<>();
    Map<Selector, TreeMap<Integer, List<Integer>>> forSome = new HashMap<>();
    for (int index = 0; index < rules.length; index++) {
      varying[index] = rules[index].value().varies();
      Condition.Selected selected = selectedBy(rules[index].condition());
      if (selected == null || selected.number() < 0) {
        forAll.add(index);
      } else {
        forSome
            .computeIfAbsent(selected.selector(), selector -> new TreeMap<>())
            .computeIfAbsent(selected.number(), number -> new ArrayList<>())
            .add(index);
      }
    }
    general = indexes(forAll);
    selectors = forSome.keySet().toArray(new Selector[0]);
    bySelected = new int[selectors.length][][];
    for (int which = 0; which < selectors.length; which++) {
      TreeMap<Integer, List<Integer>> found =
          forSome.getOrDefault(selectors[which], new TreeMap<>());
      int[][] byNumber = new int[found.lastKey() + 1][];
      found.forEach((number, at) -> byNumber[number] = indexes(at));
      bySelected[which] = byNumber;
    }
  }

  /** What these rules set. */
  public Field field() {
    return field;
  }

  /** All of them, the strongest first. */
  public List<Rule> inOrder() {
    return listed;
  }

  Rule rule(int index) {
    return rules[index];
  }

  /** Whether a rule's value varies with the request. */
  boolean varies() {
    for (Rule rule : rules) {
      if (rule.value().varies()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the value of a rule differs from request to request. */
  boolean varies(int index) {
    return varying[index];
  }

  /** Index of the first rule that holds, or -1. */
  public int winner(BootRequest request, Workspace space) {
    int best = firstOf(general, rules.length, request, space);
    for (int which = 0; which < selectors.length; which++) {
      int[] chosen = of(which, space.selected(selectors[which], request));
      best = firstOf(chosen, best, request, space);
    }
    return best < rules.length ? best : -1;
  }

  /**
   * The rules that a request has anything to do with, in the order of precedence.
   *
   * @param selection what a selector chose for it
   */
  List<Rule> relevant(ToIntFunction<Selector> selection) {
    TreeMap<Integer, Rule> found = new TreeMap<>();
    for (int index : general) {
      found.put(index, rules[index]);
    }
    for (int which = 0; which < selectors.length; which++) {
      for (int index : of(which, selection.applyAsInt(selectors[which]))) {
        found.put(index, rules[index]);
      }
    }
    return List.copyOf(found.values());
  }

  private int[] of(int which, int number) {
    int[][] byNumber = bySelected[which];
    int[] found = number >= 0 && number < byNumber.length ? byNumber[number] : null;
    return found == null ? NO_RULES : found;
  }

  private int firstOf(int[] among, int before, BootRequest request, Workspace space) {
    for (int index : among) {
      if (index >= before) {
        break;
      }
      if (rules[index].condition().holds(request, space)) {
        return index;
      }
    }
    return before;
  }

  private static Condition.@Nullable Selected selectedBy(Condition condition) {
    if (condition instanceof Condition.Selected selected) {
      return selected;
    }
    if (condition instanceof Condition.Named named) {
      return selectedBy(named.of());
    }
    if (condition instanceof Condition.All all) {
      for (Condition part : all.parts()) {
        Condition.Selected selected = selectedBy(part);
        if (selected != null) {
          return selected;
        }
      }
    }
    return null;
  }

  private static int[] indexes(List<Integer> of) {
    return of.stream().mapToInt(Integer::intValue).toArray();
  }
}
