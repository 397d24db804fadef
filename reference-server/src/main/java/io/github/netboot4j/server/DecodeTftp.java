package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the TFTP packets among the datagrams of a capture. */
final class DecodeTftp {
  private static final int OPCODE = 2;
  private static final int HEADER = 4;

  private final DecodeTransfers transfers = new DecodeTransfers();
  private final TftpPacketView packet = new TftpPacketView();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;

  /** Octets that are there and without a fault, from {@link #offset}. */
  private int sound;

  /** Where the next string starts, from {@link #offset}. */
  private int at;

  /** Whether a datagram is TFTP. To be asked for each one, in the order of the capture. */
  boolean claims(PcapDatagram datagram) {
    return transfers.claims(datagram);
  }

  /** Reads a packet, or what can be read of it. */
  DecodedTftp decode(long frame, PcapDatagram datagram) {
    buffer = datagram.buffer();
    offset = datagram.payloadOffset();
    int length = datagram.payloadLength();
    boolean readable = packet.tryWrap(buffer, offset, length);
    sound = readable ? length : packet.faultOffset();
    at = OPCODE;
    Integer opcode = length < OPCODE ? null : number(0);
    boolean request = is(opcode, TftpOpcode.READ_REQUEST, TftpOpcode.WRITE_REQUEST);
    boolean data = is(opcode, TftpOpcode.DATA, TftpOpcode.DATA);
    boolean numbered = data || is(opcode, TftpOpcode.ACKNOWLEDGMENT, TftpOpcode.ACKNOWLEDGMENT);
    boolean options =
        request || is(opcode, TftpOpcode.OPTION_ACKNOWLEDGMENT, TftpOpcode.OPTION_ACKNOWLEDGMENT);
    boolean error = packet.opcode() == TftpOpcode.ERROR;
    return new DecodedTftp(
        frame,
        datagram.source(),
        datagram.destination(),
        opcode,
        request ? string() : null,
        request ? string() : null,
        options ? options() : List.of(),
        numbered && length >= HEADER ? number(OPCODE) : null,
        data && length >= HEADER
            ? datagram.statedLength() - TftpPacketWriter.DATA_HEADER_LENGTH
            : null,
        error ? packet.errorCode() : null,
        error ? packet.errorMessage() : null,
        fault(datagram));
  }

  /** A cut packet ends within something as a rule. The cut is the fault then, and not that. */
  private @Nullable DecodedFault fault(PcapDatagram datagram) {
    PcapDatagram.Fault cut = datagram.fault();
    if (cut != null) {
      return new DecodedFault(cut.name(), datagram.payloadLength(), cut.description());
    }
    TftpFault fault = packet.fault();
    if (fault == null) {
      return null;
    }
    String words = fault.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return new DecodedFault(fault.name(), packet.faultOffset(), words);
  }

  private static boolean is(@Nullable Integer opcode, int one, int other) {
    return opcode != null && (opcode == one || opcode == other);
  }

  private int number(int index) {
    return buffer.getShort(offset + index) & 0xFFFF;
  }

  /** Whole ones alone; NUL octets behind them are padding. */
  private List<DecodedTftp.Option> options() {
    List<DecodedTftp.Option> options = new ArrayList<>();
    while (true) {
      String name = string();
      String value = name == null || name.isEmpty() ? null : string();
      if (name == null || value == null) {
        return options;
      }
      options.add(new DecodedTftp.Option(name, value));
    }
  }

  /** The octets up to the next NUL as UTF-8, or null if there is none. */
  private @Nullable String string() {
    for (int end = at; end < sound; end++) {
      if (buffer.get(offset + end) == 0) {
        byte[] octets = new byte[end - at];
        buffer.get(offset + at, octets);
        at = end + 1;
        return new String(octets, StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
