package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server with a policy, as one machine meets it; and, where the policy's is a ProxyDHCP server,
 * another server beside it that gives addresses and nothing else. Requests and replies are the
 * octets that the real server would see and send.
 */
final class PolicyNetwork implements Network {
  private static final int CAPACITY = 1472;
  private static final int LEASE_SECONDS = 3600;

  /** What the network is like that a policy is asked in. */
  record Setting(
      BootPolicy policy, @Nullable AddressPlan plan, boolean proxy, boolean bootServerPort) {}

  private final Setting setting;
  private final Machine machine;
  private final DhcpMessageView view = new DhcpMessageView();
  private final BootRequest request = new BootRequest();

  PolicyNetwork(Setting setting, Machine machine) {
    this.setting = setting;
    this.machine = machine;
  }

  /** A message as it arrives at the server. */
  BootRequest arrived(ByteBuffer message, int port) {
    view.wrap(message, message.position(), message.remaining());
    request
        .wrap(view)
        .arrivedAt(machine.server(), port)
        .arrivedOn(machine.arrivesOn(), machine.netmask());
    return request.given(address());
  }

  @Override
  public List<Reply> ask(ByteBuffer message, int destination, int port) {
    List<Reply> replies = new ArrayList<>();
    arrived(message, port);
    boolean atBootServerPort = port == BootRequest.BOOT_SERVER_PORT;
    if (isProxy() && !atBootServerPort) {
      otherServer(replies);
    }
    boolean heard =
        atBootServerPort
            ? setting.bootServerPort && destination == machine.server()
            : destination == BROADCAST || destination == machine.server();
    if (heard && isMeant()) {
      answer(atBootServerPort, replies);
    }
    return replies;
  }

  /** A REQUEST that names another server is not for this one. */
  private boolean isMeant() {
    int named = view.serverIdentifier();
    return named == Ipv4.ANY || named == machine.server();
  }

  private void answer(boolean atBootServerPort, List<Reply> replies) {
    boolean proxy = isProxy();
    boolean leases = !proxy && !atBootServerPort && view.clientAddress() == Ipv4.ANY;
    if (leases && request.givenAddress() == Ipv4.ANY) {
      return;
    }
    if (proxy
        && !atBootServerPort
        && view.messageType() == MessageType.REQUEST
        && view.serverIdentifier() != Ipv4.ANY) {
      return;
    }
    BootDecision decision = setting.policy.decide(request);
    ReplyFields fields = decision.fields();
    if (decision.isSilent() || (proxy && fields == null && !decision.boots())) {
      return;
    }
    ByteBuffer out = ByteBuffer.allocate(CAPACITY);
    DhcpMessageWriter reply = start(out);
    if (leases) {
      reply.yourAddress(request.givenAddress());
    }
    if (fields == null || fields.option(OptionCode.SERVER_IDENTIFIER) == null) {
      reply.optionInt32(OptionCode.SERVER_IDENTIFIER, machine.server());
    }
    if (leases) {
      reply.optionInt32(OptionCode.LEASE_TIME, LEASE_SECONDS);
    }
    if (leases && fields == null) {
      reply.optionInt32(OptionCode.SUBNET_MASK, machine.netmask());
    }
    BootReplyWriter writer = new BootReplyWriter(machine.server());
    if (proxy || atBootServerPort) {
      writer.writeProxy(request, decision, reply);
    } else {
      writer.write(request, decision, reply);
    }
    int port = atBootServerPort ? BootRequest.BOOT_SERVER_PORT : BootRequest.SERVER_PORT;
    replies.add(new Reply(finish(reply, out), machine.server(), port, decision));
  }

  /** An OFFER, or an ACK, with an address and nothing else. */
  private void otherServer(List<Reply> replies) {
    int own = other();
    if (view.messageType() == MessageType.REQUEST && view.serverIdentifier() != own) {
      return;
    }
    ByteBuffer out = ByteBuffer.allocate(CAPACITY);
    DhcpMessageWriter reply =
        start(out)
            .yourAddress(own + 1)
            .optionInt32(OptionCode.SERVER_IDENTIFIER, own)
            .optionInt32(OptionCode.LEASE_TIME, LEASE_SECONDS)
            .optionInt32(OptionCode.SUBNET_MASK, machine.netmask());
    replies.add(new Reply(finish(reply, out), own, BootRequest.SERVER_PORT, null));
  }

  private DhcpMessageWriter start(ByteBuffer out) {
    int type = view.messageType() == MessageType.DISCOVER ? MessageType.OFFER : MessageType.ACK;
    return new DhcpMessageWriter().startReply(view, type, out, 0, CAPACITY);
  }

  private static byte[] finish(DhcpMessageWriter reply, ByteBuffer out) {
    byte[] octets = new byte[reply.finish()];
    out.get(0, octets);
    return octets;
  }

  private int other() {
    return (here() & machine.netmask()) | (~machine.netmask() & 0xFE);
  }

  private int here() {
    return machine.relay() != Ipv4.ANY ? machine.relay() : machine.server();
  }

  private boolean isProxy() {
    AddressPlan plan = setting.plan;
    if (plan != null) {
      for (AddressPlan.Subnet subnet : plan.subnets()) {
        if ((here() & subnet.netmask()) == subnet.address()) {
          return subnet.proxy();
        }
      }
    }
    return setting.proxy;
  }

  /** The address that the machine is given; 0 if the plan has none for it. */
  private int address() {
    AddressPlan plan = setting.plan;
    if (plan == null || isProxy()) {
      return (here() & machine.netmask()) | (~machine.netmask() & 0x64);
    }
    int reserved = plan.reservedFor(request);
    if (reserved != Ipv4.ANY) {
      return reserved;
    }
    List<AddressPlan.Range> ranges = plan.rangesFor(request);
    return ranges.isEmpty() ? Ipv4.ANY : ranges.get(0).first();
  }
}
