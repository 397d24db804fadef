package io.github.netboot4j.chainload;

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
  public String toString() {
    return condition + " → " + decision.what();
  }
}
