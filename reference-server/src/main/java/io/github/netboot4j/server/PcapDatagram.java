package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The UDP datagram in a captured frame (RFC 768 over RFC 791), with IPv4 options or without.
 * Fragments are not joined: the first one reads as a datagram with a fault. Reused from frame to
 * frame; valid until the reader steps on.
 */
final class PcapDatagram {
  /** What a frame turned out to carry. */
  enum Content {
    /** A UDP datagram, or as much of one as there is. */
    UDP,

    /** A fragment of a UDP datagram without the ports: nobody can tell whose it is. */
    LATER_FRAGMENT,

    /** The capture or the packet ends before the ports. */
    CUT_SHORT,

    /** Anything else. */
    OTHER
  }

  /** Why the payload is not all that was sent. */
  enum Fault {
    /** The record ends before the datagram does. */
    RECORD_TRUNCATED("the capture ends before the datagram does"),

    /** More fragments followed. */
    FRAGMENTED("the first fragment of several, which are not joined"),

    /** The UDP length is less than its header, or more than the IPv4 packet holds. */
    UDP_LENGTH("the UDP length does not fit the packet");

    private final String description;

    Fault(String description) {
      this.description = description;
    }

    /** What is wrong, in words: a phrase in lower case without a full stop. */
    String description() {
      return description;
    }
  }

  private static final int IPV4_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int PROTOCOL_UDP = 17;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET = 0x1FFF;

  private ByteBuffer frame = ByteBuffer.allocate(IPV4_HEADER + UDP_HEADER);
  private int ip;
  private int udp = IPV4_HEADER;
  private int payloadLength;
  private @Nullable Fault fault;

  /** Looks into the frame that the reader is at; after {@link Content#UDP} the accessors hold. */
  Content find(PcapReader reader) {
    frame = reader.frame();
    int found = reader.linkType().findIpv4(frame);
    if (found < 0) {
      return found == PcapLinkType.CUT && reader.isCut() ? Content.CUT_SHORT : Content.OTHER;
    }
    ip = found;
    if (ip + IPV4_HEADER > frame.limit()) {
      return reader.isCut() ? Content.CUT_SHORT : Content.OTHER;
    }
    int headerLength = (unsigned8(ip) & 0xF) * 4;
    if (unsigned8(ip) >>> 4 != 4
        || headerLength < IPV4_HEADER
        || unsigned8(ip + 9) != PROTOCOL_UDP) {
      return Content.OTHER;
    }
    int fragment = unsigned16(ip + 6);
    if ((fragment & FRAGMENT_OFFSET) != 0) {
      return Content.LATER_FRAGMENT;
    }
    udp = ip + headerLength;
    int packetEnd = ip + totalLength();
    int end = Math.min(packetEnd, frame.limit());
    if (udp + UDP_HEADER > end) {
      return Content.CUT_SHORT;
    }
    readLength(end, packetEnd > frame.limit(), (fragment & MORE_FRAGMENTS) != 0);
    return Content.UDP;
  }

  /**
   * Senders that leave segmenting to the network card show a length of 0: then all is the packet.
   */
  private int totalLength() {
    int length = unsigned16(ip + 2);
    return length == 0 ? frame.limit() - ip : length;
  }

  private void readLength(int end, boolean truncated, boolean moreFragments) {
    int available = end - udp - UDP_HEADER;
    int declared = unsigned16(udp + 4) - UDP_HEADER;
    fault = null;
    payloadLength = declared;
    if (declared < 0 || declared > available) {
      payloadLength = available;
      fault =
          declared < 0
              ? Fault.UDP_LENGTH
              : truncated
                  ? Fault.RECORD_TRUNCATED
                  : moreFragments ? Fault.FRAGMENTED : Fault.UDP_LENGTH;
    }
  }

  /** The sender's IPv4 address, the first octet in the highest byte. */
  int sourceAddress() {
    return frame.getInt(ip + 12);
  }

  /** The receiver's IPv4 address, the first octet in the highest byte. */
  int destinationAddress() {
    return frame.getInt(ip + 16);
  }

  /** 0 to 65,535. */
  int sourcePort() {
    return unsigned16(udp);
  }

  /** 0 to 65,535. */
  int destinationPort() {
    return unsigned16(udp + 2);
  }

  /** The sender's address and port, such as {@code 192.0.2.1:67}. */
  String source() {
    return Ipv4.format(sourceAddress()) + ":" + sourcePort();
  }

  /** The receiver's address and port. */
  String destination() {
    return Ipv4.format(destinationAddress()) + ":" + destinationPort();
  }

  /** Whether the datagram comes from this port or goes to it. */
  boolean hasPort(int port) {
    return sourcePort() == port || destinationPort() == port;
  }

  /** The buffer that the payload lies in. */
  ByteBuffer buffer() {
    return frame;
  }

  /** Where the payload starts. */
  int payloadOffset() {
    return udp + UDP_HEADER;
  }

  /** How much of the payload is there, in octets. */
  int payloadLength() {
    return payloadLength;
  }

  /** How much of it there was on the wire: more where the capture or the fragment ends before. */
  int statedLength() {
    return fault == Fault.RECORD_TRUNCATED || fault == Fault.FRAGMENTED
        ? unsigned16(udp + 4) - UDP_HEADER
        : payloadLength;
  }

  /** Why that is not all of it, or null when it is. */
  @Nullable Fault fault() {
    return fault;
  }

  private int unsigned8(int index) {
    return frame.get(index) & 0xFF;
  }

  private int unsigned16(int index) {
    return frame.getShort(index) & 0xFFFF;
  }
}
