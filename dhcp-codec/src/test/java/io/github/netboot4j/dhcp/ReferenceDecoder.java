package io.github.netboot4j.dhcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DHCP options decoded the plain way, with copies and collections: what the view must agree with
 * for any bytes. It knows nothing of the view's code.
 */
final class ReferenceDecoder {
  /** One piece of an option as it stands on the wire. */
  record Piece(int position, int code, int length) {}

  final List<Piece> pieces = new ArrayList<>();
  final Map<Integer, byte[]> joined = new TreeMap<>();
  DhcpFault fault;
  int faultOffset;

  private final byte[] message;

  ReferenceDecoder(byte[] message) {
    this.message = message;
    decode();
    pieces.forEach(piece -> joined.computeIfAbsent(piece.code(), this::joined));
  }

  private byte[] joined(int code) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (Piece piece : pieces) {
      if (piece.code() == code) {
        value.write(message, piece.position() + 2, piece.length());
      }
    }
    return value.toByteArray();
  }

  private void decode() {
    if (message.length < 236) {
      fail(DhcpFault.MESSAGE_TOO_SHORT, message.length);
    } else if (message.length > 65535) {
      fail(DhcpFault.MESSAGE_TOO_LONG, 65535);
    } else if (message[0] != 1 && message[0] != 2) {
      fail(DhcpFault.UNKNOWN_OPERATION, 0);
    } else if (message.length >= 240
        && octet(236) == 99
        && octet(237) == 130
        && octet(238) == 83
        && octet(239) == 99) {
      area(240, message.length);
      byte[] joined = joined(52);
      if (fault == null && joined.length == 1) {
        int overload = joined[0];
        if ((overload & 1) != 0) {
          area(108, 236);
        }
        if ((overload & 2) != 0 && fault == null) {
          area(44, 108);
        }
      }
    }
  }

  private void area(int start, int end) {
    int at = start;
    while (at < end && octet(at) != 255) {
      if (octet(at) == 0) {
        at += 1;
      } else if (at + 1 == end) {
        fail(DhcpFault.OPTION_WITHOUT_LENGTH, at);
        return;
      } else if (at + 2 + octet(at + 1) > end) {
        fail(DhcpFault.OPTION_BEYOND_END, at);
        return;
      } else {
        pieces.add(new Piece(at, octet(at), octet(at + 1)));
        at += 2 + octet(at + 1);
      }
    }
  }

  private void fail(DhcpFault reason, int offset) {
    fault = reason;
    faultOffset = offset;
  }

  private int octet(int index) {
    return message[index] & 0xFF;
  }
}
