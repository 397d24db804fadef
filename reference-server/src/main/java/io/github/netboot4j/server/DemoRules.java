package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what the server decided for each machine of the demo, and why. */
final class DemoRules implements ServerListener {
  private final Map<Long, BootDecision> decisions = new ConcurrentHashMap<>();

  BootDecision decisionFor(long mac) {
    return decisions.getOrDefault(mac, BootDecision.undecided());
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    decisions.put(request.macAddress(), decision);
  }
}
