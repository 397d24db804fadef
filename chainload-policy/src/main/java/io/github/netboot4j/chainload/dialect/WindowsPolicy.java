package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A policy of an export.
 *
 * @param element where it stands
 * @param name for people
 * @param order the lower goes before
 * @param condition for whom
 * @param ranges the addresses that are for those alone; empty if it has none
 * @param leaseSeconds how long their leases last; -1 for ever, -2 if it says nothing
 */
record WindowsPolicy(
    WindowsElement element,
    String name,
    int order,
    Condition condition,
    List<AddressPlan.Range> ranges,
    int leaseSeconds) {
  static final int NO_LEASE_TIME = -2;

  /** What follows a comparator: names of classes, or octets. */
  private static final List<String> CRITERIA =
      List.of(
          "VendorClass",
          "UserClass",
          "MacAddress",
          "ClientId",
          "RelayAgent",
          "CircuitId",
          "RemoteId",
          "SubscriberId");

  /**
   * Reads the policies of the server or of a scope.
   *
   * @param level {@code IPv4} or a {@code Scope}
   * @return those in force, the strongest first
   */
  static List<WindowsPolicy> read(WindowsElement level, WindowsReading reading)
      throws ConfigurationException {
    boolean active = level.flag("ActivatePolicies", true);
    List<WindowsPolicy> policies = new ArrayList<>();
    for (WindowsElement element : reading.items(level, "Policies", "Policy")) {
      reading.checkChildren(element);
      String name = element.text("Name");
      if (!active || !element.flag("Enabled", true)) {
        reading.inert(
            element,
            "policy "
                + WindowsElement.quoted(name)
                + (active ? " is disabled" : ": policies are not active here"));
        continue;
      }
      int order = element.number("ProcessingOrder", 0, Integer.MAX_VALUE);
      Condition condition = condition(element, reading);
      if (condition == null) {
        continue; // Reported, and to be left out by the user's wish.
      }
      String lease = element.textOrEmpty("LeaseDuration");
      policies.add(
          new WindowsPolicy(
              element,
              name,
              order,
              condition,
              WindowsScope.ranges(element, "IPRanges", reading),
              lease.isEmpty() ? NO_LEASE_TIME : WindowsScope.seconds(element, lease)));
    }
    policies.sort((one, other) -> Integer.compare(one.order, other.order));
    for (int index = 1; index < policies.size(); index++) {
      if (policies.get(index - 1).order == policies.get(index).order) {
        throw policies
            .get(index)
            .element
            .fault("two policies have the processing order " + policies.get(index).order);
      }
    }
    return policies;
  }

  /**
   * Each comparator with its values is one expression, EQ of any of them, NE of all; the policy's
   * {@code Condition} joins the expressions.
   */
  private static @Nullable Condition condition(WindowsElement policy, WindowsReading reading)
      throws ConfigurationException {
    if (!policy.all("Fqdn").isEmpty()) {
      reading.notUnderstood(policy.all("Fqdn").get(0), "a policy by host name (Fqdn)");
      return null;
    }
    List<Condition> expressions = new ArrayList<>();
    for (String criterion : CRITERIA) {
      Boolean equal = null;
      Condition open = Condition.always();
      for (WindowsElement part : policy.all(criterion)) {
        String written = part.stripped();
        String comparator = written.toUpperCase(Locale.ROOT);
        boolean isComparator = comparator.equals("EQ") || comparator.equals("NE");
        if (isComparator) {
          close(expressions, policy, equal, open);
          equal = comparator.equals("EQ");
          open = equal ? Condition.never() : Condition.always();
          continue;
        }
        if (equal == null) {
          throw part.fault("<" + criterion + "> begins with EQ or NE, not " + quoted(written));
        }
        Condition match = match(criterion, part, written, reading);
        open = equal ? open.or(match) : open.and(match.negated());
      }
      close(expressions, policy, equal, open);
    }
    if (expressions.isEmpty()) {
      throw policy.fault("policy " + quoted(policy.text("Name")) + " has no condition");
    }
    String operator = policy.text("Condition").toUpperCase(Locale.ROOT);
    return switch (operator) {
      case "AND" -> expressions.stream().reduce(Condition.always(), Condition::and);
      case "OR" -> expressions.stream().reduce(Condition.never(), Condition::or);
      default -> throw policy.fault("<Condition> is AND or OR, not " + quoted(operator));
    };
  }

  private static void close(
      List<Condition> expressions, WindowsElement policy, @Nullable Boolean equal, Condition open)
      throws ConfigurationException {
    if (equal == null) {
      return;
    }
    if (open.equals(equal ? Condition.never() : Condition.always())) {
      throw policy.fault("nothing follows " + (equal ? "EQ" : "NE"));
    }
    expressions.add(open);
  }

  private static Condition match(
      String criterion, WindowsElement part, String written, WindowsReading reading)
      throws ConfigurationException {
    boolean before = written.startsWith("*");
    boolean behind = !before && written.endsWith("*");
    WindowsMatch.Mode mode =
        before
            ? WindowsMatch.Mode.ENDS_WITH
            : behind ? WindowsMatch.Mode.BEGINS_WITH : WindowsMatch.Mode.EQUALS;
    String value =
        before
            ? written.substring(1)
            : behind ? written.substring(0, written.length() - 1) : written;
    WindowsMatch.Subject subject =
        switch (criterion) {
          case "VendorClass" -> WindowsMatch.Subject.VENDOR_CLASS;
          case "UserClass" -> WindowsMatch.Subject.USER_CLASS;
          case "MacAddress" -> WindowsMatch.Subject.MAC_ADDRESS;
          case "ClientId" -> WindowsMatch.Subject.CLIENT_ID;
          case "RelayAgent" -> WindowsMatch.Subject.RELAY_AGENT;
          case "CircuitId" -> WindowsMatch.Subject.CIRCUIT_ID;
          case "RemoteId" -> WindowsMatch.Subject.REMOTE_ID;
          default -> WindowsMatch.Subject.SUBSCRIBER_ID;
        };
    Condition match =
        switch (subject) {
          case VENDOR_CLASS -> reading.classes().vendorClass(value, mode);
          case USER_CLASS -> reading.classes().userClass(value, mode);
          default -> {
            String octets = WindowsHex.dashed(dashless(value));
            if (octets == null || octets.isEmpty() || octets.indexOf('*') >= 0) {
              throw part.fault("not hexadecimal digits in pairs: " + quoted(written));
            }
            yield new WindowsMatch(subject, mode, octets);
          }
        };
    if (match == null) {
      throw part.fault("no class is named " + quoted(value));
    }
    reading.suspect(part, match);
    return match;
  }

  /** {@code 00-11-} as it stands before a wildcard. */
  private static String dashless(String value) {
    return value.replace("-", "").replace(":", "");
  }

  private static String quoted(String written) {
    return WindowsElement.quoted(written);
  }
}
