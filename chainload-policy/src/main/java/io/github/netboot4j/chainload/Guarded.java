package io.github.netboot4j.chainload;

import java.util.List;

/** Another policy for those requests of which a condition holds. */
final class Guarded implements BootPolicy {
  private final BootCondition condition;
  private final BootPolicy policy;

  Guarded(BootCondition condition, BootPolicy policy) {
    this.condition = condition;
    this.policy = policy;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    return condition.holds(request) ? policy.decide(request) : BootDecision.undecided();
  }

  @Override
  public Explanation explain(BootRequest request) {
    if (condition.holds(request)) {
      return policy.explain(request);
    }
    return new Explanation(
        BootDecision.undecided(),
        List.of(
            new Explanation.Considered(
                "boot file",
                "whatever its rules say",
                new Reason(condition.toString()),
                false,
                "it is not so that " + condition)));
  }

  @Override
  public String toString() {
    return condition + ":\n" + policy.toString().indent(2).stripTrailing();
  }
}
