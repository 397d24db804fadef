package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the UDP and TCP packets of a classic pcap file with Ethernet frames. It shares no code with
 * the product: what the product did is judged by it.
 *
 * <p>A file that is still being written may be read: a record that is not complete yet is left out.
 * Frames that are not IPv4, and all but the first fragment of a datagram, are left out as well.
 */
final class LabCapture {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int ETHERNET = 1;

  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_TYPE = 0x0800;
  private static final int IPV4_MINIMUM = 20;
  private static final int UDP_HEADER = 8;
  private static final int TCP_MINIMUM = 20;

  private LabCapture() {}

  /**
   * Reads the packets of a file.
   *
   * @throws IOException when it cannot be read, or is no classic pcap file of Ethernet frames
   */
  static List<LabPacket> read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /** Reads the packets from the bytes of a file. */
  static List<LabPacket> parse(byte[] bytes) throws IOException {
    List<LabPacket> packets = new ArrayList<>();
    if (bytes.length < FILE_HEADER) {
      return packets;
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int magic = file.getInt(0);
    if (magic != MICROSECONDS && magic != NANOSECONDS) {
      file.order(ByteOrder.LITTLE_ENDIAN);
      magic = file.getInt(0);
    }
    if (magic != MICROSECONDS && magic != NANOSECONDS) {
      throw new IOException("not a classic pcap file: it starts with " + hex(magic));
    }
    if (file.getInt(20) != ETHERNET) {
      throw new IOException("link type " + file.getInt(20) + ", expected 1 (Ethernet)");
    }
    double fraction = magic == MICROSECONDS ? 1e-6 : 1e-9;
    double first = Double.NaN;
    int offset = FILE_HEADER;
    while (bytes.length - offset >= RECORD_HEADER) {
      int captured = file.getInt(offset + 8);
      if (captured < 0 || captured > bytes.length - offset - RECORD_HEADER) {
        break;
      }
      double time = file.getInt(offset) + file.getInt(offset + 4) * fraction;
      first = Double.isNaN(first) ? time : first;
      // A slice is big-endian again, as the network's bytes are.
      frame(time - first, file.slice(offset + RECORD_HEADER, captured)).ifPresent(packets::add);
      offset += RECORD_HEADER + captured;
    }
    return packets;
  }

  private static Optional<LabPacket> frame(double seconds, ByteBuffer frame) {
    if (frame.limit() < ETHERNET_HEADER + IPV4_MINIMUM || u16(frame, 12) != IPV4_TYPE) {
      return Optional.empty();
    }
    ByteBuffer ip = frame.slice(ETHERNET_HEADER, frame.limit() - ETHERNET_HEADER);
    int header = (ip.get(0) & 0x0f) * 4;
    int total = Math.min(u16(ip, 2), ip.limit());
    int fragmentOffset = u16(ip, 6) & 0x1fff;
    int protocol = ip.get(9) & 0xff;
    if (header < IPV4_MINIMUM || total < header || fragmentOffset != 0) {
      return Optional.empty();
    }
    ByteBuffer segment = ip.slice(header, total - header);
    boolean udp = protocol == LabPacket.UDP && segment.limit() >= UDP_HEADER;
    boolean tcp = protocol == LabPacket.TCP && segment.limit() >= TCP_MINIMUM;
    if (!udp && !tcp) {
      return Optional.empty();
    }
    int start = udp ? UDP_HEADER : ((segment.get(12) >> 4) & 0x0f) * 4;
    int end = udp ? Math.min(u16(segment, 4), segment.limit()) : segment.limit();
    if (start > end) {
      return Optional.empty();
    }
    return Optional.of(
        new LabPacket(
            seconds,
            mac(frame, 6),
            mac(frame, 0),
            protocol,
            address(ip, 12),
            u16(segment, 0),
            address(ip, 16),
            u16(segment, 2),
            udp ? 0 : segment.getInt(4) & 0xffff_ffffL,
            segment.slice(start, end - start).asReadOnlyBuffer()));
  }

  /** Six bytes as lower-case hexadecimal with colons. */
  static String mac(ByteBuffer bytes, int offset) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      text.append(i == 0 ? "" : ":").append(String.format("%02x", bytes.get(offset + i)));
    }
    return text.toString();
  }

  /** Four bytes as a dotted address. */
  static String address(ByteBuffer bytes, int offset) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(i == 0 ? "" : ".").append(bytes.get(offset + i) & 0xff);
    }
    return text.toString();
  }

  private static int u16(ByteBuffer bytes, int offset) {
    return bytes.getShort(offset) & 0xffff;
  }

  private static String hex(int value) {
    return String.format("0x%08x", value);
  }
}
