package com.example.netboot;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.ParameterRequestList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells DHCP clients of a capture apart by the options they ask for and what they call themselves:
 * {@code java -cp … com.example.netboot.Fingerprints boot.pcap}.
 */
public final class Fingerprints {
  private static final int MAGIC = 0xA1B2C3D4;
  private static final int MAGIC_NANOSECONDS = 0xA1B23C4D;
  private static final int LINK_TYPE_ETHERNET = 1;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET = 14;
  private static final int UDP = 17;

  private final DhcpMessageView message = new DhcpMessageView();
  private final ParameterRequestList asked = new ParameterRequestList();
  private final OptionValue vendorClass = new OptionValue();
  private final Map<String, Integer> counts = new TreeMap<>();

  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: Fingerprints CAPTURE.pcap");
      System.exit(2);
    }
    Fingerprints found = new Fingerprints();
    try {
      found.read(ByteBuffer.wrap(Files.readAllBytes(Path.of(args[0]))));
    } catch (IOException e) {
      System.err.println(args[0] + " cannot be read: " + e.getMessage());
      System.exit(2);
    }
    found.counts().forEach((client, count) -> System.out.println(count + "  " + client));
  }

  /** How many requests each client sent. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /**
   * Reads a capture of Ethernet frames in libpcap's format; one that was cut, as far as it goes.
   *
   * @throws IOException if it is of another format, such as pcapng, or of other frames
   */
  public void read(ByteBuffer pcap) throws IOException {
    if (pcap.limit() < FILE_HEADER) {
      throw new IOException("it is too short for a capture");
    }
    int magic = pcap.order(ByteOrder.BIG_ENDIAN).getInt(0);
    if (magic != MAGIC && magic != MAGIC_NANOSECONDS) {
      magic = pcap.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    }
    if (magic != MAGIC && magic != MAGIC_NANOSECONDS) {
      throw new IOException("it is no capture in libpcap's format");
    }
    if ((pcap.getInt(20) & 0xFFFF) != LINK_TYPE_ETHERNET) {
      throw new IOException("its frames are not of an Ethernet");
    }
    int at = FILE_HEADER;
    while (at + RECORD_HEADER <= pcap.limit()) {
      int length = pcap.getInt(at + 8);
      int frame = at + RECORD_HEADER;
      if (length < 0 || length > pcap.limit() - frame) {
        return; // the capture ends in the middle of a frame
      }
      frame(pcap, frame, length);
      at = frame + length;
    }
  }

  private void frame(ByteBuffer pcap, int frame, int length) {
    int ip = frame + ETHERNET;
    if (length < ETHERNET + 28 || (pcap.get(ip) & 0xF0) != 0x40 || pcap.get(ip + 9) != UDP) {
      return;
    }
    int udp = ip + 4 * (pcap.get(ip) & 0x0F);
    int payload = udp + 8;
    int octets = frame + length - payload;
    boolean toServer = octets > 0 && pcap.get(udp + 2) == 0 && pcap.get(udp + 3) == 67;
    // Whatever the payload holds: it wraps or it does not, and nothing is thrown.
    if (toServer && message.tryWrap(pcap, payload, octets)) {
      counts.merge(fingerprint(), 1, Integer::sum);
    }
  }

  private String fingerprint() {
    asked.read(message);
    message.readOption(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass);
    String codes =
        IntStream.range(0, asked.count())
            .mapToObj(index -> Integer.toString(asked.code(index)))
            .collect(Collectors.joining(","));
    String name = vendorClass.toText().replaceAll("[^ -~]", "?");
    return "%012x  %s  asks for %s".formatted(message.macAddress(), name, codes);
  }
}
