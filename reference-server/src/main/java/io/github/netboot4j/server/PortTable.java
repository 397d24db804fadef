package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The UDP sockets of this host, as Linux lists them in {@code /proc/net/udp}. */
final class PortTable {
  private static final Path LISTS = Path.of("/proc/self/net");
  private static final int HEXADECIMAL = 16;
  private static final int WORD = 8;

  /** Sockets that are connected hear one peer alone. */
  private static final String CONNECTED = "01";

  private PortTable() {}

  /**
   * How many sockets hear what is sent to a port of an address; those bound to limited broadcast
   * and those that are connected do not.
   *
   * @throws IOException if that cannot be known, as on another system
   */
  static int listeners(int address, int port) throws IOException {
    int count = listeners("udp", address, port);
    return Files.exists(LISTS.resolve("udp6")) ? count + listeners("udp6", address, port) : count;
  }

  private static int listeners(String list, int address, int port) throws IOException {
    List<String> lines = Files.readAllLines(LISTS.resolve(list));
    return listeners(lines, ByteOrder.nativeOrder(), address, port);
  }

  /**
   * The same, in the lines of one of the lists: a heading, then rows that read {@code 0:
   * 010200C0:0043 00000000:0000 07 …}: number, local, remote, state. Addresses are words in the
   * host's order of octets.
   */
  static int listeners(List<String> lines, ByteOrder order, int address, int port) {
    int count = 0;
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] columns = line.strip().split("\\s+", 5);
      int colon = columns.length < 4 ? -1 : columns[1].indexOf(':');
      if (colon < WORD
          || columns[3].equals(CONNECTED)
          || Integer.parseInt(columns[1].substring(colon + 1), HEXADECIMAL) != port) {
        continue;
      }
      int local = word(columns[1].substring(colon - WORD, colon), order);
      if (local == address || local == Ipv4.ANY) {
        count++;
      }
    }
    return count;
  }

  private static int word(String hexadecimal, ByteOrder order) {
    int word = Integer.parseUnsignedInt(hexadecimal, HEXADECIMAL);
    return order == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }
}
