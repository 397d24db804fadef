package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.testing.Allocation;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class ServerCountsTest {
  private static final BootDecision DECISION =
      BootDecision.boot("x").because(new Reason("the rule", "dhcpd.conf", 3));

  private final ServerCounts counts = new ServerCounts(new ServerListener() {});
  private final BootRequest request = new BootRequest();
  private int counted;

  private void count() {
    counted++;
    counts.received(MessageType.DISCOVER);
    counts.answered(request, MessageType.OFFER, 1, DECISION);
    counts.ignored(request, Unanswered.NO_POOL, "no pool");
    counts.malformed(DhcpFault.MESSAGE_TOO_SHORT, 0, 0);
  }

  @Test
  void countingTakesNoMemory() {
    assertEquals(0, Allocation.ofOneRound(1_000, this::count));
    assertTrue(counted > 1_000);
    assertEquals(counted, counts.received[MessageType.DISCOVER].sum());
    assertEquals(counted, counts.rules().get("dhcpd.conf:3: the rule").sum());
  }

  @Test
  void whateverTheTypeAndStatusTheyAreCounted() {
    counts.received(-1);
    counts.received(255);
    assertEquals(2, counts.received[ServerCounts.TYPES].sum());
    InetSocketAddress client = new InetSocketAddress(1);
    counts.answered(client, "GET", "/", -1, 0);
    counts.answered(client, "GET", "/", 9_999, 0);
    assertEquals(1, counts.httpStatus[0].sum());
    assertEquals(1, counts.httpStatus[599].sum());
  }

  @Test
  void rulesWithoutEndShareOneName() {
    for (int number = 0; number < 1_000; number++) {
      BootDecision decision = DECISION.because(new Reason("rule of packet " + number));
      counts.answered(request, MessageType.ACK, 1, decision);
    }
    assertEquals(ServerCounts.MOST_RULES + 1, counts.rules().size());
    assertEquals(
        1_000 - ServerCounts.MOST_RULES, counts.rules().get(ServerCounts.OTHER_RULES).sum());
  }
}
