package io.github.netboot4j.server.oracle;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.testing.RequestSample.Route;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Compares what a real server answered with what the policy read from the same file decides. */
public final class OracleComparison {
  private static final int MOST_SHOWN = 12;
  private static final int MOST_EXPLAINED = 3;
  private static final int[] ALWAYS_COMPARED = {
    OptionCode.TFTP_SERVER_NAME, OptionCode.BOOT_FILE_NAME
  };

  private final BootConfiguration configuration;
  private final OracleNetwork network;
  private final int[] options;
  private final DhcpMessageView request = new DhcpMessageView();
  private final DhcpMessageView reply = new DhcpMessageView();
  private final BootRequest asked = new BootRequest();
  private final OptionValue value = new OptionValue();

  /**
   * A comparison.
   *
   * @param configuration read from the file that the real server runs on
   * @param network the addresses on both ends
   * @param options codes of options to compare besides 66 and 67
   */
  public OracleComparison(BootConfiguration configuration, OracleNetwork network, int... options) {
    this.configuration = configuration;
    this.network = network;
    this.options =
        IntStream.concat(Arrays.stream(ALWAYS_COMPARED), Arrays.stream(options)).toArray();
  }

  /**
   * Compares.
   *
   * @param exchanges with the real server
   * @param deliberate exchanges in which a difference is wanted and documented
   * @return the differences in words; empty if there are none
   */
  public String differences(List<OracleExchange> exchanges, Predicate<OracleExchange> deliberate) {
    List<String> found = new ArrayList<>();
    for (OracleExchange exchange : exchanges) {
      if (!deliberate.test(exchange) && !isRefusal(exchange)) {
        List<String> here = compare(exchange);
        if (!here.isEmpty()) {
          found.add(describe(exchange, here, found.size() < MOST_EXPLAINED));
        }
      }
    }
    if (found.isEmpty()) {
      return "";
    }
    String more = found.size() > MOST_SHOWN ? "\n… and " + (found.size() - MOST_SHOWN) : "";
    return found.size()
        + " of "
        + exchanges.size()
        + " answers differ:\n"
        + String.join("\n", found.subList(0, Math.min(MOST_SHOWN, found.size())))
        + more;
  }

  /** A NAK is a matter of leases, not of booting. */
  private boolean isRefusal(OracleExchange exchange) {
    return exchange.isAnswered() && wrapReply(exchange).messageType() == MessageType.NAK;
  }

  private List<String> compare(OracleExchange exchange) {
    wrap(exchange);
    BootDecision decision = configuration.policy().decide(asked);
    List<String> differences = new ArrayList<>();
    boolean expected = isAnswerExpected(exchange, decision);
    if (expected != exchange.isAnswered()) {
      return List.of(
          "answer: " + (expected ? "expected, but the server is silent" : "the server answers"));
    }
    if (!expected) {
      return differences;
    }
    ReplyFields fields = decision.fields() == null ? ReplyFields.EMPTY : decision.fields();
    byte[] received = exchange.reply();
    compare(
        differences,
        "siaddr",
        Ipv4.format(fields.nextServer()),
        Ipv4.format(reply.nextServerAddress()));
    compare(differences, "sname", quoted(fields.serverName()), quoted(field(received, 44, 64, 2)));
    compare(differences, "file", quoted(fields.file()), quoted(field(received, 108, 128, 1)));
    for (int code : options) {
      byte[] here = fields.option(code);
      if (isEchoed(fields, code) && request.readRawOption(code, value)) {
        here = value.toByteArray();
      }
      byte[] there = reply.readRawOption(code, value) ? value.toByteArray() : null;
      compare(differences, "option " + code, quoted(here), quoted(there));
    }
    return differences;
  }

  private static boolean isEchoed(ReplyFields fields, int code) {
    return Arrays.stream(fields.echoedCodes()).anyMatch(echoed -> echoed == code);
  }

  /** A header field up to its first NUL; nothing when it holds options. */
  private byte[] field(byte[] message, int offset, int length, int overloadBit) {
    if ((reply.overload() & overloadBit) != 0) {
      return new byte[0];
    }
    int end = offset;
    while (end < offset + length && message[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(message, offset, end);
  }

  private static void compare(
      List<String> differences, String field, String expected, String received) {
    if (!expected.equals(received)) {
      differences.add(field + ": the server says " + received + ", the policy " + expected);
    }
  }

  private boolean isAnswerExpected(OracleExchange exchange, BootDecision decision) {
    if (decision.isSilent()) {
      return false;
    }
    AddressPlan addresses = configuration.addresses();
    if (request.messageType() == MessageType.INFORM) {
      // dhcpd leaves these alone where it is not authoritative.
      return configuration.dialect() != Dialect.ISC_DHCPD || addresses.isAuthoritative(asked);
    }
    if (exchange.sample().route() == Route.BOOT_SERVER || isProxied()) {
      return true;
    }
    return addresses.reservedFor(asked) != Ipv4.ANY || !addresses.rangesFor(asked).isEmpty();
  }

  private boolean isProxied() {
    int at = request.relayAddress() != Ipv4.ANY ? request.relayAddress() : network.serverAddress();
    return configuration.addresses().subnets().stream()
        .anyMatch(
            subnet ->
                subnet.proxy() && (at & subnet.netmask()) == (subnet.address() & subnet.netmask()));
  }

  private void wrap(OracleExchange exchange) {
    byte[] sent = exchange.sent();
    asked
        .wrap(request.wrap(ByteBuffer.wrap(sent), 0, sent.length))
        .arrivedAt(
            network.serverAddress(),
            exchange.sample().route() == Route.BOOT_SERVER
                ? BootRequest.BOOT_SERVER_PORT
                : BootRequest.SERVER_PORT)
        .arrivedOn(OracleLab.INTERFACE, network.serverNetmask());
    if (exchange.isAnswered()) {
      asked.given(wrapReply(exchange).yourAddress());
    }
  }

  private DhcpMessageView wrapReply(OracleExchange exchange) {
    return reply.wrap(ByteBuffer.wrap(exchange.reply()), 0, exchange.reply().length);
  }

  private String describe(OracleExchange exchange, List<String> differences, boolean explained) {
    StringBuilder text = new StringBuilder(describe(exchange));
    differences.forEach(difference -> text.append("\n      ").append(difference));
    if (explained) {
      wrap(exchange);
      for (Explanation.Considered rule : configuration.policy().explain(asked).considered()) {
        text.append("\n        ")
            .append(rule.won() ? "+ " : "- ")
            .append(rule.about())
            .append(" = ")
            .append(rule.value())
            .append(" (")
            .append(rule.rule())
            .append("): ")
            .append(rule.why());
      }
    }
    return text.toString();
  }

  /** What was asked and answered, in a line. */
  String describe(OracleExchange exchange) {
    wrap(exchange);
    StringBuilder text = new StringBuilder("  " + exchange.sample().summary());
    text.append(" [").append(exchange.sample().route());
    text.append(" type ").append(request.messageType());
    text.append(" mac ").append(Long.toHexString(asked.macAddress()));
    if (request.relayAddress() != Ipv4.ANY) {
      text.append(" giaddr ").append(Ipv4.format(request.relayAddress()));
    }
    if (exchange.isAnswered()) {
      text.append(" given ").append(Ipv4.format(reply.yourAddress()));
    }
    for (int code : new int[] {12, 55, 57, 60, 61, 77, 82, 93, 97, 175}) {
      if (request.readRawOption(code, value)) {
        text.append(' ').append(code).append('=').append(quoted(value.toByteArray()));
      }
    }
    return text.append(']').toString();
  }

  /** Text in quotes where it is printable, else hexadecimal. */
  private static String quoted(byte @org.jspecify.annotations.Nullable [] octets) {
    if (octets == null) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder("\"");
    for (byte octet : octets) {
      if (octet >= ' ' && octet <= '~' && octet != '\\' && octet != '"') {
        text.append((char) octet);
      } else {
        text.append("\\x%02x".formatted(octet));
      }
    }
    return text.append('"').toString();
  }
}
