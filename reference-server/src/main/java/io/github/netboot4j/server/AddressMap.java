package io.github.netboot4j.server;

import org.jspecify.annotations.Nullable;

/**
 * Values by IPv4 address, in a table with open addressing: nothing is boxed, and nothing allocated
 * unless it grows. The address 0 is none, and has no value.
 */
final class AddressMap<V> {
  private static final int SMALLEST = 16;

  /** Spreads neighbours over the table. */
  private static final int GOLDEN = 0x9E37_79B9;

  private int[] addresses = new int[SMALLEST];
  private @Nullable Object[] values = new @Nullable Object[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The value of an address; null if it has none. */
  @SuppressWarnings("unchecked")
  @Nullable V get(int address) {
    return (V) values[indexOf(address)];
  }

  boolean has(int address) {
    return values[indexOf(address)] != null;
  }

  /** Gives an address, which is not 0, a value instead of the one that it has. */
  void put(int address, V value) {
    int index = indexOf(address);
    if (values[index] == null) {
      if (2 * (size + 1) > addresses.length) {
        grow();
        index = indexOf(address);
      }
      size++;
      addresses[index] = address;
    }
    values[index] = value;
  }

  void remove(int address) {
    int free = indexOf(address);
    if (values[free] == null) {
      return;
    }
    size--;
    int mask = addresses.length - 1;
    // Whatever follows without a gap moves up, unless it would come to stand before its own place.
    for (int index = (free + 1) & mask; values[index] != null; index = (index + 1) & mask) {
      int home = home(addresses[index]);
      if (((index - home) & mask) >= ((index - free) & mask)) {
        addresses[free] = addresses[index];
        values[free] = values[index];
        free = index;
      }
    }
    addresses[free] = 0;
    values[free] = null;
  }

  /** All that have a value, in no order. */
  int[] addresses() {
    int[] all = new int[size];
    int count = 0;
    for (int index = 0; index < addresses.length; index++) {
      if (values[index] != null) {
        all[count++] = addresses[index];
      }
    }
    return all;
  }

  /** Where an address stands, or would. */
  private int indexOf(int address) {
    int mask = addresses.length - 1;
    int index = home(address);
    while (values[index] != null && addresses[index] != address) {
      index = (index + 1) & mask;
    }
    return index;
  }

  private int home(int address) {
    return (address * GOLDEN) >>> Integer.numberOfLeadingZeros(addresses.length - 1);
  }

  private void grow() {
    int[] oldAddresses = addresses;
    @Nullable Object[] oldValues = values;
    addresses = new int[2 * oldAddresses.length];
    values = new @Nullable Object[addresses.length];
    for (int old = 0; old < oldAddresses.length; old++) {
      if (oldValues[old] != null) {
        int index = indexOf(oldAddresses[old]);
        addresses[index] = oldAddresses[old];
        values[index] = oldValues[old];
      }
    }
  }
}
