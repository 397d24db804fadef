package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionCursor;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the DHCP messages among the datagrams of a capture. */
final class DecodeDhcp {
  private static final int SERVER_PORT = 67;
  private static final int CLIENT_PORT = 68;

  /** Where PXE boot servers answer (PXE 2.1 §2.2.3); the bytes are DHCP. */
  private static final int BOOT_SERVER_PORT = 4011;

  /** Where fields of the message start. */
  private static final int CHADDR = 28;

  private static final int FILE = 108;
  private static final int OPTIONS = 240;
  private static final int LONGEST_MESSAGE = 0xFFFF;

  private final DhcpMessageView message = new DhcpMessageView();
  private final OptionCursor cursor = new OptionCursor();
  private final OptionValue value = new OptionValue();
  private final DecodeOptionText texts = new DecodeOptionText();

  /** Octets of the message that are there; the view may have zeros behind them. */
  private int length;

  /** Whether the datagram is DHCP by its ports. */
  static boolean claims(PcapDatagram datagram) {
    return datagram.hasPort(SERVER_PORT)
        || datagram.hasPort(CLIENT_PORT)
        || datagram.hasPort(BOOT_SERVER_PORT);
  }

  /** Reads a message, or what can be read of it. */
  DecodedDhcp decode(long frame, PcapDatagram datagram) {
    DecodedFault fault = wrap(datagram);
    return new DecodedDhcp(
        frame,
        datagram.source(),
        datagram.destination(),
        reaches(1) ? message.operation() : null,
        reaches(2) ? message.hardwareType() : null,
        reaches(3) ? message.statedHardwareAddressLength() : null,
        reaches(4) ? message.hops() : null,
        reaches(8) ? "0x%08x".formatted(message.transactionId()) : null,
        reaches(10) ? message.seconds() : null,
        reaches(12) ? message.flags() : null,
        reaches(16) ? Ipv4.format(message.clientAddress()) : null,
        reaches(20) ? Ipv4.format(message.yourAddress()) : null,
        reaches(24) ? Ipv4.format(message.nextServerAddress()) : null,
        reaches(28) ? Ipv4.format(message.relayAddress()) : null,
        reaches(CHADDR + message.hardwareAddressLength()) ? hardwareAddress() : null,
        reaches(FILE) ? message.serverName() : null,
        reaches(DhcpMessageView.HEADER_LENGTH) ? message.bootFile() : null,
        options(),
        fault);
  }

  /** Takes the message into view. One shorter than the header gets zeros behind it for that. */
  private @Nullable DecodedFault wrap(PcapDatagram datagram) {
    length = Math.min(datagram.payloadLength(), LONGEST_MESSAGE);
    ByteBuffer bytes = datagram.buffer();
    int offset = datagram.payloadOffset();
    boolean tooShort = length < DhcpMessageView.HEADER_LENGTH;
    if (tooShort) {
      bytes = ByteBuffer.allocate(DhcpMessageView.HEADER_LENGTH);
      bytes.put(0, datagram.buffer(), offset, length);
      offset = 0;
    }
    message.tryWrap(bytes, offset, Math.max(length, DhcpMessageView.HEADER_LENGTH));
    DhcpFault fault = length == 0 ? null : message.fault();
    PcapDatagram.Fault cut = datagram.fault();
    // A cut message ends within an option as a rule. The cut is the fault then, not the option.
    if (cut != null && (fault == null || message.faultOffset() >= OPTIONS)) {
      return new DecodedFault(cut.name(), length, cut.description());
    }
    if (fault != null) {
      return new DecodedFault(fault.name(), message.faultOffset(), fault.description());
    }
    if (tooShort) {
      fault = DhcpFault.MESSAGE_TOO_SHORT;
      return new DecodedFault(fault.name(), length, fault.description());
    }
    return null;
  }

  /** Whether a field that ends before this offset was captured. */
  private boolean reaches(int end) {
    return length >= end;
  }

  private String hardwareAddress() {
    byte[] octets = new byte[message.hardwareAddressLength()];
    message.buffer().get(message.offset() + CHADDR, octets);
    return HexFormat.of().formatHex(octets);
  }

  /** Each option at the place of its first piece. */
  private List<DecodedOption> options() {
    List<DecodedOption> options = new ArrayList<>();
    boolean[] seen = new boolean[256];
    cursor.reset(message);
    while (cursor.next()) {
      int code = cursor.code();
      if (!seen[code]) {
        seen[code] = true;
        options.add(option(code));
      }
    }
    return options;
  }

  private DecodedOption option(int code) {
    message.readRawOption(code, value);
    return new DecodedOption(
        code,
        RegisteredOption.nameOf(code),
        HexFormat.of().formatHex(value.toByteArray()),
        texts.of(message, code),
        message.optionFault(code));
  }
}
