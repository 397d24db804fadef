package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The server's answer to a datagram, as a function of the datagram, the leases, the policy and the
 * time handed in (RFC 2131 §4.3). No sockets. Each serving thread has one of its own; they share
 * the leases.
 */
final class DhcpResponder {
  private static final int BROADCAST_FLAG = 0x8000;

  private static final String NOT_STORABLE = "leases cannot be stored at the moment";
  private static final int LONGEST_HOST_NAME = 64;

  private final DhcpSettings settings;
  private final LeaseTable leases;
  private final BootPolicy policy;
  private final DhcpListener listener;
  private final byte[] domainNameServers;
  private final BootReplyWriter bootReply;
  private final DhcpMessageView message = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter reply = new DhcpMessageWriter();
  private final OptionValue scratch = new OptionValue();

  private Places places = new Places(Ipv4.ANY, List.of(), address -> false);
  private int destination;
  private boolean toRelay;
  private boolean promisesLease;

  DhcpResponder(
      DhcpSettings settings, LeaseTable leases, BootPolicy policy, DhcpListener listener) {
    this.settings = settings;
    this.leases = leases;
    this.policy = policy;
    this.listener = listener;
    this.domainNameServers = octets(settings.domainNameServers());
    this.bootReply = new BootReplyWriter(settings.on().address());
  }

  /**
   * Answers a datagram.
   *
   * @param datagram holds it from 0
   * @param octets its length
   * @param out takes the answer from 0; another buffer
   * @param now milliseconds of a steady clock
   * @return the answer's length, or 0 for silence; then {@link #destination()} says where to
   */
  int respond(ByteBuffer datagram, int octets, ByteBuffer out, long now) {
    promisesLease = false;
    if (!message.tryWrap(datagram, 0, octets)) {
      listener.malformed(Objects.requireNonNull(message.fault()), message.faultOffset(), octets);
      return 0;
    }
    if (message.operation() != DhcpMessageView.BOOTREQUEST) {
      return 0;
    }
    request
        .wrap(message)
        .arrivedAt(settings.on().address(), settings.port())
        .arrivedOn(settings.on().name(), settings.on().netmask());
    places = Places.of(settings.plan(), request);
    if (places.isEmpty() && message.relayAddress() != Ipv4.ANY) {
      return ignore("no pool for relay " + Ipv4.format(message.relayAddress()));
    }
    ClientKey client = ClientKey.of(message, scratch);
    return switch (message.messageType()) {
      case MessageType.DISCOVER -> discover(client, out, now);
      case MessageType.REQUEST -> request(client, out, now);
      case MessageType.RELEASE -> release(client, now);
      case MessageType.DECLINE -> decline(client, now);
      case MessageType.INFORM -> inform(out);
      case MessageType.NONE -> ignore("BOOTP is not served");
      default -> ignore("message type " + MessageType.name(message.messageType()));
    };
  }

  /** Where the last answer goes: the relay, the client's own address, or limited broadcast. */
  int destination() {
    return destination;
  }

  /** Whether the last answer goes to a relay: to the servers' port, not the clients'. */
  boolean isToRelay() {
    return toRelay;
  }

  /** Whether the last answer must not leave before the changes of the leases are stored. */
  boolean promisesLease() {
    return promisesLease;
  }

  private int discover(ClientKey client, ByteBuffer out, long now) {
    if (places.isEmpty()) {
      return ignore("no address is meant for it");
    }
    if (!leases.isStorable()) {
      return ignore(NOT_STORABLE);
    }
    BootDecision before = policy.decide(request);
    if (before.isSilent()) {
      return ignore(before.reason().toString());
    }
    int address =
        leases.offer(client, request.macAddress(), message.requestedAddress(), places, now);
    if (address == Ipv4.ANY) {
      return ignore("no address left for it");
    }
    return grant(MessageType.OFFER, address, out);
  }

  /** RFC 2131 §4.3.2: which of the four states the client is in, by what it filled in. */
  private int request(ClientKey client, ByteBuffer out, long now) {
    int server = message.serverIdentifier();
    int requested = message.requestedAddress();
    if (server != Ipv4.ANY && server != settings.on().address()) {
      leases.withdrawOffer(client);
      return ignore("took the offer of " + Ipv4.format(server));
    }
    boolean selecting = server != Ipv4.ANY;
    boolean extending = message.clientAddress() != Ipv4.ANY;
    int wanted = extending ? message.clientAddress() : requested;
    if (wanted == Ipv4.ANY) {
      return ignore("a REQUEST without an address");
    }
    // A client that this server does not know may be another server's (RFC 2131 §4.3.2,
    // INIT-REBOOT), but an address that cannot work on this subnet is refused all the same.
    boolean stranger = !leases.knows(client) && !selecting && !extending;
    if (stranger && isServed(wanted)) {
      return ignore("unknown here, asks for " + Ipv4.format(wanted));
    }
    BootDecision before = policy.decide(request.given(wanted));
    if (before.isSilent()) {
      return ignore(before.reason().toString());
    }
    if (!leases.isStorable()) {
      return ignore(NOT_STORABLE);
    }
    Duration leaseTime = Duration.ofSeconds(leaseSeconds());
    if (leases.bind(client, request.macAddress(), hostName(), wanted, places, now, leaseTime)) {
      promisesLease = true;
      return grant(MessageType.ACK, wanted, out);
    }
    if (!selecting && !settings.plan().isAuthoritative(request)) {
      return ignore("not to be refused " + Ipv4.format(wanted) + ": not authoritative");
    }
    return refuse(out, wanted);
  }

  /** Whether an address is of a subnet that the sender can be on. */
  private boolean isServed(int address) {
    int relay = message.relayAddress();
    int here = relay != Ipv4.ANY ? relay : settings.on().address();
    for (AddressPlan.Subnet subnet : settings.plan().subnets()) {
      if ((here & subnet.netmask()) == subnet.address()) {
        return (address & subnet.netmask()) == subnet.address();
      }
    }
    return false;
  }

  /** What the client asks for (51), within what the plan allows. */
  private long leaseSeconds() {
    AddressPlan.LeaseTimes times = settings.plan().leaseTimesFor(request);
    int asked = message.optionInt32(OptionCode.LEASE_TIME, 0);
    if (asked == 0) {
      return seconds(times.byDefault());
    }
    return Math.max(
        seconds(times.minimum()),
        Math.min(Integer.toUnsignedLong(asked), seconds(times.maximum())));
  }

  private static long seconds(int time) {
    return time < 0 ? LeaseTable.WITHOUT_END : time;
  }

  /** What the client calls itself, fit for a terminal; empty if it does not or is too long. */
  private String hostName() {
    int length = request.hostName().length();
    return length == 0 || length > LONGEST_HOST_NAME
        ? ""
        : Printable.text(request.hostName().toText());
  }

  private int release(ClientKey client, long now) {
    int address = message.clientAddress();
    if (leases.release(client, address, now)) {
      listener.givenBack(request, address);
    }
    return 0;
  }

  private int decline(ClientKey client, long now) {
    int address = message.requestedAddress();
    if (leases.decline(client, address, now)) {
      listener.givenBack(request, address);
    }
    return 0;
  }

  private int inform(ByteBuffer out) {
    if (!isServed(message.clientAddress())) {
      return ignore("asks from " + Ipv4.format(message.clientAddress()) + ", which is not served");
    }
    BootDecision before = policy.decide(request);
    return before.isSilent()
        ? ignore(before.reason().toString())
        : grant(MessageType.ACK, Ipv4.ANY, out);
  }

  /** An OFFER or ACK. An INFORM's has no address and so no lease (RFC 2131 §4.3.5). */
  private int grant(int type, int address, ByteBuffer out) {
    BootDecision decision = policy.decide(request.given(address));
    reply.startReply(message, type, out, 0, out.capacity());
    reply.yourAddress(address);
    reply.optionInt32(OptionCode.SERVER_IDENTIFIER, settings.on().address());
    if (address != Ipv4.ANY) {
      long seconds = leaseSeconds();
      reply.optionInt32(OptionCode.LEASE_TIME, (int) seconds);
      if (seconds < LeaseTable.WITHOUT_END) {
        reply.optionInt32(OptionCode.RENEWAL_TIME, (int) (seconds / 2));
        reply.optionInt32(OptionCode.REBINDING_TIME, (int) (seconds * 7 / 8));
      }
    }
    if (decision.fields() == null) {
      writeNetwork();
    }
    bootReply.write(request, decision, reply);
    if (type == MessageType.ACK) {
      reply.clientAddress(message.clientAddress());
    }
    aim(message.clientAddress());
    listener.answered(request, type, address, decision);
    return reply.finish();
  }

  private void writeNetwork() {
    reply.optionInt32(OptionCode.SUBNET_MASK, settings.on().netmask());
    if (settings.router() != Ipv4.ANY) {
      reply.optionInt32(OptionCode.ROUTER, settings.router());
    }
    if (domainNameServers.length > 0) {
      reply.option(OptionCode.DOMAIN_NAME_SERVER, domainNameServers);
    }
  }

  private int refuse(ByteBuffer out, int wanted) {
    reply.startReply(message, MessageType.NAK, out, 0, out.capacity());
    reply.optionInt32(OptionCode.SERVER_IDENTIFIER, settings.on().address());
    reply.option(OptionCode.MESSAGE, "not your address");
    // RFC 2131 §4.3.2: the client may have no address that works, so the relay must broadcast.
    if (message.relayAddress() != Ipv4.ANY) {
      reply.flags(message.flags() | BROADCAST_FLAG);
    }
    aim(Ipv4.ANY);
    listener.answered(request, MessageType.NAK, wanted, BootDecision.noBoot());
    return reply.finish();
  }

  /** RFC 2131 §4.1: the relay, else the client where it answers, else everyone on the link. */
  private void aim(int clientAddress) {
    int relay = message.relayAddress();
    toRelay = relay != Ipv4.ANY;
    destination =
        toRelay ? relay : clientAddress != Ipv4.ANY ? clientAddress : Ipv4.LIMITED_BROADCAST;
  }

  private int ignore(String why) {
    listener.ignored(request, why);
    return 0;
  }

  private static byte[] octets(List<Integer> addresses) {
    ByteBuffer octets = ByteBuffer.allocate(addresses.size() * Integer.BYTES);
    addresses.forEach(octets::putInt);
    return octets.array();
  }
}
