package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.DnsmasqOption.Within;
import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.Echo;
import io.github.netboot4j.chainload.rules.EnterpriseOptions;
import io.github.netboot4j.chainload.rules.Field;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.Rule;
import io.github.netboot4j.chainload.rules.SubOptions;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rules for options within others: {@code encap:}, {@code vi-encap:} and {@code vendor:}. */
final class DnsmasqVendorRules {
  private final DnsmasqModel model;
  private final DnsmasqCompiled parts;
  private final Condition plain;
  private final Condition notPxe;
  private final List<Rule> rules = new ArrayList<>();

  /**
   * Collects what is needed.
   *
   * @param plain for replies that are not of PXE's own exchanges
   * @param notPxe the same, without clients that PXE menus are for
   */
  DnsmasqVendorRules(DnsmasqModel model, DnsmasqCompiled parts, Condition plain, Condition notPxe) {
    this.model = model;
    this.parts = parts;
    this.plain = plain;
    this.notPxe = notPxe;
  }

  List<Rule> rules() {
    withinOptions();
    withinEnterprises();
    forVendors();
    return rules;
  }

  /** The lines within something, the last first, as dnsmasq sends them. */
  private List<DnsmasqOption> lines(Within... within) {
    List<DnsmasqOption> lines = new ArrayList<>();
    for (int index = model.options.size() - 1; index >= 0; index--) {
      if (List.of(within).contains(model.options.get(index).within())) {
        lines.add(model.options.get(index));
      }
    }
    return lines;
  }

  private SubOptions.Part part(DnsmasqOption option, Condition when) {
    return new SubOptions.Part(when, option.code(), DnsmasqRules.value(option));
  }

  private static Condition any(List<SubOptions.Part> of) {
    return Condition.any(of.stream().map(SubOptions.Part::when).toList());
  }

  private Condition sent(DnsmasqOption option, int outer) {
    Condition when = parts.withRange().allOf(option.tags());
    return option.forced() ? when : when.and(new AskedFor(outer));
  }

  private void withinOptions() {
    Map<Integer, List<SubOptions.Part>> byOuter = new TreeMap<>();
    Map<Integer, Reason> reasons = new TreeMap<>();
    for (DnsmasqOption option : lines(Within.OPTION)) {
      int outer = option.outer() & 0xFF;
      if (outer != 0 && outer != 255) {
        byOuter
            .computeIfAbsent(outer, key -> new ArrayList<>())
            .add(part(option, sent(option, outer)));
        reasons.putIfAbsent(outer, option.line().reason());
      }
    }
    byOuter.forEach(
        (outer, inner) ->
            rules.add(
                new Rule(
                    Field.option(outer),
                    any(inner).and(plain),
                    new SubOptions(inner),
                    reasons.getOrDefault(outer, new Reason("encap:" + outer)))));
  }

  private void withinEnterprises() {
    int outer = OptionCode.VENDOR_IDENTIFYING_OPTIONS;
    Map<Integer, List<SubOptions.Part>> byEnterprise = new TreeMap<>();
    List<SubOptions.Part> all = new ArrayList<>();
    Reason reason = null;
    for (DnsmasqOption option : lines(Within.ENTERPRISE)) {
      SubOptions.Part part = part(option, sent(option, outer));
      byEnterprise.computeIfAbsent(option.outer(), key -> new ArrayList<>()).add(part);
      all.add(part);
      reason = reason == null ? option.line().reason() : reason;
    }
    if (reason != null) {
      List<EnterpriseOptions.Enterprise> enterprises = new ArrayList<>();
      byEnterprise.forEach(
          (number, inner) -> enterprises.add(new EnterpriseOptions.Enterprise(number, inner)));
      Data value = new EnterpriseOptions(enterprises);
      rules.add(new Rule(Field.option(outer), any(all).and(plain), value, reason));
    }
  }

  /** Sub-options of 43 for clients of a vendor class, and that class back to the client. */
  private void forVendors() {
    List<DnsmasqOption> lines = lines(Within.VENDOR, Within.PXE_VENDOR);
    if (lines.isEmpty()) {
      return;
    }
    List<SubOptions.Part> inner = new ArrayList<>();
    List<Condition> forced = new ArrayList<>();
    for (DnsmasqOption option : lines) {
      Condition when = vendor(option).and(parts.withRange().allOf(option.tags()));
      inner.add(part(option, when));
      if (option.forced()) {
        forced.add(when);
      }
    }
    Reason reason = lines.get(0).line().reason();
    Condition sent =
        any(inner)
            .and(new AskedFor(OptionCode.VENDOR_SPECIFIC_INFORMATION).or(Condition.any(forced)))
            .and(notPxe);
    rules.add(
        new Rule(
            Field.option(OptionCode.VENDOR_SPECIFIC_INFORMATION),
            sent,
            new SubOptions(inner),
            reason));
    rules.add(
        new Rule(
            Field.option(OptionCode.VENDOR_CLASS_IDENTIFIER),
            sent.and(noVendorClassSent()),
            new Echo(OptionCode.VENDOR_CLASS_IDENTIFIER),
            reason));
  }

  /** The sub-options of 43 that clients of a PXE menu get besides. */
  static List<SubOptions.Part> besideMenu(DnsmasqModel model, DnsmasqCompiled parts) {
    DnsmasqVendorRules vendor =
        new DnsmasqVendorRules(model, parts, Condition.always(), Condition.always());
    List<SubOptions.Part> inner = new ArrayList<>();
    for (DnsmasqOption option : vendor.lines(Within.VENDOR, Within.PXE_VENDOR)) {
      Condition when = vendor.clientVendor(option).and(parts.withRange().allOf(option.tags()));
      inner.add(vendor.part(option, when));
    }
    return inner;
  }

  /** The class that a vendor's line wants is the client's, or the one that is sent to it. */
  private Condition vendor(DnsmasqOption option) {
    List<DnsmasqCompiled.Candidate> sent = vendorClassLines();
    if (sent.isEmpty()) {
      return clientVendor(option);
    }
    Condition matches = noVendorClassSent().and(clientVendor(option));
    Condition earlier = Condition.always();
    for (DnsmasqCompiled.Candidate candidate : sent) {
      boolean contained =
          classes(option).stream().anyMatch(name -> candidate.option().octets().contains(name));
      if (contained) {
        matches = matches.or(earlier.and(sends(candidate)));
      }
      earlier = earlier.and(candidate.when().negated());
    }
    return matches;
  }

  private List<DnsmasqCompiled.Candidate> vendorClassLines() {
    return parts.options().getOrDefault(OptionCode.VENDOR_CLASS_IDENTIFIER, List.of());
  }

  private static Condition sends(DnsmasqCompiled.Candidate candidate) {
    return candidate.option().forced()
        ? candidate.when()
        : candidate.when().and(new AskedFor(OptionCode.VENDOR_CLASS_IDENTIFIER));
  }

  private Condition noVendorClassSent() {
    Condition any = Condition.never();
    Condition earlier = Condition.always();
    for (DnsmasqCompiled.Candidate candidate : vendorClassLines()) {
      any = any.or(earlier.and(sends(candidate)));
      earlier = earlier.and(candidate.when().negated());
    }
    return any.negated();
  }

  private List<String> classes(DnsmasqOption option) {
    return option.within() == Within.PXE_VENDOR ? model.pxeVendors : List.of(option.vendorClass());
  }

  private Condition clientVendor(DnsmasqOption option) {
    Condition any = Condition.never();
    for (String name : classes(option)) {
      any =
          any.or(
              new OptionHas(
                  OptionCode.VENDOR_CLASS_IDENTIFIER,
                  new OctetPattern(OctetPattern.How.ANYWHERE, name)));
    }
    return any;
  }
}
