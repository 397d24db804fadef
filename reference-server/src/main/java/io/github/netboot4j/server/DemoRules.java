package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import java.net.InetSocketAddress;
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

  @Override
  public void givenBack(BootRequest request, int address) {}

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {}

  @Override
  public void malformed(DhcpFault fault, int offset, int octets) {}

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {}
}
