package io.github.netboot4j.bench;

import io.github.netboot4j.bench.dhcp4j.DhcpException;
import io.github.netboot4j.bench.dhcp4j.io.DhcpMessageDecoder;
import io.github.netboot4j.bench.dhcp4j.io.DhcpMessageEncoder;
import io.github.netboot4j.bench.dhcp4j.messages.DhcpMessage;
import io.github.netboot4j.bench.dhcp4j.messages.HardwareAddress;
import io.github.netboot4j.bench.dhcp4j.messages.MessageType;
import io.github.netboot4j.bench.dhcp4j.options.AddressListOption;
import io.github.netboot4j.bench.dhcp4j.options.AddressOption;
import io.github.netboot4j.bench.dhcp4j.options.DhcpOption;
import io.github.netboot4j.bench.dhcp4j.options.IntOption;
import io.github.netboot4j.bench.dhcp4j.options.OptionsField;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.BootfileName;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.IpAddressLeaseTime;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.RebindingTimeValue;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.RenewalTimeValue;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.ServerIdentifier;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.TftpServerName;
import io.github.netboot4j.bench.dhcp4j.options.perinterface.BroadcastAddress;
import io.github.netboot4j.bench.dhcp4j.options.vendor.Routers;
import io.github.netboot4j.bench.dhcp4j.options.vendor.SubnetMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** dhcp4j, under the name that {@code benchmarks/dhcp4j} gives it. */
final class Dhcp4jPeer implements DhcpPeer {
  private final DhcpMessageDecoder decoder = new DhcpMessageDecoder();
  private final DhcpMessageEncoder encoder = new DhcpMessageEncoder();
  private final ByteBuffer reply = ByteBuffer.allocate(DhcpTurnaroundBenchmark.REPLY_CAPACITY);
  private final HardwareAddress hardwareAddress =
      new HardwareAddress((short) 1, (short) 6, Offer.macOctets());
  private final Inet4Address any = Offer.address(0);
  private final Inet4Address yourAddress = Offer.address(Offer.YOUR_ADDRESS);
  private final Inet4Address serverAddress = Offer.address(Offer.SERVER_ADDRESS);
  private final Inet4Address subnetMask = Offer.address(Offer.SUBNET_MASK);
  private final Inet4Address broadcastAddress = Offer.address(Offer.BROADCAST_ADDRESS);
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
        + DhcpPeer.sum(value(options, (byte) 60))
        + DhcpPeer.sum(value(options, (byte) 77))
        + DhcpPeer.sum(value(options, (byte) 93))
        + DhcpPeer.sum(value(options, (byte) 97));
  }

  private @Nullable DhcpMessage packet(byte[] message) {
    try {
      return decoder.decode(ByteBuffer.wrap(message));
    } catch (DhcpException | IOException e) {
      return null;
    }
  }

  private static byte @Nullable [] value(OptionsField options, byte code) {
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
    options.add(with(new ServerIdentifier(), serverAddress));
    options.add(with(new IpAddressLeaseTime(), Offer.LEASE_TIME));
    options.add(with(new BootfileName(), bootFileOption));
    options.add(with(new RenewalTimeValue(), Offer.RENEWAL_TIME));
    options.add(with(new RebindingTimeValue(), Offer.REBINDING_TIME));
    options.add(with(new SubnetMask(), subnetMask));
    options.add(with(new BroadcastAddress(), broadcastAddress));
    options.add(with(new Routers(), serverAddress));
    return encode(packet);
  }

  @Override
  public int answer(byte[] discover) {
    DhcpMessage request = packet(discover);
    if (request == null) {
      return REFUSED;
    }
    OptionsField asked = request.getOptions();
    PeerPolicy.Choice choice = PeerPolicy.decide(value(asked, (byte) 77), value(asked, (byte) 93));
    DhcpMessage packet = new DhcpMessage();
    packet.setTransactionId(request.getTransactionId());
    packet.setFlags(request.getFlags());
    packet.setRelayAgentAddress(request.getRelayAgentAddress());
    packet.setHardwareAddress(request.getHardwareAddress());
    OptionsField options = start(packet);
    echo(asked, (byte) 61, options);
    options.add(with(new ServerIdentifier(), serverAddress));
    options.add(with(new IpAddressLeaseTime(), Offer.TURNAROUND_LEASE_TIME));
    options.add(with(new SubnetMask(), subnetMask));
    options.add(with(new Routers(), serverAddress));
    if (choice == null) {
      packet.setNextServerAddress(any);
    } else {
      packet.setNextServerAddress(serverAddress);
      packet.setBootFileName(choice.bootFile());
      options.add(with(new TftpServerName(), serverName));
      options.add(with(new BootfileName(), choice.bootFileOption()));
    }
    echo(asked, (byte) 97, options);
    return encode(packet);
  }

  private OptionsField start(DhcpMessage packet) {
    packet.setOp(DhcpMessage.OP_BOOTREPLY);
    packet.setMessageType(MessageType.DHCPOFFER);
    packet.setCurrentClientAddress(any);
    packet.setAssignedClientAddress(yourAddress);
    return packet.getOptions();
  }

  private static DhcpOption with(AddressOption option, Inet4Address value) {
    option.setAddress(value);
    return option;
  }

  private static DhcpOption with(AddressListOption option, Inet4Address value) {
    option.setAddresses(value);
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

  private static void echo(OptionsField request, byte code, OptionsField reply) {
    DhcpOption option = request.get(code);
    if (option != null) {
      reply.add(option);
    }
  }

  private int encode(DhcpMessage packet) {
    try {
      encoder.encode(reply.clear(), packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply.position();
  }

  @Override
  public byte[] encoded() {
    return Arrays.copyOf(reply.array(), reply.position());
  }
}
