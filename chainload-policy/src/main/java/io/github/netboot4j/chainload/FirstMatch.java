package io.github.netboot4j.chainload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Policies in order, the first that is not undecided deciding; prints one a line. */
final class FirstMatch implements BootPolicy {
  private final BootPolicy[] inOrder;

  FirstMatch(BootPolicy... policies) {
    this.inOrder = policies.clone();
  }

  @Override
  public BootDecision decide(BootRequest request) {
    for (BootPolicy policy : inOrder) {
      BootDecision decision = policy.decide(request);
      if (!decision.isUndecided()) {
        return decision;
      }
    }
    return BootDecision.undecided();
  }

  @Override
  public Explanation explain(BootRequest request) {
    List<Explanation.Considered> considered = new ArrayList<>();
    for (BootPolicy policy : inOrder) {
      Explanation part = policy.explain(request);
      considered.addAll(part.considered());
      if (!part.decision().isUndecided()) {
        return new Explanation(part.decision(), considered);
      }
    }
    return new Explanation(BootDecision.undecided(), considered);
  }

  @Override
  public String toString() {
    return Arrays.stream(inOrder).map(BootPolicy::toString).collect(Collectors.joining("\n"));
  }
}
