package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.chainload.rules.classes.Language;
import io.github.netboot4j.chainload.rules.classes.Languages;
import io.github.netboot4j.chainload.rules.classes.SubOption;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link WindowsAddresses} finds while what a request holds is left open. */
final class WindowsAddressesWalk {
  private static final int NONE = Selector.NONE;
  private static final Language ADDRESS = Languages.ofLength(Integer.BYTES);

  private final WindowsAddresses addresses;
  private final Walk walk;

  WindowsAddressesWalk(WindowsAddresses addresses, Walk walk) {
    this.addresses = addresses;
    this.walk = walk;
  }

  int reservation(int scope) {
    if (addresses.clientIds(scope).all().isEmpty()) {
      return NONE;
    }
    Value id = WindowsMatch.Subject.CLIENT_ID.value(walk);
    @Nullable String found = walk.lookUp(id, addresses.clientIds(scope), List.of(addresses, scope));
    return found == null ? NONE : addresses.reservation(scope, found);
  }

  int scope() {
    if (!walk.isZero(Value.GIVEN_ADDRESS)) {
      return containing(Value.GIVEN_ADDRESS);
    }
    int home = home();
    if (home < 0) {
      return NONE;
    }
    for (int member : addresses.sameNetwork(home)) {
      if (reservation(member) >= 0) {
        return member;
      }
    }
    return home;
  }

  private int home() {
    if (!walk.isZero(Value.RELAY_ADDRESS)) {
      Value.Part selected =
          Value.option(OptionCode.RELAY_AGENT_INFORMATION)
              .then(WindowsAddressesWalk::linkSelection);
      boolean states = walk.test(selected, ADDRESS) && !walk.isZero(selected);
      return containing(states ? selected : Value.RELAY_ADDRESS);
    }
    int own = walk.isZero(Value.CLIENT_ADDRESS) ? NONE : containing(Value.CLIENT_ADDRESS);
    return own >= 0 ? own : addresses.containing(walk.arrival().arrivalAddress());
  }

  /** The first of four octets; others of its code are passed over. */
  private static Language linkSelection(Language inner) {
    return new SubOption(5, 1, 1, SubOption.Style.PLAIN, Integer.BYTES, Integer.BYTES, inner);
  }

  private int containing(Value.Part address) {
    for (int scope = 0; scope < addresses.scopes().size(); scope++) {
      WindowsScope one = addresses.scopes().get(scope);
      if (walk.test(address, Languages.inSubnet(one.network(), one.netmask()))) {
        return scope;
      }
    }
    return NONE;
  }
}
