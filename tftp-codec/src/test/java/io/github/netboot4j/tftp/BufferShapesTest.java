package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of packet, in every shape of buffer. */
class BufferShapesTest {
  private static final int OFFSET = 5;

  enum Shape {
    HEAP,
    DIRECT,
    READ_ONLY,
    READ_ONLY_DIRECT,
    SLICE,
    LITTLE_ENDIAN,
    LIMIT_BEYOND_PACKET,
    POSITION_AT_LIMIT;

    /** A buffer with the packet at index {@link #OFFSET}. */
    ByteBuffer holding(byte[] packet) {
      int end = OFFSET + packet.length;
      return switch (this) {
        case HEAP -> fill(ByteBuffer.allocate(end), packet);
        case DIRECT -> fill(ByteBuffer.allocateDirect(end), packet);
        case READ_ONLY -> fill(ByteBuffer.allocate(end), packet).asReadOnlyBuffer();
        case READ_ONLY_DIRECT -> fill(ByteBuffer.allocateDirect(end), packet).asReadOnlyBuffer();
        case SLICE -> fill(ByteBuffer.allocate(end + 20).slice(7, end), packet);
        case LITTLE_ENDIAN -> fill(ByteBuffer.allocate(end), packet).order(ByteOrder.LITTLE_ENDIAN);
        case LIMIT_BEYOND_PACKET -> fill(ByteBuffer.allocate(end + 40), packet);
        case POSITION_AT_LIMIT -> fill(ByteBuffer.allocate(end), packet).position(end);
      };
    }

    private static ByteBuffer fill(ByteBuffer buffer, byte[] packet) {
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, (byte) 'z'); // no NUL but those of the packet
      }
      return buffer.put(OFFSET, packet);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsRequests(Shape shape) {
    TftpPacketView view = wrap(shape, "\0\1boot.ipxe\0octet\0blksize\0" + "1432\0");

    assertEquals("boot.ipxe", view.fileName());
    assertEquals(OFFSET + 2, view.fileNameOffset());
    assertEquals(TftpMode.OCTET, view.mode());
    assertEquals(1432, view.optionNumber(0));
    assertTrue(view.optionNameEquals(0, "BLKSIZE"));
  }

  @ParameterizedTest
  @EnumSource
  void readsData(Shape shape) {
    TftpPacketView view = wrap(shape, "\0\3\1\2payload");

    assertEquals(0x0102, view.blockNumber());
    assertEquals(OFFSET + 4, view.payloadOffset());
    assertEquals(7, view.payloadLength());
  }

  @ParameterizedTest
  @EnumSource
  void readsErrors(Shape shape) {
    TftpPacketView view = wrap(shape, "\0\5\0\10stop");

    assertEquals(8, view.errorCode());
    assertEquals("stop", view.errorMessage());
  }

  @ParameterizedTest
  @EnumSource
  void doesNotReadPastThePacket(Shape shape) {
    byte[] packet = Bytes.of("\0\1name\0octet");
    TftpPacketView view = new TftpPacketView();

    assertFalse(view.tryWrap(shape.holding(packet), OFFSET, packet.length));
    assertEquals(TftpFault.UNTERMINATED_MODE, view.fault());
    assertEquals(7, view.faultOffset());
  }

  private static TftpPacketView wrap(Shape shape, String latin1) {
    byte[] packet = Bytes.of(latin1);
    ByteBuffer buffer = shape.holding(packet);
    int position = buffer.position();
    ByteOrder order = buffer.order();
    TftpPacketView view = new TftpPacketView().wrap(buffer, OFFSET, packet.length);
    assertEquals(position, buffer.position());
    assertEquals(order, buffer.order());
    return view;
  }
}
