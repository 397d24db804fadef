package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.testing.DecodedMessage;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.directory.server.dhcp.DhcpException;
import org.apache.directory.server.dhcp.io.DhcpMessageDecoder;
import org.apache.directory.server.dhcp.messages.DhcpMessage;
import org.apache.directory.server.dhcp.options.DhcpOption;

/** ApacheDS for the contract, decoding only. */
final class ApacheDsAdapter implements DhcpCodecAdapter {
  @Override
  public DecodedMessage decode(byte[] datagram) {
    try {
      return new Decoded(new DhcpMessageDecoder().decode(ByteBuffer.wrap(datagram)));
    } catch (DhcpException e) {
      return null;
    }
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
      for (Iterator<?> options = message.getOptions().iterator(); options.hasNext(); ) {
        codes.add(((DhcpOption) options.next()).getTag() & 0xFF);
      }
      return codes;
    }

    @Override
    public byte[] option(int code) {
      DhcpOption option = message.getOptions().get(code);
      return option == null ? null : option.getData();
    }

    @Override
    public String bootFile() {
      return message.getBootFileName();
    }
  }
}
