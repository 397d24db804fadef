package io.github.netboot4j.dhcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A buffer's octets by index, in network byte order whatever order the buffer is set to. A buffer
 * that has an array is read and written in it, which HotSpot makes much better code of than of the
 * way through the buffer. Nor does it go by a view {@code VarHandle} of the buffer: whether that
 * leads to the heap or out of it is open to the compiler, which then fences it off from the
 * accesses around it.
 *
 * <p>An index here is {@link #index} of the buffer's own. It is checked against the array or the
 * limit, which keeps memory safe; that it lies in the message is for the caller to see to.
 */
final class Octets {
  private static final VarHandle ARRAY_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle ARRAY_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] ZEROS = new byte[256];

  private ByteBuffer buffer;
  private byte @Nullable [] array;

  /** What is to be added to an index of the buffer's own. */
  private int shift;

  Octets(ByteBuffer buffer) {
    this.buffer = buffer;
    take(buffer);
  }

  /** Turns to another buffer. */
  @SuppressWarnings("ReferenceEquality") // The very buffer is meant.
  void wrap(ByteBuffer bytes) {
    if (buffer != bytes) { // The collector's barrier on a store of a reference is not free.
      take(bytes);
    }
  }

  private void take(ByteBuffer bytes) {
    buffer = bytes;
    boolean inArray = bytes.hasArray();
    array = inArray ? bytes.array() : null;
    shift = inArray ? bytes.arrayOffset() : 0;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** The array that the octets lie in, if it can be had. */
  byte @Nullable [] array() {
    return array;
  }

  /** The index here of an absolute index in the buffer. */
  int index(int absolute) {
    return absolute + shift;
  }

  /** The absolute index in the buffer of an index here. */
  int absolute(int index) {
    return index - shift;
  }

  int unsigned8(int index) {
    byte[] bytes = array;
    return (bytes != null ? bytes[index] : buffer.get(index)) & 0xFF;
  }

  int unsigned16(int index) {
    byte[] bytes = array;
    short value =
        bytes != null ? (short) ARRAY_SHORT.get(bytes, index) : inOrder(buffer.getShort(index));
    return value & 0xFFFF;
  }

  int int32(int index) {
    byte[] bytes = array;
    return bytes != null ? (int) ARRAY_INT.get(bytes, index) : inOrder(buffer.getInt(index));
  }

  void put8(int index, int value) {
    byte[] bytes = array;
    if (bytes != null) {
      bytes[index] = (byte) value;
    } else {
      buffer.put(index, (byte) value);
    }
  }

  void put16(int index, int value) {
    byte[] bytes = array;
    if (bytes != null) {
      ARRAY_SHORT.set(bytes, index, (short) value);
    } else {
      buffer.putShort(index, inOrder((short) value));
    }
  }

  void put32(int index, int value) {
    byte[] bytes = array;
    if (bytes != null) {
      ARRAY_INT.set(bytes, index, value);
    } else {
      buffer.putInt(index, inOrder(value));
    }
  }

  void put(int index, byte[] source, int from, int count) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(source, from, bytes, index, count);
    } else {
      buffer.put(index, source, from, count);
    }
  }

  /** Copies octets from another buffer. */
  void put(int index, Octets source, int from, int count) {
    byte[] bytes = source.array;
    if (bytes != null) {
      put(index, bytes, from, count);
    } else {
      buffer.put(absolute(index), source.buffer, from, count);
    }
  }

  /** Moves octets that may overlap with where they go. */
  void move(int from, int to, int count) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(bytes, from, bytes, to, count);
    } else {
      buffer.put(to, buffer, from, count);
    }
  }

  /** Puts 0 to 256 zeros, as many as the longest field and the shortest message need. */
  void putZeros(int index, int count) {
    put(index, ZEROS, 0, count);
  }

  private short inOrder(short value) {
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value);
  }

  private int inOrder(int value) {
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /** Copies octets out of here. */
  void get(int index, byte[] target, int count) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(bytes, index, target, 0, count);
    } else {
      buffer.get(index, target, 0, count);
    }
  }

  /** The text in a field, up to the first NUL, each octet one character. */
  String text(int index, int size) {
    byte[] text = new byte[size];
    get(index, text, size);
    int end = 0;
    while (end < size && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }
}
