package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Workspace;
import io.github.netboot4j.chainload.rules.classes.Keys;
import io.github.netboot4j.chainload.rules.classes.Value;
import io.github.netboot4j.chainload.rules.classes.Walk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers that are found by octets: looked up, not scanned, and without allocating. */
final class IscIndex {
  private static final int NONE = -1;

  /** Of the hash FNV-1a: hardware addresses that follow on one another must not fall together. */
  private static final int FACTOR = 0x0100_0193;

  private final byte[][] keys;
  private final int[] numbers;
  private final boolean empty;
  private final Map<String, Integer> entries;
  private @Nullable Keys asKeys;

  /**
   * An index of these.
   *
   * @param entries octets, one a character, and their numbers from 0
   */
  IscIndex(Map<String, Integer> entries) {
    empty = entries.isEmpty();
    this.entries = Map.copyOf(entries);
    int slots = Math.max(16, Integer.highestOneBit(entries.size()) * 4);
    keys = new byte[slots][];
    numbers = new int[slots];
    Arrays.fill(numbers, NONE);
    entries.forEach(
        (text, number) -> {
          byte[] key = text.getBytes(StandardCharsets.ISO_8859_1);
          int hash = 1;
          for (byte octet : key) {
            hash = FACTOR * (hash ^ (octet & 0xFF));
          }
          int slot = slot(hash);
          while (numbers[slot] != NONE) {
            slot = (slot + 1) & (slots - 1);
          }
          keys[slot] = key;
          numbers[slot] = number;
        });
  }

  /** Whether nothing can be found. */
  boolean isEmpty() {
    return empty;
  }

  /** The number of a value; -1 for none. */
  int find(Value value, Walk walk) {
    if (asKeys == null) {
      asKeys = new Keys(entries.keySet());
    }
    String key = empty ? null : walk.lookUp(value, asKeys, this);
    return key == null ? NONE : entries.getOrDefault(key, NONE);
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (keys.length - 1);
  }

  /** The number for appended octets, or -1. */
  int find(Workspace space, int from, int length) {
    int hash = 1;
    for (int index = 0; index < length; index++) {
      hash = FACTOR * (hash ^ space.unsigned8(from + index));
    }
    int slot = slot(hash);
    while (numbers[slot] != NONE) {
      if (matches(keys[slot], space, from, length)) {
        return numbers[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return NONE;
  }

  private static boolean matches(byte[] key, Workspace space, int from, int length) {
    if (key.length != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      if ((key[index] & 0xFF) != space.unsigned8(from + index)) {
        return false;
      }
    }
    return true;
  }
}
