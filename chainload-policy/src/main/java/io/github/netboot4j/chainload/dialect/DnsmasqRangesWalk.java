package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqModel.Range.Use;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.SubOption;
import io.github.netboot4j.chainload.rules.classes.Through;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;

/** What {@link DnsmasqRanges} chooses while what a request holds is left open. */
final class DnsmasqRangesWalk {
  private static final int NONE = Selector.NONE;
  private static final Language ZERO = Languages.exactly(0, Integer.BYTES);
  private static final Value.Part SUBNET_SELECTION = Value.option(OptionCode.SUBNET_SELECTION);
  private static final Value.Part REQUESTED = Value.option(OptionCode.REQUESTED_ADDRESS);

  /** The first of its sub-options that is long enough, and of that an address. */
  private static final Value.Part LINK_SELECTION =
      Value.option(OptionCode.RELAY_AGENT_INFORMATION)
          .then(inner -> SubOption.padded(5, Integer.BYTES, Through.part(0, Integer.BYTES, inner)));

  private final DnsmasqRanges ranges;
  private final Walk walk;

  DnsmasqRangesWalk(DnsmasqRanges ranges, Walk walk) {
    this.ranges = ranges;
    this.walk = walk;
  }

  private boolean isOf(int type) {
    return walk.holds(new MessageTypeIs(type));
  }

  private boolean isAddress(Value.Part part) {
    return walk.test(part, Languages.ofLength(Integer.BYTES)) && !walk.test(part, ZERO);
  }

  /** An address in the subnet that the request comes from. */
  private Value place() {
    if (walk.test(LINK_SELECTION, Languages.ANY) && !walk.test(LINK_SELECTION, ZERO)) {
      return LINK_SELECTION;
    }
    if (isAddress(SUBNET_SELECTION)) {
      return SUBNET_SELECTION;
    }
    if (!walk.isZero(Value.RELAY_ADDRESS)) {
      return Value.RELAY_ADDRESS;
    }
    int arrival = walk.arrival().arrivalAddress();
    int here = arrival != 0 || ranges.count() == 0 ? arrival : ranges.range(0).first();
    return isClientElsewhere(here) ? Value.CLIENT_ADDRESS : Value.address(here);
  }

  /** The client has an address in the subnet of some range, and not of one that is here. */
  private boolean isClientElsewhere(int here) {
    if (walk.isZero(Value.CLIENT_ADDRESS)
        || (!isOf(MessageType.NONE) && (isOf(MessageType.DISCOVER) || isAddress(REQUESTED)))) {
      return false;
    }
    boolean anywhere = false;
    for (int range = 0; range < ranges.count(); range++) {
      if (holds(range, Value.CLIENT_ADDRESS)) {
        if (ranges.holds(range, here, walk.arrival())) {
          return false;
        }
        anywhere = true;
      }
    }
    return anywhere;
  }

  private boolean holds(int range, Value address) {
    int first = ranges.range(range).first();
    int last = ranges.range(range).last();
    int netmask = ranges.netmask(range, walk.arrival());
    return ((first ^ last) & netmask) == 0
        && walk.test(address, Languages.inSubnet(first, netmask), List.of(ranges, range));
  }

  boolean isActive(int range) {
    return holds(range, place());
  }

  private boolean suits(int range) {
    return walk.holds(ranges.needs(range));
  }

  int firstActive() {
    for (int range = 0; range < ranges.count(); range++) {
      if (isActive(range)) {
        return range;
      }
    }
    return NONE;
  }

  int firstProxy() {
    for (int range = 0; range < ranges.count(); range++) {
      if (ranges.isProxy(range) && isActive(range) && suits(range)) {
        return range;
      }
    }
    return NONE;
  }

  int select() {
    return switch (walk.selected(ranges.exchange())) {
      case DnsmasqExchange.PROXY -> firstProxy();
      case DnsmasqExchange.BOOT_SERVER -> firstAround(Value.CLIENT_ADDRESS, false);
      case DnsmasqExchange.ORDINARY, DnsmasqExchange.BOOTP -> ordinary();
      default -> NONE;
    };
  }

  private int ordinary() {
    Value.Part known = Value.GIVEN_ADDRESS;
    if (isOf(MessageType.INFORM)) {
      known = Value.CLIENT_ADDRESS;
    } else if (isOf(MessageType.REQUEST) && walk.isZero(Value.GIVEN_ADDRESS)) {
      known = isAddress(REQUESTED) ? REQUESTED : Value.CLIENT_ADDRESS;
    }
    if (!walk.isZero(known)) {
      return around(known);
    }
    int host = walk.selected(ranges.hosts());
    Integer kept = host < 0 ? null : ranges.hosts().host(host).address();
    return kept == null || kept == 0 ? toAllocateFrom() : around(Value.address(kept));
  }

  private int around(Value address) {
    for (int range = 0; range < ranges.count(); range++) {
      DnsmasqModel.Range one = ranges.range(range);
      if (one.use() == Use.LEASES
          && walk.test(address, Languages.addresses(one.first(), one.last()), List.of(ranges, one))
          && isActive(range)
          && suits(range)) {
        return range;
      }
    }
    int reserved = firstAround(address, true);
    if (reserved != NONE) {
      return reserved;
    }
    for (int range = 0; range < ranges.count(); range++) {
      if (!ranges.isProxy(range) && isActive(range) && suits(range) && isNear(range, address)) {
        return range;
      }
    }
    return NONE;
  }

  /** Whether an address is in the subnet of a range's first one. */
  private boolean isNear(int range, Value address) {
    int netmask = ranges.netmask(range, walk.arrival());
    Language near = Languages.inSubnet(ranges.range(range).first(), netmask);
    return walk.test(address, near, List.of(ranges, range));
  }

  private int firstAround(Value address, boolean onlyForReserved) {
    for (int range = 0; range < ranges.count(); range++) {
      if ((!onlyForReserved || ranges.range(range).use() == Use.RESERVED_ONLY)
          && isActive(range)
          && suits(range)
          && isNear(range, address)) {
        return range;
      }
    }
    return NONE;
  }

  private int toAllocateFrom() {
    int without = NONE;
    for (int range = 0; range < ranges.count(); range++) {
      if (ranges.range(range).use() == Use.LEASES && isActive(range) && suits(range)) {
        if (!ranges.range(range).needs().isEmpty()) {
          return range;
        }
        without = without == NONE ? range : without;
      }
    }
    return without;
  }
}
