package io.github.netboot4j.bench;

import io.github.netboot4j.bench.dhcp4j.DhcpException;
import io.github.netboot4j.bench.dhcp4j.io.DhcpMessageDecoder;
import io.github.netboot4j.bench.dhcp4j.io.DhcpMessageEncoder;
import io.github.netboot4j.bench.dhcp4j.messages.DhcpMessage;
import io.github.netboot4j.bench.dhcp4j.messages.HardwareAddress;
import io.github.netboot4j.bench.dhcp4j.messages.MessageType;
import io.github.netboot4j.bench.dhcp4j.options.DhcpOption;
import io.github.netboot4j.bench.dhcp4j.options.OptionsField;
import io.github.netboot4j.bench.dhcp4j.options.dhcp.UnrecognizedOption;
import io.github.netboot4j.dhcp.testing.DecodedMessage;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** dhcp4j for the contract, under the name that {@code benchmarks/dhcp4j} gives it. */
final class Dhcp4jAdapter implements DhcpCodecAdapter {
  private static final int LARGEST = 4096;

  @Override
  public DecodedMessage decode(byte[] datagram) {
    try {
      return new Decoded(new DhcpMessageDecoder().decode(ByteBuffer.wrap(datagram)));
    } catch (DhcpException | IOException e) {
      return null;
    }
  }

  @Override
  public byte[] encode(int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
    DhcpMessage message = new DhcpMessage();
    InetAddress any = Offer.address(0);
    message.setOp(DhcpMessage.OP_BOOTREQUEST);
    message.setTransactionId(transactionId);
    message.setCurrentClientAddress(any);
    message.setAssignedClientAddress(any);
    message.setNextServerAddress(any);
    message.setRelayAgentAddress(any);
    message.setHardwareAddress(new HardwareAddress((short) 1, (short) 6, macAddress));
    options.forEach(
        (code, value) -> {
          if (code == 53) {
            message.setMessageType(MessageType.forTypeCode(value[0]));
          } else {
            message.getOptions().add(option(code, value));
          }
        });
    ByteBuffer target = ByteBuffer.allocate(LARGEST);
    try {
      new DhcpMessageEncoder().encode(target, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(target.array(), target.position());
  }

  private static DhcpOption option(int code, byte[] value) {
    DhcpOption option = new UnrecognizedOption((byte) code);
    option.setData(value);
    return option;
  }

  private record Decoded(DhcpMessage message) implements DecodedMessage {
    @Override
    public int transactionId() {
      return message.getTransactionId();
    }

    @Override
    public byte[] hardwareAddress() {
      return message.getHardwareAddress().getAddress();
    }

    @Override
    public List<Integer> optionCodes() {
      List<Integer> codes = new ArrayList<>();
      for (DhcpOption option : message.getOptions()) {
        codes.add(option.getTag() & 0xFF);
      }
      return codes;
    }

    @Override
    public byte[] option(int code) {
      OptionsField options = message.getOptions();
      DhcpOption option = options.get((byte) code);
      return option == null ? null : option.getData();
    }

    @Override
    public String bootFile() {
      return message.getBootFileName();
    }
  }
}
