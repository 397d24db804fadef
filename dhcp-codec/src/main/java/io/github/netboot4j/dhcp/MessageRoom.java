package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;

/**
 * The room that a message has, and where in it the next option goes: into the options area, option
 * 82 at its end, or into {@code file} and {@code sname} (option 52). Values are {@link
 * DhcpMessageWriter}'s part, which is the same object: writing by two takes half as long again.
 */
abstract class MessageRoom {
  /** The most octets of a value that one code and length stand before. */
  static final int PIECE = 255;

  /** Octets of option 52 with its code and length. */
  private static final int OVERLOAD_SIZE = 3;

  final Octets octets = new Octets(ByteBuffer.allocate(0));
  int base;

  /** Index of the next octet to write, and the one behind the message's room; both absolute. */
  int position;

  int end;

  /** Option 82 waits at {@code end} until the other options are there. */
  int relayLength;

  /** Where the next option in {@code file} and in {@code sname} goes; 0 while none may. */
  int filePosition;

  int snamePosition;
  boolean mayOverload;

  /** The code of the first option that did not fit. */
  int omitted;

  /** Takes a region, of which nothing is used yet but for the header and the cookie. */
  final void open(ByteBuffer target, int offset, int capacity) {
    octets.wrap(target);
    base = octets.index(offset);
    position = base + HeaderLayout.OPTIONS;
    end = base + capacity;
    relayLength = 0;
    omitted = DhcpMessageWriter.NOTHING_OMITTED;
    mayOverload = false;
    filePosition = 0;
    snamePosition = 0;
  }

  /**
   * Makes room for an option and writes the code and length of its pieces.
   *
   * @return absolute index of the value's first octet, or -1 if the option does not fit
   */
  final int claim(int code, int count) {
    if (code <= OptionCode.PAD || code >= OptionCode.END) {
      throw new IllegalArgumentException("not the code of an option: " + code);
    }
    int pieces = count <= PIECE ? 1 : (count + PIECE - 1) / PIECE;
    int at = room(code, count + 2 * pieces);
    if (at < 0) {
      omit(code);
      return -1;
    }
    int left = count;
    for (int header = at; header == at || left > 0; header += PIECE + 2) {
      octets.put8(header, code);
      octets.put8(header + 1, Math.min(left, PIECE));
      left -= PIECE;
    }
    return at + 2;
  }

  /** Notes that an option is left out. */
  final void omit(int code) {
    if (omitted == DhcpMessageWriter.NOTHING_OMITTED) {
      omitted = code;
    }
  }

  /** Absolute index of room for an option's pieces, or -1. */
  private int room(int code, int size) {
    boolean fits = size <= spare();
    if (code == OptionCode.RELAY_AGENT_INFORMATION) {
      if (relayLength > 0) {
        throw new IllegalStateException("relay agent information is in the message already");
      }
      if (!fits) {
        return -1;
      }
      relayLength = size;
      return end - size;
    }
    if (fits) {
      position += size;
      return position - size;
    }
    if (!mayOverload || isForBooting(code)) {
      return -1;
    }
    if (fitsInto(HeaderLayout.FILE, HeaderLayout.FILE_LENGTH, filePosition, size)) {
      int at = filePosition == 0 ? base + HeaderLayout.FILE : filePosition;
      filePosition = at + size;
      return at;
    }
    if (fitsInto(HeaderLayout.SNAME, HeaderLayout.SNAME_LENGTH, snamePosition, size)) {
      int at = snamePosition == 0 ? base + HeaderLayout.SNAME : snamePosition;
      snamePosition = at + size;
      return at;
    }
    return -1;
  }

  /** Octets left in the options area, without those for what closing adds. */
  final int spare() {
    return end - position - relayLength - 1 - (mayOverload ? OVERLOAD_SIZE : 0);
  }

  /** Whether a field that holds options, or nothing yet, has room for more and for END. */
  private boolean fitsInto(int field, int fieldLength, int next, int size) {
    int start = base + field;
    if (next == 0) {
      return octets.unsigned8(start) == 0 && size < fieldLength;
    }
    return size < start + fieldLength - next;
  }

  private static boolean isForBooting(int code) {
    return switch (code) {
      case OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.TFTP_SERVER_NAME,
          OptionCode.BOOT_FILE_NAME,
          OptionCode.ETHERBOOT ->
          true;
      default -> false;
    };
  }

  final boolean hasRelayInformation() {
    return relayLength > 0;
  }

  /** Octets from the start of the message to the end of the options written so far. */
  final int optionsEnd() {
    return position - base;
  }

  /** END in the fields that hold options, and option 52 in the room kept for it. */
  final void finishOverload() {
    int areas = 0;
    if (filePosition > 0) {
      octets.put8(filePosition, OptionCode.END);
      areas = HeaderLayout.OVERLOAD_FILE;
    }
    if (snamePosition > 0) {
      octets.put8(snamePosition, OptionCode.END);
      areas += HeaderLayout.OVERLOAD_SNAME;
    }
    if (areas > 0) {
      octets.put8(position, OptionCode.OVERLOAD);
      octets.put8(position + 1, 1);
      octets.put8(position + 2, areas);
      position += OVERLOAD_SIZE;
    }
  }
}
