package io.github.netboot4j.server.lab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds a classic pcap file by hand, one frame a second. Text stands for bytes, one for one. */
final class PcapBytes {
  static final String SERVER_MAC = "02:00:00:00:00:01";

  private static final int SHORTEST_FRAME = 60;

  private final ByteOrder order;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int seconds;

  PcapBytes(ByteOrder order) {
    this.order = order;
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(262144).putInt(1);
    file.writeBytes(header.array());
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  PcapBytes arp() {
    return frame(SERVER_MAC, "ff:ff:ff:ff:ff:ff", 0x0806, new byte[28]);
  }

  PcapBytes udp(String sourceMac, String source, String toMac, String to, String payload) {
    return udp(sourceMac, source, toMac, to, latin1(payload));
  }

  /** Addresses are written {@code 192.0.2.1:69}. */
  PcapBytes udp(String sourceMac, String source, String toMac, String to, byte[] payload) {
    ByteBuffer udp = ByteBuffer.allocate(8 + payload.length);
    udp.putShort(port(source))
        .putShort(port(to))
        .putShort((short) udp.capacity())
        .putShort((short) 0);
    udp.put(payload);
    return ip(sourceMac, source, toMac, to, 17, udp.array());
  }

  PcapBytes tcp(
      String sourceMac, String source, String toMac, String to, long sequence, String payload) {
    ByteBuffer tcp = ByteBuffer.allocate(20 + payload.length());
    tcp.putShort(port(source)).putShort(port(to)).putInt((int) sequence).putInt(0);
    tcp.put((byte) 0x50).put((byte) 0x18).putShort((short) 1024).putInt(0);
    tcp.put(latin1(payload));
    return ip(sourceMac, source, toMac, to, 6, tcp.array());
  }

  /** A DHCP message; each option is written whole, code and length first. */
  static byte[] dhcp(int operation, String mac, String yourAddress, String... options) {
    ByteBuffer message = ByteBuffer.allocate(548);
    message.put(0, (byte) operation).put(1, (byte) 1).put(2, (byte) 6);
    message.put(16, address(yourAddress)).put(28, mac(mac)).putInt(236, 0x63825363);
    message.position(240);
    for (String option : options) {
      message.put(latin1(option));
    }
    message.put((byte) 255);
    return message.array();
  }

  private PcapBytes ip(
      String sourceMac, String source, String toMac, String to, int protocol, byte[] segment) {
    ByteBuffer ip = ByteBuffer.allocate(20 + segment.length);
    ip.put((byte) 0x45).put((byte) 0).putShort((short) ip.capacity()).putInt(0);
    ip.put((byte) 64).put((byte) protocol).putShort((short) 0);
    ip.put(address(source)).put(address(to)).put(segment);
    return frame(sourceMac, toMac, 0x0800, ip.array());
  }

  private PcapBytes frame(String sourceMac, String toMac, int type, byte[] packet) {
    ByteBuffer frame = ByteBuffer.allocate(Math.max(SHORTEST_FRAME, 14 + packet.length));
    frame.put(mac(toMac)).put(mac(sourceMac)).putShort((short) type).put(packet);
    ByteBuffer record = ByteBuffer.allocate(16).order(order);
    record.putInt(seconds++).putInt(0).putInt(frame.capacity()).putInt(frame.capacity());
    file.writeBytes(record.array());
    file.writeBytes(frame.array());
    return this;
  }

  private static byte[] mac(String text) {
    return bytes(text.split(":", -1), 16);
  }

  private static byte[] address(String text) {
    return bytes(text.split(":", -1)[0].split("\\.", -1), 10);
  }

  private static short port(String text) {
    return (short) Integer.parseInt(text.split(":", -1)[1]);
  }

  private static byte[] bytes(String[] numbers, int radix) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(numbers[i], radix);
    }
    return bytes;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
