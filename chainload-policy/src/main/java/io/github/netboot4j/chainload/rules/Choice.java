package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import java.util.List;

/**
 * What the first of several rules says that holds, for a value that is put together from such
 * choices. Rules for one of many are looked up, as those of a field are.
 */
public final class Choice implements Data {
  private final FieldRules rules;
  private final String name;
  private final boolean varies;

  /**
   * A choice.
   *
   * @param field what the rules set
   * @param name for people
   * @param inOrder the strongest first
   * @param known whether a {@link RuleSet} has these very rules for this field too, so that its
   *     decisions are kept by which of them holds
   */
  public Choice(Field field, String name, List<Rule> inOrder, boolean known) {
    this.rules = new FieldRules(field, inOrder);
    this.name = name;
    varies =
        (!known && !inOrder.isEmpty()) || inOrder.stream().anyMatch(rule -> rule.value().varies());
  }

  /** The rules, the strongest first. */
  public List<Rule> rules() {
    return rules.inOrder();
  }

  /** Whether one of the rules holds. */
  public boolean chooses(BootRequest request, Workspace space) {
    return rules.winner(request, space) >= 0;
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int winner = rules.winner(request, space);
    return winner < 0 ? ABSENT : rules.rule(winner).value().append(request, space);
  }

  /** Whether a value varies although its rule stays the same. */
  @Override
  public boolean varies() {
    return varies;
  }

  @Override
  public String toString() {
    return name;
  }
}
