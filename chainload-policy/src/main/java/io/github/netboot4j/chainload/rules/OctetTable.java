package io.github.netboot4j.chainload.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers by strings of octets, looked up with octets that were appended to a workspace, without
 * allocating.
 */
public final class OctetTable {
  private static final int[] NOTHING = {};

  /** Of the hash FNV-1a: neighbouring hardware addresses must not fall together. */
  private static final int FACTOR = 0x0100_0193;

  /** The golden ratio of 2^64: spreads neighbouring numbers. */
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final int MAC_OCTETS = 6;

  private final String[] keys;
  private final int[][] numbers;
  private final int mask;

  /** The same for keys of six octets, as numbers. */
  private final long[] macs;

  private final int[][] macNumbers;

  /** A table of these; a key has one character an octet. */
  public OctetTable(Map<String, int[]> entries) {
    int size = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
    keys = new String[size];
    numbers = new int[size][];
    mask = size - 1;
    macs = new long[size];
    macNumbers = new int[size][];
    entries.forEach(this::put);
  }

  private void put(String key, int[] value) {
    int hash = 1;
    for (int index = 0; index < key.length(); index++) {
      hash = FACTOR * (hash ^ key.charAt(index));
    }
    int slot = spread(hash) & mask;
    while (numbers[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    numbers[slot] = value;
    if (key.length() == MAC_OCTETS) {
      long mac = 0;
      for (int index = 0; index < MAC_OCTETS; index++) {
        mac = mac << Byte.SIZE | key.charAt(index);
      }
      slot = slot(mac);
      while (macNumbers[slot] != null) {
        slot = slot + 1 & mask;
      }
      macs[slot] = mac;
      macNumbers[slot] = value;
    }
  }

  private int slot(long mac) {
    return (int) ((mac * GOLDEN) >>> Integer.SIZE) & mask;
  }

  /** The numbers of six octets, the first the highest; empty for none. */
  public int[] find(long mac) {
    int slot = slot(mac);
    while (macNumbers[slot] != null) {
      if (macs[slot] == mac) {
        return macNumbers[slot];
      }
      slot = slot + 1 & mask;
    }
    return NOTHING;
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 16;
  }

  /** All keys. */
  public List<String> keys() {
    return Arrays.stream(keys).filter(Objects::nonNull).toList();
  }

  /** The numbers of a key; empty for none. */
  public int[] find(String key) {
    Workspace space = new Workspace();
    for (int index = 0; index < key.length(); index++) {
      space.append(key.charAt(index));
    }
    return find(space, 0);
  }

  /** The numbers of the octets appended from an index on; empty for none. */
  public int[] find(Workspace space, int from) {
    int hash = 1;
    for (int index = from; index < space.length(); index++) {
      hash = FACTOR * (hash ^ space.unsigned8(index));
    }
    int slot = spread(hash) & mask;
    while (numbers[slot] != null) {
      if (agrees(keys[slot], space, from)) {
        return numbers[slot];
      }
      slot = slot + 1 & mask;
    }
    return NOTHING;
  }

  private static boolean agrees(String key, Workspace space, int from) {
    if (key.length() != space.length() - from) {
      return false;
    }
    for (int index = 0; index < key.length(); index++) {
      if (key.charAt(index) != space.unsigned8(from + index)) {
        return false;
      }
    }
    return true;
  }
}
