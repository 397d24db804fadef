package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.dialect.DnsmasqText.Split;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a statement to where it is understood, or says that it has nothing to do with booting. */
final class DnsmasqSettings {
  /** Takes a remark. */
  interface Remarks {
    /** A remark upon a line. */
    void add(Remark.Kind kind, DnsmasqLine line, String text);
  }

  /** Statements that change which requests are answered, or how, in ways not followed here. */
  private static final Set<String> NOT_FOLLOWED =
      Set.of(
          "bridge-interface",
          "conf-script",
          "dhcp-alternate-port",
          "dhcp-relay",
          "read-ethers",
          "shared-network");

  /** Statements of DNS that take a number. */
  private static final Set<String> NUMBERS =
      Set.of(
          "auth-ttl",
          "cache-size",
          "dhcp-lease-max",
          "dhcp-ttl",
          "dns-forward-max",
          "edns-packet-max",
          "local-ttl",
          "max-cache-ttl",
          "max-port",
          "max-ttl",
          "min-cache-ttl",
          "min-port",
          "neg-ttl",
          "port",
          "query-port",
          "tftp-max",
          "tftp-mtu");

  private static final Set<String> PORTS = Set.of("max-port", "min-port", "port", "query-port");

  private static final int RELAY_CIRCUIT = 1;
  private static final int RELAY_REMOTE = 2;
  private static final int RELAY_SUBSCRIBER = 6;

  private final DnsmasqModel model;
  private final DnsmasqStatements statements;
  private final Remarks remarks;

  DnsmasqSettings(DnsmasqModel model, DnsmasqStatements statements, Remarks remarks) {
    this.model = model;
    this.statements = statements;
    this.remarks = remarks;
  }

  void take(DnsmasqLine line, String name, @Nullable String argument)
      throws ConfigurationException {
    String value = argument == null ? "" : argument;
    if (!takeDhcp(line, name, argument) && !takeFlag(name) && !takeTftp(line, name, argument)) {
      switch (name) {
        case "interface" -> {
          model.restricted = true;
          each(value, model.interfaces::add);
        }
        case "except-interface" -> each(value, model.exceptInterfaces::add);
        case "no-dhcp-interface", "no-dhcpv4-interface" -> each(value, model.noDhcpInterfaces::add);
        case "listen-address" -> listen(line, value);
        case "domain", "domain-suffix" -> domain(line, value);
        case "host-record" -> model.hostNames.record(value);
        case "no-hosts" -> model.hostNames.withoutSystemFile();
        default -> withoutEffect(line, name, argument);
      }
    }
  }

  private boolean takeDhcp(DnsmasqLine line, String name, @Nullable String argument)
      throws ConfigurationException {
    String value = argument == null ? "" : argument;
    switch (name) {
      case "dhcp-range" -> statements.range(line, value);
      case "dhcp-host" -> statements.host(line, value);
      case "dhcp-boot" -> statements.boot(line, value);
      case "dhcp-option" -> statements.option(line, value, false);
      case "dhcp-option-force" -> statements.option(line, value, true);
      case "dhcp-match" -> statements.match(line, value);
      case "dhcp-name-match" -> statements.nameMatch(line, value);
      case "dhcp-mac" -> statements.hardwareAddress(line, value);
      case "dhcp-vendorclass" -> statements.vendorClass(line, value);
      case "dhcp-userclass" -> statements.userClass(line, value);
      case "dhcp-circuitid" -> statements.relay(line, value, RELAY_CIRCUIT);
      case "dhcp-remoteid" -> statements.relay(line, value, RELAY_REMOTE);
      case "dhcp-subscrid" -> statements.relay(line, value, RELAY_SUBSCRIBER);
      case "tag-if" -> statements.tagIf(line, value);
      case "dhcp-ignore" -> model.ignores.add(statements.tags(line, argument));
      case "bootp-dynamic" -> model.bootpDynamic.add(statements.tags(line, argument));
      case "pxe-prompt" -> statements.prompt(line, value);
      case "pxe-service" -> statements.service(line, value);
      case "dhcp-pxe-vendor" -> each(value, model.pxeVendors::add);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takeFlag(String name) {
    switch (name) {
      case "dhcp-authoritative" -> model.authoritative = true;
      case "dhcp-no-override" -> model.noOverride = true;
      case "dhcp-ignore-clid" -> model.ignoreClientId = true;
      case "tftp-single-port" -> model.tftpSinglePort = true;
      case "tftp-no-blocksize" -> model.tftpBlockSize = false;
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takeTftp(DnsmasqLine line, String name, @Nullable String argument)
      throws ConfigurationException {
    switch (name) {
      case "enable-tftp" -> model.tftp = true;
      case "tftp-root" -> {
        Split split = DnsmasqText.split(argument == null ? "" : argument);
        if (split.tail() == null) {
          model.tftpRoot = DnsmasqText.plain(split.head());
        } else {
          remarks.add(
              Remark.Kind.WITHOUT_EFFECT, line, "a TFTP root of one interface is not followed");
        }
      }
      case "tftp-unique-root" -> {
        if (argument != null
            && !argument.equalsIgnoreCase("ip")
            && !argument.equalsIgnoreCase("mac")) {
          throw line.error("tftp-unique-root takes ip or mac");
        }
        remarks.add(
            Remark.Kind.WITHOUT_EFFECT, line, "directories for each client are not followed");
      }
      case "tftp-port-range" -> {
        Split split = DnsmasqText.split(argument == null ? "" : argument);
        if (split.tail() == null || !isPort(split.head()) || !isPort(split.tail())) {
          throw line.error("bad port range");
        }
        withoutEffect(line, name, null);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void listen(DnsmasqLine line, String value) throws ConfigurationException {
    model.restricted = true;
    for (String rest = value; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      String text = DnsmasqText.plain(split.head());
      Integer address = DnsmasqText.address(text);
      if (address != null) {
        model.listenAddresses.add(address);
      } else if (!DnsmasqText.isAddress6(text)) {
        throw line.error("not an address: " + text);
      }
      rest = split.tail();
    }
  }

  private void domain(DnsmasqLine line, String value) throws ConfigurationException {
    Split split = DnsmasqText.split(value);
    if (split.head().equals("#") || split.tail() != null) {
      remarks.add(
          Remark.Kind.WITHOUT_EFFECT, line, "a domain of some addresses only is not followed");
    } else {
      model.domain = DnsmasqText.plain(value);
    }
  }

  private static void each(String value, Consumer<String> take) {
    for (String rest = value; rest != null; ) {
      Split split = DnsmasqText.split(rest);
      if (!split.head().isEmpty()) {
        take.accept(DnsmasqText.plain(split.head()));
      }
      rest = split.tail();
    }
  }

  private static boolean isPort(String text) {
    String plain = DnsmasqText.plain(text);
    int number = DnsmasqText.number(plain);
    return DnsmasqText.isDigits(plain) && number >= 0 && number <= 0xFFFF;
  }

  private void withoutEffect(DnsmasqLine line, String name, @Nullable String argument)
      throws ConfigurationException {
    if (NOT_FOLLOWED.contains(name)) {
      throw line.error(name + " is not followed here, and it could change what is answered");
    }
    if (argument != null && NUMBERS.contains(name)) {
      String plain = DnsmasqText.plain(argument);
      if (!DnsmasqText.isDigits(plain) || (PORTS.contains(name) && !isPort(argument))) {
        throw line.error(name + " takes a number");
      }
    }
    if (argument != null && name.equals("port")) {
      model.dnsPort = DnsmasqText.number(DnsmasqText.plain(argument));
    }
    remarks.add(
        Remark.Kind.WITHOUT_EFFECT,
        line,
        name.equals("no-ping")
            ? "no-ping is not followed: pings are the server's own matter"
            : name + " has nothing to do with what a machine boots");
  }
}
