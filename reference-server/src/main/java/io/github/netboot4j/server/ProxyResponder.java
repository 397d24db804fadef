package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootReplyWriter;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What a ProxyDHCP server answers, beside another server that gives the addresses (PXE 2.1 §2.2):
 * on port 67 an offer without an address to whoever discovers, on port 4011 an acknowledgement to
 * whoever asks there. It knows no leases; who has nothing to boot hears nothing.
 */
final class ProxyResponder implements Responder {
  private static final String PXE_CLIENT = "PXEClient";

  private final DhcpSettings settings;
  private final BootPolicy policy;
  private final DhcpListener listener;
  private final int port;
  private final BootReplyWriter bootReply;
  private final DhcpMessageView message = new DhcpMessageView();
  private final BootRequest request = new BootRequest();
  private final DhcpMessageWriter reply = new DhcpMessageWriter();
  private int destination;
  private boolean toRelay;

  /**
   * One for a port.
   *
   * @param port {@link BootRequest#SERVER_PORT} or {@link BootRequest#BOOT_SERVER_PORT}, whatever
   *     the real numbers are
   */
  ProxyResponder(DhcpSettings settings, BootPolicy policy, DhcpListener listener, int port) {
    this.settings = settings;
    this.policy = policy;
    this.listener = listener;
    this.port = port;
    this.bootReply = new BootReplyWriter(settings.on().address());
  }

  @Override
  public int respond(ByteBuffer datagram, int octets, ByteBuffer out, long now) {
    if (!message.tryWrap(datagram, 0, octets)) {
      listener.malformed(Objects.requireNonNull(message.fault()), message.faultOffset(), octets);
      return 0;
    }
    if (message.operation() != DhcpMessageView.BOOTREQUEST) {
      return 0;
    }
    listener.received(message.messageType());
    request
        .wrap(message)
        .arrivedAt(settings.on().address(), port)
        .arrivedOn(settings.on().name(), settings.on().netmask())
        .given(message.clientAddress());
    int type = replyType();
    if (type == MessageType.NONE) {
      noticeAddress();
      return 0;
    }
    BootStage stage = request.stage();
    if (!isBootClient(stage)) {
      return ignore(Unanswered.NO_BOOT_CLIENT, "does not boot from the network");
    }
    BootDecision decision = policy.decide(request);
    if (decision.isSilent() || (decision.fields() == null && !decision.boots())) {
      return ignore(Unanswered.POLICY, "nothing to boot [" + decision.reason() + "]");
    }
    return answer(type, stage, decision, out);
  }

  private boolean isBootClient(BootStage stage) {
    return stage == BootStage.UEFI_HTTP || request.vendorClass().startsWith(PXE_CLIENT);
  }

  /**
   * What clients say to the server that gives the addresses is heard here too. A REQUEST that names
   * a server tells which address a machine is about to fetch from (RFC 2131 §4.3.2, SELECTING).
   * That may well be this address: both servers can be on one host.
   */
  private void noticeAddress() {
    if (message.messageType() == MessageType.REQUEST
        && message.serverIdentifier() != Ipv4.ANY
        && message.requestedAddress() != Ipv4.ANY
        && isBootClient(request.stage())) {
      listener.tookOfAnother(request, message.requestedAddress());
    }
  }

  private int replyType() {
    int type = message.messageType();
    if (port == BootRequest.BOOT_SERVER_PORT) {
      boolean asks = type == MessageType.REQUEST || type == MessageType.INFORM;
      return asks ? MessageType.ACK : MessageType.NONE;
    }
    return type == MessageType.DISCOVER ? MessageType.OFFER : MessageType.NONE;
  }

  private int answer(int type, BootStage stage, BootDecision decision, ByteBuffer out) {
    reply.startReply(message, type, out, 0, out.capacity());
    reply.optionInt32(OptionCode.SERVER_IDENTIFIER, settings.on().address());
    bootReply.writeProxy(request, decision, reply);
    if (type == MessageType.OFFER && stage == BootStage.UEFI_PXE && decision.fields() == null) {
      // It asks again on port 4011 of the next server, which is this one until then.
      reply.nextServerAddress(settings.on().address());
    }
    if (type == MessageType.ACK) {
      reply.clientAddress(message.clientAddress());
    }
    int relay = message.relayAddress();
    toRelay = relay != Ipv4.ANY;
    destination = toRelay ? relay : Ipv4.LIMITED_BROADCAST;
    listener.answered(request, type, message.clientAddress(), decision);
    return reply.finish();
  }

  private int ignore(Unanswered kind, String why) {
    listener.ignored(request, kind, why);
    return 0;
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
    return false;
  }
}
