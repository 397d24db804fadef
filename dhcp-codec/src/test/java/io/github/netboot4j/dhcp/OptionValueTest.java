package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One value, in one piece and in three: no method tells the difference. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class OptionValueTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();
  private final boolean split;

  OptionValueTest(boolean split) {
    this.split = split;
  }

  @BeforeEach
  void read() {
    read("PXE\u00E9");
  }

  private void read(String text) {
    DhcpBytes message = DhcpBytes.discover();
    if (split) {
      int half = text.length() / 2;
      message.option(224, text.substring(0, half)).option(12, "h");
      message.option(224, text.substring(half)).option(224);
    } else {
      message.option(224, text);
    }
    byte[] bytes = message.end();
    view.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    assertTrue(view.readOption(224, value));
    assertEquals(!split, value.isContiguous());
  }

  @Test
  void numbers() {
    assertEquals(4, value.length());
    assertEquals('P', value.unsigned8(0));
    assertEquals(0xE9, value.unsigned8(3));
    assertEquals(0x5845, value.unsigned16(1));
    assertEquals(0x505845E9, value.int32(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void indexesBeyondTheValueAreMisuse(int index) {
    assertThrows(IndexOutOfBoundsException.class, () -> value.unsigned8(index));
    assertThrows(IndexOutOfBoundsException.class, () -> value.unsigned16(index));
    assertThrows(IndexOutOfBoundsException.class, () -> value.int32(index));
  }

  @Test
  void numbersThatReachBeyondTheValueAreMisuse() {
    assertThrows(IndexOutOfBoundsException.class, () -> value.unsigned16(3));
    assertThrows(IndexOutOfBoundsException.class, () -> value.int32(1));
  }

  @Test
  void comparesWithTextAndBytes() {
    assertTrue(value.contentEquals("PXE\u00E9"));
    assertFalse(value.contentEquals("PXE"));
    assertFalse(value.contentEquals("PXE\u00E9\0"));
    assertFalse(value.contentEquals("pXE\u00E9"));
    assertFalse(value.contentEquals("PXE\u01E9"));
    assertTrue(value.contentEquals(new byte[] {'P', 'X', 'E', (byte) 0xE9}));
    assertFalse(value.contentEquals(new byte[] {'P', 'X', 'E', 0x69}));
    assertFalse(value.contentEquals(new byte[] {'P', 'X', 'E'}));
    assertTrue(value.startsWith(""));
    assertTrue(value.startsWith("PXE"));
    assertTrue(value.startsWith("PXE\u00E9"));
    assertFalse(value.startsWith("PXE\u00E9x"));
    assertFalse(value.startsWith("PXX"));
  }

  @Test
  void copies() {
    assertArrayEquals(new byte[] {'P', 'X', 'E', (byte) 0xE9}, value.toByteArray());
    ByteBuffer target = ByteBuffer.allocate(8).position(5);
    value.copyTo(target, 2);
    assertArrayEquals(new byte[] {0, 0, 'P', 'X', 'E', (byte) 0xE9, 0, 0}, target.array());
    assertEquals(5, target.position());
    assertThrows(IndexOutOfBoundsException.class, () -> value.copyTo(target, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> value.copyTo(target, -1));
  }

  /** As a server echoes option 82, from a buffer of one kind into one of another. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void goesIntoAnotherMessage(boolean fromDirect, boolean toDirect) {
    ByteBuffer source = buffer(fromDirect).put(5, view.buffer(), view.offset(), view.length());
    DhcpMessageView copy = new DhcpMessageView().wrap(source, 5, view.length());
    assertTrue(copy.readOption(224, value));
    assertEquals("PXE\u00E9", value.toText());

    ByteBuffer target = buffer(toDirect);
    DhcpMessageWriter writer = new DhcpMessageWriter().start(MessageType.ACK, target, 3, 590);
    int length = writer.option(225, value).finish();
    DhcpMessageView written = new DhcpMessageView().wrap(target, 3, length);
    assertTrue(written.readOption(225, value));
    assertEquals("PXE\u00E9", value.toText());
  }

  private static ByteBuffer buffer(boolean direct) {
    return direct ? ByteBuffer.allocateDirect(600) : ByteBuffer.allocate(600);
  }

  @Test
  void textIsWithoutTrailingNuls() {
    read("a\0b\0\0");
    assertEquals("a\0b", value.toText());
    assertEquals(5, value.length());
    read("\0\0");
    assertEquals("", value.toText());
  }

  @Test
  void anAbsentOptionClearsTheValue() {
    assertFalse(view.readOption(200, value));
    assertEquals(0, value.length());
    assertEquals("", value.toText());
    assertArrayEquals(new byte[0], value.toByteArray());
    assertTrue(value.isContiguous());
    assertThrows(IndexOutOfBoundsException.class, () -> value.unsigned8(0));
  }
}
