package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.dhcp.MessageType;
import java.util.List;

/** What {@link IscAddresses} chooses while what a request holds is left open. */
final class IscAddressesWalk {
  private static final int NONE = Selector.NONE;

  private final IscAddresses addresses;
  private final Walk walk;

  IscAddressesWalk(IscAddresses addresses, Walk walk) {
    this.addresses = addresses;
    this.walk = walk;
  }

  private boolean isInform() {
    return walk.holds(new MessageTypeIs(MessageType.INFORM));
  }

  int pool() {
    int link = walk.selected(addresses.links());
    if (link < 0 || walk.selected(addresses.hosts().reservations()) >= 0) {
      return NONE;
    }
    boolean informed = isInform();
    Value.Part given = informed ? Value.CLIENT_ADDRESS : Value.GIVEN_ADDRESS;
    int first = addresses.firstPool(link);
    int end = addresses.firstPool(link + 1);
    if (!walk.isZero(given)) {
      for (int index = first; index < end; index++) {
        if (holds(addresses.pools().get(index).ranges, given)) {
          return index;
        }
      }
    }
    for (int index = first; !informed && index < end; index++) {
      if (walk.holds(addresses.permits().get(index))) {
        return index;
      }
    }
    return NONE;
  }

  private boolean holds(List<AddressPlan.Range> ranges, Value address) {
    for (AddressPlan.Range range : ranges) {
      Language inRange = Languages.addresses(range.first(), range.last());
      if (walk.test(address, inRange, List.of(addresses, range))) {
        return true;
      }
    }
    return false;
  }

  int subnet() {
    int link = walk.selected(addresses.links());
    if (link < 0) {
      return NONE;
    }
    List<IscModel.Subnet> siblings = addresses.network(link).subnets;
    if (siblings.size() == 1) {
      return addresses.indexOf(siblings.get(0));
    }
    Value address = isInform() ? Value.CLIENT_ADDRESS : address();
    if (addresses.network(link).nested) {
      for (IscModel.Subnet sibling : siblings) {
        if (holds(sibling.ranges, address)) {
          return addresses.indexOf(sibling);
        }
      }
    }
    for (IscModel.Subnet sibling : siblings) {
      if (walk.test(
          address,
          Languages.inSubnet(sibling.address, sibling.netmask),
          List.of(addresses, sibling))) {
        return addresses.indexOf(sibling);
      }
    }
    return NONE;
  }

  /** The address that the client is given, or could be given; 0.0.0.0 for none. */
  private Value address() {
    int reserved = reserved();
    if (reserved != 0) {
      return Value.address(reserved);
    }
    if (!walk.isZero(Value.GIVEN_ADDRESS)) {
      return Value.GIVEN_ADDRESS;
    }
    int chosen = walk.selected(addresses.pool());
    return Value.address(chosen < 0 ? 0 : addresses.pools().get(chosen).ranges.get(0).first());
  }

  private int reserved() {
    int link = walk.selected(addresses.links());
    int host = walk.selected(addresses.hosts().reservations());
    return link < 0 || host < 0 ? 0 : addresses.hosts().fixedAddress(host, addresses.network(link));
  }

  Value leased() {
    Value address = address();
    return isInform() || address.equals(Value.address(0)) ? Value.ABSENT : address;
  }

  boolean isNothingFree() {
    return !isInform() && walk.selected(addresses.pool()) < 0 && reserved() == 0;
  }
}
