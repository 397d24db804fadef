package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.Data;
import io.github.netboot4j.chainload.rules.DataEquals;
import io.github.netboot4j.chainload.rules.HardwareData;
import io.github.netboot4j.chainload.rules.IsThere;
import io.github.netboot4j.chainload.rules.Numeric;
import io.github.netboot4j.chainload.rules.NumericEquals;
import io.github.netboot4j.chainload.rules.OptionData;
import io.github.netboot4j.chainload.rules.RegexMatch;
import io.github.netboot4j.chainload.rules.SubOptionData;
import io.github.netboot4j.chainload.rules.Substring;
import io.github.netboot4j.chainload.rules.Suffix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts ISC dhcpd's conditions in plain terms. It is taken for granted that a client that boots
 * sends a DISCOVER or a REQUEST, from a network that is declared, and that it is an Ethernet's.
 */
final class PlainFromDhcpd {
  private static final char ETHERNET = 1;
  private static final int MAC = 6;

  private PlainFromDhcpd() {}

  /** Null for a condition that is not dhcpd's. */
  static @Nullable Plain of(Condition condition, PlainConditions others) {
    if (condition instanceof DataEquals equals) {
      Data other = equals.right() instanceof Data.Constant ? equals.left() : equals.right();
      Data value = equals.right() instanceof Data.Constant ? equals.right() : equals.left();
      return value instanceof Data.Constant constant
          ? equal(
              other,
              new String(constant.octets(), StandardCharsets.ISO_8859_1),
              condition.toString())
          : new Plain.Unsayable(condition.toString());
    }
    if (condition instanceof IsThere there && there.value() instanceof OptionData option) {
      return new Plain.Sends(option.code());
    }
    if (condition instanceof NumericEquals equals) {
      return number(equals);
    }
    if (condition instanceof RegexMatch match) {
      return regex(match);
    }
    if (condition instanceof IscWanted wanted && wanted.configured() == null) {
      return new Plain.Wants(wanted.code());
    }
    if (condition instanceof IscCompiler.Known known) {
      return any(known.hosts().all());
    }
    if (condition instanceof IscCompiler.Bootp || condition instanceof IscRules.Informs) {
      return Plain.never();
    }
    if (condition instanceof IscAddresses.NothingFree nothing
        && nothing.addresses().permits().stream()
            .allMatch(clients -> others.of(clients).equals(Plain.always()))) {
      return Plain.never();
    }
    return null;
  }

  /** Data that equal octets. */
  static Plain equal(Data data, String octets, String words) {
    Plain unsayable = new Plain.Unsayable(words);
    if (data instanceof OptionData option) {
      return is(Plain.Subject.OPTION, option.code(), Plain.Mode.EQUALS, octets);
    }
    if (data instanceof HardwareData) {
      return octets.length() == 1 + MAC && octets.charAt(0) == ETHERNET
          ? is(Plain.Subject.HARDWARE_ADDRESS, 0, Plain.Mode.EQUALS, octets.substring(1))
          : unsayable;
    }
    if (data instanceof SubOptionData part
        && part.within() instanceof OptionData within
        && within.code() == 82) {
      return is(Plain.Subject.RELAY, part.code(), Plain.Mode.EQUALS, octets);
    }
    if (data instanceof Substring substring
        && substring.offset() instanceof Numeric.Constant offset
        && substring.length() instanceof Numeric.Constant length) {
      return start(substring.of(), offset.number(), length.number(), octets, unsayable);
    }
    if (data instanceof Suffix suffix
        && suffix.of() instanceof OptionData option
        && suffix.length() instanceof Numeric.Constant length) {
      return length.number() == octets.length()
          ? is(Plain.Subject.OPTION, option.code(), Plain.Mode.ENDS_WITH, octets)
          : unsayable;
    }
    return unsayable;
  }

  /** A substring that equals octets. */
  private static Plain start(Data of, long offset, long length, String octets, Plain unsayable) {
    if (octets.isEmpty()) {
      return unsayable;
    }
    if (length < octets.length()) {
      return Plain.never();
    }
    boolean whole = length > octets.length();
    if (of instanceof OptionData option && offset == 0) {
      Plain.Mode mode = whole ? Plain.Mode.EQUALS : Plain.Mode.BEGINS_WITH;
      return is(Plain.Subject.OPTION, option.code(), mode, octets);
    }
    if (of instanceof HardwareData && offset <= 1) {
      boolean typed = offset == 0;
      String address = typed ? octets.substring(1) : octets;
      if ((typed && octets.charAt(0) != ETHERNET)
          || address.isEmpty()
          || address.length() > MAC
          || (whole && address.length() != MAC)) {
        return unsayable;
      }
      return is(
          Plain.Subject.HARDWARE_ADDRESS,
          0,
          address.length() == MAC ? Plain.Mode.EQUALS : Plain.Mode.BEGINS_WITH,
          address);
    }
    return unsayable;
  }

  private static Plain is(Plain.Subject subject, int number, Plain.Mode mode, String octets) {
    return new Plain.Is(subject, number, mode, octets);
  }

  private static Plain number(NumericEquals equals) {
    boolean constantLeft = equals.left() instanceof Numeric.Constant;
    Numeric of = constantLeft ? equals.right() : equals.left();
    Numeric value = constantLeft ? equals.left() : equals.right();
    if (of instanceof Numeric.ExtractInt extract
        && extract.of() instanceof OptionData option
        && value instanceof Numeric.Constant constant) {
      StringBuilder octets = new StringBuilder();
      for (int shift = Byte.SIZE * (extract.octets() - 1); shift >= 0; shift -= Byte.SIZE) {
        octets.append((char) (constant.number() >>> shift & 0xFF));
      }
      return is(Plain.Subject.OPTION, option.code(), Plain.Mode.BEGINS_WITH, octets.toString());
    }
    return new Plain.Unsayable(equals.toString());
  }

  /** A regular expression that is but a text, perhaps at the start. */
  private static Plain regex(RegexMatch match) {
    String pattern = match.regex().pattern();
    boolean start = pattern.startsWith("^");
    StringBuilder text = new StringBuilder();
    for (int index = start ? 1 : 0; index < pattern.length(); index++) {
      char c = pattern.charAt(index);
      boolean escaped = c == '\\' && index + 1 < pattern.length();
      char meant = escaped ? pattern.charAt(++index) : c;
      if (escaped ? Character.isLetterOrDigit(meant) : ".[]()*+?{}|^$\\".indexOf(c) >= 0) {
        return new Plain.Unsayable(match.toString());
      }
      text.append(meant);
    }
    if (match.regex().ignoresCase()
        || text.isEmpty()
        || !(match.subject() instanceof OptionData option)) {
      return new Plain.Unsayable(match.toString());
    }
    Plain.Mode mode = start ? Plain.Mode.BEGINS_WITH : Plain.Mode.CONTAINS;
    return is(Plain.Subject.OPTION, option.code(), mode, text.toString());
  }

  /** That a request is this host's. */
  static Plain host(IscModel.Host host) {
    List<Plain> ways = new ArrayList<>();
    if (host.hardware != null) {
      ways.add(equal(new HardwareData(), host.hardware, "another hardware than an Ethernet's"));
    }
    if (host.clientIdentifier != null) {
      ways.add(is(Plain.Subject.OPTION, 61, Plain.Mode.EQUALS, host.clientIdentifier));
    }
    if (host.identifyingOption != null && host.identifier != null) {
      ways.add(
          host.identifyingOption.space().name().equals("dhcp")
              ? is(
                  Plain.Subject.OPTION,
                  host.identifyingOption.code(),
                  Plain.Mode.EQUALS,
                  host.identifier)
              : new Plain.Unsayable("a host known by " + host.identifyingOption));
    }
    return Plain.any(ways);
  }

  /** That a request is one of these hosts'. */
  static Plain any(List<IscModel.Host> hosts) {
    return Plain.any(hosts.stream().map(PlainFromDhcpd::host).toList());
  }
}
