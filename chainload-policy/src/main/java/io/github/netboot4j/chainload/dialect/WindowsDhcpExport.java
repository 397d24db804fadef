package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads what {@code Export-DhcpServer} of Windows Server writes: classes, option values by class,
 * policies, scopes, reservations and filters, with the precedence that Microsoft documents. {@code
 * docs/dialects.md} says which rules stand on documentation alone.
 */
public final class WindowsDhcpExport {
  private final WindowsReading reading;
  private final WindowsRules rules;
  private final WindowsElement ipv4;

  private WindowsDhcpExport(WindowsElement ipv4, WindowsReading reading) {
    this.ipv4 = ipv4;
    this.reading = reading;
    this.rules = new WindowsRules(reading);
  }

  /**
   * Reads an export.
   *
   * @param file the XML
   * @param goOn whether to leave out and report, rather than refuse, what is not understood and
   *     could touch a boot decision
   * @return what it says
   * @throws ConfigurationException if it cannot be used; nothing of it was taken
   */
  public static BootConfiguration read(Path file, boolean goOn) throws ConfigurationException {
    SourceFiles files = new SourceFiles();
    String source = file.toString();
    List<Remark> remarks = new ArrayList<>();
    WindowsElement root = WindowsXml.read(source, files.open(file, source, 0), remarks);
    files.close();
    if (!root.name.equals("DHCPServer")) {
      throw root.fault(
          "the root is <" + root.name + ">, not <DHCPServer> as Export-DhcpServer writes");
    }
    WindowsReading reading = new WindowsReading(source, goOn, remarks);
    reading.checkChildren(root);
    WindowsElement ipv4 = root.find("IPv4");
    if (ipv4 == null) {
      throw root.fault("<DHCPServer> has no <IPv4>");
    }
    return new WindowsDhcpExport(ipv4, reading).compile(remarks);
  }

  private BootConfiguration compile(List<Remark> remarks) throws ConfigurationException {
    reading.checkChildren(ipv4);
    for (WindowsElement element : reading.items(ipv4, "Classes", "Class")) {
      reading.checkChildren(element);
      reading.classes().define(element);
    }
    for (WindowsElement element : reading.items(ipv4, "OptionDefinitions", "OptionDefinition")) {
      reading.checkChildren(element);
      if (!reading.options().define(element)) {
        reading.notUnderstood(
            element, "the option type " + WindowsElement.quoted(element.text("Type")));
      }
    }
    List<WindowsPolicy> serverPolicies = WindowsPolicy.read(ipv4, reading);
    for (WindowsPolicy policy : serverPolicies) {
      if (!policy.ranges().isEmpty()) {
        throw policy.element().fault("a policy of the server cannot have ranges of addresses");
      }
    }
    List<WindowsScope> scopes = new ArrayList<>();
    for (WindowsElement element : reading.items(ipv4, "Scopes", "Scope")) {
      reading.checkChildren(element);
      String state = element.text("State");
      if (state.startsWith("Active")) {
        scopes.add(WindowsScope.read(element, reading));
      } else {
        reading.inert(element, "scope " + element.text("ScopeId") + " is not active");
      }
    }
    WindowsAddresses addresses = new WindowsAddresses(scopes, serverPolicies);
    answers(addresses);
    values(scopes, serverPolicies, addresses);
    remarks.sort((one, other) -> Integer.compare(one.line(), other.line()));
    return new BootConfiguration(
        Dialect.WINDOWS_DHCP,
        new RuleSet(rules.inOrder()),
        addresses,
        TftpSettings.NONE,
        remarks,
        false);
  }

  /** Whom the server answers: clients in its scopes that the filters let through. */
  private void answers(WindowsAddresses addresses) throws ConfigurationException {
    BitSet none = new BitSet();
    none.set(0);
    rules.silence(
        ipv4,
        new Condition.SelectedAmong(
            addresses.scope, none, "the client's network has no active scope"),
        "no active scope");
    List<WindowsElement> lists = ipv4.all("Filters");
    for (WindowsElement filters : lists) {
      reading.checkChildren(filters);
      Condition allowed = Condition.never();
      Condition denied = Condition.never();
      for (WindowsElement filter : filters.all("Filter")) {
        reading.checkChildren(filter);
        Condition match = filter(filter);
        switch (filter.text("List")) {
          case "Allow" -> allowed = allowed.or(match);
          case "Deny" -> denied = denied.or(match);
          default -> throw filter.fault("<List> is Allow or Deny");
        }
      }
      if (filters.flag("Deny", false)) {
        rules.silence(filters, denied, "the filter list Deny");
      }
      if (filters.flag("Allow", false)) {
        rules.silence(filters, allowed.negated(), "not in the filter list Allow");
      }
    }
  }

  private static Condition filter(WindowsElement filter) throws ConfigurationException {
    String written = filter.text("MacAddress");
    String digits = written.replace("-", "").replace(":", "");
    int star = digits.indexOf('*');
    boolean open = star >= 0;
    String octets = WindowsHex.dashed(open ? digits.substring(0, star) : digits);
    if (octets == null || (open && digits.chars().skip(star).anyMatch(c -> c != '*'))) {
      throw filter.fault(
          "<MacAddress> is hexadecimal digits in pairs, not " + WindowsElement.quoted(written));
    }
    return new WindowsMatch(
        WindowsMatch.Subject.MAC_ADDRESS,
        open ? WindowsMatch.Mode.BEGINS_WITH : WindowsMatch.Mode.EQUALS,
        octets);
  }

  /** The option values, the strongest level first. */
  private void values(
      List<WindowsScope> scopes, List<WindowsPolicy> serverPolicies, WindowsAddresses addresses)
      throws ConfigurationException {
    for (int number = 0; number < addresses.reservations().size(); number++) {
      WindowsScope.Reservation reservation = addresses.reservations().get(number);
      rules.level(
          reservation.element(),
          new Condition.Selected(addresses.reservation, number),
          "reservation " + Ipv4.format(reservation.address()));
    }
    for (int number = 0; number < scopes.size(); number++) {
      for (WindowsPolicy policy : scopes.get(number).policies()) {
        rules.level(
            policy.element(),
            new Condition.Selected(addresses.scope, number).and(policy.condition()),
            "policy " + WindowsElement.quoted(policy.name()));
      }
    }
    for (WindowsPolicy policy : serverPolicies) {
      rules.level(
          policy.element(),
          policy.condition(),
          "policy " + WindowsElement.quoted(policy.name()) + " of the server");
    }
    for (int number = 0; number < scopes.size(); number++) {
      WindowsScope scope = scopes.get(number);
      rules.level(
          scope.element(), new Condition.Selected(addresses.scope, number), scope.toString());
      rules.add(
          new Rule(
              Field.option(OptionCode.SUBNET_MASK),
              new Condition.Selected(addresses.scope, number),
              Data.address(scope.netmask()),
              new Reason("SubnetMask of " + scope, scope.element().source, scope.element().line)));
    }
    rules.level(ipv4, Condition.always(), "the server");
    rules.finish(ipv4);
  }
}
