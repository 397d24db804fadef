package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.AskedFor;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.MessageTypeIs;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.Once;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.RelaySubOptionIs;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.dhcp.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts dnsmasq's conditions in plain terms. It is taken for granted that a client that boots sends
 * a DISCOVER or a REQUEST, from a subnet that is served.
 */
final class PlainFromDnsmasq {
  private PlainFromDnsmasq() {}

  /** Null for a condition that is not dnsmasq's. */
  static @Nullable Plain of(Condition condition, PlainConditions others) {
    if (condition instanceof Condition.Named named) {
      return others.of(named.of());
    }
    if (condition instanceof Once once) {
      return others.of(once.of());
    }
    if (condition instanceof AskedFor asked) {
      return new Plain.Wants(asked.code());
    }
    if (condition instanceof MessageTypeIs type) {
      boolean boots = type.type() == MessageType.DISCOVER || type.type() == MessageType.REQUEST;
      return boots ? new Plain.Unsayable(condition.toString()) : Plain.never();
    }
    if (condition instanceof DnsmasqRules.InformWithoutAddress) {
      return new Plain.Unsayable(condition.toString());
    }
    if (condition instanceof UserClassContains userClass) {
      return new Plain.Is(
          Plain.Subject.OPTION, 77, Plain.Mode.CONTAINS, userClass.pattern().octets());
    }
    if (condition instanceof OptionHas option) {
      return option(option);
    }
    if (condition instanceof RelaySubOptionIs relay) {
      return relay.pattern().how() == OctetPattern.How.EXACT
          ? new Plain.Is(
              Plain.Subject.RELAY, relay.code(), Plain.Mode.EQUALS, relay.pattern().octets())
          : new Plain.Unsayable(condition.toString());
    }
    return condition instanceof HardwareAddressIs hardware ? hardware(hardware) : null;
  }

  private static Plain option(OptionHas option) {
    OctetPattern pattern = option.pattern();
    String octets = pattern.octets();
    if (octets.isEmpty() && pattern.how() != OctetPattern.How.EXACT) {
      return new Plain.Sends(option.code());
    }
    int fixed = octets.length() - Long.bitCount(pattern.wildcards());
    boolean wildBehind = pattern.wildcards() == (1L << (octets.length() - fixed)) - 1;
    Plain.Mode mode =
        switch (pattern.how()) {
          case EXACT -> Plain.Mode.EQUALS;
          case START -> Plain.Mode.BEGINS_WITH;
          case ANYWHERE -> Plain.Mode.CONTAINS;
          case ELEMENT -> Plain.Mode.HAS_NUMBER;
        };
    if (pattern.wildcards() != 0) {
      return wildBehind && fixed == octets.length() - 1 && fixed > 0
          ? longer(option.code(), octets.substring(0, fixed))
          : new Plain.Unsayable(option.toString());
    }
    if (pattern.how() == OctetPattern.How.ELEMENT && octets.length() != 2) {
      return new Plain.Unsayable(option.toString());
    }
    return new Plain.Is(Plain.Subject.OPTION, option.code(), mode, octets);
  }

  /** It begins with these octets and goes on. */
  private static Plain longer(int code, String octets) {
    return Plain.all(
        List.of(
            new Plain.Is(Plain.Subject.OPTION, code, Plain.Mode.BEGINS_WITH, octets),
            Plain.no(new Plain.Is(Plain.Subject.OPTION, code, Plain.Mode.EQUALS, octets))));
  }

  private static Plain hardware(HardwareAddressIs address) {
    int fixed = address.fixed();
    long behind = (1L << (address.octets().length() - fixed)) - 1;
    boolean ethernet = address.hardwareType() <= 1;
    if (!ethernet
        || address.octets().length() != 6
        || address.wildcards() != behind
        || fixed == 0) {
      return new Plain.Unsayable(address.toString());
    }
    return new Plain.Is(
        Plain.Subject.HARDWARE_ADDRESS,
        0,
        fixed == 6 ? Plain.Mode.EQUALS : Plain.Mode.BEGINS_WITH,
        address.octets().substring(0, fixed));
  }

  /** That a request is this host's. */
  static Plain host(DnsmasqModel.Host host) {
    List<Plain> ways = new ArrayList<>();
    host.addresses().forEach(address -> ways.add(hardware(address)));
    if (host.clientId() != null) {
      ways.add(new Plain.Is(Plain.Subject.OPTION, 61, Plain.Mode.EQUALS, host.clientId()));
    }
    return ways.isEmpty() || !host.needs().isEmpty()
        ? new Plain.Unsayable("a host known by name or tag: " + host.line().reason().rule())
        : Plain.any(ways);
  }

  /** That an exchange is of this kind. */
  static Plain exchange(int kind) {
    return switch (kind) {
      case DnsmasqExchange.ORDINARY -> Plain.always();
      case DnsmasqExchange.PROXY -> new Plain.Unsayable("a reply beside another server's lease");
      default -> Plain.never();
    };
  }
}
