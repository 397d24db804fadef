package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a capture, the answer that it got, and the one that it would get.
 *
 * @param record where the request stands in the capture
 * @param times how often it was sent
 * @param type its message type
 * @param port where it went to
 * @param client the hardware address; -1 for none of six octets
 * @param stage which program asks
 * @param server whose answer this is about
 * @param given the answer in the capture; null for none
 * @param wouldBe that of the configuration; null for none
 * @param rule why the configuration answers so
 * @param notCompared why the two are not compared; null if they are
 */
record ReplayResult(
    long record,
    int times,
    String type,
    int port,
    long client,
    String stage,
    int server,
    @Nullable ReplayAnswer given,
    @Nullable ReplayAnswer wouldBe,
    Reason rule,
    @Nullable String notCompared) {
  static ReplayResult of(
      ReplayExchange exchange,
      BootRequest request,
      int server,
      @Nullable ReplayAnswer given,
      @Nullable ReplayAnswer wouldBe,
      BootDecision decision,
      @Nullable String notCompared) {
    return new ReplayResult(
        exchange.record(),
        exchange.times(),
        MessageType.name(exchange.message().messageType()),
        request.arrivalPort(),
        request.macAddress(),
        request.stage().label(),
        server,
        given,
        wouldBe,
        decision.reason(),
        notCompared);
  }

  boolean isCompared() {
    return notCompared == null;
  }

  /** The fields that differ; none where one of the two is silent. */
  List<ReplayAnswer.Difference> differences() {
    return given == null || wouldBe == null ? List.of() : given.differences(wouldBe);
  }

  boolean isDifferent() {
    return isCompared() && ((given == null) != (wouldBe == null) || !differences().isEmpty());
  }
}
