package io.github.netboot4j.dhcp;

import io.github.netboot4j.dhcp.testing.DecodedMessage;
import io.github.netboot4j.dhcp.testing.DhcpCodecAdapter;
import io.github.netboot4j.dhcp.testing.DhcpCodecContract;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The published contract, on this codec. */
final class OwnCodecContractTest extends DhcpCodecContract {
  @Override
  protected DhcpCodecAdapter codec() {
    return new Adapter();
  }

  private static final class Adapter implements DhcpCodecAdapter {
    private static final int LARGEST = 4096;

    @Override
    public DecodedMessage decode(byte[] datagram) {
      DhcpMessageView view = new DhcpMessageView();
      return view.tryWrap(ByteBuffer.wrap(datagram), 0, datagram.length) ? new Decoded(view) : null;
    }

    @Override
    public byte[] encode(int transactionId, byte[] macAddress, Map<Integer, byte[]> options) {
      byte[] target = new byte[LARGEST];
      DhcpMessageWriter writer = new DhcpMessageWriter();
      long mac = ByteBuffer.allocate(Long.BYTES).putShort((short) 0).put(macAddress).getLong(0);
      writer
          .start(options.get(OptionCode.MESSAGE_TYPE)[0], ByteBuffer.wrap(target), 0, LARGEST)
          .operation(1)
          .transactionId(transactionId)
          .macAddress(mac);
      options.forEach(
          (code, value) -> {
            if (code != OptionCode.MESSAGE_TYPE) {
              writer.option(code, value);
            }
          });
      return Arrays.copyOf(target, writer.finish());
    }
  }

  private record Decoded(DhcpMessageView view) implements DecodedMessage {
    @Override
    public int transactionId() {
      return view.transactionId();
    }

    @Override
    public byte[] hardwareAddress() {
      byte[] address = new byte[view.hardwareAddressLength()];
      for (int index = 0; index < address.length; index++) {
        address[index] = (byte) view.hardwareAddressByte(index);
      }
      return address;
    }

    @Override
    public List<Integer> optionCodes() {
      List<Integer> codes = new ArrayList<>();
      OptionCursor cursor = new OptionCursor();
      cursor.reset(view);
      while (cursor.next()) {
        if (!codes.contains(cursor.code())) {
          codes.add(cursor.code());
        }
      }
      return codes;
    }

    @Override
    public byte[] option(int code) {
      OptionValue value = new OptionValue();
      return view.readRawOption(code, value) ? value.toByteArray() : null;
    }

    @Override
    public String bootFile() {
      return view.bootFile();
    }

    @Override
    public List<String> userClasses() {
      UserClass userClass = new UserClass();
      return userClass.read(view) ? List.of(userClass.toString().split(",")) : List.of();
    }
  }
}
