package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Servers that answer as a test has it: offers, the same again as ACK, and what 4011 answers. */
final class ScriptedNetwork implements Network {
  private final List<Answer> offers = new ArrayList<>();
  private final Map<Integer, Answer> atBootServerPort = new LinkedHashMap<>();
  final List<String> asked = new ArrayList<>();

  /** What one server answers. */
  static final class Answer {
    final int server;
    private int address;
    private int next;
    private String file = "";
    private int sourcePort = 67;
    private final Map<Integer, byte[]> options = new LinkedHashMap<>();
    private final List<byte[]> raw = new ArrayList<>();

    Answer(String server) {
      this.server = Ipv4.parse(server);
    }

    Answer address(String text) {
      address = Ipv4.parse(text);
      return this;
    }

    Answer next(String text) {
      next = Ipv4.parse(text);
      return this;
    }

    Answer file(String name) {
      file = name;
      return this;
    }

    Answer text(int code, String value) {
      options.put(code, value.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    Answer hex(int code, String value) {
      options.put(code, HexFormat.of().parseHex(value));
      return this;
    }

    /** The octets of another option behind all, as they are. */
    Answer raw(String hex) {
      raw.add(HexFormat.of().parseHex(hex));
      return this;
    }

    Answer from(int port) {
      sourcePort = port;
      return this;
    }

    private Reply reply(DhcpMessageView request, int type) {
      ByteBuffer out = ByteBuffer.allocate(1472);
      DhcpMessageWriter writer = new DhcpMessageWriter().start(type, out, 0, 1472);
      writer.transactionId(request.transactionId()).hardwareAddress(request);
      writer.yourAddress(address).nextServerAddress(next);
      writer.bootFile(file.getBytes(StandardCharsets.ISO_8859_1));
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
      options.forEach(writer::option);
      int length = writer.finish();
      byte[] message = new byte[length + raw.stream().mapToInt(octets -> octets.length).sum()];
      out.get(0, message, 0, length);
      int end = length - 1;
      while (message[end] == 0) {
        end--;
      }
      for (byte[] octets : raw) {
        System.arraycopy(octets, 0, message, end, octets.length);
        end += octets.length;
        message[end] = (byte) OptionCode.END;
      }
      return new Reply(message, server, sourcePort, null);
    }
  }

  static Answer answer(String server) {
    return new Answer(server);
  }

  ScriptedNetwork offers(Answer... answers) {
    offers.addAll(List.of(answers));
    return this;
  }

  ScriptedNetwork at4011(Answer answer) {
    atBootServerPort.put(answer.server, answer);
    return this;
  }

  @Override
  public List<Reply> ask(ByteBuffer message, int destination, int port) {
    DhcpMessageView view = new DhcpMessageView().wrap(message, 0, message.limit());
    asked.add(MessageType.name(view.messageType()) + " " + Ipv4.format(destination) + " " + port);
    if (port == 4011) {
      Answer answer = atBootServerPort.get(destination);
      return answer == null ? List.of() : List.of(answer.reply(view, MessageType.ACK));
    }
    if (view.messageType() == MessageType.DISCOVER) {
      return offers.stream().map(offer -> offer.reply(view, MessageType.OFFER)).toList();
    }
    return offers.stream()
        .filter(offer -> offer.server == view.serverIdentifier() && offer.address != 0)
        .map(offer -> offer.reply(view, MessageType.ACK))
        .toList();
  }
}
