package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
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
public final class DhcpMessageView extends FramedMessage {
  /** Octets of the fixed header, before the magic cookie. */
  public static final int HEADER_LENGTH = 236;

  /** {@link #operation()} of a message from a client. */
  public static final int BOOTREQUEST = 1;

  /** {@link #operation()} of a message from a server. */
  public static final int BOOTREPLY = 2;

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
      turnTo(NOTHING, 0, HEADER_LENGTH);
      return octets < HEADER_LENGTH
          ? reject(DhcpFault.MESSAGE_TOO_SHORT, octets)
          : reject(DhcpFault.MESSAGE_TOO_LONG, MAXIMUM_LENGTH);
    }
    turnTo(message, offset, octets);
    int operation = this.octets.unsigned8(base + HeaderLayout.OP);
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
    return scanOverloaded();
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
        : octets.text(base + HeaderLayout.SNAME, HeaderLayout.SNAME_LENGTH);
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
        : octets.text(base + HeaderLayout.FILE, HeaderLayout.FILE_LENGTH);
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
    boolean sound = entry != ABSENT && OptionRegistry.isSound(code, joinedLength(code, entry));
    return show(code, sound ? entry : ABSENT, into);
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
    return show(code, entry(code), into);
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
}
