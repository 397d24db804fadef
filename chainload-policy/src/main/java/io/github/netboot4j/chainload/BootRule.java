package io.github.netboot4j.chainload;

import java.util.List;

/** One decision for all requests of which one condition holds; prints as condition and decision. */
final class BootRule implements BootPolicy {
  private final BootCondition condition;
  private final BootDecision decision;

  BootRule(BootCondition condition, BootDecision decision) {
    this.condition = condition;
    this.decision = decision;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    return condition.holds(request) ? decision : BootDecision.undecided();
  }

  @Override
  public Explanation explain(BootRequest request) {
    boolean holds = condition.holds(request);
    String why = holds ? "it is the first that holds" : "it is not so that " + condition;
    return new Explanation(
        decide(request),
        List.of(
            new Explanation.Considered(
                "boot file", decision.what(), decision.reason(), holds, why)));
  }

  @Override
  public String toString() {
    return condition + " → " + decision.what();
  }
}
