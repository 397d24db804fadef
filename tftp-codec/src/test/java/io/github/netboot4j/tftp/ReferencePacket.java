package io.github.netboot4j.tftp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet as plain code reads it, straight from the RFCs and slowly: cut into strings first, then
 * judged. It shares nothing with the view.
 */
record ReferencePacket(
    @Nullable TftpFault fault,
    int faultOffset,
    int opcode,
    int number,
    String text,
    @Nullable String mode,
    List<String> options) {
  /** Every string of a request or OACK, and where it starts; the last may lack its NUL. */
  private record Cut(List<String> strings, List<Integer> offsets, boolean terminated) {
    static Cut of(byte[] packet) {
      List<String> strings = new ArrayList<>();
      List<Integer> offsets = new ArrayList<>();
      int from = 2;
      for (int i = 2; i < packet.length; i++) {
        if (packet[i] == 0) {
          strings.add(new String(packet, from, i - from, StandardCharsets.UTF_8));
          offsets.add(from);
          from = i + 1;
        }
      }
      offsets.add(from);
      return new Cut(strings, offsets, from == packet.length);
    }
  }

  static ReferencePacket read(byte[] packet) {
    if (packet.length < 2) {
      return fault(TftpFault.TRUNCATED, packet.length);
    }
    int opcode = (packet[0] & 0xff) * 256 + (packet[1] & 0xff);
    return switch (opcode) {
      case 1, 2 -> request(opcode, Cut.of(packet));
      case 3, 4, 5 -> numbered(opcode, packet);
      case 6 -> options(opcode, "", null, Cut.of(packet), 0);
      default -> fault(TftpFault.UNKNOWN_OPCODE, 0);
    };
  }

  private static ReferencePacket numbered(int opcode, byte[] packet) {
    if (packet.length < 4) {
      return fault(TftpFault.TRUNCATED, packet.length);
    }
    int number = (packet[2] & 0xff) * 256 + (packet[3] & 0xff);
    int end = 4;
    while (end < packet.length && end < 4 + 512 && packet[end] != 0) {
      end++;
    }
    String message = new String(packet, 4, end - 4, StandardCharsets.UTF_8);
    return new ReferencePacket(
        null, 0, opcode, number, opcode == 5 ? message : "", null, List.of());
  }

  private static ReferencePacket request(int opcode, Cut cut) {
    int count = cut.strings().size();
    if (count == 0) {
      return fault(TftpFault.UNTERMINATED_FILE_NAME, 2);
    }
    if (cut.strings().get(0).isEmpty()) {
      return fault(TftpFault.EMPTY_FILE_NAME, 2);
    }
    if (count == 1) {
      return fault(TftpFault.UNTERMINATED_MODE, cut.offsets().get(1));
    }
    return options(opcode, cut.strings().get(0), cut.strings().get(1), cut, 2);
  }

  private static ReferencePacket options(
      int opcode, String text, @Nullable String mode, Cut cut, int first) {
    int count = cut.strings().size();
    int next = first;
    while (next < count) {
      if (cut.strings().get(next).isEmpty()) {
        boolean padding = cut.terminated();
        for (int i = next; i < count; i++) {
          padding &= cut.strings().get(i).isEmpty();
        }
        if (padding) {
          break;
        }
        return fault(TftpFault.EMPTY_OPTION_NAME, cut.offsets().get(next));
      }
      if (next - first == 2 * TftpPacketView.MAXIMUM_OPTIONS) {
        return fault(TftpFault.TOO_MANY_OPTIONS, cut.offsets().get(next));
      }
      if (next + 1 == count) {
        return fault(TftpFault.UNTERMINATED_OPTION_VALUE, cut.offsets().get(count));
      }
      next += 2;
    }
    if (next == count && !cut.terminated()) {
      return fault(TftpFault.UNTERMINATED_OPTION_NAME, cut.offsets().get(count));
    }
    return new ReferencePacket(null, 0, opcode, -1, text, mode, cut.strings().subList(first, next));
  }

  private static ReferencePacket fault(TftpFault fault, int offset) {
    return new ReferencePacket(fault, offset, 0, -1, "", null, List.of());
  }
}
