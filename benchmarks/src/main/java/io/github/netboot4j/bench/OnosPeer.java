package io.github.netboot4j.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.onlab.packet.DHCP;
import org.onlab.packet.DeserializationException;
import org.onlab.packet.Deserializer;
import org.onlab.packet.dhcp.DhcpOption;

/** ONOS. Its list of options is what it offers to read those by that it has no name for. */
final class OnosPeer implements DhcpPeer {
  private final Deserializer<DHCP> deserializer = DHCP.deserializer();
  private final byte[] macAddress = Offer.macOctets();
  private final byte[] offerType = {2};
  private final byte[] serverAddress = Offer.octets(Offer.SERVER_ADDRESS);
  private final byte[] leaseTime = Offer.octets(Offer.LEASE_TIME);
  private final byte[] turnaroundLeaseTime = Offer.octets(Offer.TURNAROUND_LEASE_TIME);
  private final byte[] renewalTime = Offer.octets(Offer.RENEWAL_TIME);
  private final byte[] rebindingTime = Offer.octets(Offer.REBINDING_TIME);
  private final byte[] subnetMask = Offer.octets(Offer.SUBNET_MASK);
  private final byte[] broadcastAddress = Offer.octets(Offer.BROADCAST_ADDRESS);
  private final byte[] bootFileOption = Offer.bootFileOption();
  private final byte[] serverName = Offer.text("192.0.2.1");
  private byte[] encoded = {};

  @Override
  public long decode(byte[] message) {
    DHCP packet = packet(message);
    if (packet == null) {
      return REFUSED;
    }
    long sum = packet.getTransactionId() + Messages.macAddress(packet.getClientHardwareAddress());
    for (DhcpOption option : packet.getOptions()) {
      switch (option.getCode()) {
        case 53 -> sum += option.getData()[0];
        case 60, 77, 93, 97 -> sum += DhcpPeer.sum(option.getData());
        default -> {
          // Nobody asks for the others.
        }
      }
    }
    return sum;
  }

  private @Nullable DHCP packet(byte[] message) {
    try {
      return deserializer.deserialize(message, 0, message.length);
    } catch (DeserializationException e) {
      return null;
    }
  }

  @Override
  public int encodeOffer() {
    List<DhcpOption> options = new ArrayList<>();
    options.add(option(53, offerType));
    options.add(option(54, serverAddress));
    options.add(option(51, leaseTime));
    options.add(option(67, bootFileOption));
    options.add(option(58, renewalTime));
    options.add(option(59, rebindingTime));
    options.add(option(1, subnetMask));
    options.add(option(28, broadcastAddress));
    options.add(option(3, serverAddress));
    options.add(end());
    encoded =
        new DHCP()
            .setOpCode((byte) 2)
            .setHardwareType((byte) 1)
            .setHardwareAddressLength((byte) 6)
            .setTransactionId(Offer.TRANSACTION_ID)
            .setFlags((short) Offer.BROADCAST)
            .setYourIPAddress(Offer.YOUR_ADDRESS)
            .setServerIPAddress(Offer.SERVER_ADDRESS)
            .setClientHardwareAddress(macAddress)
            .setOptions(options)
            .serialize();
    return encoded.length;
  }

  @Override
  public int answer(byte[] discover) {
    DHCP request = packet(discover);
    if (request == null) {
      return REFUSED;
    }
    DhcpOption userClass = null;
    DhcpOption architecture = null;
    DhcpOption clientIdentifier = null;
    DhcpOption machineIdentifier = null;
    for (DhcpOption option : request.getOptions()) {
      switch (option.getCode()) {
        case 61 -> clientIdentifier = option;
        case 77 -> userClass = option;
        case 93 -> architecture = option;
        case 97 -> machineIdentifier = option;
        default -> {
          // Nobody asks for the others.
        }
      }
    }
    PeerPolicy.Choice choice =
        PeerPolicy.decide(
            userClass == null ? null : userClass.getData(),
            architecture == null ? null : architecture.getData());
    DHCP reply =
        new DHCP()
            .setOpCode((byte) 2)
            .setHardwareType(request.getHardwareType())
            .setHardwareAddressLength(request.getHardwareAddressLength())
            .setTransactionId(request.getTransactionId())
            .setFlags(request.getFlags())
            .setGatewayIPAddress(request.getGatewayIPAddress())
            .setYourIPAddress(Offer.YOUR_ADDRESS)
            .setClientHardwareAddress(request.getClientHardwareAddress());
    List<DhcpOption> options = new ArrayList<>();
    options.add(option(53, offerType));
    if (clientIdentifier != null) {
      options.add(clientIdentifier);
    }
    options.add(option(54, serverAddress));
    options.add(option(51, turnaroundLeaseTime));
    options.add(option(1, subnetMask));
    options.add(option(3, serverAddress));
    if (choice != null) {
      reply.setServerIPAddress(Offer.SERVER_ADDRESS).setBootFileName(choice.bootFile());
      options.add(option(66, serverName));
      options.add(option(67, choice.bootFileOption()));
    }
    if (machineIdentifier != null) {
      options.add(machineIdentifier);
    }
    options.add(end());
    encoded = reply.setOptions(options).serialize();
    return encoded.length;
  }

  private static DhcpOption option(int code, byte[] value) {
    return new DhcpOption().setCode((byte) code).setLength((byte) value.length).setData(value);
  }

  private static DhcpOption end() {
    return new DhcpOption().setCode((byte) 255).setLength((byte) 0);
  }

  @Override
  public byte[] encoded() {
    return encoded;
  }
}
