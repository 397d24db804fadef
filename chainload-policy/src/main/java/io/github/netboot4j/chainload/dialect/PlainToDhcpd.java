package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a policy as statements of dhcpd.conf: for each field one {@code if} with its branches. */
final class PlainToDhcpd extends PlainWriter {
  private static final int MOST_NUMBERS = 4;

  private static final Map<Integer, String> OPTIONS =
      Map.of(
          43, "vendor-encapsulated-options",
          60, "vendor-class-identifier",
          61, "dhcp-client-identifier",
          77, "user-class",
          93, "pxe-system-type",
          209, "loader-configfile",
          210, "loader-pathprefix");

  private static final Map<Integer, String> RELAY = Map.of(1, "circuit-id", 2, "remote-id");

  private final PlainPolicy policy;

  /** Options without a name in dhcpd, which need a declaration. */
  private final Set<Integer> declared = new TreeSet<>();

  PlainToDhcpd(PlainPolicy policy) {
    this.policy = policy;
  }

  @Override
  String write() {
    for (PlainRule rule : policy.silence()) {
      lose(rule, "dhcpd cannot leave clients without an answer by a condition");
    }
    boolean bySubnet =
        anySubnet(policy.bootFile())
            || anySubnet(policy.nextServer())
            || anySubnet(policy.serverName())
            || policy.options().values().stream().anyMatch(PlainWriter::anySubnet);
    StringBuilder text = new StringBuilder();
    if (!bySubnet) {
      text.append(statements(-1, ""));
    }
    for (int number = 0; number < policy.subnets().size(); number++) {
      AddressPlan.Subnet subnet = policy.subnets().get(number);
      text.append(
          "subnet %s netmask %s {\n"
              .formatted(Ipv4.format(subnet.address()), Ipv4.format(subnet.netmask())));
      for (AddressPlan.Range range : ranges(policy.addresses(), subnet)) {
        text.append(
            "  range %s %s;\n".formatted(Ipv4.format(range.first()), Ipv4.format(range.last())));
      }
      if (bySubnet) {
        text.append(statements(number, "  "));
      }
      text.append("}\n");
    }
    StringBuilder head = new StringBuilder();
    for (int code : declared) {
      head.append("option netboot4j-").append(code).append(" code ").append(code);
      head.append(" = string;\n");
    }
    return head.append(text).toString();
  }

  private String statements(int subnet, String indent) {
    StringBuilder text = new StringBuilder();
    text.append(chain(on(subnet, policy.bootFile()), indent, value -> "filename " + text(value)));
    text.append(chain(on(subnet, policy.nextServer()), indent, this::nextServer));
    text.append(
        chain(on(subnet, policy.serverName()), indent, value -> "server-name " + text(value)));
    policy
        .options()
        .forEach(
            (code, rules) ->
                text.append(
                    chain(
                        on(subnet, rules),
                        indent,
                        value -> option(code) + " " + optionValue(code, value))));
    return text.toString();
  }

  private @Nullable String nextServer(PlainValue value) {
    if (value.kind() == PlainValue.Kind.OWN_ADDRESS) {
      lose("next-server: dhcpd does not name itself; write this server's address");
      return null;
    }
    return "next-server " + Ipv4.format(value.address());
  }

  private static String optionValue(int code, PlainValue value) {
    boolean text = (code == 60 || code == 209 || code == 210) && value.isText();
    return text ? text(value) : value.octets().isEmpty() ? "\"\"" : value.hex(":");
  }

  /** One statement with its branches; a rule that cannot be said is left out and told. */
  private String chain(
      List<PlainRule> rules, String indent, Function<PlainValue, @Nullable String> statement) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (PlainRule rule : rules) {
      String condition = "";
      if (!rule.when().equals(Plain.always())) {
        try {
          condition = expression(rule.when(), false);
        } catch (UnsayableException e) {
          lose(rule, e.what);
          continue;
        }
      }
      String said = rule.value().absent() ? "" : statement.apply(rule.value());
      if (said == null) {
        continue;
      }
      String body = said.isEmpty() ? "" : said + ";";
      text.append(indent).append("# ").append(Conversion.comment(rule.reason().toString()));
      text.append('\n').append(indent);
      if (condition.isEmpty()) {
        text.append(first ? body : "else { " + body + " }").append('\n');
        break;
      }
      text.append(first ? "if " : "elsif ").append(condition);
      text.append(" {\n").append(indent).append("  ").append(body).append('\n');
      text.append(indent).append("}\n");
      first = false;
    }
    return text.toString();
  }

  /** Thrown within this class for what dhcpd has no words for. */
  private static final class UnsayableException extends Exception {
    private static final long serialVersionUID = 1;
    final String what;

    UnsayableException(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }

  /**
   * A condition, negated or not. Negations stand before comparisons alone: in dhcpd {@code not (a
   * and b)} does not hold where {@code a} does not.
   */
  private String expression(Plain plain, boolean negated) throws UnsayableException {
    if (plain instanceof Plain.All all) {
      return joined(all.parts(), negated ? " or " : " and ", negated);
    }
    if (plain instanceof Plain.Any any) {
      return joined(any.parts(), negated ? " and " : " or ", negated);
    }
    if (plain instanceof Plain.No no) {
      return expression(no.of(), !negated);
    }
    if (plain instanceof Plain.Sends sends) {
      return (negated ? "not " : "") + "exists " + name(sends.option());
    }
    if (plain instanceof Plain.Is is) {
      return comparison(is, negated);
    }
    throw new UnsayableException("dhcpd has no words for: " + plain);
  }

  private String joined(List<Plain> parts, String word, boolean negated) throws UnsayableException {
    List<String> said = new ArrayList<>();
    for (Plain part : parts) {
      said.add(expression(part, negated));
    }
    return "(" + String.join(word, said) + ")";
  }

  private String comparison(Plain.Is is, boolean negated) throws UnsayableException {
    if (is.subject() == Plain.Subject.CLIENT_ID) {
      return expression(spelledOut(is), negated);
    }
    String octets = is.octets();
    boolean hardware = is.subject() == Plain.Subject.HARDWARE_ADDRESS;
    String subject = subject(is);
    String literal = literal(octets);
    int length = octets.length();
    String said =
        switch (is.mode()) {
          case EQUALS -> hardware ? "hardware = 1:" + hex(octets) : subject + " = " + literal;
          case BEGINS_WITH ->
              "substring(%s, %d, %d) = %s"
                  .formatted(subject, hardware ? 1 : 0, length, hardware ? hex(octets) : literal);
          case ENDS_WITH -> "suffix(%s, %d) = %s".formatted(subject, length, literal);
          case CONTAINS -> subject + " ~= " + regex(octets);
          case HAS_NUMBER -> {
            List<String> places = new ArrayList<>();
            for (int at = 0; at < 2 * MOST_NUMBERS; at += 2) {
              places.add(
                  "substring(%s, %d, 2) %s %s"
                      .formatted(subject, at, negated ? "!=" : "=", literal));
            }
            yield "(" + String.join(negated ? " and " : " or ", places) + ")";
          }
        };
    if (!negated || is.mode() == Plain.Mode.HAS_NUMBER) {
      return said;
    }
    if (is.mode() == Plain.Mode.CONTAINS) {
      return "(not exists %s or not (%s))".formatted(subject.replace("option ", ""), said);
    }
    return said.replaceFirst(" = ", " != ");
  }

  private String subject(Plain.Is is) throws UnsayableException {
    return switch (is.subject()) {
      case OPTION -> option(is.number());
      case HARDWARE_ADDRESS, CLIENT_ID -> "hardware";
      case RELAY -> {
        String name = RELAY.get(is.number());
        if (name == null) {
          throw new UnsayableException("dhcpd has no name for sub-option 82." + is.number());
        }
        yield "option agent." + name;
      }
    };
  }

  private String option(int code) {
    return "option " + name(code);
  }

  private String name(int code) {
    String name = OPTIONS.get(code);
    if (name == null) {
      declared.add(code);
      return "netboot4j-" + code;
    }
    return name;
  }

  private static String literal(String octets) {
    return !octets.isEmpty() && !PlainValue.isText(octets) ? hex(octets) : quoted(octets);
  }

  private static String hex(String octets) {
    return PlainValue.hex(octets, ":");
  }

  private static String text(PlainValue value) {
    return quoted(value.text());
  }

  /** In quotes; what is not printable as an octal escape. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\%03o".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** A regular expression for these very octets. */
  private static String regex(String octets) throws UnsayableException {
    if (!PlainValue.isText(octets)) {
      throw new UnsayableException("dhcpd looks for text within an option, not for octets");
    }
    return quoted(octets.replaceAll("([.\\[\\]()*+?{}|^$\\\\])", "\\\\$1"));
  }
}
