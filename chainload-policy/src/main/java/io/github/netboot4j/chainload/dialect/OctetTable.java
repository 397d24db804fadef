package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Workspace;
import java.util.Arrays;
import java.util.List;

/** Finds the number of a row of octets among many, at a cost that does not grow with them. */
final class OctetTable {
  private final byte[][] keys;

  /** Numbers of keys plus one, at the hash or behind it; a power of two, at most half full. */
  private final int[] slots;

  /** Of equal keys the first is found. */
  OctetTable(List<byte[]> keys) {
    this.keys = keys.toArray(new byte[0][]);
    slots = new int[Math.max(4, Integer.highestOneBit(this.keys.length) * 4)];
    for (int number = 0; number < this.keys.length; number++) {
      int slot = slotOf(this.keys[number]);
      if (slots[slot] == 0) {
        slots[slot] = number + 1;
      }
    }
  }

  /** The number of a key, or -1. */
  int find(byte[] key) {
    return slots[slotOf(key)] - 1;
  }

  /** The number of the key that stands in the workspace, or -1. */
  int find(Workspace space, int start, int length) {
    int hash = 1;
    for (int index = start; index < start + length; index++) {
      hash = 31 * hash + (byte) space.unsigned8(index);
    }
    int slot = mixed(hash) & (slots.length - 1);
    while (slots[slot] != 0 && !equal(keys[slots[slot] - 1], space, start, length)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slots[slot] - 1;
  }

  private int slotOf(byte[] key) {
    int slot = mixed(Arrays.hashCode(key)) & (slots.length - 1);
    while (slots[slot] != 0 && !Arrays.equals(keys[slots[slot] - 1], key)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static boolean equal(byte[] key, Workspace space, int start, int length) {
    if (key.length != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      if ((key[index] & 0xFF) != space.unsigned8(start + index)) {
        return false;
      }
    }
    return true;
  }

  private static int mixed(int hash) {
    int spread = hash * 0x9E37_79B9;
    return spread ^ spread >>> 16;
  }
}
