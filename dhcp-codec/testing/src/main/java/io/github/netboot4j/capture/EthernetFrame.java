package io.github.netboot4j.capture;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An Ethernet frame, tagged with VLANs or not, and the UDP datagram that it may carry. */
final class EthernetFrame {
  private static final int ADDRESSES = 12;
  private static final int ETHER_TYPE_IPV4 = 0x0800;

  /** IEEE 802.1Q, 802.1ad, and the type that switches used for two tags before 802.1ad. */
  private static final Set<Integer> VLAN_TAGS = Set.of(0x8100, 0x88A8, 0x9100);

  private static final int IPV4_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int PROTOCOL_UDP = 17;

  /** More fragments follow, or this is not the first one (RFC 791 §3.1). */
  private static final int FRAGMENT = 0x3FFF;

  private final ByteBuffer bytes;

  /** The buffer's byte order has to be big-endian, as a new slice's is. */
  EthernetFrame(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** The datagram, or null for a frame that carries something else or only a fragment. */
  @Nullable CapturedDatagram udpDatagram(int recordNumber, long timestampNanos) {
    int ip = startOfIpv4();
    if (ip < 0
        || unsigned8(ip + 9) != PROTOCOL_UDP
        || (unsigned16(ip + 6) & FRAGMENT) != 0
        || unsigned8(ip) >>> 4 != 4) {
      return null;
    }
    int udp = ip + (unsigned8(ip) & 0xF) * 4;
    int datagramLength = udp + UDP_HEADER <= bytes.limit() ? unsigned16(udp + 4) : UDP_HEADER;
    if (datagramLength < UDP_HEADER) {
      throw new IllegalArgumentException(
          "record " + recordNumber + ": a UDP length of " + datagramLength);
    }
    if (udp + UDP_HEADER > bytes.limit() || udp + datagramLength > bytes.limit()) {
      throw new IllegalArgumentException(
          "record " + recordNumber + ": the UDP datagram is cut after " + bytes.limit());
    }
    byte[] payload = new byte[datagramLength - UDP_HEADER];
    bytes.get(udp + UDP_HEADER, payload);
    return new CapturedDatagram(
        recordNumber,
        timestampNanos,
        hardwareAddress(6),
        hardwareAddress(0),
        bytes.getInt(ip + 12),
        unsigned16(udp),
        bytes.getInt(ip + 16),
        unsigned16(udp + 2),
        payload);
  }

  /** Where the IPv4 header starts, behind any number of VLAN tags, or -1. */
  private int startOfIpv4() {
    int at = ADDRESSES;
    while (at + 2 <= bytes.limit() && VLAN_TAGS.contains(unsigned16(at))) {
      at += 4;
    }
    boolean carriesIpv4 =
        at + 2 + IPV4_HEADER <= bytes.limit() && unsigned16(at) == ETHER_TYPE_IPV4;
    return carriesIpv4 ? at + 2 : -1;
  }

  private long hardwareAddress(int index) {
    return (long) unsigned16(index) << 32 | Integer.toUnsignedLong(bytes.getInt(index + 2));
  }

  private int unsigned8(int index) {
    return bytes.get(index) & 0xFF;
  }

  private int unsigned16(int index) {
    return bytes.getShort(index) & 0xFFFF;
  }
}
