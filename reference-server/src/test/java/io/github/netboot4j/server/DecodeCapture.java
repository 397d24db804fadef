package io.github.netboot4j.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds a classic pcap file, record by record, sound or not. */
final class DecodeCapture {
  static final int ETHERNET = 1;
  static final int MICROSECONDS = 0xA1B2_C3D4;
  static final int NANOSECONDS = 0xA1B2_3C4D;

  /** Two addresses and the type of IPv4. */
  static final String ETHERNET_HEADER = "ffffffffffff 525400123456 0800";

  private final ByteOrder order;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  DecodeCapture(ByteOrder order, int magic, int linkType) {
    this.order = order;
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(262_144).putInt(linkType);
    file.writeBytes(header.array());
  }

  static DecodeCapture of(int linkType) {
    return new DecodeCapture(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, linkType);
  }

  /** A whole frame. */
  DecodeCapture frame(byte[] frame) {
    return cutFrame(frame, frame.length);
  }

  /** A frame that was longer on the wire. */
  DecodeCapture cutFrame(byte[] frame, int wireLength) {
    ByteBuffer record = ByteBuffer.allocate(16 + frame.length).order(order);
    record.putInt(1_795_405_704).putInt(7).putInt(frame.length).putInt(wireLength).put(frame);
    file.writeBytes(record.array());
    return this;
  }

  /** Octets as they are, such as the header of a record that no capture can have. */
  DecodeCapture raw(byte[] octets) {
    file.writeBytes(octets);
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  /** A link header, then IPv4 and UDP from 192.0.2.1:67 to 192.0.2.157:68. */
  static byte[] datagram(String linkHeader, byte[] payload) {
    return datagram(linkHeader, "", 67, 68, payload);
  }

  /** The same with IPv4 options, whole words of them, and other ports. */
  static byte[] datagram(String linkHeader, String ipOptions, int from, int to, byte[] payload) {
    byte[] link = hex(linkHeader);
    byte[] options = hex(ipOptions);
    int udpLength = 8 + payload.length;
    int ipLength = 20 + options.length + udpLength;
    ByteBuffer frame = ByteBuffer.allocate(link.length + ipLength).put(link);
    frame.put((byte) (0x45 + options.length / 4)).put((byte) 0).putShort((short) ipLength);
    frame.putInt(0).putShort((short) 0x4011).putShort((short) 0);
    frame.putInt(0xC000_0201).putInt(0xC000_029D).put(options);
    frame.putShort((short) from).putShort((short) to).putShort((short) udpLength);
    return frame.putShort((short) 0).put(payload).array();
  }

  /** An Ethernet frame with a datagram between any two sockets. */
  static byte[] datagram(int source, int from, int destination, int to, byte[] payload) {
    byte[] frame = datagram(ETHERNET_HEADER, "", from, to, payload);
    ByteBuffer.wrap(frame).putInt(14 + 12, source).putInt(14 + 16, destination);
    return frame;
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
