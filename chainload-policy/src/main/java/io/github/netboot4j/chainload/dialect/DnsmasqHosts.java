package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Host;
import io.github.netboot4j.chainload.rules.ClientName;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.OctetTable;
import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Keys;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.chainload.rules.classes.Walked;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hosts that are told apart: which one a request comes from. dnsmasq looks by client
 * identifier, hardware address, name, and hardware address with wildcards, in this order; first
 * among the hosts whose tags hold, then also among those without tags; the last in the file first.
 */
final class DnsmasqHosts implements PlainSelector, Walked.Choosing {
  private final Host[] hosts;
  private final OctetTable byClientId;
  private final OctetTable byAddress;
  private final OctetTable byName;
  private final boolean clientIds;
  private final boolean named;
  private final boolean tagged;

  /** Hosts with wildcards in a hardware address, the last in the file first. */
  private final int[] wild;

  private final Map<By, Keys> keys = new ConcurrentHashMap<>();
  private final boolean ignoreClientId;
  private final DnsmasqRanges ranges;

  /** What hosts need, before and after the client's name was looked at. */
  private final Condition[] needs;

  private final Condition[] needsWhenNamed;

  DnsmasqHosts(DnsmasqModel model, DnsmasqRanges ranges) {
    this.ranges = ranges;
    hosts = model.hosts.toArray(new Host[0]);
    ignoreClientId = model.ignoreClientId;
    needs = new Condition[hosts.length];
    needsWhenNamed = new Condition[hosts.length];
    Map<String, List<Integer>> ids = new HashMap<>();
    Map<String, List<Integer>> addresses = new HashMap<>();
    Map<String, List<Integer>> names = new HashMap<>();
    List<Integer> withWildcards = new ArrayList<>();
    boolean anyTagged = false;
    boolean anyByName = false;
    for (int index = hosts.length - 1; index >= 0; index--) {
      Host host = hosts[index];
      anyTagged |= !host.needs().isEmpty();
      if (host.clientId() != null) {
        ids.computeIfAbsent(host.clientId(), key -> new ArrayList<>()).add(index);
      }
      for (HardwareAddressIs address : host.addresses()) {
        if (address.wildcards() != 0) {
          withWildcards.add(index);
        } else {
          addresses.computeIfAbsent(address.octets(), key -> new ArrayList<>()).add(index);
        }
      }
      if (host.name() != null) {
        String name = host.name().toLowerCase(Locale.ROOT);
        names.computeIfAbsent(name, key -> new ArrayList<>()).add(index);
        anyByName |= host.clientId() == null && host.addresses().isEmpty();
      }
    }
    tagged = anyTagged;
    named = anyByName;
    clientIds = !ids.isEmpty();
    byClientId = table(ids);
    byAddress = table(addresses);
    byName = table(names);
    wild = withWildcards.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  private static OctetTable table(Map<String, List<Integer>> of) {
    Map<String, int[]> entries = new HashMap<>();
    of.forEach(
        (key, numbers) -> entries.put(key, numbers.stream().mapToInt(Integer::intValue).toArray()));
    return new OctetTable(entries);
  }

  void bind(DnsmasqTags before, DnsmasqTags whenNamed) {
    for (int index = 0; index < hosts.length; index++) {
      needs[index] = before.allOf(hosts[index].needs());
      needsWhenNamed[index] = whenNamed.allOf(hosts[index].needs());
    }
  }

  Host host(int number) {
    return hosts[number];
  }

  int count() {
    return hosts.length;
  }

  @Override
  public Plain plain(int number, PlainConditions others) {
    if (number >= 0) {
      return PlainFromDnsmasq.host(hosts[number]);
    }
    List<Plain> all = new ArrayList<>();
    for (Host host : hosts) {
      all.add(PlainFromDnsmasq.host(host));
    }
    return Plain.no(Plain.any(all));
  }

  /** The address that is kept for the client; 0 for none. */
  int addressOf(BootRequest request, Workspace space) {
    int number = space.selected(this, request);
    Integer address = number < 0 ? null : hosts[number].address();
    return address == null ? 0 : address;
  }

  @Override
  public int select(BootRequest request, Workspace space) {
    int found = find(request, space, needs, true);
    if (found != NONE || !named || request.message().messageType() == MessageType.NONE) {
      return found;
    }
    int start = space.length();
    int length = ClientName.append(request, space);
    if (length == Data.ABSENT) {
      return NONE;
    }
    for (int index = 0; index < length; index++) {
      int octet = space.unsigned8(start + index);
      if (octet == '.') {
        space.truncate(start + index);
        break;
      }
      space.set(start + index, ClientName.lowerCase(octet));
    }
    int byItsName = NONE;
    if (space.length() > start) {
      byItsName = findNamed(request, space, byName.find(space, start));
    }
    space.truncate(start);
    return byItsName;
  }

  @Override
  public int select(Walk walk) {
    return new DnsmasqHostsWalk(this, walk).select();
  }

  /** The numbers of hosts by client identifier, hardware address and name in small letters. */
  enum By {
    CLIENT_ID,
    ADDRESS,
    NAME
  }

  OctetTable table(By by) {
    return switch (by) {
      case CLIENT_ID -> byClientId;
      case ADDRESS -> byAddress;
      case NAME -> byName;
    };
  }

  /** The keys of such a table, to be looked up all at once. */
  Keys keys(By by) {
    return keys.computeIfAbsent(by, key -> new Keys(table(key).keys()));
  }

  boolean ignoresClientIds() {
    return ignoreClientId || !clientIds;
  }

  boolean hasNamed() {
    return named;
  }

  boolean hasTagged() {
    return tagged;
  }

  int[] wild() {
    return wild;
  }

  DnsmasqRanges ranges() {
    return ranges;
  }

  Condition needs(int number, boolean whenNamed) {
    return (whenNamed ? needsWhenNamed : needs)[number];
  }

  /** By hardware address once more, by name, and by wildcards; only by name alone it counts. */
  private int findNamed(BootRequest request, Workspace space, int[] candidates) {
    for (int pass = tagged ? 0 : 1; pass < 2; pass++) {
      int found = byAddress(request, space, needsWhenNamed, pass, true);
      if (found == NONE) {
        found = firstOf(candidates, request, space, needsWhenNamed, pass, true);
      }
      if (found == NONE) {
        found = wild(request, space, needsWhenNamed, pass, true);
      }
      if (found != NONE) {
        boolean alone = hosts[found].clientId() == null && hosts[found].addresses().isEmpty();
        return alone ? found : NONE;
      }
    }
    return NONE;
  }

  /**
   * Whether the client is a host whose address is of another subnet than the one it is in.
   *
   * @return false also for a host that is known where it is
   */
  boolean isElsewhere(BootRequest request, Workspace space) {
    return find(request, space, needs, true) == NONE && find(request, space, needs, false) != NONE;
  }

  private int find(BootRequest request, Workspace space, Condition[] need, boolean here) {
    for (int pass = tagged ? 0 : 1; pass < 2; pass++) {
      int found = clientIds ? byClientId(request, space, need, pass, here) : NONE;
      if (found == NONE) {
        found = byAddress(request, space, need, pass, here);
      }
      if (found == NONE) {
        found = wild(request, space, need, pass, here);
      }
      if (found != NONE) {
        return found;
      }
    }
    return NONE;
  }

  private int byClientId(
      BootRequest request, Workspace space, Condition[] need, int pass, boolean here) {
    OptionValue id = space.value();
    if (ignoreClientId
        || request.message().messageType() == MessageType.NONE
        || !request.message().readRawOption(OptionCode.CLIENT_IDENTIFIER, id)
        || id.length() == 0) {
      return NONE;
    }
    boolean padded = id.unsigned8(0) == 0;
    int start = space.length();
    space.append(id);
    int[] whole = byClientId.find(space, start);
    int[] rest = padded ? byClientId.find(space, start + 1) : whole;
    space.truncate(start);
    int found = firstOf(whole, request, space, need, pass, here);
    return padded ? Math.max(found, firstOf(rest, request, space, need, pass, here)) : found;
  }

  private int byAddress(
      BootRequest request, Workspace space, Condition[] need, int pass, boolean here) {
    for (int candidate : ofAddress(request.message(), space)) {
      if (suits(candidate, request, space, need, pass, here)) {
        List<HardwareAddressIs> addresses = hosts[candidate].addresses();
        for (int index = 0; index < addresses.size(); index++) {
          HardwareAddressIs address = addresses.get(index);
          if (address.wildcards() == 0 && address.holds(request, space)) {
            return candidate;
          }
        }
      }
    }
    return NONE;
  }

  private int[] ofAddress(DhcpMessageView message, Workspace space) {
    long mac = message.macAddress();
    if (mac >= 0) {
      return byAddress.find(mac);
    }
    int start = space.length();
    for (int index = 0; index < message.hardwareAddressLength(); index++) {
      space.append(message.hardwareAddressByte(index));
    }
    int[] candidates = byAddress.find(space, start);
    space.truncate(start);
    return candidates;
  }

  private int wild(BootRequest request, Workspace space, Condition[] need, int pass, boolean here) {
    int best = NONE;
    int agreed = -1;
    for (int candidate : wild) {
      if (suits(candidate, request, space, need, pass, here)) {
        List<HardwareAddressIs> addresses = hosts[candidate].addresses();
        for (int index = 0; index < addresses.size(); index++) {
          HardwareAddressIs address = addresses.get(index);
          if (address.wildcards() != 0
              && address.fixed() > agreed
              && address.holds(request, space)) {
            best = candidate;
            agreed = address.fixed();
          }
        }
      }
    }
    return best;
  }

  private int firstOf(
      int[] candidates,
      BootRequest request,
      Workspace space,
      Condition[] need,
      int pass,
      boolean here) {
    for (int candidate : candidates) {
      if (suits(candidate, request, space, need, pass, here)) {
        return candidate;
      }
    }
    return NONE;
  }

  private boolean suits(
      int number, BootRequest request, Workspace space, Condition[] need, int pass, boolean here) {
    return (pass > 0 || !hosts[number].needs().isEmpty())
        && (!here || isHere(number, request, space))
        && need[number].holds(request, space);
  }

  /** Whether a host's address, if it has one, is of a subnet that the request comes from. */
  private boolean isHere(int number, BootRequest request, Workspace space) {
    Integer address = hosts[number].address();
    if (address == null) {
      return true;
    }
    for (int range = 0; range < ranges.count(); range++) {
      int netmask = ranges.netmask(range, request);
      if (((address ^ ranges.range(range).first()) & netmask) == 0
          && ranges.isActive(range, request, space)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name(int number) {
    if (number < 0) {
      return "none of the hosts";
    }
    DnsmasqLine line = hosts[number].line();
    return "the host at " + line.source() + ":" + line.number();
  }

  /** The client is a host whose address is of another subnet ({@code known-othernet}). */
  record Elsewhere(DnsmasqHosts hosts) implements Condition, Walked.Test {
    @Override
    public boolean holds(Walk walk) {
      return new DnsmasqHostsWalk(hosts, walk).isElsewhere();
    }

    @Override
    public boolean holds(BootRequest request, Workspace space) {
      return hosts.isElsewhere(request, space);
    }

    @Override
    public String toString() {
      return "it is a host of another subnet";
    }
  }
}
