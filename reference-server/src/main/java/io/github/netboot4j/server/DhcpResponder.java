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
import org.jspecify.annotations.Nullable;

/**
 * The server's answer to a datagram, as a function of the datagram, the leases, the policy and the
 * time handed in (RFC 2131 §4.3). No sockets. Each serving thread has one of its own; they share
 * the leases.
 */
final class DhcpResponder implements Responder {
  private static final int BROADCAST_FLAG = 0x8000;

  private static final String NOT_STORABLE = "leases cannot be stored at the moment";
  private static final int LONGEST_HOST_NAME = 64;

  private final DhcpSettings settings;
  private final LeaseTable leases;
  private final BootPolicy policy;
  private final DhcpListener listener;
  private final byte[] routers;
  private final byte[] domainNameServers;
  private final BootReplyWriter bootReply;
  private final DhcpMessageView message = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter reply = new DhcpMessageWriter();
  private final OptionValue scratch = new OptionValue();

  private final ClientKey sender = new ClientKey();
  private final Places planned;

  private Places places;
  private Duration leaseTime = Duration.ZERO;
  private int identifier;
  private int destination;
  private boolean toRelay;
  private boolean promisesLease;
  private int offered;
  private boolean offersAnother;

  DhcpResponder(
      DhcpSettings settings, LeaseTable leases, BootPolicy policy, DhcpListener listener) {
    this.settings = settings;
    this.leases = leases;
    this.policy = policy;
    this.listener = listener;
    this.routers = octets(settings.routers().stream().filter(settings.on()::isOnSubnet).toList());
    this.domainNameServers = octets(settings.domainNameServers());
    this.bootReply = new BootReplyWriter(settings.on().address());
    this.planned = new Places(settings.plan());
    this.places = planned;
  }

  @Override
  public int respond(ByteBuffer datagram, int octets, ByteBuffer out, long now) {
    promisesLease = false;
    offered = Ipv4.ANY;
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
    listener.received(message.messageType());
    identifier = request.relay().serverIdentifierOverride();
    if (identifier == Ipv4.ANY || message.relayAddress() == Ipv4.ANY) {
      identifier = settings.on().address();
    }
    places = planned.read(settings.plan(), request);
    if (places.isEmpty() && message.relayAddress() != Ipv4.ANY) {
      return ignore(Unanswered.NO_POOL, "no pool for relay " + Ipv4.format(message.relayAddress()));
    }
    ClientKey client = sender;
    if (!client.read(message, scratch)) {
      return ignore(Unanswered.NO_IDENTITY, "neither a hardware address nor a client identifier");
    }
    return switch (message.messageType()) {
      case MessageType.DISCOVER -> discover(client, out, now);
      case MessageType.REQUEST -> request(client, out, now);
      case MessageType.RELEASE -> release(client, now);
      case MessageType.DECLINE -> decline(client, now);
      case MessageType.INFORM -> inform(out);
      case MessageType.NONE -> bootp(client, out, now);
      default ->
          ignore(
              Unanswered.NOTHING_ASKED, "message type " + MessageType.name(message.messageType()));
    };
  }

  @Override
  public int destination() {
    return destination;
  }

  @Override
  public boolean isToRelay() {
    return toRelay;
  }

  @Override
  public boolean promisesLease() {
    return promisesLease;
  }

  @Override
  public int offered() {
    return offered;
  }

  @Override
  public boolean offersAnother() {
    return offersAnother;
  }

  private int discover(ClientKey client, ByteBuffer out, long now) {
    if (places.isEmpty()) {
      return ignore(Unanswered.NO_POOL, "no address is meant for it");
    }
    if (!leases.isStorable()) {
      return ignore(Unanswered.STORE_FAILING, NOT_STORABLE);
    }
    BootDecision decision = policy.decide(request);
    if (decision.isSilent()) {
      return ignore(Unanswered.POLICY, decision.reason().toString());
    }
    int before = leases.addressOf(client, places);
    int address =
        leases.offer(client, request.macAddress(), message.requestedAddress(), places, now);
    if (address == Ipv4.ANY) {
      return ignore(Unanswered.NO_ADDRESS_LEFT, "no address left for it");
    }
    offered = address;
    offersAnother = address != before && address != places.reserved();
    return grant(MessageType.OFFER, address, out);
  }

  /** RFC 2131 §4.3.2: which of the four states the client is in, by what it filled in. */
  private int request(ClientKey client, ByteBuffer out, long now) {
    int server = message.serverIdentifier();
    if (isAnothers(server)) {
      leases.withdrawOffer(client);
      return ignore(Unanswered.OTHER_SERVER, "took the offer of " + Ipv4.format(server));
    }
    boolean selecting = server != Ipv4.ANY;
    boolean extending = !selecting && message.clientAddress() != Ipv4.ANY;
    int wanted = extending ? message.clientAddress() : message.requestedAddress();
    if (wanted == Ipv4.ANY) {
      return ignore(Unanswered.NOTHING_ASKED, "a REQUEST without an address");
    }
    if (!selecting && !extending && isOnLink(wanted) && wanted != places.reserved()) {
      // INIT-REBOOT. A client that this server does not know may be another server's, but an
      // address that cannot work on this link is refused all the same.
      if (!leases.knows(client)) {
        return ignore(Unanswered.NOT_KNOWN_HERE, "unknown here, asks for " + Ipv4.format(wanted));
      }
      if (!leases.isOwn(client, wanted)) {
        return refuse(out, wanted);
      }
    }
    BootDecision before = policy.decide(request.given(wanted));
    if (before.isSilent()) {
      return ignore(Unanswered.POLICY, before.reason().toString());
    }
    if (!leases.isStorable()) {
      return ignore(Unanswered.STORE_FAILING, NOT_STORABLE);
    }
    if (extending && comesFromAfar(wanted) && leases.isOwn(client, wanted)) {
      places = Places.only(wanted);
    }
    if (bind(client, wanted, now, leaseSeconds())) {
      return grant(MessageType.ACK, wanted, out);
    }
    return refuse(out, wanted);
  }

  private boolean isAnothers(int server) {
    return server != Ipv4.ANY && server != identifier && server != settings.on().address();
  }

  private boolean bind(ClientKey client, int address, long now, long seconds) {
    if (leaseTime.toSeconds() != seconds) {
      leaseTime = Duration.ofSeconds(seconds);
    }
    String name = hostName(leases.hostNameOf(client));
    promisesLease =
        leases.bind(client, request.macAddress(), name, address, places, now, leaseTime);
    return promisesLease;
  }

  /**
   * Plain BOOTP (RFC 951): a client gets what is reserved for it, for ever (RFC 1534 §2), and no
   * option of DHCP. A client of BOOTP never gives an address back, so it gets none of a range.
   */
  private int bootp(ClientKey client, ByteBuffer out, long now) {
    int address = places.reserved();
    if (address == Ipv4.ANY) {
      return ignore(Unanswered.NO_POOL, "BOOTP, and no address is reserved for it");
    }
    BootDecision before = policy.decide(request.given(address));
    if (before.isSilent()) {
      return ignore(Unanswered.POLICY, before.reason().toString());
    }
    if (!leases.isStorable()) {
      return ignore(Unanswered.STORE_FAILING, NOT_STORABLE);
    }
    return bind(client, address, now, LeaseTable.WITHOUT_END)
        ? grant(MessageType.NONE, address, out)
        : ignore(Unanswered.NO_ADDRESS_LEFT, "BOOTP, and somebody else has its address");
  }

  /** Whether the sender can have this address where it is now. */
  private boolean isOnLink(int address) {
    if (places.allow(address)) {
      return true;
    }
    AddressPlan.Subnet here = subnetOf(Places.linkOf(request));
    return (here != null && (address & here.netmask()) == here.address());
  }

  /** Whether a client renews from a subnet behind a router: no relay has seen that (§4.3.6). */
  private boolean comesFromAfar(int address) {
    return message.relayAddress() == Ipv4.ANY && !isOnLink(address) && subnetOf(address) != null;
  }

  private AddressPlan.@Nullable Subnet subnetOf(int address) {
    for (AddressPlan.Subnet subnet : settings.plan().subnets()) {
      if (!subnet.proxy() && (address & subnet.netmask()) == subnet.address()) {
        return subnet;
      }
    }
    return null;
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

  /**
   * What the client calls itself, fit for a terminal; empty if it does not or is too long.
   *
   * @param known what it called itself before, which need not be made again
   */
  private String hostName(String known) {
    int length = request.hostName().length();
    if (length > 0 && request.hostName().contentEquals(known)) {
      return known;
    }
    return length == 0 || length > LONGEST_HOST_NAME
        ? ""
        : Printable.text(request.hostName().toText());
  }

  private int release(ClientKey client, long now) {
    int address = message.clientAddress();
    if (!isAnothers(message.serverIdentifier()) && leases.release(client, address, now)) {
      listener.givenBack(request, address);
    }
    return 0;
  }

  private int decline(ClientKey client, long now) {
    int address = message.requestedAddress();
    if (!isAnothers(message.serverIdentifier()) && leases.decline(client, address, now)) {
      listener.givenBack(request, address);
    }
    return 0;
  }

  private int inform(ByteBuffer out) {
    int address = message.clientAddress();
    if (!isOnLink(address) && !comesFromAfar(address)) {
      return ignore(
          Unanswered.NO_POOL, "asks from " + Ipv4.format(address) + ", which is not served");
    }
    BootDecision before = policy.decide(request);
    return before.isSilent()
        ? ignore(Unanswered.POLICY, before.reason().toString())
        : grant(MessageType.ACK, Ipv4.ANY, out);
  }

  /** An OFFER or ACK. An INFORM's has no address and so no lease (RFC 2131 §4.3.5). */
  private int grant(int type, int address, ByteBuffer out) {
    BootDecision decision = policy.decide(request.given(address));
    reply.startReply(message, type, out, 0, out.capacity());
    reply.yourAddress(address);
    if (type != MessageType.NONE) {
      reply.optionInt32(OptionCode.SERVER_IDENTIFIER, identifier);
      if (address != Ipv4.ANY) {
        writeTimes(leaseSeconds());
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

  /** T1 and T2 are a half and seven eighths of the lease (RFC 2131 §4.4.5). */
  private void writeTimes(long seconds) {
    reply.optionInt32(OptionCode.LEASE_TIME, (int) seconds);
    if (seconds < LeaseTable.WITHOUT_END) {
      reply.optionInt32(OptionCode.RENEWAL_TIME, (int) (seconds / 2));
      reply.optionInt32(OptionCode.REBINDING_TIME, (int) (seconds * 7 / 8));
    }
  }

  private void writeNetwork() {
    reply.optionInt32(OptionCode.SUBNET_MASK, settings.on().netmask());
    if (routers.length > 0) {
      reply.option(OptionCode.ROUTER, routers);
    }
    if (domainNameServers.length > 0) {
      reply.option(OptionCode.DOMAIN_NAME_SERVER, domainNameServers);
    }
  }

  /** A NAK; or silence, where other servers may know better. */
  private int refuse(ByteBuffer out, int wanted) {
    boolean chosen = message.serverIdentifier() != Ipv4.ANY;
    if (!chosen && !settings.plan().isAuthoritative(request)) {
      return ignore(
          Unanswered.NOT_KNOWN_HERE,
          "not to be refused " + Ipv4.format(wanted) + ": not authoritative");
    }
    reply.startReply(message, MessageType.NAK, out, 0, out.capacity());
    reply.optionInt32(OptionCode.SERVER_IDENTIFIER, identifier);
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

  private int ignore(Unanswered kind, String why) {
    listener.ignored(request, kind, why);
    return 0;
  }

  private static byte[] octets(List<Integer> addresses) {
    ByteBuffer octets = ByteBuffer.allocate(addresses.size() * Integer.BYTES);
    addresses.forEach(octets::putInt);
    return octets.array();
  }
}
