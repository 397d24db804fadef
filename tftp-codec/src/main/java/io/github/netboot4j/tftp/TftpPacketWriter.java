package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Writes TFTP packets into the caller's buffer. {@link TftpPacketView} shows their layouts.
 *
 * <p>{@link #wrap} says where; each packet then starts there anew. DATA, ACK and ERROR are written
 * by one call. Requests and OACKs are begun, given options, and finished:
 *
 * <pre>{@code
 * int length = writer.wrap(buffer, 0, 512).beginReadRequest("boot.ipxe", TftpMode.OCTET).option("blksize", 1432).finish();
 * }</pre>
 *
 * <p><b>Room.</b> The call that completes a packet returns its length in bytes, or {@link #NO_ROOM}
 * when the packet does not fit into the capacity. Nothing is ever written outside the capacity, and
 * nothing is cut short; after {@code NO_ROOM} the bytes within the capacity are of no use. No
 * method allocates. The position, limit and byte order of the buffer are not changed.
 */
public final class TftpPacketWriter {
  /** Returned instead of a length when the packet does not fit. */
  public static final int NO_ROOM = -1;

  /** Bytes before the payload of a DATA packet: opcode and block number. */
  public static final int DATA_HEADER_LENGTH = 4;

  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);
  private static final long LARGEST_POWER_OF_TEN = 1_000_000_000_000_000_000L;

  private ByteBuffer buffer = NO_BYTES;
  private int start;
  private int end;
  private int next;
  private boolean full;
  private boolean open;

  /** A writer without a buffer: {@link #wrap} one. */
  public TftpPacketWriter() {}

  /**
   * Chooses where packets are written.
   *
   * @param buffer written to by absolute index; kept until the next wrap
   * @param offset index of the first byte of each packet, counted from the start of the buffer
   * @param capacity bytes that may be written from there
   * @return this writer
   * @throws IndexOutOfBoundsException if the range does not lie below the limit of the buffer
   * @throws IllegalArgumentException if the buffer is read-only
   */
  public TftpPacketWriter wrap(ByteBuffer buffer, int offset, int capacity) {
    Objects.checkFromIndexSize(offset, capacity, buffer.limit());
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("read-only buffer");
    }
    this.buffer = buffer;
    start = offset;
    end = offset + capacity;
    next = offset;
    open = false;
    return this;
  }

  /**
   * Writes the header of a DATA packet. The payload belongs right behind it, or goes out beside it
   * in a gathering write.
   *
   * @param blockNumber 0 to 65535
   * @return {@link #DATA_HEADER_LENGTH}, or {@link #NO_ROOM}
   * @throws IllegalArgumentException if the block number is out of range
   */
  public int data(int blockNumber) {
    return numbered(TftpOpcode.DATA, blockNumber, "block number");
  }

  /**
   * Writes an ACK packet.
   *
   * @param blockNumber 0 to 65535; 0 acknowledges an OACK or a write request
   * @return its length, or {@link #NO_ROOM}
   * @throws IllegalArgumentException if the block number is out of range
   */
  public int acknowledgment(int blockNumber) {
    return numbered(TftpOpcode.ACKNOWLEDGMENT, blockNumber, "block number");
  }

  /**
   * Writes an ERROR packet.
   *
   * @param errorCode 0 to 65535, see {@link TftpErrorCode}
   * @param message for a human; characters other than printable ASCII are written as {@code ?}
   * @return its length, or {@link #NO_ROOM}
   * @throws IllegalArgumentException if the error code is out of range
   */
  public int error(int errorCode, String message) {
    numbered(TftpOpcode.ERROR, errorCode, "error code");
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      put(c >= ' ' && c <= '~' ? c : '?');
    }
    put(0);
    return length();
  }

  /**
   * Begins a read request.
   *
   * @param fileName written as UTF-8; at least one character, none of them NUL
   * @param mode how the file is to travel
   * @return this writer
   * @throws IllegalArgumentException if the file name is empty or holds a NUL
   */
  public TftpPacketWriter beginReadRequest(String fileName, TftpMode mode) {
    return beginRequest(TftpOpcode.READ_REQUEST, fileName, mode);
  }

  /**
   * Begins a write request.
   *
   * @param fileName written as UTF-8; at least one character, none of them NUL
   * @param mode how the file is to travel
   * @return this writer
   * @throws IllegalArgumentException if the file name is empty or holds a NUL
   */
  public TftpPacketWriter beginWriteRequest(String fileName, TftpMode mode) {
    return beginRequest(TftpOpcode.WRITE_REQUEST, fileName, mode);
  }

  /**
   * Begins an OACK.
   *
   * @return this writer
   */
  public TftpPacketWriter beginOptionAcknowledgment() {
    begin(TftpOpcode.OPTION_ACKNOWLEDGMENT);
    open = true;
    return this;
  }

  /**
   * Adds an option with a number to the request or OACK that was begun.
   *
   * @param name written as UTF-8; at least one character, none of them NUL
   * @param value 0 or more, written in decimal digits
   * @return this writer
   * @throws IllegalArgumentException if the name is empty or holds a NUL, or the value is negative
   * @throws IllegalStateException if no request or OACK is begun
   */
  public TftpPacketWriter option(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative option value " + value);
    }
    optionName(name);
    long power = LARGEST_POWER_OF_TEN;
    while (power > 1 && power > value) {
      power /= 10;
    }
    for (; power > 0; power /= 10) {
      put((int) ('0' + value / power % 10));
    }
    put(0);
    return this;
  }

  /**
   * Adds an option to the request or OACK that was begun.
   *
   * @param name written as UTF-8; at least one character, none of them NUL
   * @param value written as UTF-8; may be empty, holds no NUL
   * @return this writer
   * @throws IllegalArgumentException if the name is empty, or either holds a NUL
   * @throws IllegalStateException if no request or OACK is begun
   */
  public TftpPacketWriter option(String name, String value) {
    requireNoNul(value);
    optionName(name);
    putString(value);
    return this;
  }

  /**
   * Completes the request or OACK that was begun.
   *
   * @return its length, or {@link #NO_ROOM}
   * @throws IllegalStateException if no request or OACK is begun
   */
  public int finish() {
    requireOpen();
    open = false;
    return length();
  }

  private TftpPacketWriter beginRequest(int opcode, String fileName, TftpMode mode) {
    requireName(fileName);
    begin(opcode);
    putString(fileName);
    putString(mode.wireName());
    open = true;
    return this;
  }

  private int numbered(int opcode, int number, String what) {
    if (number < 0 || number > 0xffff) {
      throw new IllegalArgumentException(what + " " + number + " is outside 0 to 65535");
    }
    begin(opcode);
    put(number >> 8);
    put(number);
    return length();
  }

  private void begin(int opcode) {
    next = start;
    full = false;
    open = false;
    put(0);
    put(opcode);
  }

  private void optionName(String name) {
    requireOpen();
    requireName(name);
    putString(name);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("no request or OACK is begun");
    }
  }

  private static void requireName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    requireNoNul(name);
  }

  private static void requireNoNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL inside a string");
    }
  }

  /** UTF-8 by hand, because the library's encoders allocate. */
  private void putString(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        put(c);
      } else if (c < 0x800) {
        put(0xc0 | c >> 6);
        put(0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        put(0xe0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3f));
        put(0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        int point = Character.toCodePoint(c, text.charAt(i));
        put(0xf0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3f));
        put(0x80 | (point >> 6 & 0x3f));
        put(0x80 | (point & 0x3f));
      } else {
        put('?');
      }
    }
    put(0);
  }

  private void put(int value) {
    if (next < end) {
      buffer.put(next++, (byte) value);
    } else {
      full = true;
    }
  }

  private int length() {
    return full ? NO_ROOM : next - start;
  }
}
