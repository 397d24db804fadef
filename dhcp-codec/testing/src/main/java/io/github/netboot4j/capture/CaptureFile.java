package io.github.netboot4j.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classic pcap file of Ethernet frames, read whole: either byte order, microseconds or
 * nanoseconds.
 *
 * <pre>
 *   file:    magic (4)  version (4)  zone (4)  accuracy (4)  snap length (4)  link type (4)
 *   record:  seconds (4)  fraction (4)  captured octets (4)  octets on the wire (4)  frame
 * </pre>
 *
 * <p>Test material has to be whole, so a file that ends within a record, and a UDP datagram that
 * was cut when it was recorded, are errors and not skipped.
 */
public final class CaptureFile {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MAGIC_MICROSECONDS = 0xA1B2_C3D4;
  private static final int MAGIC_NANOSECONDS = 0xA1B2_3C4D;
  private static final int LINK_TYPE_ETHERNET = 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<CapturedDatagram> datagrams;

  private CaptureFile(List<CapturedDatagram> datagrams) {
    this.datagrams = List.copyOf(datagrams);
  }

  /**
   * Reads a file.
   *
   * @param file the path of a pcap file
   * @return its datagrams
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is not a whole pcap file of Ethernet frames
   */
  public static CaptureFile read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /**
   * Reads one of the captures that come with the tests.
   *
   * @param name a file of this package without {@code .pcap}, such as {@code uefi-x64-to-ipxe}; the
   *     README beside them says who speaks in each
   * @return its datagrams
   */
  public static CaptureFile resource(String name) {
    String path = name + ".pcap";
    try (InputStream stream = CaptureFile.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return parse(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param bytes a whole pcap file
   * @return its datagrams
   * @throws IllegalArgumentException if the bytes are not a whole pcap file of Ethernet frames
   */
  public static CaptureFile parse(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (bytes.length < FILE_HEADER) {
      throw new IllegalArgumentException(
          "a pcap file starts with " + FILE_HEADER + " octets, not " + bytes.length);
    }
    int nanosPerUnit = readByteOrder(file);
    int linkType = file.getInt(20) & 0xFFFF;
    if (linkType != LINK_TYPE_ETHERNET) {
      throw new IllegalArgumentException("link type " + linkType + " is not Ethernet");
    }
    List<CapturedDatagram> datagrams = new ArrayList<>();
    int at = FILE_HEADER;
    for (int number = 1; at < bytes.length; number++) {
      if (bytes.length - at < RECORD_HEADER) {
        throw new IllegalArgumentException(
            "the file ends within the header of record " + number + " at offset " + at);
      }
      long seconds = Integer.toUnsignedLong(file.getInt(at));
      long fraction = Integer.toUnsignedLong(file.getInt(at + 4));
      int captured = file.getInt(at + 8);
      at += RECORD_HEADER;
      if (captured < 0 || captured > bytes.length - at) {
        throw new IllegalArgumentException(
            "the file ends within the frame of record " + number + " at offset " + at);
      }
      EthernetFrame frame = new EthernetFrame(file.slice(at, captured));
      long timestamp = seconds * NANOS_PER_SECOND + fraction * nanosPerUnit;
      @Nullable CapturedDatagram datagram = frame.udpDatagram(number, timestamp);
      if (datagram != null) {
        datagrams.add(datagram);
      }
      at += captured;
    }
    return new CaptureFile(datagrams);
  }

  /** Sets the buffer to the file's byte order; returns the nanoseconds in a unit of its clock. */
  private static int readByteOrder(ByteBuffer file) {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      int magic = file.order(order).getInt(0);
      if (magic == MAGIC_MICROSECONDS) {
        return 1000;
      }
      if (magic == MAGIC_NANOSECONDS) {
        return 1;
      }
    }
    throw new IllegalArgumentException(
        "not a pcap file: it starts with 0x" + Integer.toHexString(file.getInt(0)));
  }

  /**
   * The UDP datagrams over IPv4, in the order of the file. Other frames, and datagrams in several
   * fragments, are left out.
   *
   * @return an immutable list
   */
  public List<CapturedDatagram> datagrams() {
    return datagrams;
  }
}
