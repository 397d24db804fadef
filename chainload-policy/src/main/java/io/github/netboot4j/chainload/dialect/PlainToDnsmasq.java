package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a policy as lines of dnsmasq.conf: matches that set tags, {@code tag-if} lines that join
 * them, and lines that need a tag. Of the lines that hold, the last one wins there, so the weakest
 * rule is written first.
 */
final class PlainToDnsmasq extends PlainWriter {
  private static final int MOST_LINES = 20_000;

  /** Stronger rules that are looked at to leave out what can never be. */
  private static final int MOST_WEIGHED = 100;

  private final PlainPolicy policy;
  private final StringBuilder matches = new StringBuilder();

  /** The tag, or the negated tag, of each condition that has one. */
  private final Map<Plain, String> tags = new HashMap<>();

  private int made;
  private boolean anyBoot;

  PlainToDnsmasq(PlainPolicy policy) {
    this.policy = policy;
  }

  @Override
  String write() {
    StringBuilder lines = new StringBuilder();
    for (PlainRule rule : policy.silence()) {
      String tag = tag(rule);
      if (tag != null) {
        lines.append(from(rule)).append("dhcp-ignore=tag:").append(tag).append('\n');
      }
    }
    boots(lines);
    policy.options().forEach((code, rules) -> options(code, rules, lines));
    StringBuilder ranges = new StringBuilder();
    for (int number = 0; number < policy.subnets().size(); number++) {
      ranges(number, ranges);
    }
    return ranges.append(matches).append(lines).toString();
  }

  private void ranges(int number, StringBuilder text) {
    AddressPlan.Subnet subnet = policy.subnets().get(number);
    String set = tags.containsValue("subnet" + number) ? "set:subnet" + number + "," : "";
    List<AddressPlan.Range> ranges = ranges(policy.addresses(), subnet);
    for (AddressPlan.Range range : ranges) {
      text.append(
          "dhcp-range=%s%s,%s,%s\n"
              .formatted(
                  set,
                  Ipv4.format(range.first()),
                  Ipv4.format(range.last()),
                  Ipv4.format(subnet.netmask())));
    }
    if (ranges.isEmpty()) {
      text.append(
          "dhcp-range=%s%s,%s,%s\n"
              .formatted(
                  set,
                  Ipv4.format(subnet.address()),
                  subnet.proxy() ? "proxy" : "static",
                  Ipv4.format(subnet.netmask())));
    }
  }

  /** A rule's tags with its value; null tags for the case that no rule holds. */
  private record Choice(@Nullable PlainRule rule, String tag, String value) {
    Plain when() {
      return rule == null ? Plain.always() : rule.when();
    }
  }

  /**
   * One line says file, server name and next server together, so there is one for each combination
   * of rules that can hold together; a stronger one stands behind all that are weaker in it.
   */
  private void boots(StringBuilder lines) {
    List<Choice> files = choices(policy.bootFile(), value -> quoted(value.text()));
    List<Choice> names = choices(policy.serverName(), value -> quoted(value.text()));
    List<Choice> servers =
        choices(
            policy.nextServer(),
            value ->
                value.kind() == PlainValue.Kind.OWN_ADDRESS ? "" : Ipv4.format(value.address()));
    boolean ownAddress =
        policy.nextServer().stream()
            .anyMatch(rule -> rule.value().kind() == PlainValue.Kind.OWN_ADDRESS);
    if (servers.get(servers.size() - 1).rule() == null && !ownAddress) {
      lose("no next server: dnsmasq names itself where a line names none");
    }
    if ((long) files.size() * names.size() * servers.size() > MOST_LINES) {
      lose("boot file, server name and next server differ in more than " + MOST_LINES + " ways");
      return;
    }
    for (int file = files.size() - 1; file >= 0; file--) {
      for (int name = names.size() - 1; name >= 0; name--) {
        for (int server = servers.size() - 1; server >= 0; server--) {
          List<Choice> chosen = List.of(files.get(file), names.get(name), servers.get(server));
          if (names.size() * servers.size() == 1
              || canBe(
                  chosen,
                  List.of(
                      files.subList(0, file),
                      names.subList(0, name),
                      servers.subList(0, server)))) {
            boot(chosen, lines);
          }
        }
      }
    }
  }

  /** Whether rules can hold together while none of those that are stronger does. */
  private static boolean canBe(List<Choice> chosen, List<List<Choice>> stronger) {
    List<Plain> all = new ArrayList<>();
    for (Choice one : chosen) {
      all.add(one.when());
    }
    for (List<Choice> ofField : stronger) {
      for (Choice one : ofField.subList(0, Math.min(MOST_WEIGHED, ofField.size()))) {
        all.add(Plain.no(one.when()));
      }
    }
    return !Plain.all(all).equals(Plain.never());
  }

  private void boot(List<Choice> choices, StringBuilder lines) {
    // Without a value a line is of use only where it takes precedence over one that has some.
    anyBoot |= choices.stream().anyMatch(choice -> !choice.value().isEmpty());
    if (!anyBoot) {
      return;
    }
    StringBuilder tagged = new StringBuilder();
    StringBuilder values = new StringBuilder();
    StringBuilder reasons = new StringBuilder();
    for (Choice choice : choices) {
      if (!choice.tag().isEmpty() && tagged.indexOf("tag:" + choice.tag() + ",") < 0) {
        tagged.append("tag:").append(choice.tag()).append(',');
      }
      values.append(values.isEmpty() ? "" : ",").append(choice.value());
      if (values.isEmpty()) {
        values.append(' ');
      }
      if (choice.rule() != null && reasons.indexOf(from(choice.rule())) < 0) {
        reasons.append(from(choice.rule()));
      }
    }
    String said = values.toString().replaceFirst("^ ", "").replaceFirst(",+$", "");
    lines.append(reasons).append("dhcp-boot=").append(tagged).append(said).append('\n');
  }

  /** The rules with their tags, and behind them that none holds unless one always does. */
  private List<Choice> choices(
      List<PlainRule> rules, java.util.function.Function<PlainValue, @Nullable String> said) {
    List<Choice> choices = new ArrayList<>();
    for (PlainRule rule : rules) {
      String tag = rule.when().equals(Plain.always()) ? "" : tag(rule);
      String value = rule.value().absent() ? "" : said.apply(rule.value());
      if (value == null) {
        lose(rule, "dnsmasq cannot write this value");
      } else if (tag != null) {
        choices.add(new Choice(rule, tag, value));
      }
      if (rule.when().equals(Plain.always())) {
        return choices;
      }
    }
    choices.add(new Choice(null, "", ""));
    return choices;
  }

  private void options(int code, List<PlainRule> rules, StringBuilder lines) {
    List<PlainRule> present = withoutAbsent(rules);
    for (int index = present.size() - 1; index >= 0; index--) {
      PlainRule rule = present.get(index);
      String tag = rule.when().equals(Plain.always()) ? "" : tag(rule);
      boolean text = (code == 60 || code == 209 || code == 210) && rule.value().isText();
      String value = text ? quoted(rule.value().text()) : rule.value().hex(":");
      if (tag == null || value == null) {
        continue;
      }
      if (!text && rule.value().octets().length() == 1) {
        lose(rule, "dnsmasq does not read a single octet as hexadecimal");
        continue;
      }
      lines
          .append(from(rule))
          .append("dhcp-option=")
          .append(tag.isEmpty() ? "" : "tag:" + tag + ",")
          .append(code)
          .append(value.isEmpty() ? "" : "," + value)
          .append('\n');
    }
  }

  private static String from(PlainRule rule) {
    return "# " + Conversion.comment(rule.reason().toString()) + "\n";
  }

  private @Nullable String tag(PlainRule rule) {
    String unsayable = unsayable(rule.when());
    if (!unsayable.isEmpty()) {
      lose(rule, unsayable);
      return null;
    }
    return tag(rule.when());
  }

  /** Why a condition cannot be said in dnsmasq; empty if it can. */
  private static String unsayable(Plain plain) {
    String[] why = {""};
    plain.replace(
        leaf -> {
          if (why[0].isEmpty()) {
            why[0] = leafUnsayable(leaf);
          }
          return leaf;
        });
    return why[0];
  }

  private static String leafUnsayable(Plain leaf) {
    if (leaf instanceof Plain.Sends || leaf instanceof Plain.OnSubnet) {
      return "";
    }
    if (!(leaf instanceof Plain.Is is)) {
      return "dnsmasq has no words for: " + leaf;
    }
    boolean relay = is.subject() == Plain.Subject.RELAY;
    boolean hex =
        is.subject() != Plain.Subject.HARDWARE_ADDRESS
            && is.mode() != Plain.Mode.CONTAINS
            && is.mode() != Plain.Mode.HAS_NUMBER;
    if (hex && is.octets().length() == 1) {
      return "dnsmasq does not read a single octet as hexadecimal";
    }
    return switch (is.mode()) {
      case EQUALS ->
          relay && is.number() != 1 && is.number() != 2 && is.number() != 6
              ? "dnsmasq has no match for sub-option 82." + is.number()
              : is.octets().isEmpty() ? "dnsmasq cannot match an empty option" : "";
      case BEGINS_WITH -> relay ? "dnsmasq compares the whole of a relay's sub-option" : "";
      case ENDS_WITH -> "dnsmasq cannot look at the end of an option";
      case CONTAINS ->
          is.subject() == Plain.Subject.OPTION
                  && (is.number() == 77 || is.number() == 60)
                  && quoted(is.octets()) != null
              ? ""
              : "dnsmasq looks for text within the user class and the vendor class only";
      case HAS_NUMBER -> is.number() == 93 ? "" : "dnsmasq knows numbers in option 93 only";
    };
  }

  private String tag(Plain plain) {
    String known = tags.get(plain);
    if (known != null) {
      return known;
    }
    String tag = make(plain);
    tags.put(plain, tag);
    return tag;
  }

  private String make(Plain plain) {
    if (plain instanceof Plain.No no) {
      String of = tag(no.of());
      return of.startsWith("!") ? of.substring(1) : "!" + of;
    }
    if (plain instanceof Plain.OnSubnet subnet) {
      return "subnet" + subnet.number();
    }
    if (plain instanceof Plain.All all) {
      StringBuilder needs = new StringBuilder();
      all.parts().forEach(part -> needs.append(",tag:").append(tag(part)));
      return line("tag-if=set:%s" + needs);
    }
    if (plain instanceof Plain.Any any) {
      List<String> parts = any.parts().stream().map(this::tag).toList();
      String tag = next();
      parts.forEach(part -> matches.append("tag-if=set:" + tag + ",tag:" + part + "\n"));
      return tag;
    }
    if (plain instanceof Plain.Sends sends) {
      return line("dhcp-match=set:%s," + sends.option());
    }
    return comparison((Plain.Is) plain);
  }

  private String comparison(Plain.Is is) {
    String hex = PlainValue.hex(is.octets(), ":");
    return switch (is.subject()) {
      case CLIENT_ID -> tag(spelledOut(is));
      case HARDWARE_ADDRESS ->
          line(
              "dhcp-mac=set:%s,"
                  + hex
                  + (is.mode() == Plain.Mode.EQUALS
                      ? ""
                      : ":*".repeat(Math.max(0, 6 - is.octets().length()))));
      case RELAY ->
          line(
              (is.number() == 1
                      ? "dhcp-circuitid"
                      : is.number() == 2 ? "dhcp-remoteid" : "dhcp-subscrid")
                  + "=set:%s,"
                  + hex);
      case OPTION -> option(is, hex);
    };
  }

  private String option(Plain.Is is, String hex) {
    return switch (is.mode()) {
      // dnsmasq matches the start; what is longer matches with one octet more.
      case EQUALS -> {
        String start =
            tag(new Plain.Is(is.subject(), is.number(), Plain.Mode.BEGINS_WITH, is.octets()));
        String longer = line("dhcp-match=set:%s," + is.number() + "," + hex + ":*");
        yield line("tag-if=set:%s,tag:" + start + ",tag:!" + longer);
      }
      case BEGINS_WITH ->
          is.octets().isEmpty()
              ? tag(new Plain.Sends(is.number()))
              : line("dhcp-match=set:%s," + is.number() + "," + hex);
      case CONTAINS ->
          line(
              (is.number() == 77 ? "dhcp-userclass" : "dhcp-vendorclass")
                  + "=set:%s,"
                  + String.valueOf(quoted(is.octets())).replace("%", "%%"));
      default ->
          line(
              "dhcp-match=set:%s,option:client-arch,"
                  + (is.octets().charAt(0) << 8 | is.octets().charAt(1)));
    };
  }

  private String line(String form) {
    String tag = next();
    matches.append(form.formatted(tag)).append('\n');
    return tag;
  }

  private String next() {
    return "n" + ++made;
  }

  /** As it stands where that is safe, else in quotes; null for what cannot be written. */
  private static @Nullable String quoted(String text) {
    if (!PlainValue.isText(text)) {
      return null;
    }
    if (text.matches("[A-Za-z0-9._/:-]*")) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
