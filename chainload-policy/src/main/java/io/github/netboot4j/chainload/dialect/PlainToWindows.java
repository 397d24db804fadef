package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a policy as a PowerShell script of the DHCP server's cmdlets: classes for what user and
 * vendor classes are compared with, a policy for each condition, and option values.
 */
final class PlainToWindows extends PlainWriter {
  /** A condition becomes at most so many policies, one for each way in which it can hold. */
  private static final int MOST_WAYS = 32;

  private final PlainPolicy policy;
  private final StringBuilder policies = new StringBuilder();

  /** The names of classes by their type and data. */
  private final Map<String, String> classes = new LinkedHashMap<>();

  private final StringBuilder definitions = new StringBuilder();
  private int made;

  PlainToWindows(PlainPolicy policy) {
    this.policy = policy;
  }

  @Override
  String write() {
    StringBuilder filters = new StringBuilder();
    policy.silence().forEach(rule -> silence(rule, filters));
    field(67, "String", "Bootfile Name", policy.bootFile(), this::text);
    nextServer();
    policy
        .options()
        .forEach(
            (code, rules) -> {
              boolean text = code == 60 || code == 209 || code == 210;
              field(
                  code,
                  text ? "String" : "BinaryData",
                  "Option " + code,
                  rules,
                  text ? this::text : value -> octets(value.octets()));
            });
    StringBuilder text = new StringBuilder();
    text.append("# Run on the DHCP server, as one of its administrators.\n");
    text.append("$ErrorActionPreference = 'Stop'\n");
    classes.forEach(
        (typeAndData, name) -> {
          String data = typeAndData.substring(typeAndData.indexOf(' ') + 1);
          text.append("Add-DhcpServerv4Class -Name ")
              .append(quoted(name))
              .append(" -Type ")
              .append(typeAndData, 0, typeAndData.indexOf(' '))
              .append(" -Data ")
              .append(quoted(data))
              .append('\n');
        });
    return text.append(definitions).append(filters).append(policies).toString();
  }

  /** Windows sets {@code siaddr} from option 66, and to itself without one. */
  private void nextServer() {
    List<PlainRule> rules = new ArrayList<>();
    for (PlainRule rule : policy.nextServer()) {
      boolean named = rule.value().kind() == PlainValue.Kind.OCTETS && rule.value().address() != 0;
      PlainValue name =
          named ? PlainValue.of(Ipv4.format(rule.value().address())) : PlainValue.ABSENT;
      rules.add(new PlainRule(rule.when(), name, rule.reason()));
    }
    boolean addresses = rules.stream().anyMatch(rule -> !rule.value().absent());
    if (addresses) {
      policy
          .serverName()
          .forEach(rule -> lose(rule, "option 66 is for the next server's address already"));
    }
    field(
        66, "String", "Boot Server Host Name", addresses ? rules : policy.serverName(), this::text);
  }

  private void silence(PlainRule rule, StringBuilder filters) {
    List<Plain> parts = rule.when() instanceof Plain.Any any ? any.parts() : List.of(rule.when());
    for (Plain part : parts) {
      if (!(part instanceof Plain.Is is)
          || is.subject() != Plain.Subject.HARDWARE_ADDRESS
          || (is.mode() != Plain.Mode.EQUALS && is.mode() != Plain.Mode.BEGINS_WITH)) {
        lose(rule, "Windows leaves clients without an answer by their hardware address only");
        return;
      }
    }
    filters.append(from(rule));
    for (Plain part : parts) {
      Plain.Is is = (Plain.Is) part;
      String open = is.mode() == Plain.Mode.BEGINS_WITH ? "-*" : "";
      filters
          .append("Add-DhcpServerv4Filter -List Deny -MacAddress ")
          .append(quoted(PlainValue.hex(is.octets(), "-") + open))
          .append('\n');
    }
    filters.append("Set-DhcpServerv4FilterList -Deny $true\n");
  }

  private void field(
      int code,
      String type,
      String name,
      List<PlainRule> rules,
      Function<PlainValue, @Nullable String> said) {
    List<PlainRule> present = withoutAbsent(rules);
    if (present.isEmpty()) {
      return;
    }
    int before = policies.length();
    levels(code, present, said);
    if (policies.length() > before && code != 66 && code != 67 && code != 43) {
      definitions.append(
          "Add-DhcpServerv4OptionDefinition -Name '%s' -OptionId %d -Type %s\n"
              .formatted(name, code, type));
    }
  }

  private void levels(
      int code, List<PlainRule> present, Function<PlainValue, @Nullable String> said) {
    if (!anySubnet(present)) {
      level(code, present, "", said);
      return;
    }
    for (int number = 0; number < policy.subnets().size(); number++) {
      String scope = " -ScopeId " + Ipv4.format(policy.subnets().get(number).address());
      level(code, on(number, present), scope, said);
    }
  }

  private void level(
      int code, List<PlainRule> rules, String scope, Function<PlainValue, @Nullable String> said) {
    for (PlainRule rule : rules) {
      String value = said.apply(rule.value());
      if (value == null) {
        lose(rule, "Windows takes printable text here");
        continue;
      }
      String set =
          "Set-DhcpServerv4OptionValue%s -OptionId %d -Value %s".formatted(scope, code, value);
      if (rule.when().equals(Plain.always())) {
        policies.append(from(rule)).append(set).append('\n');
        continue;
      }
      List<String> ways = ways(rule);
      if (ways == null) {
        continue;
      }
      policies.append(from(rule));
      for (String way : ways) {
        String name = "netboot4j " + ++made;
        policies
            .append("Add-DhcpServerv4Policy%s -Name '%s' -Condition AND".formatted(scope, name))
            .append(way)
            .append('\n')
            .append(set)
            .append(" -PolicyName '")
            .append(name)
            .append("'\n");
      }
    }
  }

  /** The conditions of the policies that a rule becomes; null if it cannot be said. */
  private @Nullable List<String> ways(PlainRule rule) {
    List<List<Plain>> ways = ways(rule.when(), false);
    if (ways == null) {
      lose(rule, "more than " + MOST_WAYS + " Windows policies would be needed");
      return null;
    }
    List<String> said = new ArrayList<>();
    for (List<Plain> way : ways) {
      Map<String, StringBuilder> criteria = new LinkedHashMap<>();
      for (Plain literal : way) {
        String why = criterion(literal, criteria);
        if (!why.isEmpty()) {
          lose(rule, why);
          return null;
        }
      }
      StringBuilder all = new StringBuilder();
      criteria.forEach((name, values) -> all.append(" -").append(name).append(' ').append(values));
      said.add(all.toString());
    }
    return said;
  }

  /** All ways in which a condition can hold, each a list of comparisons; null for too many. */
  private static @Nullable List<List<Plain>> ways(Plain plain, boolean negated) {
    if (plain instanceof Plain.No no) {
      return ways(no.of(), !negated);
    }
    boolean all = plain instanceof Plain.All;
    if (!all && !(plain instanceof Plain.Any)) {
      return List.of(List.of(negated ? Plain.no(plain) : plain));
    }
    List<Plain> parts =
        plain instanceof Plain.All inner ? inner.parts() : ((Plain.Any) plain).parts();
    List<List<Plain>> ways = all != negated ? List.of(List.of()) : List.of();
    for (Plain part : parts) {
      List<List<Plain>> of = ways(part, negated);
      if (of == null) {
        return null;
      }
      List<List<Plain>> next = new ArrayList<>();
      if (all != negated) {
        for (List<Plain> one : ways) {
          for (List<Plain> other : of) {
            List<Plain> both = new ArrayList<>(one);
            both.addAll(other);
            next.add(both);
          }
        }
      } else {
        next.addAll(ways);
        next.addAll(of);
      }
      if (next.size() > MOST_WAYS) {
        return null;
      }
      ways = next;
    }
    return ways;
  }

  /** Adds a comparison to the criterion that it belongs to; says why it cannot, or nothing. */
  private String criterion(Plain literal, Map<String, StringBuilder> criteria) {
    boolean negated = literal instanceof Plain.No;
    Plain plain = literal instanceof Plain.No no ? no.of() : literal;
    if (!(plain instanceof Plain.Is is)) {
      return "Windows has no condition for: " + plain;
    }
    boolean architecture =
        is.subject() == Plain.Subject.OPTION && is.number() == 93 && is.octets().length() == 2;
    String name =
        switch (is.subject()) {
          case HARDWARE_ADDRESS -> "MacAddress";
          case CLIENT_ID -> "ClientId";
          case RELAY ->
              is.number() == 1
                  ? "CircuitId"
                  : is.number() == 2 ? "RemoteId" : is.number() == 6 ? "SubscriberId" : "";
          case OPTION ->
              switch (is.number()) {
                case 60 -> "VendorClass";
                case 77 -> "UserClass";
                case 82 -> "RelayAgent";
                case 93 -> architecture ? "VendorClass" : "";
                default -> "";
              };
        };
    if (name.isEmpty()) {
      return "Windows has no condition on "
          + (is.subject() == Plain.Subject.RELAY ? "sub-option 82." : "option ")
          + is.number();
    }
    String value = architecture ? architecture(is) : value(is, name);
    if (value == null) {
      return is.mode() == Plain.Mode.CONTAINS
          ? "Windows compares whole values, their start or their end, not what is within"
          : "Windows classes are printable text";
    }
    StringBuilder values = criteria.computeIfAbsent(name, key -> new StringBuilder());
    values.append(values.isEmpty() ? "" : ",").append(negated ? "'NE'," : "'EQ',").append(value);
    return "";
  }

  /** Windows cannot look at option 93; firmware says the same in its vendor class. */
  private String architecture(Plain.Is is) {
    int code = is.octets().charAt(0) << 8 | is.octets().charAt(1);
    boolean http = (code >= 0x0F && code <= 0x14) || code == 0x1C || code == 0x28;
    String start = (http ? "HTTPClient" : "PXEClient") + ":Arch:%05d".formatted(code);
    lose("option 93 = " + code + " is asked of the vendor class instead: " + start + "*");
    return quoted(className("Vendor", start) + "*");
  }

  private @Nullable String value(Plain.Is is, String criterion) {
    boolean ofClass = criterion.equals("VendorClass") || criterion.equals("UserClass");
    String value;
    if (is.mode() == Plain.Mode.CONTAINS || is.mode() == Plain.Mode.HAS_NUMBER) {
      return null;
    }
    if (!ofClass) {
      value = PlainValue.hex(is.octets(), "");
    } else if (PlainValue.isText(is.octets()) && !is.octets().isBlank()) {
      value = className(criterion.equals("UserClass") ? "User" : "Vendor", is.octets());
    } else {
      return null;
    }
    return switch (is.mode()) {
      case EQUALS -> quoted(value);
      case BEGINS_WITH -> quoted(value + "*");
      case ENDS_WITH -> quoted("*" + value);
      case CONTAINS, HAS_NUMBER -> null;
    };
  }

  /** A class may not be named with the characters that stand for others in a policy. */
  private String className(String type, String data) {
    return classes.computeIfAbsent(type + " " + data, key -> "netboot4j " + data.replace('*', '+'));
  }

  private @Nullable String text(PlainValue value) {
    return value.isText() ? quoted(value.text()) : null;
  }

  private String octets(String octets) {
    List<String> each = new ArrayList<>();
    for (int index = 0; index < octets.length(); index++) {
      each.add("0x%02x".formatted((int) octets.charAt(index)));
    }
    return String.join(",", each);
  }

  private static String from(PlainRule rule) {
    return "# " + Conversion.comment(rule.reason().toString()) + "\n";
  }

  /** In single quotes, within which PowerShell takes all but those as it stands. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
