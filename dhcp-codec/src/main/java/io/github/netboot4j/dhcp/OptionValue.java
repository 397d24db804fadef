package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reusable view of one option's value. A value that a sender split (RFC 3396) reads as one
 * without being copied; {@link #isContiguous()} tells whether it lies in one piece.
 *
 * <p>Filled by {@link DhcpMessageView#readOption}; valid until that message view wraps other bytes.
 * Nothing here allocates but the methods that return an array or a {@code String}. Not for use by
 * several threads at once.
 */
public final class OptionValue {
  private static final Octets NOTHING = new Octets(ByteBuffer.allocate(0).asReadOnlyBuffer());

  private Octets octets = NOTHING;
  private int length;

  /** Index of the value's first octet, if it lies in one piece. */
  private int start;

  /** The message that the pieces are read from; null if there is but one piece. */
  private @Nullable FramedMessage message;

  private int code;
  private int firstPiece;

  /** How far into the joined pieces this value starts. */
  private int skipped;

  /** The piece last read: where it starts, and how much of the joined value lies before it. */
  private int piece;

  private int beforePiece;

  /** A view of nothing. */
  public OptionValue() {}

  void clear() {
    show(octets, octets.index(0), 0); // Nothing of whatever it was.
  }

  @SuppressWarnings("ReferenceEquality") // The very buffer is meant.
  void show(Octets bytes, int index, int count) {
    // A reference that stays the same is not stored again: the collector's barrier is not free.
    if (octets != bytes) {
      octets = bytes;
    }
    if (message != null) {
      message = null;
    }
    start = index;
    length = count;
  }

  void showPieces(FramedMessage of, int optionCode, int first, int count) {
    octets = of.octets();
    length = count;
    message = of;
    code = optionCode;
    firstPiece = first;
    skipped = 0;
    piece = first;
    beforePiece = 0;
  }

  /**
   * Shows a part of this value in another view, again without copying.
   *
   * @param from index of the part's first octet
   * @param count the part's length in octets
   * @param into shows the part afterwards; may be this very view
   * @throws IndexOutOfBoundsException if the part does not lie within this value
   */
  public void slice(int from, int count, OptionValue into) {
    Objects.checkFromIndexSize(from, count, length);
    FramedMessage pieces = message;
    if (pieces == null) {
      into.show(octets, start + from, count);
    } else {
      int at = skipped + from;
      int here = piece;
      int beforeHere = beforePiece;
      into.showPieces(pieces, code, firstPiece, count);
      into.skipped = at;
      // Where this one has been reading, so that a walk in slices does not start over each time.
      into.piece = here;
      into.beforePiece = beforeHere;
    }
  }

  /**
   * The value's length.
   *
   * @return in octets; 0 also for an absent option
   */
  public int length() {
    return length;
  }

  /**
   * Whether the value lies in one piece of the buffer.
   *
   * @return false if {@link #offset()} has no meaning
   */
  public boolean isContiguous() {
    return message == null;
  }

  /**
   * Where a contiguous value starts, for readers of the buffer itself.
   *
   * @return absolute index in the message's buffer
   * @throws IllegalStateException if the value is not contiguous
   */
  public int offset() {
    if (message != null) {
      throw new IllegalStateException("the value lies in several pieces");
    }
    return octets.absolute(start);
  }

  /**
   * One octet.
   *
   * @param index from 0
   * @return 0 to 255
   * @throws IndexOutOfBoundsException if the value is not that long
   */
  public int unsigned8(int index) {
    Objects.checkIndex(index, length);
    return octets.unsigned8(message == null ? start + index : seek(message, index));
  }

  /**
   * Two octets in network byte order.
   *
   * @param index of the first one, from 0
   * @return 0 to 65,535
   * @throws IndexOutOfBoundsException if the value is not that long
   */
  public int unsigned16(int index) {
    return unsigned8(index) << 8 | unsigned8(index + 1);
  }

  /**
   * Four octets in network byte order.
   *
   * @param index of the first one, from 0
   * @return all 32 bits
   * @throws IndexOutOfBoundsException if the value is not that long
   */
  public int int32(int index) {
    return unsigned16(index) << 16 | unsigned16(index + 2);
  }

  /**
   * Whether the value is exactly these bytes.
   *
   * @param expected the bytes to compare with
   * @return true only if length and every octet agree
   */
  public boolean contentEquals(byte[] expected) {
    if (expected.length != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      if (unsigned8(index) != (expected[index] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the value is exactly this text, one octet a character.
   *
   * @param expected characters up to U+00FF; one beyond never agrees
   * @return true only if length and every character agree
   */
  public boolean contentEquals(CharSequence expected) {
    return expected.length() == length && startsWith(expected);
  }

  /**
   * Whether the value begins with this text, one octet a character.
   *
   * @param prefix characters up to U+00FF; one beyond never agrees
   * @return true also for an empty prefix
   */
  public boolean startsWith(CharSequence prefix) {
    if (prefix.length() > length) {
      return false;
    }
    for (int index = 0; index < prefix.length(); index++) {
      if (unsigned8(index) != prefix.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies the value.
   *
   * @param target takes the value from {@code index} on; its position is not used
   * @param index absolute index in the target
   * @throws IndexOutOfBoundsException if the target has no room for it
   */
  public void copyTo(ByteBuffer target, int index) {
    if (message == null) {
      target.put(index, octets.buffer(), octets.absolute(start), length);
      return;
    }
    for (int at = 0; at < length; at++) {
      target.put(index + at, (byte) unsigned8(at));
    }
  }

  /** Copies a part of the value. */
  void copyTo(Octets target, int index, int from, int count) {
    if (message == null) {
      target.put(index, octets, start + from, count);
      return;
    }
    for (int at = 0; at < count; at++) {
      target.put8(index + at, unsigned8(from + at));
    }
  }

  /**
   * Copies the value into an array of its own.
   *
   * @return a new array, empty for an absent option
   */
  public byte[] toByteArray() {
    byte[] copy = new byte[length];
    copyTo(ByteBuffer.wrap(copy), 0);
    return copy;
  }

  /**
   * Makes a string of the value, one character an octet. For people to read it, escape what is not
   * printable: a sender may put anything here.
   *
   * @return a new string (ISO 8859-1), trailing NULs left out; empty for an absent option
   */
  public String toText() {
    byte[] copy = toByteArray();
    int end = copy.length;
    while (end > 0 && copy[end - 1] == 0) {
      end--;
    }
    return new String(copy, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Sets the element of a table of 256 that each octet stands for. */
  void stamp(short[] table, short stamp) {
    byte[] bytes = message == null ? octets.array() : null;
    if (bytes == null) {
      for (int index = 0; index < length; index++) {
        table[unsigned8(index)] = stamp;
      }
      return;
    }
    int end = start + length;
    for (int index = start; index < end; index++) {
      table[bytes[index] & 0xFF] = stamp;
    }
  }

  /** Index of an octet of a value in several pieces; remembers the piece it lies in. */
  private int seek(FramedMessage pieces, int index) {
    int target = skipped + index;
    if (target < beforePiece) {
      piece = firstPiece;
      beforePiece = 0;
    }
    int inPiece = pieces.pieceLength(piece);
    while (target - beforePiece >= inPiece) {
      beforePiece += inPiece;
      piece = pieces.nextPiece(piece, code);
      if (piece < 0) {
        throw new IllegalStateException("the message view has wrapped other bytes since");
      }
      inPiece = pieces.pieceLength(piece);
    }
    return pieces.index(piece + 2 + (target - beforePiece));
  }
}
