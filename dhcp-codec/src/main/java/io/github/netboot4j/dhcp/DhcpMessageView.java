package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reusable view of one DHCPv4 or BOOTP message in a buffer (RFC 2131 §2; {@link
 * io.github.netboot4j.dhcp drawn} with its package). Nothing is copied: each accessor reads the
 * wrapped bytes.
 *
 * <p>{@link #tryWrap} makes one pass that checks the framing and notes where each option starts.
 * After it every accessor takes constant time, allocates nothing (those that return a {@code
 * String} aside) and throws nothing for any content. What an option holds does not reject a
 * message: one of the wrong length reads as absent, and {@link #optionFault} says why.
 *
 * <p>Options that are repeated, or that lie in {@code file} and {@code sname} by option 52, read as
 * one value in the order options, {@code file}, {@code sname} (RFC 3396 §5).
 *
 * <p>The region must lie below the buffer's limit for as long as the view is in use. The buffer's
 * position and byte order are neither read nor changed; heap, direct and read-only buffers work
 * alike. Not for use by several threads at once.
 */
public final class DhcpMessageView {
  /** Octets of the fixed header, before the magic cookie. */
  public static final int HEADER_LENGTH = 236;

  /** {@link #operation()} of a message from a client. */
  public static final int BOOTREQUEST = 1;

  /** {@link #operation()} of a message from a server. */
  public static final int BOOTREPLY = 2;

  private static final int MAXIMUM_LENGTH = 0xFFFF;
  private static final long REPEATED = 1L << 32;
  private static final long FIRST_STAMP = 1L << 47;

  /** No entry: a real one has a stamp, which is above zero. */
  private static final long ABSENT = 0;

  private static final int NOWHERE = -1;
  private static final int IN_PIECES = -2;
  private static final ByteBuffer NOTHING =
      ByteBuffer.allocate(HeaderLayout.OPTIONS).asReadOnlyBuffer();

  /**
   * For each code what the pass found: in the lower half where its first piece starts, an index of
   * {@link #octets}; above that {@link #REPEATED}, and then the stamp of the pass. A lower stamp
   * means absent, so nothing is cleared between packets.
   */
  private final long[] entries = new long[256];

  /** For each code that was found to be repeated, how long its pieces are together. */
  private final int[] joinedLengths = new int[256];

  private long stamp = FIRST_STAMP;

  private final Octets octets = new Octets(NOTHING);

  /** Where the message starts, an index of {@link #octets}. */
  private int base;

  private int length = HEADER_LENGTH;

  /** Where the options of each area end, at END or a fault; 0 for an area that holds none. */
  private int optionsEnd;

  private int fileEnd;
  private int snameEnd;
  private int overload;
  private @Nullable DhcpFault fault;
  private int faultOffset;

  /** A view of nothing: every field reads as zero and every option as absent until it wraps. */
  public DhcpMessageView() {}

  /**
   * Takes a message into view, or throws.
   *
   * @param message the buffer that holds it
   * @param offset absolute index of its first octet
   * @param octets its length
   * @return this view
   * @throws MalformedDhcpException if the bytes are not a DHCP or BOOTP message
   * @throws IndexOutOfBoundsException if the region does not lie below the buffer's limit
   */
  public DhcpMessageView wrap(ByteBuffer message, int offset, int octets) {
    if (!tryWrap(message, offset, octets)) {
      throw new MalformedDhcpException(Objects.requireNonNull(fault), faultOffset, octets);
    }
    return this;
  }

  /**
   * Takes a message into view, or leaves a fault, without the cost of an exception.
   *
   * <p>After {@code false}, {@link #fault()} and {@link #faultOffset()} say what is wrong and
   * where; the fields and the options before that place can be read, all else reads as zero or
   * absent.
   *
   * @param message the buffer that holds it
   * @param offset absolute index of its first octet
   * @param octets its length
   * @return whether the framing holds
   * @throws IndexOutOfBoundsException if the region does not lie below the buffer's limit
   */
  public boolean tryWrap(ByteBuffer message, int offset, int octets) {
    Objects.checkFromIndexSize(offset, octets, message.limit());
    forgetOptions();
    if (octets < HEADER_LENGTH || octets > MAXIMUM_LENGTH) {
      show(NOTHING, 0, HEADER_LENGTH);
      return octets < HEADER_LENGTH
          ? reject(DhcpFault.MESSAGE_TOO_SHORT, octets)
          : reject(DhcpFault.MESSAGE_TOO_LONG, MAXIMUM_LENGTH);
    }
    show(message, offset, octets);
    int operation = operation();
    if (operation != BOOTREQUEST && operation != BOOTREPLY) {
      return reject(DhcpFault.UNKNOWN_OPERATION, HeaderLayout.OP);
    }
    if (!hasMagicCookie()) {
      return true;
    }
    if (!scan(HeaderLayout.OPTIONS, octets)) {
      return false;
    }
    overload = optionUnsigned8(OptionCode.OVERLOAD, 0);
    return ((overload & HeaderLayout.OVERLOAD_FILE) == 0
            || scan(HeaderLayout.FILE, HeaderLayout.FILE_END))
        && ((overload & HeaderLayout.OVERLOAD_SNAME) == 0
            || scan(HeaderLayout.SNAME, HeaderLayout.SNAME_END));
  }

  private void show(ByteBuffer message, int offset, int size) {
    octets.wrap(message);
    base = octets.index(offset);
    length = size;
  }

  private void forgetOptions() {
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

  private boolean reject(DhcpFault reason, int offset) {
    fault = reason;
    faultOffset = offset;
    return false;
  }

  /** One pass over an area: checks its framing and notes where each option starts. */
  private boolean scan(int areaStart, int areaEnd) {
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

  /**
   * Why the last {@link #tryWrap} answered {@code false}.
   *
   * @return the fault, or null if there is none
   */
  public @Nullable DhcpFault fault() {
    return fault;
  }

  /**
   * Where the fault is.
   *
   * @return in octets from the start of the message; 0 when there is no fault
   */
  public int faultOffset() {
    return faultOffset;
  }

  /**
   * The wrapped buffer.
   *
   * @return the caller's own buffer, or an empty one if nothing readable was wrapped
   */
  public ByteBuffer buffer() {
    return octets.buffer();
  }

  /**
   * Where the message starts.
   *
   * @return absolute index in {@link #buffer()} of the first octet
   */
  public int offset() {
    return octets.absolute(base);
  }

  /**
   * The message's length.
   *
   * @return in octets, from 236 to 65,535
   */
  public int length() {
    return length;
  }

  // The fixed header

  /**
   * Request or reply; {@code op} in RFC 2131 §2.
   *
   * @return {@link #BOOTREQUEST} or {@link #BOOTREPLY}; 0 for a view of nothing
   */
  public int operation() {
    return octets.unsigned8(base + HeaderLayout.OP);
  }

  /**
   * The kind of hardware address; {@code htype} in RFC 2131 §2.
   *
   * @return 0 to 255; 1 is Ethernet
   */
  public int hardwareType() {
    return octets.unsigned8(base + HeaderLayout.HTYPE);
  }

  /**
   * The length of the hardware address; {@code hlen} in RFC 2131 §2.
   *
   * @return in octets, 0 to 16: a larger number in the message reads as 16, the size of the field
   */
  public int hardwareAddressLength() {
    return Math.min(statedHardwareAddressLength(), HeaderLayout.CHADDR_LENGTH);
  }

  /**
   * The length of the hardware address as the message says it; {@code hlen} in RFC 2131 §2.
   *
   * @return in octets, 0 to 255; above 16 it is a lie, and {@link #hardwareAddressLength()} is 16
   */
  public int statedHardwareAddressLength() {
    return octets.unsigned8(base + HeaderLayout.HLEN);
  }

  /**
   * Relay agents passed; {@code hops} in RFC 2131 §2.
   *
   * @return 0 to 255
   */
  public int hops() {
    return octets.unsigned8(base + HeaderLayout.HOPS);
  }

  /**
   * The number that ties a reply to its request; {@code xid} in RFC 2131 §2.
   *
   * @return all 32 bits
   */
  public int transactionId() {
    return octets.int32(base + HeaderLayout.XID);
  }

  /**
   * Seconds since the client began, as it says; {@code secs} in RFC 2131 §2. Boot loaders put other
   * things here: never a threshold.
   *
   * @return 0 to 65,535
   */
  public int seconds() {
    return octets.unsigned16(base + HeaderLayout.SECS);
  }

  /**
   * The flags; {@code flags} in RFC 2131 §2.
   *
   * @return 16 bits, of which only the highest has a meaning: {@link #isBroadcast()}
   */
  public int flags() {
    return octets.unsigned16(base + HeaderLayout.FLAGS);
  }

  /**
   * Whether the client asks for broadcast replies (RFC 2131 §4.1, flag B).
   *
   * @return the highest bit of {@link #flags()}
   */
  public boolean isBroadcast() {
    return (flags() & HeaderLayout.BROADCAST_FLAG) != 0;
  }

  /**
   * The address that the client has and answers on; {@code ciaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address, 0 for none
   */
  public int clientAddress() {
    return octets.int32(base + HeaderLayout.CIADDR);
  }

  /**
   * The address given to the client; {@code yiaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address, 0 for none
   */
  public int yourAddress() {
    return octets.int32(base + HeaderLayout.YIADDR);
  }

  /**
   * The server to boot from next; {@code siaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address, 0 for none
   */
  public int nextServerAddress() {
    return octets.int32(base + HeaderLayout.SIADDR);
  }

  /**
   * The relay agent that the message came through; {@code giaddr} in RFC 2131 §2.
   *
   * @return an IPv4 address, 0 for none
   */
  public int relayAddress() {
    return octets.int32(base + HeaderLayout.GIADDR);
  }

  /**
   * One octet of the client's hardware address; {@code chaddr} in RFC 2131 §2.
   *
   * @param index 0 to 15, also beyond {@link #hardwareAddressLength()}
   * @return 0 to 255
   * @throws IndexOutOfBoundsException for any other index
   */
  public int hardwareAddressByte(int index) {
    return octets.unsigned8(
        base + HeaderLayout.CHADDR + Objects.checkIndex(index, HeaderLayout.CHADDR_LENGTH));
  }

  /**
   * The client's hardware address when it is six octets long; {@code chaddr} in RFC 2131 §2.
   *
   * @return 48 bits, the first octet the highest; -1 when {@link #hardwareAddressLength()} is not 6
   */
  public long macAddress() {
    if (hardwareAddressLength() != 6) {
      return -1;
    }
    long high = octets.unsigned16(base + HeaderLayout.CHADDR);
    return (high << 32) | Integer.toUnsignedLong(octets.int32(base + HeaderLayout.CHADDR + 2));
  }

  /**
   * The server's name; {@code sname} in RFC 2131 §2. Makes a string.
   *
   * @return up to the first NUL, each octet one character; empty when options lie in the field
   */
  public String serverName() {
    return (overload & HeaderLayout.OVERLOAD_SNAME) != 0
        ? ""
        : text(HeaderLayout.SNAME, HeaderLayout.SNAME_LENGTH);
  }

  /**
   * The boot file's name; {@code file} in RFC 2131 §2. Makes a string. Option 67 is another place
   * for it: firmware differs in which one it prefers.
   *
   * @return up to the first NUL, each octet one character; empty when options lie in the field
   */
  public String bootFile() {
    return (overload & HeaderLayout.OVERLOAD_FILE) != 0
        ? ""
        : text(HeaderLayout.FILE, HeaderLayout.FILE_LENGTH);
  }

  private String text(int field, int size) {
    byte[] text = new byte[size];
    octets.get(base + field, text, size);
    int end = 0;
    while (end < size && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  // Options

  /**
   * Whether options follow the header (RFC 2131 §3). Without the cookie the message is plain BOOTP
   * (RFC 951) and has none.
   *
   * @return whether octets 236 to 239 are 99.130.83.99
   */
  public boolean hasMagicCookie() {
    return length >= HeaderLayout.OPTIONS
        && octets.int32(base + HeaderLayout.COOKIE) == HeaderLayout.MAGIC_COOKIE;
  }

  /**
   * Whether the options end as RFC 2131 §4.1 asks. Some devices leave END out; their messages are
   * read all the same.
   *
   * @return whether END (255) closes the options area
   */
  public boolean hasEnd() {
    return optionsEnd > 0 && optionsEnd < length && codeAt(optionsEnd) == OptionCode.END;
  }

  /**
   * Where options lie besides the options area (option 52, RFC 2132 §9.3).
   *
   * @return bit 0 for {@code file}, bit 1 for {@code sname}; 0 for neither
   */
  public int overload() {
    return overload;
  }

  /**
   * Whether an option is in the message and has a length that its RFC allows.
   *
   * @param code 0 to 255
   * @return false also when {@link #optionFault} has a fault
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean hasOption(int code) {
    long entry = entry(code);
    return entry != ABSENT && OptionRegistry.isSound(code, joinedLength(code, entry));
  }

  /**
   * Why an option that is in the message reads as absent.
   *
   * @param code 0 to 255
   * @return the fault; null when the option is sound or not in the message
   * @throws IndexOutOfBoundsException for any other code
   */
  public @Nullable OptionFault optionFault(int code) {
    long entry = entry(code);
    return entry != ABSENT ? OptionRegistry.check(code, joinedLength(code, entry)) : null;
  }

  /**
   * Reads an option's value, its pieces joined, without copying it.
   *
   * @param code 0 to 255
   * @param into shows the value afterwards, or nothing if the option is absent
   * @return whether the option is there with a length that its RFC allows
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readOption(int code, OptionValue into) {
    long entry = entry(code);
    if (entry == ABSENT || !OptionRegistry.isSound(code, joinedLength(code, entry))) {
      into.clear();
      return false;
    }
    show(code, entry, into);
    return true;
  }

  /**
   * Reads an option's value whatever its length, for tools that show what is there.
   *
   * @param code 0 to 255
   * @param into shows the value afterwards, or nothing if the option is absent
   * @return whether the option is in the message
   * @throws IndexOutOfBoundsException for any other code
   */
  public boolean readRawOption(int code, OptionValue into) {
    long entry = entry(code);
    if (entry == ABSENT) {
      into.clear();
      return false;
    }
    show(code, entry, into);
    return true;
  }

  private void show(int code, long entry, OptionValue into) {
    if ((entry & REPEATED) != 0) {
      into.showPieces(this, code, firstPiece(entry), joinedLengths[code]);
    } else {
      into.show(octets, (int) entry + 2, octets.unsigned8((int) entry + 1));
    }
  }

  /**
   * The length of an option's value, its pieces joined.
   *
   * @param code 0 to 255
   * @return in octets; -1 if the option is absent or of a length that its RFC does not allow
   * @throws IndexOutOfBoundsException for any other code
   */
  public int optionLength(int code) {
    long entry = entry(code);
    if (entry == ABSENT) {
      return -1;
    }
    int octets = joinedLength(code, entry);
    return OptionRegistry.isSound(code, octets) ? octets : -1;
  }

  /**
   * One octet of an option's value, whatever the value's length. Where a value lies in pieces, each
   * call looks for the right one from the first on; an {@link OptionValue} remembers it.
   *
   * @param code 0 to 255
   * @param index from 0
   * @return 0 to 255
   * @throws IndexOutOfBoundsException if the option is not that long or not in the message, or for
   *     any other code
   */
  public int optionByte(int code, int index) {
    long entry = entry(code);
    Objects.checkIndex(index, entry == ABSENT ? 0 : joinedLength(code, entry));
    return (entry & REPEATED) == 0
        ? octets.unsigned8((int) entry + 2 + index)
        : joinedByte(code, firstPiece(entry), index);
  }

  private int joinedByte(int code, int first, int index) {
    int piece = first;
    int left = index;
    while (left >= pieceLength(piece)) {
      left -= pieceLength(piece);
      piece = nextPiece(piece, code);
    }
    return octets.unsigned8(base + piece + 2 + left);
  }

  /**
   * An option of one octet.
   *
   * @param code 0 to 255
   * @param absent what to return when the option is not there or not one octet long
   * @return 0 to 255, or {@code absent}
   * @throws IndexOutOfBoundsException for any other code
   */
  public int optionUnsigned8(int code, int absent) {
    int at = locate(code, 1);
    return at >= 0 ? octets.unsigned8(at) : at == IN_PIECES ? joined(code) : absent;
  }

  /**
   * An option of two octets.
   *
   * @param code 0 to 255
   * @param absent what to return when the option is not there or not two octets long
   * @return 0 to 65,535, or {@code absent}
   * @throws IndexOutOfBoundsException for any other code
   */
  public int optionUnsigned16(int code, int absent) {
    int at = locate(code, 2);
    return at >= 0 ? octets.unsigned16(at) : at == IN_PIECES ? joined(code) : absent;
  }

  /**
   * An option of four octets: an address, or a number of seconds.
   *
   * @param code 0 to 255
   * @param absent what to return when the option is not there or not four octets long
   * @return all 32 bits, or {@code absent}
   * @throws IndexOutOfBoundsException for any other code
   */
  public int optionInt32(int code, int absent) {
    int at = locate(code, 4);
    return at >= 0 ? octets.int32(at) : at == IN_PIECES ? joined(code) : absent;
  }

  /**
   * What the message is for (option 53, RFC 2132 §9.6).
   *
   * @return a value of {@link MessageType} or an unknown one, {@link MessageType#NONE} when absent
   */
  public int messageType() {
    return optionUnsigned8(OptionCode.MESSAGE_TYPE, MessageType.NONE);
  }

  /**
   * The address that the client asks for (option 50, RFC 2132 §9.1).
   *
   * @return an IPv4 address, 0 when absent
   */
  public int requestedAddress() {
    return optionInt32(OptionCode.REQUESTED_ADDRESS, Ipv4.ANY);
  }

  /**
   * The server that the message is from or meant for (option 54, RFC 2132 §9.7).
   *
   * @return an IPv4 address, 0 when absent
   */
  public int serverIdentifier() {
    return optionInt32(OptionCode.SERVER_IDENTIFIER, Ipv4.ANY);
  }

  /**
   * The largest reply that the sender takes (option 57, RFC 2132 §9.10), IP and UDP headers
   * included.
   *
   * @return in octets, 0 to 65,535 as sent (the least that RFC 2132 allows is 576); -1 when absent
   */
  public int maximumMessageSize() {
    return optionUnsigned16(OptionCode.MAXIMUM_MESSAGE_SIZE, -1);
  }

  // For the views of this package

  Octets octets() {
    return octets;
  }

  /** Index in {@link #octets()} of a place in the message. */
  int index(int position) {
    return base + position;
  }

  /** Where the first option of the message starts, or -1. */
  int firstOption() {
    return firstOptionFrom(HeaderLayout.OPTIONS);
  }

  /** Where the option after the one at {@code position} starts, or -1. */
  int nextOption(int position) {
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
  int nextPiece(int position, int code) {
    int at = nextOption(position);
    while (at >= 0 && codeAt(at) != code) {
      at = nextOption(at);
    }
    return at;
  }

  int codeAt(int position) {
    return octets.unsigned8(base + position);
  }

  int pieceLength(int position) {
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
  int areaEnd(int area) {
    return area == HeaderLayout.OPTIONS
        ? optionsEnd
        : area == HeaderLayout.FILE ? fileEnd : snameEnd;
  }

  /** What the pass found of an option, or {@link #ABSENT}. */
  private long entry(int code) {
    long entry = entries[code];
    return entry >= stamp ? entry : ABSENT;
  }

  /** Where the first piece of an option starts, in octets from the start of the message. */
  private int firstPiece(long entry) {
    return (int) entry - base;
  }

  private int joinedLength(int code, long entry) {
    return (entry & REPEATED) != 0 ? joinedLengths[code] : octets.unsigned8((int) entry + 1);
  }

  /** Index of a value of exactly this length, {@link #IN_PIECES} or {@link #NOWHERE}. */
  private int locate(int code, int size) {
    long entry = entry(code);
    if (entry == ABSENT || joinedLength(code, entry) != size) {
      return NOWHERE;
    }
    return (entry & REPEATED) != 0 ? IN_PIECES : (int) entry + 2;
  }

  /** The number that the pieces of a repeated option make. */
  private int joined(int code) {
    int number = 0;
    for (int at = firstPiece(entry(code)); at >= 0; at = nextPiece(at, code)) {
      for (int index = 0; index < pieceLength(at); index++) {
        number = number << 8 | octets.unsigned8(base + at + 2 + index);
      }
    }
    return number;
  }
}
