package io.github.netboot4j.server.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One UDP datagram or TCP segment as it passed the bridge.
 *
 * @param seconds time since the first frame of the capture
 * @param protocol 17 for UDP, 6 for TCP
 * @param sequence the TCP sequence number, 0 for UDP
 * @param payload what follows the UDP or TCP header, from position 0 to the limit
 */
record LabPacket(
    double seconds,
    String sourceMac,
    String destinationMac,
    int protocol,
    String source,
    int sourcePort,
    String destination,
    int destinationPort,
    long sequence,
    ByteBuffer payload) {
  static final int TCP = 6;
  static final int UDP = 17;

  boolean isUdp() {
    return protocol == UDP;
  }

  boolean isTcp() {
    return protocol == TCP;
  }

  int length() {
    return payload.limit();
  }

  int u8(int offset) {
    return payload.get(offset) & 0xff;
  }

  int u16(int offset) {
    return payload.getShort(offset) & 0xffff;
  }

  /** The bytes as characters, one for one. */
  String latin1(int offset, int length) {
    byte[] bytes = new byte[length];
    payload.get(offset, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  String latin1() {
    return latin1(0, length());
  }

  /** A line for a person who wants to know what went over the wire. */
  String summary() {
    return String.format(
        "%9.3f %s %s %s:%d > %s:%d, %d bytes",
        seconds,
        sourceMac,
        isUdp() ? "UDP" : "TCP",
        source,
        sourcePort,
        destination,
        destinationPort,
        length());
  }
}
