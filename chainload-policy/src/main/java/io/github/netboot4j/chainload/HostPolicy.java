package io.github.netboot4j.chainload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy for each of many hosts, looked up; prints one a line. */
final class HostPolicy implements BootPolicy {
  private final List<String> hosts;
  private final BootPolicy[] policies;
  private final HostTable table;

  HostPolicy(Map<String, BootPolicy> byHost) {
    hosts = new ArrayList<>(byHost.keySet());
    policies = byHost.values().toArray(new BootPolicy[0]);
    table = new HostTable(hosts);
  }

  @Override
  public BootDecision decide(BootRequest request) {
    int number = table.find(request);
    return number < 0 ? BootDecision.undecided() : policies[number].decide(request);
  }

  @Override
  public Explanation explain(BootRequest request) {
    int number = table.find(request);
    if (number >= 0) {
      return policies[number].explain(request);
    }
    return new Explanation(
        BootDecision.undecided(),
        List.of(
            new Explanation.Considered(
                "boot file",
                "what the host's policy says",
                new Reason("by host"),
                false,
                "it is none of " + hosts.size() + " hosts")));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < policies.length; number++) {
      text.append(number == 0 ? "" : "\n").append("host ").append(hosts.get(number)).append(":\n");
      text.append(policies[number].toString().indent(2).stripTrailing());
    }
    return text.toString();
  }
}
