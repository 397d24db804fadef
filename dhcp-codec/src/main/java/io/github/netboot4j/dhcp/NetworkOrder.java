package io.github.netboot4j.dhcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Absolute reads and writes in network byte order, whatever order the buffer itself is set to. */
final class NetworkOrder {
  private static final VarHandle SHORT =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] ZEROS = new byte[256];

  private NetworkOrder() {}

  static int unsigned8(ByteBuffer buffer, int index) {
    return buffer.get(index) & 0xFF;
  }

  static int unsigned16(ByteBuffer buffer, int index) {
    return (short) SHORT.get(buffer, index) & 0xFFFF;
  }

  static int int32(ByteBuffer buffer, int index) {
    return (int) INT.get(buffer, index);
  }

  static long int64(ByteBuffer buffer, int index) {
    return (long) LONG.get(buffer, index);
  }

  static void putInt64(ByteBuffer buffer, int index, long value) {
    LONG.set(buffer, index, value);
  }

  static void putUnsigned16(ByteBuffer buffer, int index, int value) {
    SHORT.set(buffer, index, (short) value);
  }

  static void putInt32(ByteBuffer buffer, int index, int value) {
    INT.set(buffer, index, value);
  }

  static void putZeros(ByteBuffer buffer, int index, int count) {
    for (int done = 0; done < count; done += ZEROS.length) {
      buffer.put(index + done, ZEROS, 0, Math.min(count - done, ZEROS.length));
    }
  }
}
