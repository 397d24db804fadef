package io.github.netboot4j.dhcp;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Messages with one option whose value is of interest, in one piece or in several. */
final class OneOption {
  private static final int LONGEST_PIECE = 255;

  private OneOption() {}

  /** The octets of a value written in hexadecimal, with or without spaces. */
  static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets.replace(" ", ""));
  }

  /** A message with the option in as few pieces as can be. */
  static DhcpMessageView whole(int code, byte[] value) {
    return wrap(pieces(DhcpBytes.discover(), code, value).end());
  }

  /** A message with the option in two pieces at least, and another option between them. */
  static DhcpMessageView cut(int code, byte[] value, int at) {
    DhcpBytes message = pieces(DhcpBytes.discover(), code, Arrays.copyOf(value, at));
    message.option(OptionCode.HOST_NAME, "between");
    return wrap(pieces(message, code, Arrays.copyOfRange(value, at, value.length)).end());
  }

  /** A message with the option in pieces of one octet. */
  static DhcpMessageView crumbs(int code, byte[] value) {
    DhcpBytes message = DhcpBytes.discover();
    for (byte octet : value) {
      message.option(code, octet);
    }
    return wrap(message.end());
  }

  /** Hands over the option whole, cut in two at every position, and in pieces of one octet. */
  static void inEveryForm(int code, byte[] value, Consumer<DhcpMessageView> check) {
    check.accept(whole(code, value));
    for (int at = 0; at <= value.length; at++) {
      check.accept(cut(code, value, at));
    }
    check.accept(crumbs(code, value));
  }

  /** A message that the writer makes of a value that was built. */
  static DhcpMessageView written(int code, OptionBuilder value) {
    ByteBuffer buffer = ByteBuffer.allocate(1400);
    DhcpMessageWriter writer = new DhcpMessageWriter();
    writer.start(MessageType.DISCOVER, buffer, 0, buffer.capacity());
    writer.operation(DhcpMessageView.BOOTREQUEST).option(code, value);
    return new DhcpMessageView().wrap(buffer, 0, writer.finish());
  }

  static DhcpMessageView wrap(byte[] message) {
    return new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  private static DhcpBytes pieces(DhcpBytes message, int code, byte[] value) {
    int from = 0;
    do {
      int to = Math.min(value.length, from + LONGEST_PIECE);
      message.option(code, Arrays.copyOfRange(value, from, to));
      from = to;
    } while (from < value.length);
    return message;
  }
}
