package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Option 43 put together for a vendor class: of each of its options the first value that holds.
 *
 * @param byCode for each code, ascending, its values, the strongest first
 */
record WindowsVendorOptions(List<List<Part>> byCode) implements Data, Walked.Leading {
  /**
   * A value of one of a vendor's options.
   *
   * @param member that the client is of the vendor class
   * @param code the option's code within option 43
   * @param condition for whom the value is
   * @param octets the value, one character an octet
   * @param reason where it stands
   */
  record Part(Condition member, int code, Condition condition, String octets, Reason reason) {}

  /** A rule for each vendor class. */
  static List<Rule> rules(List<Part> inOrder) {
    Map<Condition, List<Part>> byClass = new LinkedHashMap<>();
    for (Part part : inOrder) {
      byClass.computeIfAbsent(part.member(), member -> new ArrayList<>()).add(part);
    }
    List<Rule> rules = new ArrayList<>();
    byClass.forEach(
        (member, parts) -> {
          TreeMap<Integer, List<Part>> byCode = new TreeMap<>();
          Condition any = Condition.never();
          for (Part part : parts) {
            byCode.computeIfAbsent(part.code(), code -> new ArrayList<>()).add(part);
            any = any.equals(part.condition()) ? any : any.or(part.condition());
          }
          Data value = new WindowsVendorOptions(List.copyOf(byCode.values()));
          Condition condition = member.and(any);
          if (byCode.values().stream().allMatch(list -> list.size() == 1)
              && parts.stream()
                  .allMatch(part -> part.condition().equals(parts.get(0).condition()))) {
            condition = member.and(parts.get(0).condition());
            value = constant(byCode);
          }
          rules.add(
              new Rule(
                  Field.option(OptionCode.VENDOR_SPECIFIC_INFORMATION),
                  condition,
                  value,
                  parts.get(0).reason()));
        });
    return rules;
  }

  private static Data constant(TreeMap<Integer, List<Part>> byCode) {
    StringBuilder octets = new StringBuilder();
    for (List<Part> list : byCode.values()) {
      Part part = list.get(0);
      octets.append((char) part.code()).append((char) part.octets().length()).append(part.octets());
    }
    return Data.of(octets.toString());
  }

  @Override
  public int append(BootRequest request, Workspace space) {
    int start = space.length();
    for (List<Part> parts : byCode) {
      for (Part part : parts) {
        if (part.condition().holds(request, space)) {
          space.append(part.code());
          space.append(part.octets().length());
          for (int index = 0; index < part.octets().length(); index++) {
            space.append(part.octets().charAt(index));
          }
          break;
        }
      }
    }
    return space.length() - start;
  }

  @Override
  public Value value(Walk walk) {
    StringBuilder octets = new StringBuilder();
    for (List<Part> parts : byCode) {
      for (Part part : parts) {
        if (walk.holds(part.condition())) {
          octets.append((char) part.code()).append((char) part.octets().length());
          octets.append(part.octets());
          break;
        }
      }
    }
    return new Value.Known(octets.toString());
  }

  @Override
  public String toString() {
    return byCode.stream()
        .map(parts -> "option " + parts.get(0).code())
        .collect(Collectors.joining(", ", "put together from ", ""));
  }
}
