package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The boot part of a configuration in terms that dialects share: for each field its rules, the
 * strongest first, and none behind one that holds for everyone.
 */
final class PlainPolicy {
  /** The options that say what to boot, beside 66 and 67. */
  private static final Set<Integer> BOOT_OPTIONS =
      Set.of(
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.ETHERBOOT,
          OptionCode.CONFIGURATION_FILE,
          OptionCode.PATH_PREFIX);

  private final AddressPlan addresses;
  private final List<AddressPlan.Subnet> subnets;
  private final List<String> lost = new ArrayList<>();
  private final List<PlainRule> silence;
  private final List<PlainRule> bootFile;
  private final List<PlainRule> nextServer;
  private final List<PlainRule> serverName;
  private final Map<Integer, List<PlainRule>> options = new TreeMap<>();

  PlainPolicy(BootConfiguration of) {
    addresses = of.addresses();
    subnets = addresses.subnets();
    PlainConditions conditions = new PlainConditions(subnets);
    Map<Field, List<PlainRule>> rules = new TreeMap<>();
    for (Rule rule : of.rules().rules()) {
      Field field = rule.field();
      boolean isBoot =
          field.kind() != Field.Kind.OPTION
              || field.code() == OptionCode.TFTP_SERVER_NAME
              || field.code() == OptionCode.BOOT_FILE_NAME
              || BOOT_OPTIONS.contains(field.code());
      if (isBoot && isWritten(field)) {
        rules
            .computeIfAbsent(field, each -> new ArrayList<>())
            .add(new PlainRule(conditions.of(rule.condition()), value(rule), rule.reason()));
      }
    }
    silence = new ArrayList<>();
    rules.forEach(
        (field, answers) -> {
          if (field.kind() == Field.Kind.ANSWER) {
            silence.addAll(PlainWriter.withoutAbsent(sayable(answers, leaf -> leaf)));
          }
        });
    bootFile = joined(rules, Field.FILE, OptionCode.BOOT_FILE_NAME);
    serverName = joined(rules, Field.SERVER_NAME, OptionCode.TFTP_SERVER_NAME);
    nextServer = sayable(rules.getOrDefault(Field.NEXT_SERVER, List.of()), leaf -> leaf);
    for (int code : BOOT_OPTIONS) {
      List<PlainRule> found =
          sayable(rules.getOrDefault(Field.option(code), List.of()), wants(code, true));
      if (!found.isEmpty()) {
        options.put(code, found);
      }
    }
  }

  private static boolean isWritten(Field field) {
    return switch (field.kind()) {
      case ANSWER, FILE, NEXT_SERVER, SERVER_NAME, OPTION -> true;
      case PART -> false;
    };
  }

  private static PlainValue value(Rule rule) {
    Data value = rule.value();
    if (value instanceof Data.Constant constant) {
      byte[] octets = constant.octets();
      if (rule.field().kind() == Field.Kind.ANSWER && octets.length > 0 && octets[0] != 0) {
        return PlainValue.ABSENT; // An answer: it stands before those that keep one back.
      }
      return PlainValue.of(new String(constant.octets(), StandardCharsets.ISO_8859_1));
    }
    return value.equals(Data.ARRIVAL_ADDRESS)
        ? PlainValue.OWN_ADDRESS
        : value.equals(Data.NONE) ? PlainValue.ABSENT : PlainValue.COMPUTED;
  }

  /**
   * What a header field and an option say together: the field where there is one, else the option.
   * Servers differ in which of the two they use for a client that asks for the option; where that
   * is all the difference, it is none here.
   */
  private List<PlainRule> joined(Map<Field, List<PlainRule>> rules, Field field, int option) {
    List<PlainRule> both = new ArrayList<>();
    for (PlainRule rule : sayable(rules.getOrDefault(field, List.of()), wants(option, true))) {
      if (!rule.value().absent() && !rule.value().text().isEmpty()) {
        both.add(rule);
      }
    }
    both.addAll(sayable(rules.getOrDefault(Field.option(option), List.of()), wants(option, true)));
    return collapsed(reachable(both));
  }

  /** Without those rules that the ones before them leave nobody. */
  private static List<PlainRule> reachable(List<PlainRule> rules) {
    List<PlainRule> kept = new ArrayList<>();
    Set<Plain> before = new HashSet<>();
    for (PlainRule rule : rules) {
      if (before.add(rule.when())) {
        kept.add(rule);
      }
      if (rule.when().equals(Plain.always())) {
        break;
      }
    }
    return kept;
  }

  /** Without those rules at the end that say what the last one says to everyone. */
  private static List<PlainRule> collapsed(List<PlainRule> rules) {
    List<PlainRule> kept = new ArrayList<>(rules);
    while (kept.size() > 1
        && kept.get(kept.size() - 1).when().equals(Plain.always())
        && kept.get(kept.size() - 2).value().equals(kept.get(kept.size() - 1).value())) {
      kept.remove(kept.size() - 2);
    }
    return kept;
  }

  private static UnaryOperator<Plain> wants(int option, boolean wanted) {
    return leaf ->
        leaf instanceof Plain.Wants wants && wants.option() == option
            ? wanted ? Plain.always() : Plain.never()
            : leaf;
  }

  /** Those that can be said; the others are told. */
  private List<PlainRule> sayable(List<PlainRule> rules, UnaryOperator<Plain> leaf) {
    List<PlainRule> kept = new ArrayList<>();
    for (PlainRule rule : rules) {
      Plain when = rule.when().replace(leaf);
      String unsayable = when.unsayable();
      if (rule.value().equals(PlainValue.COMPUTED) && unsayable.isEmpty()) {
        unsayable = "a value that is put together from the request";
      }
      if (when.equals(Plain.never())) {
        continue;
      }
      if (!unsayable.isEmpty()) {
        lost.add(rule.reason() + ": " + unsayable);
        continue;
      }
      kept.add(new PlainRule(when, rule.value(), rule.reason()));
      if (when.equals(Plain.always())) {
        break;
      }
    }
    return collapsed(reachable(kept));
  }

  AddressPlan addresses() {
    return addresses;
  }

  List<AddressPlan.Subnet> subnets() {
    return subnets;
  }

  /** What is lost already, in words. */
  List<String> lost() {
    return lost;
  }

  /** For whom there is no answer. */
  List<PlainRule> silence() {
    return silence;
  }

  List<PlainRule> bootFile() {
    return bootFile;
  }

  List<PlainRule> nextServer() {
    return nextServer;
  }

  List<PlainRule> serverName() {
    return serverName;
  }

  /** By code. */
  Map<Integer, List<PlainRule>> options() {
    return options;
  }
}
