package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Selector;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the dialects' conditions in plain terms. */
final class PlainConditions {
  /** What a plain condition may consist of; beyond, no person would read what it becomes. */
  private static final int LARGEST = 5_000;

  private final List<AddressPlan.Subnet> subnets;
  private final IdentityHashMap<Condition, Plain> known = new IdentityHashMap<>();

  PlainConditions(List<AddressPlan.Subnet> subnets) {
    this.subnets = subnets;
  }

  Plain of(Condition condition) {
    Plain plain = known.get(condition);
    if (plain == null) {
      plain = translated(condition);
      if (size(plain, LARGEST) > LARGEST) {
        plain = new Plain.Unsayable("a condition too intricate to be put in other words");
      }
      known.put(condition, plain);
    }
    return plain;
  }

  /** That the client is on the subnet of an address. */
  Plain onSubnetOf(int address) {
    for (int index = 0; index < subnets.size(); index++) {
      if (((address ^ subnets.get(index).address()) & subnets.get(index).netmask()) == 0) {
        return subnets.size() == 1 ? Plain.always() : new Plain.OnSubnet(index);
      }
    }
    return new Plain.Unsayable("on the network of " + Ipv4.format(address));
  }

  private static int size(Plain plain, int most) {
    if (plain instanceof Plain.No no) {
      return size(no.of(), most);
    }
    List<Plain> parts =
        plain instanceof Plain.All all
            ? all.parts()
            : plain instanceof Plain.Any any ? any.parts() : List.of();
    int size = 1;
    for (Plain part : parts) {
      size += size > most ? 0 : size(part, most - size);
    }
    return size;
  }

  private Plain translated(Condition condition) {
    if (condition instanceof Condition.All all) {
      return Plain.all(all.parts().stream().map(this::of).toList());
    }
    if (condition instanceof Condition.Any any) {
      Plain wants = wants(any);
      return wants != null ? wants : Plain.any(any.parts().stream().map(this::of).toList());
    }
    if (condition instanceof Condition.Not not) {
      return Plain.no(of(not.of()));
    }
    if (condition instanceof Condition.Requested requested) {
      return new Plain.Wants(requested.code());
    }
    if (condition instanceof Condition.HasOption option) {
      return new Plain.Sends(option.code());
    }
    if (condition instanceof Condition.Selected selected) {
      return selected(selected.selector(), selected.number());
    }
    if (condition instanceof Condition.SelectedAmong among) {
      return among(among);
    }
    if (condition instanceof WindowsMatch match) {
      return windows(match);
    }
    Plain other = PlainFromDnsmasq.of(condition, this);
    other = other != null ? other : PlainFromDhcpd.of(condition, this);
    return other != null ? other : new Plain.Unsayable(condition.toString());
  }

  /** {@code asked for, or no option 55}: how dialects say that they send what is wanted. */
  private static @Nullable Plain wants(Condition.Any any) {
    return any.parts().size() == 2
            && any.parts().get(0) instanceof Condition.Requested requested
            && any.parts().get(1).equals(new Condition.HasOption(55).negated())
        ? new Plain.Wants(requested.code())
        : null;
  }

  private Plain among(Condition.SelectedAmong among) {
    return Plain.any(
        among.numbersPlusOne().stream()
            .mapToObj(plusOne -> selected(among.selector(), plusOne - 1))
            .toList());
  }

  private Plain selected(Selector selector, int number) {
    if (!(selector instanceof PlainSelector plain)) {
      return new Plain.Unsayable("it is " + selector.name(number));
    }
    return plain.plain(number, this);
  }

  private static Plain windows(WindowsMatch match) {
    Plain.Mode mode =
        switch (match.mode()) {
          case EQUALS -> Plain.Mode.EQUALS;
          case BEGINS_WITH -> Plain.Mode.BEGINS_WITH;
          case ENDS_WITH -> Plain.Mode.ENDS_WITH;
        };
    return switch (match.subject()) {
      case USER_CLASS -> new Plain.Is(Plain.Subject.OPTION, 77, mode, match.octets());
      case VENDOR_CLASS -> new Plain.Is(Plain.Subject.OPTION, 60, mode, match.octets());
      case MAC_ADDRESS -> new Plain.Is(Plain.Subject.HARDWARE_ADDRESS, 0, mode, match.octets());
      case CLIENT_ID -> new Plain.Is(Plain.Subject.CLIENT_ID, 0, mode, match.octets());
      case RELAY_AGENT -> new Plain.Is(Plain.Subject.OPTION, 82, mode, match.octets());
      case CIRCUIT_ID -> new Plain.Is(Plain.Subject.RELAY, 1, mode, match.octets());
      case REMOTE_ID -> new Plain.Is(Plain.Subject.RELAY, 2, mode, match.octets());
      case SUBSCRIBER_ID -> new Plain.Is(Plain.Subject.RELAY, 6, mode, match.octets());
    };
  }
}
