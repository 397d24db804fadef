package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqModel.Boot;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Range;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Service;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.Setter;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.TagIf;
import io.github.netboot4j.chainload.dialect.DnsmasqModel.TagLine;
import io.github.netboot4j.chainload.dialect.DnsmasqText.Split;
import io.github.netboot4j.chainload.rules.ClientNameIs;
import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import io.github.netboot4j.chainload.rules.OctetPattern;
import io.github.netboot4j.chainload.rules.OptionHas;
import io.github.netboot4j.chainload.rules.RelaySubOptionIs;
import io.github.netboot4j.chainload.rules.UserClassContains;
import io.github.netboot4j.chainload.rules.VendorIdentifyingClassHas;
import io.github.netboot4j.dhcp.OptionCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements that DHCPv4 and TFTP have, each into the model. */
final class DnsmasqStatements {
  private static final int SHORTEST_LEASE = 120;
  static final int LONGEST_HARDWARE_ADDRESS = 16;
  private static final int FIRST_BOOT_TYPE = 32_768;
  private static final int PXE_MENU_PROMPT = 10;
  private static final int MOST_SERVICES = 500;
  private static final List<String> ARCHITECTURES =
      List.of(
          "x86pc",
          "pc98",
          "ia64_efi",
          "alpha",
          "arc_x86",
          "intel_lean_client",
          "ia32_efi",
          "x86-64_efi",
          "xscale_efi",
          "bc_efi",
          "arm32_efi",
          "arm64_efi");

  private final DnsmasqModel model;
  private final Set<Integer> reserved = new HashSet<>();
  private int bootType = FIRST_BOOT_TYPE;

  DnsmasqStatements(DnsmasqModel model) {
    this.model = model;
  }

  void range(DnsmasqLine line, String argument) throws ConfigurationException {
    List<String> needs = new ArrayList<>();
    String sets = null;
    String rest = argument;
    while (!startsWithAddress(rest)) {
      Split split = DnsmasqText.split(rest);
      if (split.tail() == null) {
        break;
      }
      String head = split.head();
      if (isTagPrefix(head)) {
        if (head.length() > 4) {
          needs.add(DnsmasqText.plain(head.substring(4)));
        }
      } else if (sets != null) {
        throw line.error("only one tag allowed: a range sets one tag at most");
      } else {
        sets = tag(line, withoutSet(head));
      }
      rest = split.tail();
    }
    List<String> parts = new ArrayList<>();
    for (String part = rest; part != null; ) {
      Split split = parts.size() < 7 ? DnsmasqText.split(part) : new Split(part, null);
      parts.add(split.head());
      part = split.tail();
    }
    if (parts.size() < 2) {
      throw line.error("bad dhcp-range: it takes a first and a last address");
    }
    Integer first = DnsmasqText.address(parts.get(0));
    if (first != null) {
      range4(line, needs, sets, first, parts);
    } else if (!DnsmasqText.isAddress6(parts.get(0))) {
      throw line.error("bad dhcp-range: not an address: " + DnsmasqText.plain(parts.get(0)));
    }
  }

  private static boolean startsWithAddress(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == ',') {
        return true;
      }
      if (c != ' ' && c != '.' && c != ':' && !DnsmasqText.isHexDigit(c)) {
        return false;
      }
    }
    return false;
  }

  private void range4(
      DnsmasqLine line, List<String> needs, @Nullable String sets, int first, List<String> parts)
      throws ConfigurationException {
    Range.Use use =
        switch (parts.get(1)) {
          case "static" -> Range.Use.RESERVED_ONLY;
          case "proxy" -> Range.Use.PROXY;
          default -> Range.Use.LEASES;
        };
    Integer last = first;
    if (use == Range.Use.LEASES) {
      last = DnsmasqText.address(parts.get(1));
    }
    if (last == null) {
      throw line.error("bad dhcp-range: not an address: " + DnsmasqText.plain(parts.get(1)));
    }
    boolean swapped = Integer.compareUnsigned(first, last) > 0;
    int at = 2;
    Integer netmask = parts.size() > at ? DnsmasqText.address(parts.get(at)) : null;
    Integer broadcast = null;
    if (netmask != null) {
      at++;
      if (((first ^ last) & netmask) != 0) {
        throw line.error("inconsistent DHCP range: its ends are in different subnets");
      }
      broadcast = parts.size() > at ? DnsmasqText.address(parts.get(at)) : null;
      at += broadcast != null ? 1 : 0;
    }
    int lease = DnsmasqModel.DEFAULT_LEASE;
    if (at < parts.size()) {
      if (at != parts.size() - 1) {
        throw line.error("bad dhcp-range: more than a lease time at its end");
      }
      lease = lease(line, parts.get(at));
    }
    model.ranges.add(
        new Range(
            line,
            needs,
            sets,
            swapped ? last : first,
            swapped ? first : last,
            netmask,
            broadcast,
            use,
            lease));
  }

  private static int lease(DnsmasqLine line, String text) throws ConfigurationException {
    if (text.equals("infinite")) {
      return DnsmasqModel.INFINITE;
    }
    if (text.isEmpty() || text.equals("deprecated")) {
      return DnsmasqModel.DEFAULT_LEASE;
    }
    Integer seconds = DnsmasqText.seconds(text);
    if (seconds == null) {
      throw line.error("bad dhcp-range: not a lease time: " + DnsmasqText.plain(text));
    }
    return atLeastShortest(seconds);
  }

  static int atLeastShortest(int seconds) {
    return Integer.compareUnsigned(seconds, SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : seconds;
  }

  void host(DnsmasqLine line, String argument) throws ConfigurationException {
    DnsmasqHostReader reader = new DnsmasqHostReader(line, reserved);
    for (String rest = argument; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      reader.take(split.head());
      rest = split.tail();
    }
    model.hosts.add(reader.host());
  }

  void boot(DnsmasqLine line, String argument) throws ConfigurationException {
    List<String> tags = new ArrayList<>();
    String rest = leadingTags(line, argument, tags);
    Split file = DnsmasqText.split(rest);
    Split name = file.tail() == null ? new Split("", null) : DnsmasqText.split(file.tail());
    String server = name.tail() == null ? "" : DnsmasqText.plain(name.tail());
    Integer address = DnsmasqText.address(server);
    model.boots.add(
        new Boot(
            line,
            tags,
            DnsmasqText.plain(file.head()),
            DnsmasqText.plain(name.head()),
            address,
            address == null ? server : ""));
  }

  /** Takes the tags that come first; returns what follows them. */
  private static String leadingTags(DnsmasqLine line, String argument, List<String> tags)
      throws ConfigurationException {
    String rest = argument;
    while (isTagPrefix(rest)) {
      Split split = DnsmasqText.split(rest);
      tags.add(tag(line, split.head().substring(4)));
      if (split.tail() == null) {
        throw line.error("nothing follows the tags");
      }
      rest = split.tail();
    }
    return rest;
  }

  void option(DnsmasqLine line, String argument, boolean forced) throws ConfigurationException {
    DnsmasqOption option =
        DnsmasqOption.read(
            line, argument, forced ? DnsmasqOption.Use.FORCED : DnsmasqOption.Use.SENT);
    if (option != null) {
      model.options.add(option);
    }
  }

  void match(DnsmasqLine line, String argument) throws ConfigurationException {
    DnsmasqOption option = DnsmasqOption.read(line, argument, DnsmasqOption.Use.MATCHED);
    if (option == null) {
      return;
    }
    Condition when =
        option.within() == DnsmasqOption.Within.ENTERPRISE
            ? new VendorIdentifyingClassHas(option.outer(), option.pattern())
            : new OptionHas(option.code() & 0xFF, option.pattern());
    model.setters.add(
        new Setter(line, option.tags().get(0), option.code() > 255 ? Condition.never() : when));
  }

  void nameMatch(DnsmasqLine line, String argument) throws ConfigurationException {
    Split split = DnsmasqText.split(argument);
    String pattern = split.tail();
    if (pattern == null || pattern.isEmpty()) {
      throw line.error("dhcp-name-match takes a tag and a name");
    }
    boolean prefix = pattern.endsWith("*");
    String name = DnsmasqText.plain(prefix ? pattern.substring(0, pattern.length() - 1) : pattern);
    model.nameSetters.add(
        new Setter(line, tag(line, withoutSet(split.head())), new ClientNameIs(name, prefix)));
  }

  void hardwareAddress(DnsmasqLine line, String argument) throws ConfigurationException {
    Split split = DnsmasqText.split(argument);
    DnsmasqText.Hex hex =
        split.tail() == null
            ? null
            : DnsmasqText.hex(DnsmasqText.plain(split.tail()), LONGEST_HARDWARE_ADDRESS, true);
    if (hex == null) {
      throw line.error("dhcp-mac takes a tag and a hardware address");
    }
    model.setters.add(
        new Setter(
            line,
            tag(line, withoutSet(split.head())),
            new HardwareAddressIs(hex.hardwareType(), hex.octets(), hex.wildcards())));
  }

  void vendorClass(DnsmasqLine line, String argument) throws ConfigurationException {
    String[] parts = classParts(line, argument, true);
    OctetPattern pattern = new OctetPattern(OctetPattern.How.ANYWHERE, parts[1]);
    model.setters.add(
        new Setter(line, parts[0], new OptionHas(OptionCode.VENDOR_CLASS_IDENTIFIER, pattern)));
  }

  void userClass(DnsmasqLine line, String argument) throws ConfigurationException {
    String[] parts = classParts(line, argument, false);
    model.setters.add(new Setter(line, parts[0], new UserClassContains(parts[1])));
  }

  void relay(DnsmasqLine line, String argument, int subOption) throws ConfigurationException {
    String[] parts = classParts(line, argument, false);
    String value = DnsmasqText.split(argument).tail();
    String octets = parts[1];
    if (value != null && looksHexadecimal(value)) {
      DnsmasqText.Hex hex = DnsmasqText.hex(value, value.length(), false);
      octets = hex == null ? octets : hex.octets();
    }
    model.setters.add(new Setter(line, parts[0], new RelaySubOptionIs(subOption, octets)));
  }

  private static boolean looksHexadecimal(String value) {
    boolean digit = false;
    boolean colon = false;
    for (int at = 0; at < value.length(); at++) {
      digit |= DnsmasqText.isHexDigit(value.charAt(at));
      colon |= value.charAt(at) == ':';
      if (!DnsmasqText.isHexDigit(value.charAt(at)) && value.charAt(at) != ':') {
        return false;
      }
    }
    return digit && colon;
  }

  /** A tag and what sets it. */
  private static String[] classParts(DnsmasqLine line, String argument, boolean enterprise)
      throws ConfigurationException {
    Split split = DnsmasqText.split(argument);
    if (split.tail() == null) {
      throw line.error("a tag and what sets it are needed");
    }
    Split second = DnsmasqText.split(split.tail());
    String value = split.tail();
    if (second.tail() != null) {
      if (!enterprise || !second.head().startsWith("enterprise:")) {
        throw line.error("a comma in what sets the tag: put it in quotes");
      }
      value = second.tail();
    }
    return new String[] {tag(line, withoutSet(split.head())), DnsmasqText.plain(value)};
  }

  void tagIf(DnsmasqLine line, String argument) throws ConfigurationException {
    List<String> sets = new ArrayList<>();
    List<String> needs = new ArrayList<>();
    for (String rest = argument; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      String word = split.head();
      if (word.length() >= 5 && word.startsWith("set:")) {
        sets.add(DnsmasqText.plain(word.substring(4)));
      } else if (word.length() >= 5 && word.startsWith("tag:")) {
        needs.add(DnsmasqText.plain(word.substring(4)));
      } else {
        throw line.error("bad tag-if: set: and tag: are expected");
      }
      rest = split.tail();
    }
    if (sets.isEmpty()) {
      throw line.error("bad tag-if: it sets nothing");
    }
    model.tagIfs.add(new TagIf(line, sets, needs));
  }

  TagLine tags(DnsmasqLine line, @Nullable String argument) throws ConfigurationException {
    List<String> tags = new ArrayList<>();
    for (String rest = argument; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      String word = split.head();
      tags.add(tag(line, isTagPrefix(word) ? word.substring(4) : word));
      rest = split.tail();
    }
    return new TagLine(line, tags);
  }

  void prompt(DnsmasqLine line, String argument) throws ConfigurationException {
    List<String> tags = new ArrayList<>();
    Split split = DnsmasqText.split(leadingTags(line, argument, tags));
    boolean timed = split.tail() != null && DnsmasqText.isDigits(DnsmasqText.plain(split.tail()));
    int timeout = timed ? DnsmasqText.number(DnsmasqText.plain(split.tail() + "")) : 255;
    model.options.add(
        new DnsmasqOption(
            line,
            PXE_MENU_PROMPT,
            tags,
            false,
            DnsmasqOption.Within.PXE_VENDOR,
            0,
            "",
            DnsmasqOption.Kind.OTHER,
            (char) (timeout & 0xFF) + DnsmasqText.plain(split.head()),
            0));
    model.pxe = true;
  }

  void service(DnsmasqLine line, String argument) throws ConfigurationException {
    List<String> tags = new ArrayList<>();
    Split architecture = DnsmasqText.split(leadingTags(line, argument, tags));
    int code = ARCHITECTURES.indexOf(architecture.head().toLowerCase(Locale.ROOT));
    String number = DnsmasqText.plain(architecture.head());
    if (architecture.tail() == null || (code < 0 && !DnsmasqText.isDigits(number))) {
      throw line.error("pxe-service takes an architecture and a menu's text");
    }
    Split menu = DnsmasqText.split(architecture.tail());
    Split what = menu.tail() == null ? new Split("0", null) : DnsmasqText.split(menu.tail());
    String base = DnsmasqText.plain(what.head());
    boolean typed = DnsmasqText.isDigits(base);
    String server = what.tail() == null ? "" : what.tail();
    Integer address = DnsmasqText.address(server);
    if (model.services.size() == MOST_SERVICES) {
      throw line.error("more than " + MOST_SERVICES + " pxe-service lines");
    }
    model.services.add(
        new Service(
            line,
            tags,
            code < 0 ? DnsmasqText.number(number) : code,
            DnsmasqText.plain(menu.head()),
            typed ? DnsmasqText.number(base) : bootType++,
            typed ? "" : base,
            address,
            address == null ? DnsmasqText.plain(server) : ""));
    model.pxe = true;
  }

  private static boolean isTagPrefix(String text) {
    return text.startsWith("net:") || text.startsWith("tag:");
  }

  private static String withoutSet(String text) {
    return text.startsWith("set:") ? text.substring(4) : text;
  }

  static String tag(DnsmasqLine line, String text) throws ConfigurationException {
    if (text.isEmpty() || text.equals("!") || text.equals("#")) {
      throw line.error("an empty tag");
    }
    return DnsmasqText.plain(text);
  }
}
