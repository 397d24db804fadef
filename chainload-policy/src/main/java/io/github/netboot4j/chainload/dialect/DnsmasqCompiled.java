package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.CpeWanDevice;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rules are made of: the selectors, and what tags mean at each step. */
final class DnsmasqCompiled {
  /** A line that may set an option, and for whom. */
  record Candidate(DnsmasqOption option, Condition when) {}

  private final DnsmasqRanges ranges;
  private final DnsmasqHosts hosts;
  private final DnsmasqExchange exchange;
  private final DnsmasqTags beforeRange;
  private final DnsmasqTags withRange;
  private final Condition pxeClient;
  private final Map<String, Integer> addresses;
  private final Map<Integer, List<Candidate>> options = new TreeMap<>();

  DnsmasqCompiled(DnsmasqModel model, Map<String, Integer> addresses)
      throws ConfigurationException {
    this.addresses = addresses;
    Condition vendor = Condition.never();
    for (int index = model.pxeVendors.size() - 1; index >= 0; index--) {
      vendor = vendor.or(startsVendorClass(model.pxeVendors.get(index)));
    }
    pxeClient = vendor;
    ranges = new DnsmasqRanges(model.ranges);
    hosts = new DnsmasqHosts(model, ranges);
    exchange = new DnsmasqExchange(ranges, model.pxe, pxeClient);

    DnsmasqTags gathered = new DnsmasqTags();
    gathered.add("cpewan-id", new CpeWanDevice());
    for (DnsmasqModel.Setter setter : model.setters) {
      gathered.add(setter.tag(), setter.when());
    }
    DnsmasqTags early = gathered.settled(model.tagIfs);
    if (!model.hosts.isEmpty()) {
      gathered.add("known-othernet", new DnsmasqHosts.Elsewhere(hosts));
    }
    Condition dhcp = new MessageTypeIs(MessageType.NONE).negated();
    for (DnsmasqModel.Setter setter : model.nameSetters) {
      gathered.add(setter.tag(), setter.when().and(dhcp));
    }
    DnsmasqTags whenNamed = gathered.settled(model.tagIfs);
    hosts.bind(early, whenNamed);

    addHosts(gathered, model);
    gathered.add("bootp", dhcp.negated());
    beforeRange = gathered.settled(model.tagIfs);
    ranges.bind(exchange, hosts, beforeRange);
    boolean anySets = false;
    for (int number = 0; number < ranges.count(); number++) {
      String sets = ranges.range(number).sets();
      if (sets != null) {
        gathered.add(sets, new Condition.Selected(ranges, number));
        anySets = true;
      }
    }
    withRange = anySets ? gathered.settled(model.tagIfs) : beforeRange;
    order(model.options, anySets);
  }

  private void addHosts(DnsmasqTags gathered, DnsmasqModel model) {
    Map<String, BitSet> byTag = new TreeMap<>();
    for (int number = 0; number < hosts.count(); number++) {
      for (String tag : model.hosts.get(number).sets()) {
        byTag.computeIfAbsent(tag, key -> new BitSet()).set(number + 1);
      }
    }
    byTag.forEach(
        (tag, numbers) -> {
          int first = numbers.nextSetBit(0) - 1;
          gathered.add(
              tag,
              numbers.cardinality() == 1
                  ? new Condition.Selected(hosts, first)
                  : new Condition.SelectedAmong(hosts, numbers, "it is a host that sets " + tag));
        });
    if (hosts.count() > 0) {
      gathered.add("known", new Condition.Selected(hosts, Selector.NONE).negated());
    }
  }

  /**
   * Orders the lines for each option: tagged ones, the last first, those before that held also
   * before the range's tag was there; then the last one without tags.
   */
  private void order(List<DnsmasqOption> lines, boolean rangesSet) {
    Map<Integer, List<DnsmasqOption>> byCode = new TreeMap<>();
    for (int index = lines.size() - 1; index >= 0; index--) {
      DnsmasqOption option = lines.get(index);
      if (option.within() == DnsmasqOption.Within.NOTHING) {
        byCode.computeIfAbsent(option.code(), key -> new ArrayList<>()).add(option);
      }
    }
    byCode.forEach(
        (code, all) -> {
          List<Candidate> ordered = new ArrayList<>();
          for (int step = rangesSet ? 0 : 1; step < 2; step++) {
            for (DnsmasqOption option : all) {
              if (!option.tags().isEmpty()) {
                Condition when = withRange.allOf(option.tags());
                ordered.add(
                    new Candidate(
                        option, step == 0 ? beforeRange.allOf(option.tags()).and(when) : when));
              }
            }
          }
          all.stream()
              .filter(option -> option.tags().isEmpty())
              .findFirst()
              .ifPresent(option -> ordered.add(new Candidate(option, Condition.always())));
          options.put(code, ordered);
        });
  }

  private static Condition startsVendorClass(String vendor) {
    return new OptionHas(
        OptionCode.VENDOR_CLASS_IDENTIFIER, new OctetPattern(OctetPattern.How.START, vendor));
  }

  DnsmasqRanges ranges() {
    return ranges;
  }

  DnsmasqHosts hosts() {
    return hosts;
  }

  DnsmasqExchange exchange() {
    return exchange;
  }

  /** The exchange is one of these kinds. */
  Condition exchanges(int... kinds) {
    BitSet set = new BitSet();
    StringBuilder names = new StringBuilder("it is ");
    for (int kind : kinds) {
      names.append(set.isEmpty() ? "" : " or ").append(exchange.name(kind));
      set.set(kind + 1);
    }
    return new Condition.SelectedAmong(exchange, set, names.toString());
  }

  DnsmasqTags beforeRange() {
    return beforeRange;
  }

  DnsmasqTags withRange() {
    return withRange;
  }

  /** The vendor class starts as that of a PXE client does. */
  Condition pxeClient() {
    return pxeClient;
  }

  /** The lines for each option that is not within another, in the order of precedence. */
  Map<Integer, List<Candidate>> options() {
    return options;
  }

  /** The address of a name in the hosts file; 0 if it has none. */
  int lookUp(String name) {
    return addresses.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), 0);
  }
}
