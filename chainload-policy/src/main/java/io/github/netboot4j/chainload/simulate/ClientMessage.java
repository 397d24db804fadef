package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionBuilder;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.RelayAgentInformation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The messages of one program, option by option in its order. What differs from machine to machine
 * is put in when it is sent.
 *
 * @param options those of a DISCOVER behind the message type
 * @param requestSize option 57 of a REQUEST, where it differs from the DISCOVER's; else 0
 * @param bareDiscover whether a DISCOVER has none of the options
 * @param addressesLast whether a REQUEST says 54 and 50 at its end, rather than at its beginning
 * @param broadcast whether replies are to be broadcast
 */
record ClientMessage(
    List<Option> options,
    int requestSize,
    boolean bareDiscover,
    boolean addressesLast,
    boolean broadcast) {
  private static final int CAPACITY = 1472;
  private static final int BROADCAST_FLAG = 0x8000;
  private static final int TRANSACTION = 0x6E62_346A;
  private static final HexFormat HEX = HexFormat.of();

  /** What an option holds. */
  enum Content {
    OCTETS,
    MACHINE_IDENTIFIER,
    CLIENT_IDENTIFIER
  }

  /** An option; a character of its value is an octet. */
  record Option(int code, Content content, String value) {}

  /** Puts the options together. */
  static final class Builder {
    private final List<Option> options = new ArrayList<>();
    private int requestSize;
    private boolean bareDiscover;
    private boolean addressesLast;
    private boolean broadcast;

    Builder hex(int code, String value) {
      return text(code, new String(HEX.parseHex(value), StandardCharsets.ISO_8859_1));
    }

    Builder text(int code, String value) {
      options.add(new Option(code, Content.OCTETS, value));
      return this;
    }

    Builder architecture(int code) {
      return hex(OptionCode.CLIENT_ARCHITECTURE, "%04x".formatted(code));
    }

    Builder machineIdentifier() {
      options.add(new Option(OptionCode.CLIENT_MACHINE_IDENTIFIER, Content.MACHINE_IDENTIFIER, ""));
      return this;
    }

    Builder clientIdentifier() {
      options.add(new Option(OptionCode.CLIENT_IDENTIFIER, Content.CLIENT_IDENTIFIER, ""));
      return this;
    }

    Builder requestSize(int octets) {
      requestSize = octets;
      return this;
    }

    Builder bareDiscover() {
      bareDiscover = true;
      return this;
    }

    Builder addressesLast() {
      addressesLast = true;
      return this;
    }

    Builder broadcast() {
      broadcast = true;
      return this;
    }

    ClientMessage build() {
      return new ClientMessage(
          List.copyOf(options), requestSize, bareDiscover, addressesLast, broadcast);
    }
  }

  ByteBuffer discover(Machine machine, long mac) {
    Draft draft = new Draft(MessageType.DISCOVER, machine, mac);
    draft.writer.flags(broadcast ? BROADCAST_FLAG : 0);
    if (!bareDiscover) {
      draft.all(options, 0);
    }
    return draft.finish(true);
  }

  /** The REQUEST for an offer. */
  ByteBuffer request(Machine machine, long mac, int offered, int server) {
    Draft draft = new Draft(MessageType.REQUEST, machine, mac);
    draft.writer.flags(broadcast ? BROADCAST_FLAG : 0);
    if (!addressesLast) {
      draft.addresses(server, offered);
    }
    draft.all(options, requestSize);
    if (addressesLast) {
      draft.addresses(server, offered);
    }
    return draft.finish(true);
  }

  /**
   * The REQUEST to a boot server.
   *
   * <p>EDK2 ends option 43 with an END, iPXE does not.
   *
   * @param own the client's address
   * @param server what it says in option 54; 0 for nothing
   * @param item the chosen item's type; -1 for none
   * @param unicast whether it goes past the relay
   */
  ByteBuffer bootServer(Machine machine, long mac, int own, int server, int item, boolean unicast) {
    Draft draft = new Draft(MessageType.REQUEST, machine, mac);
    draft.writer.clientAddress(own).flags(unicast ? 0 : BROADCAST_FLAG);
    draft.all(options, 0);
    if (server != Ipv4.ANY) {
      draft.writer.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
    }
    if (item >= 0) {
      draft.writer.option(
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          HEX.parseHex("4704%04x0000%s".formatted(item, addressesLast ? "" : "ff")));
    }
    return draft.finish(!unicast);
  }

  /** A message that is being written. */
  private static final class Draft {
    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
    private final DhcpMessageWriter writer = new DhcpMessageWriter();
    private final Machine machine;
    private final long mac;

    Draft(int type, Machine machine, long mac) {
      this.machine = machine;
      this.mac = mac;
      writer.start(type, buffer, 0, CAPACITY).transactionId(TRANSACTION).macAddress(mac);
    }

    void addresses(int server, int offered) {
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
      writer.optionInt32(OptionCode.REQUESTED_ADDRESS, offered);
    }

    void all(List<Option> options, int size) {
      for (Option option : options) {
        if (option.code == OptionCode.MAXIMUM_MESSAGE_SIZE && size != 0) {
          writer.optionUnsigned16(option.code, size);
        } else {
          writer.option(option.code, value(option));
        }
      }
    }

    private byte[] value(Option option) {
      return switch (option.content) {
        case OCTETS -> option.value.getBytes(StandardCharsets.ISO_8859_1);
        case MACHINE_IDENTIFIER -> machineIdentifier(machine.uuid());
        case CLIENT_IDENTIFIER -> HEX.parseHex("01%012x".formatted(mac));
      };
    }

    ByteBuffer finish(boolean relayed) {
      if (relayed && machine.relay() != Ipv4.ANY) {
        writer.relayAddress(machine.relay()).hops(1);
        OptionBuilder said = new OptionBuilder(255);
        subOption(said, RelayAgentInformation.CIRCUIT_ID, machine.circuit());
        subOption(said, RelayAgentInformation.REMOTE_ID, machine.remote());
        if (said.length() > 0) {
          writer.option(OptionCode.RELAY_AGENT_INFORMATION, said);
        }
      }
      return buffer.limit(writer.finish());
    }

    private static void subOption(OptionBuilder into, int code, String hex) {
      if (!hex.isEmpty()) {
        into.begin(code).octets(HEX.parseHex(hex)).end();
      }
    }
  }

  /** Type 0 and the UUID, its first three fields little-endian (RFC 4578 §2.3). */
  private static byte[] machineIdentifier(UUID uuid) {
    ByteBuffer value = ByteBuffer.allocate(17);
    long high = uuid.getMostSignificantBits();
    value
        .put((byte) 0)
        .putInt(Integer.reverseBytes((int) (high >>> 32)))
        .putShort(Short.reverseBytes((short) (high >>> 16)))
        .putShort(Short.reverseBytes((short) high))
        .putLong(uuid.getLeastSignificantBits());
    return value.array();
  }
}
