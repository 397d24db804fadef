package io.github.netboot4j.dhcp.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DHCP options decoded the plain way, with copies and collections: what a codec must agree with for
 * any bytes. It reads options where RFC 2131 §4.1 has them, in {@code file} and {@code sname} too
 * if option 52 says so, and joins the pieces of an option (RFC 3396 §5).
 */
public final class ReferenceDecoder {
  /** What keeps a message from being read at all. */
  public enum Fault {
    /** Less than the 236 octets of the fixed header. */
    MESSAGE_TOO_SHORT,
    /** More than the 65535 octets that a datagram can hold. */
    MESSAGE_TOO_LONG,
    /** The first octet, {@code op}, is neither 1 nor 2. */
    UNKNOWN_OPERATION,
    /** An option's code is the last octet of its area. */
    OPTION_WITHOUT_LENGTH,
    /** An option's length reaches beyond its area. */
    OPTION_BEYOND_END
  }

  /**
   * One piece of an option as it stands on the wire.
   *
   * @param position where its code stands, an index into the message
   * @param code 1 to 254
   * @param length octets of its value, 0 to 255
   */
  public record Piece(int position, int code, int length) {}

  private final byte[] message;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Integer, byte[]> joined = new TreeMap<>();
  private @Nullable Fault fault;
  private int faultOffset;

  /**
   * Decodes.
   *
   * @param message any octets; not changed meanwhile
   */
  public ReferenceDecoder(byte[] message) {
    this.message = message;
    decode();
    pieces.forEach(piece -> joined.computeIfAbsent(piece.code(), this::joined));
  }

  /**
   * What is wrong with the framing.
   *
   * @return null for a message that can be read
   */
  public @Nullable Fault fault() {
    return fault;
  }

  /**
   * Where the fault is.
   *
   * @return an index into the message; 0 without a fault
   */
  public int faultOffset() {
    return faultOffset;
  }

  /**
   * The pieces in the order in which they are read: options, then {@code file}, then {@code sname}.
   *
   * @return those before the fault, if there is one
   */
  public List<Piece> pieces() {
    return Collections.unmodifiableList(pieces);
  }

  /**
   * The codes of all options, each once, in the order in which they come first.
   *
   * @return 1 to 254
   */
  public List<Integer> codes() {
    return pieces.stream().map(Piece::code).distinct().toList();
  }

  /**
   * An option's value, all pieces of it joined.
   *
   * @param code 0 to 255
   * @return null if it is absent
   */
  public byte @Nullable [] value(int code) {
    byte[] value = joined.get(code);
    return value == null ? null : value.clone();
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
      fail(Fault.MESSAGE_TOO_SHORT, message.length);
    } else if (message.length > 65535) {
      fail(Fault.MESSAGE_TOO_LONG, 65535);
    } else if (message[0] != 1 && message[0] != 2) {
      fail(Fault.UNKNOWN_OPERATION, 0);
    } else if (message.length >= 240
        && octet(236) == 99
        && octet(237) == 130
        && octet(238) == 83
        && octet(239) == 99) {
      area(240, message.length);
      byte[] overload = joined(52);
      if (fault == null && overload.length == 1) {
        if ((overload[0] & 1) != 0) {
          area(108, 236);
        }
        if ((overload[0] & 2) != 0 && fault == null) {
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
        fail(Fault.OPTION_WITHOUT_LENGTH, at);
        return;
      } else if (at + 2 + octet(at + 1) > end) {
        fail(Fault.OPTION_BEYOND_END, at);
        return;
      } else {
        pieces.add(new Piece(at, octet(at), octet(at + 1)));
        at += 2 + octet(at + 1);
      }
    }
  }

  private void fail(Fault reason, int offset) {
    fault = reason;
    faultOffset = offset;
  }

  private int octet(int index) {
    return message[index] & 0xFF;
  }
}
