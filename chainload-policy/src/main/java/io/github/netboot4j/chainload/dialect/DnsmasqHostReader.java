package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqModel.Host;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the words of a {@code dhcp-host} line. */
final class DnsmasqHostReader {
  private final DnsmasqLine line;
  private final Set<Integer> reserved;
  private final List<HardwareAddressIs> addresses = new ArrayList<>();
  private final List<String> needs = new ArrayList<>();
  private final List<String> sets = new ArrayList<>();
  private @Nullable String clientId;
  private @Nullable Integer address;
  private @Nullable String name;
  private @Nullable Integer lease;
  private boolean ignored;

  /** A reader that notes the addresses which hosts have, to refuse one that has two. */
  DnsmasqHostReader(DnsmasqLine line, Set<Integer> reserved) {
    this.line = line;
    this.reserved = reserved;
  }

  Host host() {
    return new Host(line, addresses, clientId, needs, sets, address, name, lease, ignored);
  }

  void take(String word) throws ConfigurationException {
    if (word.indexOf(':') >= 0) {
      takeWithColon(word);
      return;
    }
    Integer dotted = word.indexOf('.') >= 0 ? DnsmasqText.address(word) : null;
    if (dotted != null) {
      if (!reserved.add(dotted)) {
        throw line.error("duplicate dhcp-host IP address " + word);
      }
      address = dotted;
      return;
    }
    takeNameOrTime(word);
  }

  private void takeWithColon(String word) throws ConfigurationException {
    if (word.regionMatches(true, 0, "id:", 0, 3)) {
      String id = word.substring(3);
      if (!id.startsWith("*")) {
        clientId = clientId(id);
      }
    } else if (word.startsWith("net:") || word.startsWith("set:")) {
      sets.add(DnsmasqStatements.tag(line, word.substring(4)));
    } else if (word.startsWith("tag:")) {
      needs.add(DnsmasqStatements.tag(line, word.substring(4)));
    } else if (word.startsWith("[") && word.endsWith("]")) {
      String address6 = DnsmasqText.split(word.substring(1, word.length() - 1), '/').head();
      if (!DnsmasqText.isAddress6(address6)) {
        throw line.error("bad IPv6 address");
      }
    } else {
      DnsmasqText.Hex hex = DnsmasqText.hex(word, DnsmasqStatements.LONGEST_HARDWARE_ADDRESS, true);
      if (hex == null) {
        throw line.error("bad hex constant: " + DnsmasqText.plain(word));
      }
      addresses.add(new HardwareAddressIs(hex.hardwareType(), hex.octets(), hex.wildcards()));
    }
  }

  private String clientId(String id) throws ConfigurationException {
    if (id.indexOf(':') < 0) {
      return DnsmasqText.plain(id);
    }
    DnsmasqText.Hex hex = DnsmasqText.hex(id, Integer.MAX_VALUE, false);
    if (hex == null) {
      throw line.error("bad hex constant: " + DnsmasqText.plain(id));
    }
    return hex.octets();
  }

  private void takeNameOrTime(String word) throws ConfigurationException {
    boolean unit = word.length() > 1 && "wWdDhHmMsS".indexOf(word.charAt(word.length() - 1)) >= 0;
    String digits = unit ? word.substring(0, word.length() - 1) : word;
    boolean blank = digits.isBlank();
    if (DnsmasqText.isDigits(digits.replace(" ", ""))) {
      Integer seconds = blank ? null : DnsmasqText.seconds(word);
      if (!blank) {
        lease =
            DnsmasqStatements.atLeastShortest(seconds == null ? DnsmasqText.number(word) : seconds);
      }
    } else if (word.equals("infinite")) {
      lease = DnsmasqModel.INFINITE;
    } else if (word.equals("ignore")) {
      ignored = true;
    } else {
      String host = DnsmasqText.plain(word);
      if (!DnsmasqText.isHostName(host)) {
        throw line.error("bad DHCP host name: " + host);
      }
      int dot = host.indexOf('.');
      name = dot < 0 ? host : host.substring(0, dot);
    }
  }
}
