package io.github.netboot4j.bench;

import java.net.InetAddress;
import org.dhcp4java.DHCPBadPacketException;
import org.dhcp4java.DHCPPacket;
import org.jspecify.annotations.Nullable;

/** dhcp4java. */
final class Dhcp4javaPeer implements DhcpPeer {
  private static final byte OFFER = 2;

  private final byte[] macAddress = Offer.macOctets();
  private final InetAddress yourAddress = Offer.address(Offer.YOUR_ADDRESS);
  private final InetAddress serverAddress = Offer.address(Offer.SERVER_ADDRESS);
  private final InetAddress subnetMask = Offer.address(Offer.SUBNET_MASK);
  private final InetAddress broadcastAddress = Offer.address(Offer.BROADCAST_ADDRESS);
  private final byte[] bootFileOption = Offer.bootFileOption();
  private final byte[] serverName = Offer.text("192.0.2.1");
  private byte[] encoded = {};

  @Override
  public long decode(byte[] message) {
    DHCPPacket packet = packet(message);
    if (packet == null) {
      return REFUSED;
    }
    Byte type = packet.getDHCPMessageType();
    return packet.getXid()
        + Messages.macAddress(packet.getChaddr())
        + (type == null ? 0 : type)
        + DhcpPeer.sum(packet.getOptionRaw((byte) 60))
        + DhcpPeer.sum(packet.getOptionRaw((byte) 77))
        + DhcpPeer.sum(packet.getOptionRaw((byte) 93))
        + DhcpPeer.sum(packet.getOptionRaw((byte) 97));
  }

  /** In its lenient mode, where a fault in the options is a flag and not an exception. */
  private static @Nullable DHCPPacket packet(byte[] message) {
    try {
      DHCPPacket packet = DHCPPacket.getPacket(message, 0, message.length, false);
      return packet.isTruncated() ? null : packet;
    } catch (DHCPBadPacketException e) {
      return null;
    }
  }

  @Override
  public int encodeOffer() {
    DHCPPacket packet = new DHCPPacket();
    packet.setOp((byte) 2);
    packet.setHtype((byte) 1);
    packet.setHlen((byte) 6);
    packet.setXid(Offer.TRANSACTION_ID);
    packet.setFlags((short) Offer.BROADCAST);
    packet.setYiaddr(yourAddress);
    packet.setSiaddr(serverAddress);
    packet.setChaddr(macAddress);
    packet.setDHCPMessageType(OFFER);
    packet.setOptionAsInetAddress((byte) 54, serverAddress);
    packet.setOptionAsInt((byte) 51, Offer.LEASE_TIME);
    packet.setOptionRaw((byte) 67, bootFileOption);
    packet.setOptionAsInt((byte) 58, Offer.RENEWAL_TIME);
    packet.setOptionAsInt((byte) 59, Offer.REBINDING_TIME);
    packet.setOptionAsInetAddress((byte) 1, subnetMask);
    packet.setOptionAsInetAddress((byte) 28, broadcastAddress);
    packet.setOptionAsInetAddress((byte) 3, serverAddress);
    encoded = packet.serialize();
    return encoded.length;
  }

  @Override
  public int answer(byte[] discover) {
    DHCPPacket request = packet(discover);
    if (request == null) {
      return REFUSED;
    }
    PeerPolicy.Choice choice =
        PeerPolicy.decide(request.getOptionRaw((byte) 77), request.getOptionRaw((byte) 93));
    DHCPPacket packet = new DHCPPacket();
    packet.setOp((byte) 2);
    packet.setHtype(request.getHtype());
    packet.setHlen(request.getHlen());
    packet.setXid(request.getXid());
    packet.setFlags(request.getFlags());
    packet.setGiaddrRaw(request.getGiaddrRaw());
    packet.setYiaddr(yourAddress);
    packet.setChaddr(request.getChaddr());
    packet.setDHCPMessageType(OFFER);
    echo(request, (byte) 61, packet);
    packet.setOptionAsInetAddress((byte) 54, serverAddress);
    packet.setOptionAsInt((byte) 51, Offer.TURNAROUND_LEASE_TIME);
    packet.setOptionAsInetAddress((byte) 1, subnetMask);
    packet.setOptionAsInetAddress((byte) 3, serverAddress);
    if (choice != null) {
      packet.setSiaddr(serverAddress);
      packet.setFile(choice.bootFile());
      packet.setOptionRaw((byte) 66, serverName);
      packet.setOptionRaw((byte) 67, choice.bootFileOption());
    }
    echo(request, (byte) 97, packet);
    encoded = packet.serialize();
    return encoded.length;
  }

  private static void echo(DHCPPacket request, byte code, DHCPPacket reply) {
    byte[] value = request.getOptionRaw(code);
    if (value != null) {
      reply.setOptionRaw(code, value);
    }
  }

  @Override
  public byte[] encoded() {
    return encoded;
  }
}
