package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.testing.DecodedMessage;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import java.util.List;
import org.onlab.packet.DHCP;
import org.onlab.packet.DeserializationException;
import org.onlab.packet.dhcp.DhcpOption;

/** ONOS for the contract, decoding only. Its list of options holds padding and END too. */
final class OnosAdapter implements DhcpCodecAdapter {
  @Override
  public DecodedMessage decode(byte[] datagram) {
    try {
      return new Decoded(DHCP.deserializer().deserialize(datagram, 0, datagram.length));
    } catch (DeserializationException e) {
      return null;
    }
  }

  private record Decoded(DHCP message) implements DecodedMessage {
    @Override
    public int transactionId() {
      return message.getTransactionId();
    }

    @Override
    public byte[] hardwareAddress() {
      return message.getClientHardwareAddress();
    }

    @Override
    public List<Integer> optionCodes() {
      return message.getOptions().stream()
          .map(option -> option.getCode() & 0xFF)
          .filter(code -> code != 0 && code != 255)
          .toList();
    }

    @Override
    public byte[] option(int code) {
      for (DhcpOption option : message.getOptions()) {
        if ((option.getCode() & 0xFF) == code) {
          return option.getData();
        }
      }
      return null;
    }

    @Override
    public String bootFile() {
      return message.getBootFileName();
    }
  }
}
