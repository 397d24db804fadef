package io.github.netboot4j.bench;

import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.directory.server.dhcp.DhcpException;
import org.apache.directory.server.dhcp.io.DhcpMessageDecoder;
import org.apache.directory.server.dhcp.io.DhcpMessageEncoder;
import org.apache.directory.server.dhcp.messages.DhcpMessage;
import org.apache.directory.server.dhcp.messages.HardwareAddress;
import org.apache.directory.server.dhcp.messages.MessageType;
import org.apache.directory.server.dhcp.options.AddressOption;
import org.apache.directory.server.dhcp.options.DhcpOption;
import org.apache.directory.server.dhcp.options.IntOption;
import org.apache.directory.server.dhcp.options.OptionsField;
import org.apache.directory.server.dhcp.options.dhcp.BootfileName;
import org.apache.directory.server.dhcp.options.dhcp.IpAddressLeaseTime;
import org.apache.directory.server.dhcp.options.dhcp.RebindingTimeValue;
import org.apache.directory.server.dhcp.options.dhcp.RenewalTimeValue;
import org.apache.directory.server.dhcp.options.dhcp.ServerIdentifier;
import org.apache.directory.server.dhcp.options.dhcp.TftpServerName;
import org.apache.directory.server.dhcp.options.perinterface.BroadcastAddress;
import org.apache.directory.server.dhcp.options.vendor.Routers;
import org.apache.directory.server.dhcp.options.vendor.SubnetMask;
import org.jspecify.annotations.Nullable;

/** ApacheDS. */
final class ApacheDsPeer implements DhcpPeer {
  private final DhcpMessageDecoder decoder = new DhcpMessageDecoder();
  private final DhcpMessageEncoder encoder = new DhcpMessageEncoder();
  private final ByteBuffer reply = ByteBuffer.allocate(DhcpTurnaroundBenchmark.REPLY_CAPACITY);
  private final HardwareAddress hardwareAddress =
      new HardwareAddress((short) 1, (short) 6, Offer.macOctets());
  private final InetAddress any = Offer.address(0);
  private final InetAddress yourAddress = Offer.address(Offer.YOUR_ADDRESS);
  private final InetAddress serverAddress = Offer.address(Offer.SERVER_ADDRESS);
  private final InetAddress subnetMask = Offer.address(Offer.SUBNET_MASK);
  private final InetAddress broadcastAddress = Offer.address(Offer.BROADCAST_ADDRESS);
  private final byte[] router = Offer.octets(Offer.SERVER_ADDRESS);
  private final byte[] bootFileOption = Offer.bootFileOption();
  private final byte[] serverName = Offer.text("192.0.2.1");

  @Override
  public long decode(byte[] message) {
    DhcpMessage packet = packet(message);
    if (packet == null) {
      return REFUSED;
    }
    OptionsField options = packet.getOptions();
    return packet.getTransactionId()
        + Messages.macAddress(packet.getHardwareAddress().getAddress())
        + packet.getMessageType().getCode()
        + DhcpPeer.sum(value(options, 60))
        + DhcpPeer.sum(value(options, 77))
        + DhcpPeer.sum(value(options, 93))
        + DhcpPeer.sum(value(options, 97));
  }

  private @Nullable DhcpMessage packet(byte[] message) {
    try {
      return decoder.decode(ByteBuffer.wrap(message));
    } catch (DhcpException | BufferUnderflowException e) {
      return null;
    }
  }

  private static byte @Nullable [] value(OptionsField options, int code) {
    DhcpOption option = options.get(code);
    return option == null ? null : option.getData();
  }

  @Override
  public int encodeOffer() {
    DhcpMessage packet = new DhcpMessage();
    packet.setTransactionId(Offer.TRANSACTION_ID);
    packet.setFlags((short) Offer.BROADCAST);
    packet.setRelayAgentAddress(any);
    packet.setNextServerAddress(serverAddress);
    packet.setHardwareAddress(hardwareAddress);
    OptionsField options = start(packet);
    options.add(new ServerIdentifier(serverAddress));
    options.add(new IpAddressLeaseTime(Offer.LEASE_TIME));
    options.add(with(new BootfileName(), bootFileOption));
    options.add(with(new RenewalTimeValue(), Offer.RENEWAL_TIME));
    options.add(with(new RebindingTimeValue(), Offer.REBINDING_TIME));
    options.add(new SubnetMask(subnetMask));
    options.add(with(new BroadcastAddress(), broadcastAddress));
    options.add(with(new Routers(), router));
    return encode(packet);
  }

  @Override
  public int answer(byte[] discover) {
    DhcpMessage request = packet(discover);
    if (request == null) {
      return REFUSED;
    }
    OptionsField asked = request.getOptions();
    PeerPolicy.Choice choice = PeerPolicy.decide(value(asked, 77), value(asked, 93));
    DhcpMessage packet = new DhcpMessage();
    packet.setTransactionId(request.getTransactionId());
    packet.setFlags(request.getFlags());
    packet.setRelayAgentAddress(request.getRelayAgentAddress());
    packet.setHardwareAddress(request.getHardwareAddress());
    OptionsField options = start(packet);
    echo(asked, 61, options);
    options.add(new ServerIdentifier(serverAddress));
    options.add(new IpAddressLeaseTime(Offer.TURNAROUND_LEASE_TIME));
    options.add(new SubnetMask(subnetMask));
    options.add(with(new Routers(), router));
    if (choice == null) {
      packet.setNextServerAddress(any);
    } else {
      packet.setNextServerAddress(serverAddress);
      packet.setBootFileName(choice.bootFile());
      options.add(with(new TftpServerName(), serverName));
      options.add(with(new BootfileName(), choice.bootFileOption()));
    }
    echo(asked, 97, options);
    return encode(packet);
  }

  private OptionsField start(DhcpMessage packet) {
    packet.setOp(DhcpMessage.OP_BOOTREPLY);
    packet.setMessageType(MessageType.DHCPOFFER);
    packet.setCurrentClientAddress(any);
    packet.setAssignedClientAddress(yourAddress);
    return packet.getOptions();
  }

  private static DhcpOption with(AddressOption option, InetAddress value) {
    option.setAddress(value);
    return option;
  }

  private static DhcpOption with(IntOption option, int value) {
    option.setIntValue(value);
    return option;
  }

  private static DhcpOption with(DhcpOption option, byte[] value) {
    option.setData(value);
    return option;
  }

  private static void echo(OptionsField request, int code, OptionsField reply) {
    DhcpOption option = request.get(code);
    if (option != null) {
      reply.add(option);
    }
  }

  private int encode(DhcpMessage packet) {
    encoder.encode(reply.clear(), packet);
    return reply.position();
  }

  @Override
  public byte[] encoded() {
    return Arrays.copyOf(reply.array(), reply.position());
  }
}
