package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.MachineIdentifier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Finds a host by its hardware address or its machine identifier in the same time whether they are
 * ten or ten thousand. Open addressing over arrays of numbers, so that a search allocates nothing.
 */
final class HostTable {
  private static final int NONE = -1;
  private static final int MAC_TEXT = 17;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** The upper half of the key of a hardware address; no UUID of a machine has it. */
  private static final long OF_MAC = -1;

  private final long[] upper;
  private final long[] lower;
  private final int[] numbers;
  private final int mask;
  private final boolean hasMachines;

  /**
   * A table.
   *
   * @param hosts hardware addresses and UUIDs in text
   * @throws IllegalArgumentException if one is neither, or comes twice
   */
  HostTable(List<String> hosts) {
    int size = Math.max(4, Integer.highestOneBit(Math.max(1, hosts.size())) * 4);
    upper = new long[size];
    lower = new long[size];
    numbers = new int[size];
    mask = size - 1;
    Arrays.fill(numbers, NONE);
    boolean machines = false;
    for (int number = 0; number < hosts.size(); number++) {
      String host = hosts.get(number);
      long mac = mac(host);
      if (mac >= 0) {
        put(OF_MAC, mac, number, host);
      } else {
        UUID machine = machine(host);
        put(machine.getMostSignificantBits(), machine.getLeastSignificantBits(), number, host);
        machines = true;
      }
    }
    hasMachines = machines;
  }

  /** Six octets of two hexadecimal digits with colons or dashes between them; else -1. */
  private static long mac(String text) {
    if (text.length() != MAC_TEXT) {
      return NONE;
    }
    long mac = 0;
    for (int index = 0; index < MAC_TEXT; index++) {
      char character = text.charAt(index);
      if (index % 3 == 2) {
        if (character != ':' && character != '-') {
          return NONE;
        }
      } else if (HexFormat.isHexDigit(character)) {
        mac = mac << 4 | HexFormat.fromHexDigit(character);
      } else {
        return NONE;
      }
    }
    return mac;
  }

  private static UUID machine(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "neither a hardware address such as 52:54:00:12:34:56 nor a UUID: " + text);
    }
    return UUID.fromString(text);
  }

  private void put(long high, long low, int number, String host) {
    int slot = slot(high, low);
    if (numbers[slot] != NONE) {
      throw new IllegalArgumentException("a host comes twice: " + host);
    }
    upper[slot] = high;
    lower[slot] = low;
    numbers[slot] = number;
  }

  /** Where the key is, or would be. */
  private int slot(long high, long low) {
    long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (numbers[slot] != NONE && (upper[slot] != high || lower[slot] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The host's place in the list, by its hardware address or else its machine id; -1 if none. */
  int find(BootRequest request) {
    long mac = request.macAddress();
    int number = mac >= 0 ? numbers[slot(OF_MAC, mac)] : NONE;
    if (number == NONE && hasMachines) {
      MachineIdentifier machine = request.machineIdentifier();
      if (machine.type() == MachineIdentifier.UUID_TYPE) {
        number = numbers[slot(machine.mostSignificantBits(), machine.leastSignificantBits())];
      }
    }
    return number;
  }
}
