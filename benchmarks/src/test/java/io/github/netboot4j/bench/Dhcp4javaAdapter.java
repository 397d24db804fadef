package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.testing.DecodedMessage;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhcp4java.DHCPBadPacketException;
import org.dhcp4java.DHCPOption;
import org.dhcp4java.DHCPPacket;

/** dhcp4java for the contract, in its lenient mode. */
final class Dhcp4javaAdapter implements DhcpCodecAdapter {
  @Override
  public DecodedMessage decode(byte[] datagram) {
    try {
      return new Decoded(DHCPPacket.getPacket(datagram, 0, datagram.length, false));
    } catch (DHCPBadPacketException e) {
      return null;
    }
  }

  @Override
  public byte[] encode(int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
    DHCPPacket packet = new DHCPPacket();
    packet.setOp((byte) 1);
    packet.setHtype((byte) 1);
    packet.setHlen((byte) 6);
    packet.setXid(transactionId);
    packet.setChaddr(macAddress);
    options.forEach((code, value) -> packet.setOptionRaw(code.byteValue(), value));
    return packet.serialize();
  }

  private record Decoded(DHCPPacket packet) implements DecodedMessage {
    @Override
    public int transactionId() {
      return packet.getXid();
    }

    @Override
    public byte[] hardwareAddress() {
      return packet.getHardwareAddress().getHardwareAddress();
    }

    @Override
    public List<Integer> optionCodes() {
      return Arrays.stream(packet.getOptionsArray()).map(one -> one.getCode() & 0xFF).toList();
    }

    @Override
    public byte[] option(int code) {
      return packet.getOptionRaw((byte) code);
    }

    @Override
    public String bootFile() {
      return packet.getFile();
    }

    @Override
    public List<String> userClasses() {
      byte[] value = packet.getOptionRaw((byte) 77);
      return value == null ? List.of() : DHCPOption.userClassToList(value);
    }
  }
}
