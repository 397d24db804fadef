package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.ClasslessRoutes;
import io.github.netboot4j.dhcp.ClientArchitectures;
import io.github.netboot4j.dhcp.ClientFqdn;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DomainNames;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MachineIdentifier;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.NetworkInterfaceIdentifier;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.RegisteredOption;
import io.github.netboot4j.dhcp.RelayAgentInformation;
import io.github.netboot4j.dhcp.SipServers;
import io.github.netboot4j.dhcp.SubOptionCursor;
import io.github.netboot4j.dhcp.UserClass;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of options as people read them. Text from a sender is handed on as it is: who shows it
 * has to escape it. Not for use by several threads at once.
 */
final class DecodeOptionText {
  private static final int INFINITE = 0xFFFF_FFFF;

  private final OptionValue value = new OptionValue();
  private final OptionValue part = new OptionValue();
  private final SubOptionCursor subOptions = new SubOptionCursor();
  private final ClasslessRoutes routes = new ClasslessRoutes();
  private final ClientArchitectures architectures = new ClientArchitectures();
  private final ClientFqdn clientFqdn = new ClientFqdn();
  private final DomainNames domainNames = new DomainNames();
  private final MachineIdentifier machine = new MachineIdentifier();
  private final NetworkInterfaceIdentifier networkInterface = new NetworkInterfaceIdentifier();
  private final RelayAgentInformation relay = new RelayAgentInformation();
  private final SipServers sipServers = new SipServers();
  private final UserClass userClass = new UserClass();

  /**
   * Reads an option.
   *
   * @param message a wrapped message
   * @param code 1 to 254
   * @return null where a person reads the octets themselves just as well, where they are malformed,
   *     and when the option is absent
   */
  @Nullable String of(DhcpMessageView message, int code) {
    if (!message.readOption(code, value)) {
      return null;
    }
    return switch (code) {
      case OptionCode.MESSAGE_TYPE -> messageType(value.unsigned8(0));
      case OptionCode.OVERLOAD -> overload(value.unsigned8(0));
      case OptionCode.LEASE_TIME, OptionCode.RENEWAL_TIME, OptionCode.REBINDING_TIME ->
          seconds(value.int32(0));
      case OptionCode.POLICY_FILTER -> pairs(" mask ");
      case OptionCode.STATIC_ROUTE -> pairs(" via ");
      case OptionCode.CLIENT_ARCHITECTURE -> {
        architectures.read(message);
        yield list(architectures.count(), at -> architecture(architectures.architecture(at)));
      }
      case OptionCode.NETWORK_INTERFACE_IDENTIFIER -> networkInterface(message);
      case OptionCode.CLIENT_MACHINE_IDENTIFIER -> machineIdentifier(message);
      case OptionCode.CLIENT_IDENTIFIER -> clientIdentifier();
      case OptionCode.USER_CLASS -> {
        userClass.read(message);
        yield userClass.toString();
      }
      case OptionCode.CLIENT_FQDN -> clientFqdn(message);
      case OptionCode.RELAY_AGENT_INFORMATION -> relayAgentInformation(message);
      case OptionCode.VENDOR_SPECIFIC_INFORMATION, OptionCode.ETHERBOOT -> subOptions();
      case OptionCode.SIP_SERVERS -> sipServers(message);
      case OptionCode.CLASSLESS_STATIC_ROUTE -> {
        routes.read(message);
        yield routes();
      }
      case OptionCode.MICROSOFT_CLASSLESS_STATIC_ROUTE -> {
        routes.readMicrosoft(message);
        yield routes();
      }
      default -> byType(message, code);
    };
  }

  private @Nullable String byType(DhcpMessageView message, int code) {
    RegisteredOption option = RegisteredOption.find(code);
    if (option == null) {
      return null;
    }
    int length = value.length();
    return switch (option.type()) {
      case FLAG -> flag(value.unsigned8(0));
      case UINT8 -> number(value.unsigned8(0));
      case UINT16 -> number(value.unsigned16(0));
      case UINT32 -> Integer.toUnsignedString(value.int32(0));
      case INT32 -> number(value.int32(0));
      case IPV4, IPV4_LIST -> list(length / 4, at -> Ipv4.format(value.int32(4 * at)));
      case IPV4_PAIRS -> pairs(" ");
      case UINT8_LIST -> list(length, at -> number(value.unsigned8(at)));
      case UINT16_LIST -> list(length / 2, at -> number(value.unsigned16(2 * at)));
      case TEXT, URI -> value.toText();
      case DOMAIN_NAMES -> domainNames(message, code);
      case EMPTY, BYTES, COMPOSITE -> null;
    };
  }

  private static String flag(int octet) {
    return octet == 0 ? "no" : octet == 1 ? "yes" : number(octet);
  }

  private static String number(int value) {
    return Integer.toString(value);
  }

  private static String messageType(int type) {
    return type == MessageType.NONE ? "0" : MessageType.name(type);
  }

  private static String overload(int areas) {
    return switch (areas) {
      case 1 -> "file";
      case 2 -> "sname";
      case 3 -> "file and sname";
      default -> number(areas);
    };
  }

  private static String seconds(int seconds) {
    return seconds == INFINITE ? "infinite" : Integer.toUnsignedString(seconds) + " s";
  }

  /** The names of the IANA registry "Processor Architecture Types", for those that boot today. */
  private static String architecture(int code) {
    String name =
        switch (code) {
          case 0 -> "x86 BIOS";
          case 6 -> "x86 UEFI";
          case 7 -> "x64 UEFI";
          case 9 -> "EBC, or x64 UEFI as RFC 4578 had it";
          case 10 -> "32-bit Arm UEFI";
          case 11 -> "64-bit Arm UEFI";
          case 15 -> "x86 UEFI HTTP Boot";
          case 16 -> "x64 UEFI HTTP Boot";
          case 17 -> "EBC HTTP Boot";
          case 18 -> "32-bit Arm UEFI HTTP Boot";
          case 19 -> "64-bit Arm UEFI HTTP Boot";
          case 20 -> "x86 BIOS HTTP Boot";
          case 21 -> "32-bit Arm U-Boot";
          case 22 -> "64-bit Arm U-Boot";
          case 23 -> "32-bit Arm U-Boot HTTP Boot";
          case 24 -> "64-bit Arm U-Boot HTTP Boot";
          case 25 -> "32-bit RISC-V UEFI";
          case 26 -> "32-bit RISC-V UEFI HTTP Boot";
          case 27 -> "64-bit RISC-V UEFI";
          case 28 -> "64-bit RISC-V UEFI HTTP Boot";
          case 37 -> "32-bit LoongArch UEFI";
          case 38 -> "32-bit LoongArch UEFI HTTP Boot";
          case 39 -> "64-bit LoongArch UEFI";
          case 40 -> "64-bit LoongArch UEFI HTTP Boot";
          case 41 -> "Arm Raspberry Pi boot";
          default -> null;
        };
    return name == null ? number(code) : code + " (" + name + ")";
  }

  private @Nullable String networkInterface(DhcpMessageView message) {
    networkInterface.read(message);
    return networkInterface.type() == NetworkInterfaceIdentifier.UNDI
        ? "UNDI " + networkInterface.majorVersion() + "." + networkInterface.minorVersion()
        : null;
  }

  private @Nullable String machineIdentifier(DhcpMessageView message) {
    machine.read(message);
    return machine.type() == MachineIdentifier.UUID_TYPE ? machine.uuid().toString() : null;
  }

  private @Nullable String domainNames(DhcpMessageView message, int code) {
    domainNames.read(message, code);
    return domainNames.isWellFormed() ? list(domainNames.count(), domainNames::name) : null;
  }

  /** RFC 2132 §9.14: a hardware type and address; RFC 4361: 255, an IAID and a DUID. */
  private @Nullable String clientIdentifier() {
    byte[] octets = value.toByteArray();
    int type = value.unsigned8(0);
    if (type == 1 && octets.length == 7) {
      return "Ethernet " + HexFormat.ofDelimiter(":").formatHex(octets, 1, 7);
    }
    if (type == 255 && octets.length > 7) {
      HexFormat hex = HexFormat.of();
      return "IAID %s DUID %s"
          .formatted(hex.formatHex(octets, 1, 5), hex.formatHex(octets, 5, octets.length));
    }
    return null;
  }

  private @Nullable String clientFqdn(DhcpMessageView message) {
    clientFqdn.read(message);
    String flags =
        (clientFqdn.isServerUpdate() ? "S" : "")
            + (clientFqdn.isOverridden() ? "O" : "")
            + (clientFqdn.isWireForm() ? "E" : "")
            + (clientFqdn.isNoUpdate() ? "N" : "");
    return clientFqdn.isWellFormed()
        ? "%s (flags %s)".formatted(clientFqdn.name(), flags.isEmpty() ? "none" : flags)
        : null;
  }

  private @Nullable String relayAgentInformation(DhcpMessageView message) {
    relay.read(message);
    if (!relay.isWellFormed()) {
      return null;
    }
    StringJoiner parts = new StringJoiner(", ");
    relay.walk(subOptions);
    while (subOptions.next()) {
      subOptions.readValue(part);
      int code = subOptions.code();
      boolean address =
          code == RelayAgentInformation.LINK_SELECTION
              || code == RelayAgentInformation.SERVER_IDENTIFIER_OVERRIDE;
      String shown = address && part.length() == 4 ? Ipv4.format(part.int32(0)) : textOrHex(part);
      parts.add(relaySubOption(code) + "=" + shown);
    }
    return parts.toString();
  }

  private static String relaySubOption(int code) {
    return switch (code) {
      case RelayAgentInformation.CIRCUIT_ID -> "circuit-id";
      case RelayAgentInformation.REMOTE_ID -> "remote-id";
      case RelayAgentInformation.LINK_SELECTION -> "link-selection";
      case RelayAgentInformation.SUBSCRIBER_ID -> "subscriber-id";
      case RelayAgentInformation.SERVER_IDENTIFIER_OVERRIDE -> "server-identifier-override";
      case RelayAgentInformation.RELAY_ID -> "relay-id";
      default -> number(code);
    };
  }

  /** Options within the option, as PXE and iPXE have them (RFC 2132 §8.4). */
  private @Nullable String subOptions() {
    subOptions.resetPadded(value);
    if (!subOptions.isWellFormed()) {
      return null;
    }
    StringJoiner parts = new StringJoiner(", ");
    while (subOptions.next()) {
      subOptions.readValue(part);
      parts.add(subOptions.code() + "=" + textOrHex(part));
    }
    return parts.toString();
  }

  private @Nullable String sipServers(DhcpMessageView message) {
    sipServers.read(message);
    if (!sipServers.isWellFormed()) {
      return null;
    }
    return sipServers.encoding() == SipServers.NAMES
        ? list(sipServers.nameCount(), sipServers::name)
        : list(sipServers.addressCount(), at -> Ipv4.format(sipServers.address(at)));
  }

  private @Nullable String routes() {
    return routes.isWellFormed() ? list(routes.count(), this::route) : null;
  }

  private String route(int index) {
    return "%s/%d via %s"
        .formatted(
            Ipv4.format(routes.destination(index)),
            routes.prefixLength(index),
            Ipv4.format(routes.router(index)));
  }

  private String pairs(String between) {
    return list(
        value.length() / 8,
        at -> Ipv4.format(value.int32(8 * at)) + between + Ipv4.format(value.int32(8 * at + 4)));
  }

  private static String list(int items, IntFunction<String> item) {
    StringJoiner joined = new StringJoiner(", ");
    for (int at = 0; at < items; at++) {
      joined.add(item.apply(at));
    }
    return joined.toString();
  }

  private static String textOrHex(OptionValue octets) {
    for (int index = 0; index < octets.length(); index++) {
      int octet = octets.unsigned8(index);
      if (octet < ' ' || octet > '~') {
        return "0x" + HexFormat.of().formatHex(octets.toByteArray());
      }
    }
    return octets.toText();
  }
}
