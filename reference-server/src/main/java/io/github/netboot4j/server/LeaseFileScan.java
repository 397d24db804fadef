package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of leases in a database of SQLite, or in its write-ahead log, however damaged
 * it is: by looking at each page for itself, without the tree that holds them together. A record
 * whose checksum is right is sound, wherever it stands; of an address the newest counts.
 *
 * <p>The form of pages and logs is that of https://sqlite.org/fileformat2.html: a page that is a
 * leaf of a table begins with 13, the count of its cells at 3, and from 8 on where they are. A cell
 * has the length of its record, the row's number, and the record: the length of its header, a type
 * for each column, and their values.
 */
final class LeaseFileScan {
  /** What {@link LeaseDatabase} leaves SQLite to choose; one of another size is not scanned. */
  private static final int PAGE = 4_096;

  private static final int DATABASE_HEADER = 100;
  private static final int LOG_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int LEAF_OF_TABLE = 13;
  private static final int CELL_COUNT = 3;
  private static final int CELL_POINTERS = 8;
  private static final int COLUMNS = 9;
  private static final int ADDRESS = 0;
  private static final int TEXT = 13;
  private static final int BLOB = 12;

  private final Map<Integer, LeaseRecord> found;
  private final ByteBuffer page = ByteBuffer.allocate(PAGE);

  /** Where the next value is read. */
  private int at;

  private final long[] types = new long[COLUMNS];

  private LeaseFileScan(Map<Integer, LeaseRecord> found) {
    this.found = found;
  }

  /**
   * Adds to {@code found} what is newer in a file. A file that is not there has nothing.
   *
   * @param file a database; or a log, if its name ends so
   */
  static void scan(Path file, Map<Integer, LeaseRecord> found) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    boolean log = file.toString().endsWith(LeaseFiles.LOG);
    LeaseFileScan scan = new LeaseFileScan(found);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = log ? LOG_HEADER + FRAME_HEADER : 0;
      while (position < channel.size()) {
        scan.page.clear();
        while (scan.page.hasRemaining()
            && channel.read(scan.page, position + scan.page.position()) > 0) {
          // A read may bring less than there is.
        }
        scan.page.flip();
        // Only the first page of a database begins elsewhere; in a log it may be any.
        scan.readPage(0);
        scan.readPage(DATABASE_HEADER);
        position += log ? PAGE + FRAME_HEADER : PAGE;
      }
    }
  }

  private void readPage(int start) {
    if (page.limit() < start + CELL_POINTERS || page.get(start) != LEAF_OF_TABLE) {
      return;
    }
    int cells = Short.toUnsignedInt(page.getShort(start + CELL_COUNT));
    for (int cell = 0; cell < cells; cell++) {
      int pointer = start + CELL_POINTERS + Short.BYTES * cell;
      if (pointer + Short.BYTES > page.limit()) {
        return;
      }
      LeaseRecord record = readCell(Short.toUnsignedInt(page.getShort(pointer)));
      if (record != null) {
        found.merge(
            record.address(), record, (one, other) -> one.change() >= other.change() ? one : other);
      }
    }
  }

  private @Nullable LeaseRecord readCell(int start) {
    try {
      at = start;
      readNumber();
      long address = readNumber();
      int header = at;
      long headerEnd = header + readNumber();
      for (int column = 0; column < COLUMNS; column++) {
        types[column] = readNumber();
      }
      if (at != headerEnd || types[ADDRESS] != 0) {
        return null; // another kind of row; the address is the row's number, and stands there only
      }
      LeaseState state = LeaseState.of((int) readInteger(1, 0));
      ClientKey client = ClientKey.of(readOctets(2, BLOB));
      long mac = readInteger(3, -1);
      String host = new String(readOctets(4, TEXT), StandardCharsets.UTF_8);
      long starts = readInteger(5, 0);
      long ends = readInteger(6, LeaseRecord.NEVER);
      long change = readInteger(7, 0);
      long checksum = readInteger(8, 0);
      LeaseRecord record =
          new LeaseRecord((int) address, state, client, mac, host, starts, ends, change);
      return record.checksum() == checksum ? record : null;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return null; // damaged: it points out of the page, or is no record of ours
    }
  }

  /** Seven bits in each octet, the highest first; a ninth octet has eight. */
  private long readNumber() {
    long number = 0;
    for (int index = 0; index < 8; index++) {
      int octet = page.get(at++);
      number = (number << 7) | (octet & 0x7F);
      if (octet >= 0) {
        return number;
      }
    }
    return (number << Byte.SIZE) | Byte.toUnsignedInt(page.get(at++));
  }

  private long readInteger(int column, long absent) {
    long type = types[column];
    if (type == 0) {
      return absent;
    }
    if (type == 8 || type == 9) {
      return type - 8;
    }
    long octets = type == 5 ? 6 : type == 6 ? 8 : type;
    if (octets < 0 || octets > 8 || type > 6) {
      throw new IllegalArgumentException("no integer: " + type);
    }
    long number = page.get(at++);
    for (int index = 1; index < octets; index++) {
      number = (number << Byte.SIZE) | Byte.toUnsignedInt(page.get(at++));
    }
    return number;
  }

  private byte[] readOctets(int column, int kind) {
    long type = types[column];
    long length = (type - kind) / 2;
    if (type < kind || (type - kind) % 2 != 0 || length > page.limit()) {
      throw new IllegalArgumentException("no octets: " + type);
    }
    byte[] octets = new byte[(int) length];
    page.get(at, octets);
    at += octets.length;
    return octets;
  }
}
