package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays the server with a configuration in a capture: whose answers it would have given there, and
 * which.
 *
 * <p>A configuration that gives addresses is compared with answers that give one; one for ProxyDHCP
 * with answers that give none; what came in on port 4011 with what went out of it.
 */
final class ReplayServer {
  private static final int CAPACITY = 65_536;

  private final BootConfiguration configuration;
  private final int stated;
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final ByteBuffer reply = ByteBuffer.allocate(CAPACITY);
  private final DhcpMessageView replied = new DhcpMessageView();

  /** Whose answers were compared last; the first guess where there is no answer. */
  private int known;

  /**
   * A server.
   *
   * @param configuration what it runs on
   * @param address its own address in the capture; 0 to take that of each answer
   */
  ReplayServer(BootConfiguration configuration, int address) {
    this.configuration = configuration;
    this.stated = address;
    List<AddressPlan.Subnet> subnets = configuration.addresses().subnets();
    this.known = address != Ipv4.ANY || subnets.isEmpty() ? address : subnets.get(0).address() + 1;
  }

  /** Compares the answer in the capture with that of this configuration. */
  ReplayResult replay(ReplayExchange exchange) {
    ReplayAnswer given = null;
    for (ReplayAnswer answer : exchange.answers()) {
      boolean better = given == null || (given.refuses() && !answer.refuses());
      if (better && isOwn(exchange, answer)) {
        given = answer;
      }
    }
    String notCompared = given == null ? whyNotCompared(exchange) : null;
    if (given != null && given.refuses()) {
      notCompared = "it was refused (NAK), which is a matter of leases";
    }
    known = given != null && notCompared == null ? given.server() : known;
    arrive(exchange, known);
    BootDecision decision = decide(given == null ? Ipv4.ANY : given.address());
    ReplayAnswer wouldBe =
        decision.isSilent() || notCompared != null ? null : answer(exchange, decision);
    return ReplayResult.of(exchange, request, known, given, wouldBe, decision, notCompared);
  }

  /** Whether an answer is of the server that the configuration is for. */
  private boolean isOwn(ReplayExchange exchange, ReplayAnswer answer) {
    if (stated != Ipv4.ANY) {
      return answer.server() == stated;
    }
    if (answer.refuses()) {
      return true;
    }
    arrive(exchange, answer.server());
    boolean withoutAddress = exchange.isToBootServer() || isProxied();
    return withoutAddress == (answer.address() == Ipv4.ANY);
  }

  private @Nullable String whyNotCompared(ReplayExchange exchange) {
    int chosen = exchange.message().serverIdentifier();
    boolean selecting = exchange.message().messageType() == MessageType.REQUEST;
    if (selecting && stated != Ipv4.ANY && chosen != Ipv4.ANY && chosen != stated) {
      return "it takes the offer of " + Ipv4.format(chosen);
    }
    if (exchange.answers().isEmpty() || stated != Ipv4.ANY) {
      return null;
    }
    arrive(exchange, exchange.answers().get(0).server());
    return isProxied()
        ? "only servers that give addresses answered, and this one is a ProxyDHCP server"
        : "only ProxyDHCP servers answered, and this one gives addresses";
  }

  private void arrive(ReplayExchange exchange, int address) {
    request
        .wrap(exchange.message())
        .arrivedAt(
            address,
            exchange.isToBootServer() ? BootRequest.BOOT_SERVER_PORT : BootRequest.SERVER_PORT);
    AddressPlan.Subnet here = subnetOf(address);
    request.arrivedOn("", here == null ? 0 : here.netmask());
  }

  private AddressPlan.@Nullable Subnet subnetOf(int address) {
    for (AddressPlan.Subnet subnet : configuration.addresses().subnets()) {
      if ((address & subnet.netmask()) == subnet.address()) {
        return subnet;
      }
    }
    return null;
  }

  private boolean isProxied() {
    AddressPlan.Subnet subnet = subnetOf(request.subnetAddress());
    return subnet != null && subnet.proxy();
  }

  private BootDecision decide(int address) {
    AddressPlan plan = configuration.addresses();
    boolean bootServer = request.arrivalPort() == BootRequest.BOOT_SERVER_PORT;
    if (bootServer && configuration.dialect() != Dialect.DNSMASQ) {
      return BootDecision.silent();
    }
    if (!bootServer && !isProxied()) {
      Places places = Places.of(plan, request);
      if (places.isEmpty()) {
        return BootDecision.silent();
      }
      request.given(
          places.reserved() != Ipv4.ANY
              ? places.reserved()
              : places.allow(address) ? address : places.ranges().get(0).first());
    }
    return configuration.policy().decide(request);
  }

  private ReplayAnswer answer(ReplayExchange exchange, BootDecision decision) {
    boolean discover = exchange.message().messageType() == MessageType.DISCOVER;
    writer.startReply(
        exchange.message(),
        discover ? MessageType.OFFER : MessageType.ACK,
        reply,
        0,
        reply.capacity());
    writer.yourAddress(request.givenAddress());
    new BootReplyWriter(request.arrivalAddress()).write(request, decision, writer);
    return ReplayAnswer.of(replied.wrap(reply, 0, writer.finish()), request.arrivalAddress());
  }
}
