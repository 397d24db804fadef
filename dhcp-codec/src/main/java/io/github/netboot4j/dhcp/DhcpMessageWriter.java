package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A reusable writer of one DHCPv4 message, straight into the caller's buffer in wire order (RFC
 * 2131 §2). The message type (53) stands first, relay agent information (82) last before END,
 * values longer than 255 octets are split (RFC 3396 §6).
 *
 * <p>When the options area is full, options may go on in {@code file} and {@code sname} if {@link
 * #allowOverload()} says so (option 52); never those that firmware boots by, since some boot
 * loaders do not look there.
 *
 * <p>What does not fit is left out whole and told: the message that {@link #finish()} closes is
 * always sound, {@link #omitted()} is the code of the first option left out. Write what matters
 * most first. Option 82 may be written once. Nothing here allocates but {@link #option(int,
 * String)} for text outside ASCII.
 *
 * <pre>{@code
 * int length =
 *     writer
 *         .startReply(request, MessageType.OFFER, buffer, 0, buffer.capacity())
 *         .yourAddress(address)
 *         .optionInt32(OptionCode.SERVER_IDENTIFIER, server)
 *         .finish();
 * }</pre>
 *
 * <p>While a message is being written, the whole region handed to {@code start} belongs to the
 * writer. The buffer's position, limit and byte order are neither used nor changed. Not for use by
 * several threads at once.
 */
public final class DhcpMessageWriter extends MessageRoom {
  /** {@link #omitted()} when all was written. */
  public static final int NOTHING_OMITTED = -1;

  /** The least that {@link #finish()} makes of a message: some relay agents drop shorter ones. */
  public static final int MINIMUM_LENGTH = 300;

  /** The smallest region to write in, and the size every client takes: RFC 2131 §2, 576 − 28. */
  public static final int MINIMUM_CAPACITY = 548;

  /** Octets of an IPv4 header without options and a UDP header, which option 57 counts in. */
  private static final int DATAGRAM_HEADERS = 28;

  /** The largest datagram that crosses an Ethernet in one piece; option 57 above it is not used. */
  private static final int LARGEST_DATAGRAM = 1500;

  private static final int SMALLEST_DATAGRAM = 576;

  private final OptionValue echo = new OptionValue();

  /** A writer that has not been started. */
  public DhcpMessageWriter() {}

  /**
   * Starts a message with the magic cookie and every field zero but {@code op}, which follows from
   * the type: a reply for OFFER, ACK and NAK, else a request.
   *
   * @param messageType a value of {@link MessageType}; {@link MessageType#NONE} for plain BOOTP
   * @param target the buffer to write into
   * @param offset absolute index of the message's first octet
   * @param capacity octets that the message may take, {@value #MINIMUM_CAPACITY} or more
   * @return this writer
   * @throws IndexOutOfBoundsException if the region does not lie below the buffer's limit
   * @throws IllegalArgumentException if the capacity is below {@value #MINIMUM_CAPACITY}
   */
  public DhcpMessageWriter start(int messageType, ByteBuffer target, int offset, int capacity) {
    Objects.checkFromIndexSize(offset, capacity, target.limit());
    if (capacity < MINIMUM_CAPACITY) {
      throw new IllegalArgumentException(
          "a DHCP message needs room for " + MINIMUM_CAPACITY + " octets, not " + capacity);
    }
    open(target, offset, capacity);
    octets.putZeros(base, DhcpMessageView.HEADER_LENGTH);
    octets.put32(base + HeaderLayout.COOKIE, HeaderLayout.MAGIC_COOKIE);
    operation(
        switch (messageType) {
          case MessageType.OFFER, MessageType.ACK, MessageType.NAK -> DhcpMessageView.BOOTREPLY;
          default -> DhcpMessageView.BOOTREQUEST;
        });
    if (messageType != MessageType.NONE) {
      optionUnsigned8(OptionCode.MESSAGE_TYPE, messageType);
    }
    return this;
  }

  /**
   * Starts the reply to a request: operation, hardware address, transaction id, flags and relay
   * address as the request has them (RFC 2131 §4.3.1), the client identifier (61) and relay agent
   * information (82) echoed (RFC 6842 §3, RFC 3046 §2.2), and not longer than the client takes
   * (57): at least 548 octets, at most what an Ethernet carries in one piece.
   *
   * @param request a wrapped request in another buffer than {@code target}
   * @param messageType a value of {@link MessageType}; {@link MessageType#NONE} for plain BOOTP
   * @param target the buffer to write into
   * @param offset absolute index of the message's first octet
   * @param capacity octets that the message may take, {@value #MINIMUM_CAPACITY} or more
   * @return this writer
   * @throws IndexOutOfBoundsException if the region does not lie below the buffer's limit
   * @throws IllegalArgumentException if the capacity is below {@value #MINIMUM_CAPACITY}
   */
  public DhcpMessageWriter startReply(
      DhcpMessageView request, int messageType, ByteBuffer target, int offset, int capacity) {
    start(messageType, target, offset, capacity);
    end = base + Math.min(capacity, largestReply(request));
    operation(DhcpMessageView.BOOTREPLY);
    transactionId(request.transactionId());
    flags(request.flags());
    relayAddress(request.relayAddress());
    hardwareAddress(request);
    if (request.readOption(OptionCode.RELAY_AGENT_INFORMATION, echo)) {
      option(OptionCode.RELAY_AGENT_INFORMATION, echo);
    }
    if (request.readOption(OptionCode.CLIENT_IDENTIFIER, echo)) {
      option(OptionCode.CLIENT_IDENTIFIER, echo);
    }
    return this;
  }

  private static int largestReply(DhcpMessageView request) {
    int announced = request.maximumMessageSize();
    return Math.max(SMALLEST_DATAGRAM, Math.min(announced, LARGEST_DATAGRAM)) - DATAGRAM_HEADERS;
  }

  /**
   * Lets options that no longer fit into the options area go on in {@code file} and then {@code
   * sname} (option 52, RFC 2132 §9.3), as far as {@link #bootFile} and {@link #serverName} leave
   * those free. Options 43, 60, 66, 67 and 175 never go there: iPXE for one does not look.
   *
   * @return this writer
   */
  public DhcpMessageWriter allowOverload() {
    mayOverload = true;
    return this;
  }

  // The fixed header

  /**
   * Sets {@code op} (RFC 2131 §2).
   *
   * @param value {@link DhcpMessageView#BOOTREQUEST} or {@link DhcpMessageView#BOOTREPLY}
   * @return this writer
   */
  public DhcpMessageWriter operation(int value) {
    return put8(HeaderLayout.OP, value);
  }

  /**
   * Sets {@code htype}, {@code hlen} and {@code chaddr} (RFC 2131 §2) as another message has them.
   *
   * @param from a wrapped message
   * @return this writer
   */
  public DhcpMessageWriter hardwareAddress(DhcpMessageView from) {
    put8(HeaderLayout.HTYPE, from.hardwareType());
    put8(HeaderLayout.HLEN, from.hardwareAddressLength());
    Octets source = from.octets();
    int at = from.index(HeaderLayout.CHADDR);
    for (int done = 0; done < HeaderLayout.CHADDR_LENGTH; done += Integer.BYTES) {
      put32(HeaderLayout.CHADDR + done, source.int32(at + done));
    }
    return this;
  }

  /**
   * Sets {@code htype}, {@code hlen} and {@code chaddr} (RFC 2131 §2) for an Ethernet.
   *
   * @param macAddress 48 bits, the first octet the highest
   * @return this writer
   */
  public DhcpMessageWriter macAddress(long macAddress) {
    put8(HeaderLayout.HTYPE, 1);
    put8(HeaderLayout.HLEN, 6);
    octets.put16(base + HeaderLayout.CHADDR, (int) (macAddress >>> 32));
    return put32(HeaderLayout.CHADDR + 2, (int) macAddress);
  }

  /**
   * Sets {@code hops} (RFC 2131 §2).
   *
   * @param value 0 to 255
   * @return this writer
   */
  public DhcpMessageWriter hops(int value) {
    return put8(HeaderLayout.HOPS, value);
  }

  /**
   * Sets {@code xid} (RFC 2131 §2).
   *
   * @param value all 32 bits
   * @return this writer
   */
  public DhcpMessageWriter transactionId(int value) {
    return put32(HeaderLayout.XID, value);
  }

  /**
   * Sets {@code secs} (RFC 2131 §2).
   *
   * @param value seconds, 0 to 65,535
   * @return this writer
   */
  public DhcpMessageWriter seconds(int value) {
    octets.put16(base + HeaderLayout.SECS, value);
    return this;
  }

  /**
   * Sets {@code flags} (RFC 2131 §2).
   *
   * @param value 16 bits; 0x8000 asks for broadcast replies
   * @return this writer
   */
  public DhcpMessageWriter flags(int value) {
    octets.put16(base + HeaderLayout.FLAGS, value);
    return this;
  }

  /**
   * Sets {@code ciaddr} (RFC 2131 §2).
   *
   * @param address an IPv4 address
   * @return this writer
   */
  public DhcpMessageWriter clientAddress(int address) {
    return put32(HeaderLayout.CIADDR, address);
  }

  /**
   * Sets {@code yiaddr} (RFC 2131 §2).
   *
   * @param address an IPv4 address
   * @return this writer
   */
  public DhcpMessageWriter yourAddress(int address) {
    return put32(HeaderLayout.YIADDR, address);
  }

  /**
   * Sets {@code siaddr} (RFC 2131 §2): where the boot file is to be fetched.
   *
   * @param address an IPv4 address
   * @return this writer
   */
  public DhcpMessageWriter nextServerAddress(int address) {
    return put32(HeaderLayout.SIADDR, address);
  }

  /**
   * Sets {@code giaddr} (RFC 2131 §2).
   *
   * @param address an IPv4 address
   * @return this writer
   */
  public DhcpMessageWriter relayAddress(int address) {
    return put32(HeaderLayout.GIADDR, address);
  }

  /**
   * Sets {@code file} (RFC 2131 §2). The field holds 127 octets and a NUL.
   *
   * @param text the octets of the name, without a NUL
   * @return whether it fits and no options lie in the field; if not, the field stays as it was
   */
  public boolean bootFile(byte[] text) {
    return filePosition == 0 && putName(HeaderLayout.FILE, HeaderLayout.FILE_LENGTH, text);
  }

  /**
   * Sets {@code sname} (RFC 2131 §2). The field holds 63 octets and a NUL.
   *
   * @param text the octets of the name, without a NUL
   * @return whether it fits and no options lie in the field; if not, the field stays as it was
   */
  public boolean serverName(byte[] text) {
    return snamePosition == 0 && putName(HeaderLayout.SNAME, HeaderLayout.SNAME_LENGTH, text);
  }

  private boolean putName(int field, int size, byte[] name) {
    if (name.length >= size) {
      return false;
    }
    octets.putZeros(base + field, size);
    octets.put(base + field, name, 0, name.length);
    return true;
  }

  private DhcpMessageWriter put8(int field, int value) {
    octets.put8(base + field, value);
    return this;
  }

  private DhcpMessageWriter put32(int field, int value) {
    octets.put32(base + field, value);
    return this;
  }

  // Options

  /**
   * Writes an option of one octet.
   *
   * @param code 1 to 254
   * @param value its lowest 8 bits
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter optionUnsigned8(int code, int value) {
    int at = claim(code, 1);
    if (at >= 0) {
      octets.put8(at, value);
    }
    return this;
  }

  /**
   * Writes an option of two octets in network byte order.
   *
   * @param code 1 to 254
   * @param value its lowest 16 bits
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter optionUnsigned16(int code, int value) {
    int at = claim(code, 2);
    if (at >= 0) {
      octets.put16(at, value);
    }
    return this;
  }

  /**
   * Writes an option of four octets in network byte order: an address, or a number of seconds.
   *
   * @param code 1 to 254
   * @param value all 32 bits
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter optionInt32(int code, int value) {
    int at = claim(code, 4);
    if (at >= 0) {
      octets.put32(at, value);
    }
    return this;
  }

  /**
   * Writes an option, split into pieces of 255 octets if it is longer.
   *
   * @param code 1 to 254
   * @param value the octets of the value, none for an empty one
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter option(int code, byte[] value) {
    return option(code, value, value.length);
  }

  private DhcpMessageWriter option(int code, byte[] value, int length) {
    int at = claim(code, length);
    if (at >= 0) {
      int from = 0;
      do {
        int count = Math.min(length - from, PIECE);
        octets.put(at, value, from, count);
        from += count;
        at += count + 2;
      } while (from < length);
    }
    return this;
  }

  /**
   * Writes an option with the value of another message's, split into pieces of 255 octets if it is
   * longer.
   *
   * @param code 1 to 254
   * @param value read from a message in another buffer
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter option(int code, OptionValue value) {
    int at = claim(code, value.length());
    if (at >= 0) {
      for (int from = 0; from < value.length(); from += PIECE) {
        value.copyTo(octets, at, from, Math.min(value.length() - from, PIECE));
        at += PIECE + 2;
      }
    }
    return this;
  }

  /**
   * Writes an option of text in UTF-8, without a NUL behind it.
   *
   * @param code 1 to 254
   * @param value the text
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   */
  public DhcpMessageWriter option(int code, String value) {
    for (int index = 0; index < value.length(); index++) {
      if (value.charAt(index) >= 0x80) {
        return option(code, value.getBytes(StandardCharsets.UTF_8));
      }
    }
    int at = claim(code, value.length());
    if (at >= 0) {
      for (int index = 0; index < value.length(); index++) {
        octets.put8(at + index + index / PIECE * 2, value.charAt(index));
      }
    }
    return this;
  }

  /**
   * Writes an option with a value that was put together, split into pieces of 255 octets if it is
   * longer.
   *
   * @param code 1 to 254
   * @param value its sub-options closed
   * @return this writer
   * @throws IllegalArgumentException for a code that is no option's
   * @throws IllegalStateException if a sub-option is still open
   */
  public DhcpMessageWriter option(int code, OptionBuilder value) {
    return option(code, value.backing(), value.length());
  }

  /**
   * Writes options that were encoded ahead of time, all or none. They do not go into {@code file}
   * or {@code sname}.
   *
   * @param block the options
   * @return this writer
   */
  public DhcpMessageWriter options(OptionBlock block) {
    byte[] encoded = block.encoded();
    if (encoded.length > spare()) {
      omit(encoded[0] & 0xFF);
      return this;
    }
    octets.put(position, encoded, 0, encoded.length);
    position += encoded.length;
    return this;
  }

  /**
   * The code of the first option that did not fit.
   *
   * @return 1 to 254, or {@link #NOTHING_OMITTED}
   */
  public int omitted() {
    return omitted;
  }

  /**
   * Closes the message, to which nothing can be added then: option 82, END, and zeros up to {@value
   * #MINIMUM_LENGTH} octets.
   *
   * @return the message's length in octets
   */
  public int finish() {
    int relayStart = end - relayLength;
    if (mayOverload) {
      finishOverload();
    }
    octets.move(relayStart, position, relayLength);
    position += relayLength;
    relayLength = 0;
    octets.put8(position++, OptionCode.END);
    int padding = base + MINIMUM_LENGTH - position;
    if (padding > 0) {
      octets.putZeros(position, padding);
      position += padding;
    }
    end = position; // Nothing more fits,
    mayOverload = false; // and nowhere else.
    return position - base;
  }
}
