package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules of a configuration show about it, whatever its dialect. */
final class RuleFindings {
  private static final int LONGEST_FILE = 127;
  private static final Field SERVER_OPTION = Field.option(OptionCode.TFTP_SERVER_NAME);
  private static final Field FILE_OPTION = Field.option(OptionCode.BOOT_FILE_NAME);

  private final List<Rule> rules;
  private final List<Finding> findings = new ArrayList<>();

  private RuleFindings(RuleSet rules) {
    this.rules = rules.rules();
  }

  static List<Finding> of(RuleSet rules) {
    RuleFindings all = new RuleFindings(rules);
    all.longFileNames();
    all.serverWithoutAddress();
    all.unreachable();
    return all.findings;
  }

  /** The names that rules give boot files, with the first rule for each. */
  static Map<String, Reason> bootFiles(RuleSet rules) {
    Map<String, Reason> files = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      String name = isBootFile(rule) ? text(rule.value()) : null;
      if (name != null && !name.isEmpty()) {
        files.putIfAbsent(name, rule.reason());
      }
    }
    return files;
  }

  private static boolean isBootFile(Rule rule) {
    return rule.field().equals(Field.FILE) || rule.field().equals(FILE_OPTION);
  }

  /** A constant up to its first NUL; null for a value of another sort. */
  private static @Nullable String text(Data value) {
    if (!(value instanceof Data.Constant constant)) {
      return null;
    }
    String octets = new String(constant.octets(), StandardCharsets.ISO_8859_1);
    int end = octets.indexOf('\0');
    return end < 0 ? octets : octets.substring(0, end);
  }

  private void add(Finding.Kind kind, Rule rule, String text) {
    String source = rule.reason().source();
    if (source != null) {
      findings.add(new Finding(kind, source, rule.reason().line(), text));
    }
  }

  private void longFileNames() {
    for (Rule rule : rules) {
      String name = isBootFile(rule) ? text(rule.value()) : null;
      if (name != null && name.length() > LONGEST_FILE) {
        add(
            Finding.Kind.LONG_FILE_NAME,
            rule,
            "a boot file's name of %d octets: firmware keeps 127".formatted(name.length()));
      }
    }
  }

  /** A server that is named, while {@code siaddr} stays empty. */
  private void serverWithoutAddress() {
    Rule named = null;
    for (Rule rule : rules) {
      boolean nothing = rule.value().equals(Data.NONE);
      if (rule.field().equals(Field.NEXT_SERVER) && !nothing) {
        return;
      }
      String text = text(rule.value());
      boolean address = text != null && isAddress(text);
      if (named == null
          && (rule.field().equals(SERVER_OPTION)
              || (rule.field().equals(Field.SERVER_NAME) && address))
          && !nothing) {
        named = rule;
      }
    }
    if (named != null) {
      add(
          Finding.Kind.NAME_FOR_ADDRESS,
          named,
          "a server is named, but the next server (siaddr) stays 0.0.0.0, and iPXE looks there"
              + " only");
    }
  }

  private static boolean isAddress(String text) {
    try {
      return Ipv4.parse(text) != Ipv4.ANY;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Statements of which no rule can win, since one with the same or no condition goes before. One
   * that puts a value together may make use of those that it goes before, as prepend does.
   */
  private void unreachable() {
    Set<Reason> winning = new HashSet<>();
    Map<Reason, Rule> beaten = new LinkedHashMap<>();
    Map<Reason, Reason> by = new HashMap<>();
    Map<Field, Map<Condition, Reason>> before = new HashMap<>();
    for (Rule rule : rules) {
      if (!isBootFile(rule)) {
        continue;
      }
      Map<Condition, Reason> earlier =
          before.computeIfAbsent(rule.field(), field -> new HashMap<>());
      Reason stronger = stronger(rule.condition(), earlier);
      if (stronger == null || stronger.equals(rule.reason())) {
        winning.add(rule.reason());
      } else {
        beaten.putIfAbsent(rule.reason(), rule);
        by.putIfAbsent(rule.reason(), stronger);
      }
      if (rule.value() instanceof Data.Constant) {
        earlier.putIfAbsent(rule.condition(), rule.reason());
      }
    }
    beaten.forEach(
        (reason, rule) -> {
          Reason stronger = by.get(reason);
          if (!winning.contains(reason) && stronger != null) {
            add(
                Finding.Kind.UNREACHABLE_RULE,
                rule,
                at(stronger) + " goes before it wherever it holds: " + stronger.rule());
          }
        });
  }

  private static String at(Reason reason) {
    return reason.source() == null
        ? "a rule of the server's own"
        : reason.source() + ":" + reason.line();
  }

  private static @Nullable Reason stronger(Condition condition, Map<Condition, Reason> earlier) {
    Reason found = earlier.get(Condition.always());
    if (found == null) {
      found = earlier.get(condition);
    }
    if (found == null && condition instanceof Condition.All all) {
      for (Condition part : all.parts()) {
        found = found == null ? stronger(part, earlier) : found;
      }
    }
    return found;
  }
}
