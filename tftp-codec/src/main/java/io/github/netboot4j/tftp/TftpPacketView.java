package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a TFTP packet where it lies. All numbers are in network byte order (RFC 1350 section 5, RFC
 * 2347):
 *
 * <pre>
 *            2 bytes  string    1   string  1   string  1   string  1
 *           +--------+----------+---+-------+---+-------+---+-------+---+- - -
 * RRQ, WRQ  |  1, 2  | filename | 0 | mode  | 0 | name  | 0 | value | 0 |
 *           +--------+----------+---+-------+---+-------+---+-------+---+- - -
 *
 *            2 bytes  2 bytes   n bytes
 *           +--------+---------+----------+
 * DATA      |   3    | block # |   data   |
 *           +--------+---------+----------+
 *
 *            2 bytes  2 bytes
 *           +--------+---------+
 * ACK       |   4    | block # |
 *           +--------+---------+
 *
 *            2 bytes  2 bytes   string    1
 *           +--------+---------+---------+---+
 * ERROR     |   5    |  code   | message | 0 |
 *           +--------+---------+---------+---+
 *
 *            2 bytes  string  1   string  1
 *           +--------+-------+---+-------+---+- - -
 * OACK      |   6    | name  | 0 | value | 0 |
 *           +--------+-------+---+-------+---+- - -
 * </pre>
 *
 * <p>{@link #tryWrap} reads the packet once; after that every accessor is a matter of constant
 * time. Heap, direct and read-only buffers and slices all serve. The position and the byte order of
 * the buffer are neither read nor changed. An accessor for a field that this kind of packet lacks
 * answers what "absent" is documented to be, and so does every accessor after a fault. See the
 * package description for the whole contract.
 *
 * <p>What real devices send is read: an ERROR without a message or without its NUL, bytes after an
 * ACK, and NUL bytes after the last option.
 */
public final class TftpPacketView {
  /**
   * The most options that a request or OACK may carry. Real ones carry up to six; more is a fault.
   */
  public static final int MAXIMUM_OPTIONS = 64;

  /** The most bytes of an error message that {@link #errorMessage()} reads. */
  public static final int MAXIMUM_ERROR_MESSAGE = 512;

  private static final int OPCODE_LENGTH = 2;
  private static final int HEADER_LENGTH = 4;
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  /** {@code octet} and its NUL in network byte order. */
  private static final long OCTET_NUL = 0x6f63_7465_7400L;

  private final OptionTable options = new OptionTable();

  private ByteBuffer buffer = NO_BYTES;
  private int start;
  private int end;
  private int opcode;
  private int second;
  private int textOffset;
  private int textLength;
  private @Nullable TftpMode mode;
  private @Nullable TftpFault fault;
  private int faultOffset;

  /** A view of nothing: wrap it around a packet. */
  public TftpPacketView() {}

  /**
   * Reads the packet in {@code length} bytes from index {@code offset} of {@code buffer}, or says
   * why it cannot be read.
   *
   * @param buffer holds the packet; kept until the next wrap, and not to be changed while the view
   *     is in use
   * @param offset index of the first byte, counted from the start of the buffer, not from its
   *     position
   * @param length bytes in the packet
   * @return whether the packet can be read; if not, {@link #fault()} and {@link #faultOffset()} say
   *     why and where
   * @throws IndexOutOfBoundsException if the range does not lie below the limit of the buffer
   */
  public boolean tryWrap(ByteBuffer buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.limit());
    clear();
    this.buffer = buffer;
    start = offset;
    end = offset + length;
    if (length < OPCODE_LENGTH) {
      return fail(TftpFault.TRUNCATED, end);
    }
    int kind = PacketText.unsigned16(buffer, offset);
    return switch (kind) {
      case TftpOpcode.READ_REQUEST, TftpOpcode.WRITE_REQUEST -> readRequest(kind);
      case TftpOpcode.DATA, TftpOpcode.ACKNOWLEDGMENT, TftpOpcode.ERROR -> readNumbered(kind);
      case TftpOpcode.OPTION_ACKNOWLEDGMENT -> readOptions(kind, start + OPCODE_LENGTH);
      default -> fail(TftpFault.UNKNOWN_OPCODE, start);
    };
  }

  /**
   * Reads a packet as {@link #tryWrap} does, but throws what that only tells.
   *
   * @param buffer as for {@link #tryWrap}
   * @param offset as for {@link #tryWrap}
   * @param length as for {@link #tryWrap}
   * @return this view
   * @throws MalformedTftpException if the packet cannot be read
   * @throws IndexOutOfBoundsException if the range does not lie below the limit of the buffer
   */
  public TftpPacketView wrap(ByteBuffer buffer, int offset, int length) {
    if (!tryWrap(buffer, offset, length)) {
      throw new MalformedTftpException(Objects.requireNonNull(fault), faultOffset);
    }
    return this;
  }

  /**
   * Why the last packet could not be read.
   *
   * @return the fault, or null when the packet was read
   */
  public @Nullable TftpFault fault() {
    return fault;
  }

  /**
   * Where the fault lies.
   *
   * @return bytes from the start of the packet; 0 when there is no fault
   */
  public int faultOffset() {
    return faultOffset;
  }

  /**
   * The kind of packet.
   *
   * @return one of the constants of {@link TftpOpcode}, or 0 after a fault
   */
  public int opcode() {
    return opcode;
  }

  /**
   * The block number of a DATA or ACK packet.
   *
   * @return 0 to 65535, or -1 for other packets
   */
  public int blockNumber() {
    return opcode == TftpOpcode.DATA || opcode == TftpOpcode.ACKNOWLEDGMENT ? second : -1;
  }

  /**
   * Where the data of a DATA packet starts.
   *
   * @return an index into the wrapped buffer, or -1 for other packets
   */
  public int payloadOffset() {
    return opcode == TftpOpcode.DATA ? start + HEADER_LENGTH : -1;
  }

  /**
   * How much data a DATA packet carries. Less than the block size in force ends the transfer.
   *
   * @return bytes, 0 or more; 0 for other packets
   */
  public int payloadLength() {
    return opcode == TftpOpcode.DATA ? end - start - HEADER_LENGTH : 0;
  }

  /**
   * The code of an ERROR packet.
   *
   * @return 0 to 65535, see {@link TftpErrorCode}; -1 for other packets
   */
  public int errorCode() {
    return opcode == TftpOpcode.ERROR ? second : -1;
  }

  /**
   * The message of an ERROR packet, up to its NUL, the end of the packet, or {@link
   * #MAXIMUM_ERROR_MESSAGE} bytes, read as UTF-8. It is the peer's text as it came, control
   * characters included: escape it before it goes to a log.
   *
   * @return the message, empty when there is none and for other packets
   */
  public String errorMessage() {
    return opcode == TftpOpcode.ERROR ? PacketText.text(buffer, textOffset, textLength) : "";
  }

  /**
   * Where the file name of a request starts.
   *
   * @return an index into the wrapped buffer, or -1 for other packets
   */
  public int fileNameOffset() {
    return isRequest() ? textOffset : -1;
  }

  /**
   * The length of the file name of a request, without its NUL.
   *
   * @return bytes, at least 1; 0 for other packets
   */
  public int fileNameLength() {
    return isRequest() ? textLength : 0;
  }

  /**
   * The file name of a request, read as UTF-8; bytes that are not UTF-8 read as U+FFFD. The name is
   * what the peer sent: it can hold separators, dots and control characters.
   *
   * @return the name, empty for other packets
   */
  public String fileName() {
    return isRequest() ? PacketText.text(buffer, textOffset, textLength) : "";
  }

  /**
   * The transfer mode of a request, in whatever case it was written.
   *
   * @return the mode, or null when it is none that is known and for other packets
   */
  public @Nullable TftpMode mode() {
    return mode;
  }

  /**
   * How many options a request or OACK carries, unknown and repeated ones included.
   *
   * @return 0 to {@link #MAXIMUM_OPTIONS}; 0 for other packets
   */
  public int optionCount() {
    return options.count();
  }

  /**
   * The name of an option, as it was written.
   *
   * @param index 0 to {@link #optionCount()} - 1, in the order of the packet
   * @return the name, at least one character
   * @throws IndexOutOfBoundsException if there is no such option
   */
  public String optionName(int index) {
    Objects.checkIndex(index, options.count());
    return PacketText.text(buffer, options.nameOffset(index), options.nameLength(index));
  }

  /**
   * Whether an option has this name; ASCII letters match in either case (RFC 2347).
   *
   * @param index 0 to {@link #optionCount()} - 1, in the order of the packet
   * @param name ASCII
   * @return whether the names are the same
   * @throws IndexOutOfBoundsException if there is no such option
   */
  public boolean optionNameEquals(int index, String name) {
    Objects.checkIndex(index, options.count());
    return PacketText.matches(buffer, options.nameOffset(index), options.nameLength(index), name);
  }

  /**
   * The value of an option, as it was written.
   *
   * @param index 0 to {@link #optionCount()} - 1, in the order of the packet
   * @return the value, possibly empty
   * @throws IndexOutOfBoundsException if there is no such option
   */
  public String optionValue(int index) {
    Objects.checkIndex(index, options.count());
    return PacketText.text(buffer, options.valueOffset(index), options.valueLength(index));
  }

  /**
   * The value of an option as a number. Only decimal digits count: a sign, a space, an exponent, no
   * digit at all or a number above 2<sup>63</sup> - 1 is no number.
   *
   * @param index 0 to {@link #optionCount()} - 1, in the order of the packet
   * @return 0 or more, or -1 when the value is no number
   * @throws IndexOutOfBoundsException if there is no such option
   */
  public long optionNumber(int index) {
    Objects.checkIndex(index, options.count());
    return options.number(index);
  }

  /**
   * Finds the first option of a name; ASCII letters match in either case.
   *
   * @param name ASCII
   * @return its index, or -1 when there is none
   */
  public int findOption(String name) {
    return options.find(buffer, name);
  }

  private boolean isRequest() {
    return opcode == TftpOpcode.READ_REQUEST || opcode == TftpOpcode.WRITE_REQUEST;
  }

  private boolean readNumbered(int kind) {
    if (end - start < HEADER_LENGTH) {
      return fail(TftpFault.TRUNCATED, end);
    }
    second = PacketText.unsigned16(buffer, start + OPCODE_LENGTH);
    if (kind == TftpOpcode.ERROR) {
      textOffset = start + HEADER_LENGTH;
      int bound = textOffset + Math.min(end - textOffset, MAXIMUM_ERROR_MESSAGE);
      int nul = PacketText.indexOfNul(buffer, textOffset, bound);
      textLength = (nul < 0 ? bound : nul) - textOffset;
    }
    opcode = kind;
    return true;
  }

  private boolean readRequest(int kind) {
    textOffset = start + OPCODE_LENGTH;
    int nul = PacketText.indexOfNul(buffer, textOffset, end);
    if (nul < 0) {
      return fail(TftpFault.UNTERMINATED_FILE_NAME, textOffset);
    }
    textLength = nul - textOffset;
    if (textLength == 0) {
      return fail(TftpFault.EMPTY_FILE_NAME, textOffset);
    }
    int modeOffset = nul + 1;
    if (isOctetAt(modeOffset)) {
      mode = TftpMode.OCTET;
      return readOptions(kind, modeOffset + TftpMode.OCTET.wireName().length() + 1);
    }
    nul = PacketText.indexOfNul(buffer, modeOffset, end);
    if (nul < 0) {
      return fail(TftpFault.UNTERMINATED_MODE, modeOffset);
    }
    mode = modeAt(modeOffset, nul - modeOffset);
    return readOptions(kind, nul + 1);
  }

  /**
   * Nearly all requests have this mode: it is known at sight, with its NUL. With the opcode and a
   * file name before it, there are eight bytes to read.
   */
  private boolean isOctetAt(int offset) {
    return end - offset > TftpMode.OCTET.wireName().length()
        && (PacketText.wordUpTo(buffer, offset, end) >>> 16 | PacketText.FIVE_LETTERS) == OCTET_NUL;
  }

  private boolean readOptions(int kind, int from) {
    TftpFault found = options.read(buffer, start, from, end);
    if (found != null) {
      return fail(found, options.faultOffset());
    }
    opcode = kind;
    return true;
  }

  /** Any mode but octet. */
  private @Nullable TftpMode modeAt(int offset, int length) {
    if (PacketText.matches(buffer, offset, length, TftpMode.NETASCII.wireName())) {
      return TftpMode.NETASCII;
    }
    return PacketText.matches(buffer, offset, length, TftpMode.MAIL.wireName())
        ? TftpMode.MAIL
        : null;
  }

  private void clear() {
    opcode = 0;
    second = 0;
    textOffset = 0;
    textLength = 0;
    mode = null;
    options.clear();
    fault = null;
    faultOffset = 0;
  }

  private boolean fail(TftpFault reason, int at) {
    clear();
    fault = reason;
    faultOffset = at - start;
    return false;
  }
}
