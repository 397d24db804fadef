package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the options of a message lie: one pass checks their framing and keeps where each starts.
 * What fields and options say is {@link DhcpMessageView}'s part, which is the same object: each
 * look at an option by way of another would cost a step more.
 */
abstract class FramedMessage {
  static final int MAXIMUM_LENGTH = 0xFFFF;
  static final long REPEATED = 1L << 32;
  private static final long FIRST_STAMP = 1L << 47;

  /** No entry: a real one has a stamp, which is above zero. */
  static final long ABSENT = 0;

  static final int NOWHERE = -1;
  static final int IN_PIECES = -2;
  static final ByteBuffer NOTHING = ByteBuffer.allocate(HeaderLayout.OPTIONS).asReadOnlyBuffer();

  /**
   * For each code what the pass found: in the lower half where its first piece starts, an index of
   * {@link #octets}; above that {@link #REPEATED}, and then the stamp of the pass. A lower stamp
   * means absent, so nothing is cleared between packets.
   */
  private final long[] entries = new long[256];

  /** For each code that was found to be repeated, how long its pieces are together. */
  private final int[] joinedLengths = new int[256];

  private long stamp = FIRST_STAMP;

  final Octets octets = new Octets(NOTHING);

  /** Where the message starts, an index of {@link #octets}. */
  int base;

  int length = DhcpMessageView.HEADER_LENGTH;

  /** Where the options of each area end, at END or a fault; 0 for an area that holds none. */
  int optionsEnd;

  private int fileEnd;
  private int snameEnd;
  int overload;
  @Nullable DhcpFault fault;
  int faultOffset;

  final void turnTo(ByteBuffer message, int offset, int size) {
    octets.wrap(message);
    base = octets.index(offset);
    length = size;
  }

  final void forgetOptions() {
    stamp += FIRST_STAMP;
    if (stamp < 0) {
      Arrays.fill(entries, ABSENT);
      stamp = FIRST_STAMP;
    }
    optionsEnd = 0;
    fileEnd = 0;
    snameEnd = 0;
    overload = 0;
    if (fault != null) {
      fault = null;
    }
    faultOffset = 0;
  }

  final boolean reject(DhcpFault reason, int offset) {
    fault = reason;
    faultOffset = offset;
    return false;
  }

  /** One pass over an area: checks its framing and notes where each option starts. */
  final boolean scan(int areaStart, int areaEnd) {
    int end = base + areaEnd;
    int at = walk(base + areaStart, end);
    if (at >= 0) {
      noteEnd(areaStart, at - base);
      return true;
    }
    int faulty = ~at;
    noteEnd(areaStart, faulty - base);
    return reject(
        faulty == end - 1 ? DhcpFault.OPTION_WITHOUT_LENGTH : DhcpFault.OPTION_BEYOND_END,
        faulty - base);
  }

  /** Passes over the fields that hold options by what {@link #overload} says. */
  final boolean scanOverloaded() {
    return ((overload & HeaderLayout.OVERLOAD_FILE) == 0
            || scan(HeaderLayout.FILE, HeaderLayout.FILE_END))
        && ((overload & HeaderLayout.OVERLOAD_SNAME) == 0
            || scan(HeaderLayout.SNAME, HeaderLayout.SNAME_END));
  }

  /**
   * Walks over options. Kept bare: what a variable more costs here is paid for every option.
   *
   * @return where END or the area's end is, or the complement of where an option goes beyond it
   */
  private int walk(int from, int end) {
    Octets bytes = octets;
    long[] found = entries;
    long now = stamp;
    int at = from;
    while (at < end) {
      int code = bytes.unsigned8(at);
      if (code == OptionCode.PAD) {
        at++;
        continue;
      }
      if (code == OptionCode.END) {
        return at;
      }
      if (at == end - 1) {
        return ~at;
      }
      int next = at + 2 + bytes.unsigned8(at + 1);
      if (next > end) {
        return ~at;
      }
      if (found[code] < now) {
        found[code] = now | at;
      } else {
        addPiece(code, next - at - 2);
      }
      at = next;
    }
    return at;
  }

  private void addPiece(int code, int octets) {
    long entry = entries[code];
    joinedLengths[code] = joinedLength(code, entry) + octets;
    entries[code] = entry | REPEATED;
  }

  private void noteEnd(int areaStart, int end) {
    if (areaStart == HeaderLayout.OPTIONS) {
      optionsEnd = end;
    } else if (areaStart == HeaderLayout.FILE) {
      fileEnd = end;
    } else {
      snameEnd = end;
    }
  }

  final Octets octets() {
    return octets;
  }

  /** Index in {@link #octets()} of a place in the message. */
  final int index(int position) {
    return base + position;
  }

  /** Where the first option of the message starts, or -1. */
  final int firstOption() {
    return firstOptionFrom(HeaderLayout.OPTIONS);
  }

  /** Where the option after the one at {@code position} starts, or -1. */
  final int nextOption(int position) {
    int area =
        position >= HeaderLayout.OPTIONS
            ? HeaderLayout.OPTIONS
            : position >= HeaderLayout.FILE ? HeaderLayout.FILE : HeaderLayout.SNAME;
    int at = skipPadding(position + 2 + pieceLength(position), areaEnd(area));
    if (at >= 0 || area == HeaderLayout.SNAME) {
      return at;
    }
    return area == HeaderLayout.OPTIONS
        ? firstOptionFrom(HeaderLayout.FILE)
        : firstOptionFrom(HeaderLayout.SNAME);
  }

  /** Where the next piece of the option {@code code} starts, or -1. */
  final int nextPiece(int position, int code) {
    int at = nextOption(position);
    while (at >= 0 && codeAt(at) != code) {
      at = nextOption(at);
    }
    return at;
  }

  final int codeAt(int position) {
    return octets.unsigned8(base + position);
  }

  final int pieceLength(int position) {
    return octets.unsigned8(base + position + 1);
  }

  /** The first option in an area, or in those read after it: {@code file}, then {@code sname}. */
  private int firstOptionFrom(int area) {
    int at = skipPadding(area, areaEnd(area));
    if (at < 0 && area == HeaderLayout.OPTIONS) {
      at = skipPadding(HeaderLayout.FILE, fileEnd);
    }
    if (at < 0 && area != HeaderLayout.SNAME) {
      at = skipPadding(HeaderLayout.SNAME, snameEnd);
    }
    return at;
  }

  private int skipPadding(int from, int end) {
    int at = from;
    while (at < end && codeAt(at) == OptionCode.PAD) {
      at++;
    }
    return at < end ? at : -1;
  }

  /** Where the options of an area end: at END, at a fault, or with the area. */
  final int areaEnd(int area) {
    return area == HeaderLayout.OPTIONS
        ? optionsEnd
        : area == HeaderLayout.FILE ? fileEnd : snameEnd;
  }

  /** What the pass found of an option, or {@link #ABSENT}. */
  final long entry(int code) {
    long entry = entries[code];
    return entry >= stamp ? entry : ABSENT;
  }

  /** Where the first piece of an option starts, in octets from the start of the message. */
  final int firstPiece(long entry) {
    return (int) entry - base;
  }

  final int joinedLength(int code, long entry) {
    return (entry & REPEATED) != 0 ? joinedLengths[code] : octets.unsigned8((int) entry + 1);
  }

  /** Index of a value of exactly this length, {@link #IN_PIECES} or {@link #NOWHERE}. */
  final int locate(int code, int size) {
    long entry = entry(code);
    if (entry == ABSENT || joinedLength(code, entry) != size) {
      return NOWHERE;
    }
    return (entry & REPEATED) != 0 ? IN_PIECES : (int) entry + 2;
  }

  /** The number that the pieces of a repeated option make. */
  final int joined(int code) {
    int number = 0;
    for (int at = firstPiece(entry(code)); at >= 0; at = nextPiece(at, code)) {
      for (int index = 0; index < pieceLength(at); index++) {
        number = number << 8 | octets.unsigned8(base + at + 2 + index);
      }
    }
    return number;
  }

  /** One octet of a value that lies in pieces, which the value has. */
  final int joinedByte(int code, int first, int index) {
    int piece = first;
    int left = index;
    while (left >= pieceLength(piece)) {
      left -= pieceLength(piece);
      piece = nextPiece(piece, code);
    }
    return octets.unsigned8(base + piece + 2 + left);
  }

  /** Shows what an entry stands for, or nothing, and tells whether it stands for anything. */
  final boolean show(int code, long entry, OptionValue into) {
    if (entry == ABSENT) {
      into.clear();
    } else if ((entry & REPEATED) != 0) {
      into.showPieces(this, code, firstPiece(entry), joinedLengths[code]);
    } else {
      into.show(octets, (int) entry + 2, octets.unsigned8((int) entry + 1));
    }
    return entry != ABSENT;
  }
}
