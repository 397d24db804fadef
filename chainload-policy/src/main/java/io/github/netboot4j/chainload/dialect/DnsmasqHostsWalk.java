package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqHosts.By;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.ClientNames;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Through;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link DnsmasqHosts} finds while what a request holds is left open. */
final class DnsmasqHostsWalk {
  private static final int NONE = Selector.NONE;
  private static final int[] NOBODY = {};

  private final DnsmasqHosts hosts;
  private final Walk walk;
  private final DnsmasqRangesWalk ranges;

  DnsmasqHostsWalk(DnsmasqHosts hosts, Walk walk) {
    this.hosts = hosts;
    this.walk = walk;
    ranges = new DnsmasqRangesWalk(hosts.ranges(), walk);
  }

  private boolean isBootp() {
    return walk.holds(new MessageTypeIs(MessageType.NONE));
  }

  int select() {
    int found = find(true);
    if (found != NONE || !hosts.hasNamed() || isBootp()) {
      return found;
    }
    Value name = ClientNames.first(walk);
    return walk.test(name, Languages.NOT_EMPTY, List.of(hosts, "a name"))
        ? findNamed(lookUp(name, By.NAME))
        : NONE;
  }

  boolean isElsewhere() {
    return find(true) == NONE && find(false) != NONE;
  }

  private int[] lookUp(Value value, By by) {
    @Nullable String key = walk.lookUp(value, hosts.keys(by), List.of(hosts, by));
    return key == null ? NOBODY : hosts.table(by).find(key);
  }

  private int findNamed(int[] candidates) {
    for (int pass = hosts.hasTagged() ? 0 : 1; pass < 2; pass++) {
      int found = byAddress(pass, true, true);
      found = found == NONE ? firstOf(candidates, pass, true, true) : found;
      found = found == NONE ? wild(pass, true, true) : found;
      if (found != NONE) {
        DnsmasqModel.Host host = hosts.host(found);
        return host.clientId() == null && host.addresses().isEmpty() ? found : NONE;
      }
    }
    return NONE;
  }

  private int find(boolean here) {
    for (int pass = hosts.hasTagged() ? 0 : 1; pass < 2; pass++) {
      int found = byClientId(pass, here);
      found = found == NONE ? byAddress(pass, false, here) : found;
      found = found == NONE ? wild(pass, false, here) : found;
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  private int byClientId(int pass, boolean here) {
    Value.Part id = Value.option(OptionCode.CLIENT_IDENTIFIER);
    if (hosts.ignoresClientIds() || isBootp() || !walk.test(id, Languages.NOT_EMPTY)) {
      return NONE;
    }
    int found = firstOf(lookUp(id, By.CLIENT_ID), pass, false, here);
    if (!walk.test(id, Languages.startingWith("\0"))) {
      return found;
    }
    Value.Part rest = id.then(inner -> Through.after(1, inner));
    return Math.max(found, firstOf(lookUp(rest, By.CLIENT_ID), pass, false, here));
  }

  private int byAddress(int pass, boolean whenNamed, boolean here) {
    for (int candidate : lookUp(Value.HARDWARE_ADDRESS, By.ADDRESS)) {
      if (suits(candidate, pass, whenNamed, here)) {
        for (HardwareAddressIs address : hosts.host(candidate).addresses()) {
          if (address.wildcards() == 0 && walk.holds(address)) {
            return candidate;
          }
        }
      }
    }
    return NONE;
  }

  private int wild(int pass, boolean whenNamed, boolean here) {
    int best = NONE;
    int agreed = -1;
    for (int candidate : hosts.wild()) {
      if (suits(candidate, pass, whenNamed, here)) {
        for (HardwareAddressIs address : hosts.host(candidate).addresses()) {
          if (address.wildcards() != 0 && address.fixed() > agreed && walk.holds(address)) {
            best = candidate;
            agreed = address.fixed();
          }
        }
      }
    }
    return best;
  }

  private int firstOf(int[] candidates, int pass, boolean whenNamed, boolean here) {
    for (int candidate : candidates) {
      if (suits(candidate, pass, whenNamed, here)) {
        return candidate;
      }
    }
    return NONE;
  }

  private boolean suits(int number, int pass, boolean whenNamed, boolean here) {
    return (pass > 0 || !hosts.host(number).needs().isEmpty())
        && (!here || isHere(number))
        && walk.holds(hosts.needs(number, whenNamed));
  }

  private boolean isHere(int number) {
    Integer address = hosts.host(number).address();
    if (address == null) {
      return true;
    }
    DnsmasqRanges all = hosts.ranges();
    for (int range = 0; range < all.count(); range++) {
      int netmask = all.netmask(range, walk.arrival());
      if (((address ^ all.range(range).first()) & netmask) == 0 && ranges.isActive(range)) {
        return true;
      }
    }
    return false;
  }
}
