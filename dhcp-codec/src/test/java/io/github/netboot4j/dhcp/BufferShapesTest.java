package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever kind of buffer a message lies in, it is the same message and the buffer stays as is. */
class BufferShapesTest {
  private final DhcpMessageView plain = new DhcpMessageView();
  private final DhcpMessageView view = new DhcpMessageView();
  private final EveryAccessor every = new EveryAccessor();
  private final OptionValue value = new OptionValue();

  @ParameterizedTest
  @EnumSource
  void reads(BufferShape shape) {
    for (byte[] message : RecordedPackets.all()) {
      assertSameAnswers(message, shape);
    }
    byte[] overloadedAndSplit =
        DhcpBytes.discover()
            .header(108, 77, 2, 'P', 'X', 255)
            .header(44, 77, 1, 'E', 255)
            .option(52, 3)
            .option(77, "i")
            .end();
    assertSameAnswers(overloadedAndSplit, shape);
    view.readOption(77, value);
    assertEquals("iPXE", value.toText());
  }

  private void assertSameAnswers(byte[] message, BufferShape shape) {
    ByteBuffer buffer = shape.holding(message);
    int position = buffer.position();
    int limit = buffer.limit();
    ByteOrder order = buffer.order();
    plain.wrap(ByteBuffer.wrap(message), 0, message.length);

    assertTrue(view.tryWrap(buffer, shape.offset, message.length));
    assertEquals(every.sum(plain), every.sum(view));
    assertEquals(every.texts(plain), every.texts(view));

    assertEquals(position, buffer.position());
    assertEquals(limit, buffer.limit());
    assertEquals(order, buffer.order());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"READ_ONLY", "READ_ONLY_DIRECT"})
  void writes(BufferShape shape) {
    byte[] request =
        DhcpBytes.discover().option(61, 1, 2, 3).option(82, 1, 2, 3, 4).option(57, 5, 220).end();
    plain.wrap(ByteBuffer.wrap(request), 0, request.length);
    byte[] expected = new byte[800];
    int length = write(ByteBuffer.wrap(expected), 0, 800);

    ByteBuffer buffer = shape.empty(800);
    int position = buffer.position();
    int limit = buffer.limit();
    ByteOrder order = buffer.order();
    assertEquals(length, write(buffer, shape.offset, 800));

    byte[] written = new byte[length];
    buffer.get(shape.offset, written);
    assertArrayEquals(Arrays.copyOf(expected, length), written);
    for (int index = 0; index < buffer.limit(); index++) {
      if (index < shape.offset || index >= shape.offset + 800) {
        assertEquals(0x5A, buffer.get(index), "octet " + index + " is not the writer's");
      }
    }
    assertEquals(position, buffer.position());
    assertEquals(limit, buffer.limit());
    assertEquals(order, buffer.order());
  }

  private int write(ByteBuffer buffer, int offset, int capacity) {
    DhcpMessageWriter writer = new DhcpMessageWriter();
    writer.startReply(plain, MessageType.OFFER, buffer, offset, capacity);
    writer.bootFile(new byte[] {'f', 'i', 'l', 'e'});
    return writer
        .yourAddress(0xC0000205)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, 0xC0000201)
        .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, 7)
        .option(OptionCode.HOST_NAME, "höst")
        .option(OptionCode.VENDOR_SPECIFIC_INFORMATION, new byte[400])
        .finish();
  }
}
