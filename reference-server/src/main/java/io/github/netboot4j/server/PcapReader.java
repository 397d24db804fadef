package io.github.netboot4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a classic pcap file record by record: either byte order, microseconds or nanoseconds.
 *
 * <pre>
 *   file:    magic (4)  version (2 + 2)  zone (4)  accuracy (4)  snap length (4)  link type (4)
 *   record:  seconds (4)  fraction (4)  captured octets (4)  octets on the wire (4)  frame
 * </pre>
 *
 * <p>One record at a time is in memory, so that a file may have any size. A file that ends within a
 * record, or has a record that no capture can have, reads up to there; {@link #damage()} tells.
 */
final class PcapReader {
  /** The most octets of a frame: what libpcap itself captures of these link types at the most. */
  static final int LONGEST_FRAME = 262_144;

  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MAGIC_LENGTH = 4;
  private static final int MAGIC_MICROSECONDS = 0xA1B2_C3D4;
  private static final int MAGIC_NANOSECONDS = 0xA1B2_3C4D;
  private static final int MAGIC_PCAPNG = 0x0A0D_0D0A;
  private static final int MAJOR_VERSION = 2;
  private static final int MINOR_VERSION = 4;

  private final InputStream in;
  private final byte[] headerBytes = new byte[FILE_HEADER];
  private final ByteBuffer header = ByteBuffer.wrap(headerBytes);
  private final byte[] frameBytes = new byte[LONGEST_FRAME];

  /** Always big-endian, as the headers in a frame are; the limit is what was captured. */
  private final ByteBuffer frame = ByteBuffer.wrap(frameBytes).limit(0);

  private PcapLinkType linkType = PcapLinkType.ETHERNET;
  private long recordNumber;
  private long wireLength;

  /** Octets of the file that were read, and how many of them are whole records. */
  private long position;

  private @Nullable String damage;

  private PcapReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the header of a file.
   *
   * @param in the file, which the caller closes
   * @param name what to call it in messages
   * @throws StartupException if it is not a pcap file, or one of a link type that is not read
   * @throws IOException if reading fails
   */
  static PcapReader open(InputStream in, String name) throws StartupException, IOException {
    PcapReader reader = new PcapReader(in);
    reader.readFileHeader(name);
    return reader;
  }

  private void readFileHeader(String name) throws StartupException, IOException {
    int octets = fill(headerBytes, FILE_HEADER);
    if (octets < MAGIC_LENGTH) {
      throw new StartupException(name + " is not a pcap file: it has only " + octets + " octets");
    }
    header.order(byteOrder(header.getInt(0), name));
    if (octets < FILE_HEADER) {
      damage = "ends at offset " + octets + ", within the file header";
      return;
    }
    int major = header.getShort(4) & 0xFFFF;
    int minor = header.getShort(6) & 0xFFFF;
    if (major != MAJOR_VERSION || minor != MINOR_VERSION) {
      throw new StartupException(
          "%s has pcap version %d.%d; only 2.4 is read".formatted(name, major, minor));
    }
    // Above the 16 bits of the link type stands the length of a checksum behind each frame.
    int code = header.getInt(20) & 0xFFFF;
    PcapLinkType known = PcapLinkType.of(code);
    if (known == null) {
      throw new StartupException(
          "%s has frames of link type %d; read are Ethernet, Linux cooked, raw IP and loopback"
              .formatted(name, code));
    }
    linkType = known;
  }

  private static ByteOrder byteOrder(int magic, String name) throws StartupException {
    if (magic == MAGIC_MICROSECONDS || magic == MAGIC_NANOSECONDS) {
      return ByteOrder.BIG_ENDIAN;
    }
    int reversed = Integer.reverseBytes(magic);
    if (reversed == MAGIC_MICROSECONDS || reversed == MAGIC_NANOSECONDS) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    throw new StartupException(
        magic == MAGIC_PCAPNG
            ? name + " is a pcapng file; 'editcap -F pcap' makes a pcap file of it"
            : name + " is not a pcap file: it starts with 0x" + "%08x".formatted(magic));
  }

  /**
   * Steps to the next record.
   *
   * @return false at the end of the file and where it is damaged, and ever after
   * @throws IOException if reading fails
   */
  boolean next() throws IOException {
    frame.limit(0);
    if (damage != null) {
      return false;
    }
    long start = position;
    int octets = fill(headerBytes, RECORD_HEADER);
    if (octets == 0) {
      return false;
    }
    if (octets < RECORD_HEADER) {
      damage = endsWithinRecord(start);
      return false;
    }
    int captured = header.getInt(8);
    if (captured < 0 || captured > LONGEST_FRAME) {
      damage =
          "is damaged at offset %d: record %d would have %s octets, more than %d"
              .formatted(
                  start, recordNumber + 1, Integer.toUnsignedString(captured), LONGEST_FRAME);
      return false;
    }
    if (fill(frameBytes, captured) < captured) {
      damage = endsWithinRecord(start);
      return false;
    }
    frame.limit(captured);
    recordNumber++;
    wireLength = Integer.toUnsignedLong(header.getInt(12));
    return true;
  }

  private String endsWithinRecord(long start) {
    return "ends at offset %d, within record %d that starts at %d"
        .formatted(position, recordNumber + 1, start);
  }

  /** Reads into the start of an array; fewer octets only at the end of the file. */
  private int fill(byte[] into, int octets) throws IOException {
    int read = in.readNBytes(into, 0, octets);
    position += read;
    return read;
  }

  /**
   * Why reading ended before the end of the file's last record.
   *
   * @return what the file does, such as {@code "ends at offset 99, within record 2 …"}, or null
   */
  @Nullable String damage() {
    return damage;
  }

  /** What a frame starts with. */
  PcapLinkType linkType() {
    return linkType;
  }

  /** The number of the record that was read last, from 1, as Wireshark counts frames. */
  long recordNumber() {
    return recordNumber;
  }

  /** The frame of that record, from index 0 to the limit; overwritten by the next one. */
  ByteBuffer frame() {
    return frame;
  }

  /** Whether the capture left out the end of that frame. */
  boolean isCut() {
    return frame.limit() < wireLength;
  }
}
