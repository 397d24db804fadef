package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqOption.Kind;
import io.github.netboot4j.chainload.dialect.DnsmasqOption.Within;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code dhcp-option}, {@code dhcp-option-force} and {@code dhcp-match} have in common.
 */
final class DnsmasqOptionReader {
  private static final int SIP_SERVERS = 120;
  private static final int LONGEST = 255;
  private static final int LONGEST_ENCAPSULATED = 253;
  private static final int LONGEST_ENTERPRISE = 250;

  private final DnsmasqLine line;
  private final boolean matching;
  private final boolean forced;

  private final List<String> tags = new ArrayList<>();
  private Within within = Within.NOTHING;
  private int outer;
  private String vendorClass = "";
  private DnsmasqOptionTypes.Known option = DnsmasqOptionTypes.byCode(0);
  private boolean forIpv6;
  private boolean found;

  private Kind kind = Kind.NOTHING;
  private String octets = "";
  private long wildcards;

  DnsmasqOptionReader(DnsmasqLine line, DnsmasqOption.Use use) {
    this.line = line;
    matching = use == DnsmasqOption.Use.MATCHED;
    forced = use == DnsmasqOption.Use.FORCED;
  }

  /** The option; null for one of DHCPv6. */
  @Nullable DnsmasqOption read(String argument) throws ConfigurationException {
    String rest = argument;
    String value = null;
    while (rest != null) {
      DnsmasqText.Split split = DnsmasqText.split(rest);
      value = split.tail();
      if (isOption(split.head())) {
        break;
      }
      rest = value;
    }
    if (!found) {
      throw line.error("bad dhcp-option: no option is named");
    }
    if (forIpv6 && (within == Within.VENDOR || within == Within.OPTION)) {
      throw line.error("unsupported encapsulation for IPv6 option");
    }
    if (value != null && !forIpv6) {
      readValue(value);
    }
    if (matching && tags.size() != 1) {
      throw line.error("illegal dhcp-match: it sets one tag");
    }
    if (octets.length() > longest()) {
      throw line.error("dhcp-option too long: " + octets.length() + " octets");
    }
    return forIpv6
        ? null
        : new DnsmasqOption(
            line, option.code(), tags, forced, within, outer, vendorClass, kind, octets, wildcards);
  }

  private int longest() {
    return switch (within) {
      case NOTHING -> LONGEST;
      case ENTERPRISE -> LONGEST_ENTERPRISE;
      default -> LONGEST_ENCAPSULATED;
    };
  }

  /** Takes the next word; returns whether it names the option. */
  private boolean isOption(String word) throws ConfigurationException {
    if (DnsmasqText.isDigits(word)) {
      return number(word);
    }
    if (word.startsWith("option:")) {
      DnsmasqOptionTypes.Known known = DnsmasqOptionTypes.byName(word.substring(7));
      if (known == null || (known.internal() && !matching)) {
        throw line.error(
            known == null
                ? "bad dhcp-option: no option is called " + DnsmasqText.plain(word.substring(7))
                : "bad dhcp-option: dnsmasq makes this option itself");
      }
      option = known;
      found = true;
      return true;
    }
    if (word.startsWith("option6:")) {
      forIpv6 = true;
      String name = word.substring(8);
      found = DnsmasqText.isDigits(name) || DnsmasqOptionTypes.isKnown6(name, matching);
      return true;
    }
    if (word.startsWith("vendor:")) {
      vendorClass = DnsmasqText.plain(word.substring(7));
      encapsulate(Within.VENDOR);
    } else if (word.startsWith("encap:")) {
      outer = DnsmasqText.number(word.substring(6));
      if (outer < 1 || outer > 254) {
        throw line.error("encap: takes the number of an option, 1 to 254");
      }
      encapsulate(Within.OPTION);
    } else if (word.startsWith("vi-encap:")) {
      outer = DnsmasqText.number(word.substring(9));
      within = Within.ENTERPRISE;
      found |= matching;
      return matching;
    } else {
      boolean prefixed =
          word.startsWith("net:") || word.startsWith("tag:") || word.startsWith("set:");
      tags.add(DnsmasqText.plain(prefixed ? word.substring(4) : word));
    }
    return false;
  }

  private boolean number(String word) {
    int code = DnsmasqText.number(word);
    DnsmasqOptionTypes.Known known = DnsmasqOptionTypes.byCode(code);
    option =
        within == Within.NOTHING
            ? known
            : new DnsmasqOptionTypes.Known(code, DnsmasqOptionTypes.Type.ANY, 0, false);
    found = true;
    return true;
  }

  private void encapsulate(Within in) throws ConfigurationException {
    if (matching || within != Within.NOTHING) {
      throw line.error("inappropriate " + (in == Within.VENDOR ? "vendor:" : "encap:"));
    }
    within = in;
  }

  private void readValue(String value) throws ConfigurationException {
    Look look = new Look(value, matching);
    DnsmasqOptionTypes.Type type = option.type();
    boolean addresses = look.addresses;
    boolean decimal = look.decimal;
    boolean hexadecimal = look.hexadecimal;
    boolean text = true;
    if (type == DnsmasqOptionTypes.Type.ADDRESSES) {
      if (!addresses || look.dots == 0) {
        throw line.error("bad IP address");
      }
      text = false;
      decimal = false;
      hexadecimal = false;
    } else if (type == DnsmasqOptionTypes.Type.TEXT || type == DnsmasqOptionTypes.Type.DOMAINS) {
      addresses = false;
      decimal = false;
      hexadecimal = false;
    }
    if (look.digits && type == DnsmasqOptionTypes.Type.TIME && !value.isEmpty()) {
      Integer seconds = DnsmasqText.seconds(value);
      number(seconds == null ? DnsmasqText.number(value) : seconds, Integer.BYTES);
    } else if (hexadecimal && look.groups > 1) {
      hexadecimal(look);
    } else if (decimal) {
      decimal(look);
    } else if (addresses) {
      addresses(value);
    } else if (text) {
      text(value);
    }
  }

  private void hexadecimal(Look look) throws ConfigurationException {
    DnsmasqText.Hex hex = DnsmasqText.hex(look.value, look.groups, false);
    if (hex == null) {
      throw line.error("bad hex constant");
    }
    octets = hex.octets() + "\0".repeat(look.groups - hex.octets().length());
    wildcards = matching ? hex.wildcards() : 0;
    kind = Kind.HEXADECIMAL;
  }

  private void decimal(Look look) throws ConfigurationException {
    int number =
        look.value.startsWith("-")
            ? -DnsmasqText.number(look.value.substring(1))
            : DnsmasqText.number(look.value);
    int size =
        (number & 0xFFFF_0000) != 0
            ? Integer.BYTES
            : (number & 0xFF00) != 0 ? Short.BYTES : Byte.BYTES;
    if (within == Within.NOTHING && option.internal()) {
      throw line.error("dhcp-option too long: dnsmasq makes this option itself");
    }
    if (option.size() != 0) {
      size = option.size();
    }
    switch (look.size) {
      case 'b' -> size = Byte.BYTES;
      case 's' -> size = Short.BYTES;
      case 'i' -> size = Integer.BYTES;
      default -> {}
    }
    number(number, size);
  }

  private void number(int number, int size) {
    StringBuilder text = new StringBuilder();
    for (int octet = size - 1; octet >= 0; octet--) {
      text.append((char) (number >>> (octet * Byte.SIZE) & 0xFF));
    }
    octets = text.toString();
    kind = Kind.OTHER;
  }

  private void addresses(String value) throws ConfigurationException {
    StringBuilder text = new StringBuilder();
    kind = Kind.ADDRESSES;
    if (within == Within.NOTHING && option.code() == SIP_SERVERS) {
      text.append('\1');
      kind = Kind.OTHER;
    }
    for (String rest = value; rest != null; ) {
      DnsmasqText.Split split = DnsmasqText.split(rest);
      DnsmasqText.Split prefix = DnsmasqText.split(split.head(), '/');
      Integer address = DnsmasqText.address(prefix.head());
      if (address == null) {
        throw line.error("bad IPv4 address");
      }
      int count = Integer.BYTES;
      if (prefix.tail() != null) {
        int length = DnsmasqText.number(prefix.tail());
        text.append((char) (length & 0xFF));
        count = Math.min(Integer.BYTES, (length + 7) / Byte.SIZE);
        kind = Kind.OTHER;
      }
      for (int octet = 0; octet < count; octet++) {
        text.append((char) (address >>> (24 - octet * Byte.SIZE) & 0xFF));
      }
      rest = split.tail();
    }
    octets = text.toString();
  }

  private void text(String value) throws ConfigurationException {
    boolean domains =
        within == Within.NOTHING
            && (option.type() == DnsmasqOptionTypes.Type.DOMAINS || option.code() == SIP_SERVERS);
    if (!domains) {
      octets = DnsmasqText.plain(value);
      kind = Kind.TEXT;
      return;
    }
    StringBuilder text = new StringBuilder(option.code() == SIP_SERVERS ? "\0" : "");
    for (String rest = value; rest != null && !rest.isEmpty(); ) {
      DnsmasqText.Split split = DnsmasqText.split(rest);
      String name = DnsmasqText.plain(split.head());
      for (String label : name.equals(".") ? new String[0] : name.split("\\.", -1)) {
        if (label.length() > 63) {
          throw line.error("bad domain in dhcp-option");
        }
        text.append((char) label.length()).append(label);
      }
      text.append('\0');
      rest = split.tail();
    }
    octets = text.toString();
    kind = Kind.OTHER;
  }

  /** What a value looks like. */
  private static final class Look {
    String value;
    boolean addresses = true;
    boolean decimal = true;
    boolean hexadecimal = true;
    boolean digits;
    int groups = 1;
    int dots;

    /** The size after a number: {@code b}, {@code s} or {@code i}; 0 for none. */
    char size;

    Look(String of, boolean wildcards) {
      value = of;
      for (int at = 0; at < of.length(); at++) {
        char c = of.charAt(at);
        switch (c) {
          case ',' -> {
            decimal = false;
            hexadecimal = false;
          }
          case ':' -> {
            groups++;
            decimal = false;
            addresses = false;
          }
          case '/' -> {
            decimal = false;
            hexadecimal = false;
            addresses &= at > 0;
          }
          case '.' -> {
            decimal = false;
            hexadecimal = false;
            dots++;
          }
          case '-' -> {
            hexadecimal = false;
            addresses = false;
          }
          case ' ' -> {
            decimal = false;
            hexadecimal = false;
          }
          default -> other(c, at == of.length() - 1, wildcards);
        }
      }
      if (!digits) {
        decimal = false;
        addresses = false;
      }
    }

    private void other(char c, boolean last, boolean wildcards) {
      if (DnsmasqText.isDigit(c)) {
        digits = true;
        return;
      }
      addresses = false;
      if (last && decimal && (c == 'b' || c == 's' || c == 'i')) {
        size = c;
        value = value.substring(0, value.length() - 1);
      } else {
        decimal = false;
      }
      if (!DnsmasqText.isHexDigit(c) && !(c == '*' && wildcards)) {
        hexadecimal = false;
      }
    }
  }
}
