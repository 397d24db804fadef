package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What reading an export keeps at hand: its classes and options, and what is to be reported. */
final class WindowsReading {
  /** Elements that the reader takes, by the element that they stand in. */
  private static final Map<String, Set<String>> READ =
      Map.ofEntries(
          children("DHCPServer", "IPv4"),
          children(
              "IPv4",
              "ActivatePolicies Classes OptionDefinitions OptionValues Policies Scopes Filters"),
          children("Classes", "Class"),
          children("Class", "Name Type Data Description"),
          children("OptionDefinitions", "OptionDefinition"),
          children(
              "OptionDefinition",
              "Name OptionId Type MultiValued DefaultValue Description VendorClass UserClass"),
          children("OptionValues", "OptionValue"),
          children("OptionValue", "OptionId Value VendorClass UserClass"),
          children("Policies", "Policy"),
          children(
              "Policy",
              "Name ProcessingOrder Enabled Condition Description VendorClass UserClass MacAddress"
                  + " ClientId RelayAgent CircuitId RemoteId SubscriberId Fqdn IPRanges"
                  + " LeaseDuration OptionValues"),
          children("Scopes", "Scope"),
          children(
              "Scope",
              "ScopeId Name SubnetMask StartRange EndRange LeaseDuration State Type Description"
                  + " ActivatePolicies SuperScopeName ExclusionRanges Policies OptionValues"
                  + " Reservations"),
          children("ExclusionRanges", "IPRange"),
          children("IPRanges", "IPRange"),
          children("IPRange", "StartRange EndRange"),
          children("Reservations", "Reservation"),
          children("Reservation", "Name IPAddress ClientId Type Description OptionValues"),
          children("Filters", "Allow Deny Filter"),
          children("Filter", "List MacAddress Description"));

  /** Elements that are known, and have nothing to do with what is booted. */
  private static final Map<String, Set<String>> HARMLESS =
      Map.ofEntries(
          children("DHCPServer", "MajorVersion MinorVersion IPv6"),
          children(
              "IPv4",
              "ConflictDetectionAttempts NapEnabled NpsUnreachableAction FailoverRelationships"
                  + " DnsSettings MulticastScopes AuditLog Bindings"),
          children("Policy", "DnsSuffix DnsSettings"),
          children(
              "Scope",
              "MaxBootpClients NapEnable NapProfile Delay DnsSettings Leases"
                  + " FailoverRelationship"),
          children("Reservation", "DnsSettings AddressState"));

  private static Map.Entry<String, Set<String>> children(String element, String names) {
    return Map.entry(element, Set.of(names.split(" ")));
  }

  private final String source;
  private final boolean goOn;
  private final List<Remark> remarks;
  private final WindowsClasses classes = new WindowsClasses();
  private final WindowsOptions options = new WindowsOptions();

  WindowsReading(String source, boolean goOn, List<Remark> remarks) {
    this.source = source;
    this.goOn = goOn;
    this.remarks = remarks;
  }

  WindowsClasses classes() {
    return classes;
  }

  WindowsOptions options() {
    return options;
  }

  /** The items of a list below an element; anything else in the list is reported. */
  List<WindowsElement> items(WindowsElement in, String list, String item)
      throws ConfigurationException {
    List<WindowsElement> found = new ArrayList<>();
    for (WindowsElement one : in.all(list)) {
      checkChildren(one);
      found.addAll(one.all(item));
    }
    return found;
  }

  /** Reports the children that are not read: refuses those that could touch a boot decision. */
  void checkChildren(WindowsElement element) throws ConfigurationException {
    for (WindowsElement child : element.children) {
      if (READ.getOrDefault(element.name, Set.of()).contains(child.name)) {
        continue;
      }
      if (HARMLESS.getOrDefault(element.name, Set.of()).contains(child.name)) {
        withoutEffect(child, "<" + child.name + "> has nothing to do with what is booted");
      } else {
        notUnderstood(child, "<" + child.name + "> in <" + element.name + ">");
      }
    }
  }

  /**
   * Something that could touch a boot decision and is not understood.
   *
   * @return false, to leave it out
   * @throws ConfigurationException unless the user wants to go on
   */
  boolean notUnderstood(WindowsElement at, String what) throws ConfigurationException {
    if (!goOn) {
      throw at.fault(what + " is not understood, and could change what is booted");
    }
    remarks.add(
        new Remark(
            Remark.Kind.NOT_UNDERSTOOD, source, at.line, what + " is not understood: left out"));
    return false;
  }

  void inert(WindowsElement at, String text) {
    remarks.add(new Remark(Remark.Kind.INERT, source, at.line, text));
  }

  /** Tells of a test that no client passes. */
  void suspect(WindowsElement at, Condition test) {
    SuspectTest suspect = SuspectTest.of(test);
    if (suspect != null) {
      String text = test + ": " + suspect.why();
      remarks.add(new Remark(Remark.Kind.INERT, source, at.line, text, suspect.kind()));
    }
  }

  void withoutEffect(WindowsElement at, String text) {
    remarks.add(new Remark(Remark.Kind.WITHOUT_EFFECT, source, at.line, text));
  }
}
