package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rejects a message, what does not, and what is told about it. */
class FramingTest {
  private final DhcpMessageView view = new DhcpMessageView();

  private boolean tryWrap(byte[] message) {
    return view.tryWrap(ByteBuffer.wrap(message), 0, message.length);
  }

  private void assertFault(byte[] message, DhcpFault fault, int offset) {
    assertFalse(tryWrap(message));
    assertEquals(fault, view.fault());
    assertEquals(offset, view.faultOffset());

    MalformedDhcpException thrown =
        assertThrows(
            MalformedDhcpException.class,
            () -> new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length));
    assertEquals(fault, thrown.fault());
    assertEquals(offset, thrown.offset());
    assertEquals(
        fault.description() + " at offset " + offset + " of " + message.length + " octets",
        thrown.getMessage());
  }

  @Test
  void aSoundMessageHasNoFault() {
    byte[] message = DhcpBytes.discover().end();
    ByteBuffer buffer = ByteBuffer.wrap(message);

    assertSame(view, view.wrap(buffer, 0, message.length));

    assertNull(view.fault());
    assertEquals(0, view.faultOffset());
    assertSame(buffer, view.buffer());
    assertEquals(0, view.offset());
    assertEquals(message.length, view.length());
    assertTrue(view.hasMagicCookie());
    assertTrue(view.hasEnd());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 28, 43, 44, 235})
  void shorterThanTheHeader(int length) {
    byte[] message = Arrays.copyOf(DhcpBytes.discover().end(), length);
    assertFault(message, DhcpFault.MESSAGE_TOO_SHORT, length);
    assertEquals(0, view.transactionId());
    assertEquals("", view.bootFile());
  }

  @ParameterizedTest
  @CsvSource({"65535, true", "65536, false", "70000, false"})
  void longerThanADatagram(int length, boolean sound) {
    byte[] message = Arrays.copyOf(DhcpBytes.discover().toByteArray(), length);
    if (sound) {
      assertTrue(tryWrap(message));
      assertEquals(MessageType.DISCOVER, view.messageType());
    } else {
      assertFault(message, DhcpFault.MESSAGE_TOO_LONG, 65535);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 127, 128, 129, 255})
  void neitherRequestNorReply(int operation) {
    byte[] message = DhcpBytes.discover().header(0, operation).end();
    assertFault(message, DhcpFault.UNKNOWN_OPERATION, 0);
    assertEquals(0x12345678, view.transactionId());
    assertFalse(view.hasOption(53));
  }

  @Test
  void anOptionWithoutLength() {
    byte[] message = DhcpBytes.discover().raw(60).toByteArray();
    assertFault(message, DhcpFault.OPTION_WITHOUT_LENGTH, 243);
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertFalse(view.hasOption(60));
    assertFalse(view.hasEnd());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255})
  void anOptionBeyondTheEnd(int length) {
    byte[] message = DhcpBytes.discover().raw(60, length).toByteArray();
    assertFault(message, DhcpFault.OPTION_BEYOND_END, 243);
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertFalse(view.hasOption(60));
  }

  @Test
  void anEmptyOptionMayCloseTheMessage() {
    assertTrue(tryWrap(DhcpBytes.discover().raw(80, 0).toByteArray()));
    assertTrue(view.hasOption(80));
    assertFalse(view.hasEnd());
  }

  @Test
  void theOffsetCountsFromTheMessageNotTheBuffer() {
    byte[] message = DhcpBytes.discover().raw(60, 9).toByteArray();
    ByteBuffer buffer = ByteBuffer.allocate(1000).put(100, message);
    assertFalse(view.tryWrap(buffer, 100, message.length));
    assertEquals(243, view.faultOffset());
  }

  @Test
  void octetsBehindTheMessageAreNotReadEvenIfTheBufferHasThem() {
    byte[] message = DhcpBytes.discover().option(60, "PXEClient").end();
    assertFalse(view.tryWrap(ByteBuffer.wrap(message), 0, message.length - 2));
    assertEquals(DhcpFault.OPTION_BEYOND_END, view.fault());
  }

  @ParameterizedTest
  @ValueSource(ints = {236, 237, 239})
  void withoutRoomForACookieItIsBootp(int length) {
    assertTrue(tryWrap(Arrays.copyOf(DhcpBytes.discover().end(), length)));
    assertFalse(view.hasMagicCookie());
    assertFalse(view.hasEnd());
    assertEquals(MessageType.NONE, view.messageType());
    assertEquals(0x12345678, view.transactionId());
  }

  @ParameterizedTest
  @ValueSource(ints = {236, 237, 238, 239})
  void withAnotherCookieItIsBootp(int offset) {
    assertTrue(tryWrap(DhcpBytes.discover().header(offset, 0).raw(60).toByteArray()));
    assertFalse(view.hasMagicCookie());
    assertFalse(view.hasOption(53));
  }

  @Test
  void aMissingEndIsAcceptedAndTold() {
    assertTrue(tryWrap(DhcpBytes.discover().toByteArray()));
    assertFalse(view.hasEnd());
    assertTrue(tryWrap(DhcpBytes.discover().raw(0, 0, 0).toByteArray()));
    assertFalse(view.hasEnd());
    assertTrue(tryWrap(DhcpBytes.request().toByteArray()));
    assertFalse(view.hasEnd());
    assertTrue(tryWrap(DhcpBytes.request().end()));
    assertTrue(view.hasEnd());
  }

  @Test
  void whatFollowsEndIsNotRead() {
    assertTrue(tryWrap(DhcpBytes.discover().raw(255, 60, 200, 53).toByteArray()));
    assertFalse(view.hasOption(60));
    assertTrue(view.hasEnd());
  }

  @Test
  void paddingIsSkipped() {
    byte[] message = DhcpBytes.request().raw(0, 0).option(53, 1).raw(0).option(12, "a").end();
    assertTrue(tryWrap(message));
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertTrue(view.hasOption(12));
    assertFalse(view.hasOption(0));
  }

  @Test
  void aFaultIsForgottenByTheNextMessage() {
    assertFalse(tryWrap(DhcpBytes.discover().raw(60, 9).toByteArray()));
    assertTrue(tryWrap(DhcpBytes.request().end()));
    assertNull(view.fault());
    assertEquals(0, view.faultOffset());
    assertEquals(MessageType.NONE, view.messageType());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 301",
    "1, 300",
    "-1, 300",
    "300, 1",
    "301, 0",
    "0, -1",
    "2147483647, 2147483647",
    "60, 240"
  })
  void aRegionBeyondTheLimitIsMisuse(int offset, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(400).limit(299);
    assertThrows(IndexOutOfBoundsException.class, () -> view.tryWrap(buffer, offset, length));
    assertThrows(IndexOutOfBoundsException.class, () -> view.wrap(buffer, offset, length));
  }

  @Test
  void codesThatCannotBeAreMisuse() {
    assertTrue(tryWrap(DhcpBytes.discover().end()));
    OptionValue value = new OptionValue();
    for (int code : new int[] {-1, 256, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> view.hasOption(code));
      assertThrows(IndexOutOfBoundsException.class, () -> view.optionFault(code));
      assertThrows(IndexOutOfBoundsException.class, () -> view.readOption(code, value));
      assertThrows(IndexOutOfBoundsException.class, () -> view.readRawOption(code, value));
      assertThrows(IndexOutOfBoundsException.class, () -> view.optionUnsigned8(code, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> view.optionUnsigned16(code, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> view.optionInt32(code, 0));
    }
  }

  @Test
  void nothingOfAnEarlierMessageShowsHoweverManyWereWrapped() {
    byte[] with = DhcpBytes.discover().option(77, "iPXE").option(60, "a").option(60, "b").end();
    byte[] without = DhcpBytes.discover().end();
    DhcpMessageView many = new DhcpMessageView();
    for (int count = 0; count < 70_000; count++) {
      many.wrap(ByteBuffer.wrap(without), 0, without.length);
      assertEquals(-1, many.optionLength(77));
      assertEquals(-1, many.optionLength(60));
      many.wrap(ByteBuffer.wrap(with), 0, with.length);
      assertEquals(4, many.optionLength(77));
      assertEquals(2, many.optionLength(60));
    }
  }

  /** Places are told from the message's start, wherever it lies in the buffer. */
  @Test
  void aMessageInTheMiddleOfABufferIsReadFromItsOwnStart() {
    byte[] bytes = DhcpBytes.discover().option(12, 1, 2, 3, 4, 5).end();
    int cut = bytes.length - 3; // in the value of option 12
    ByteBuffer buffer = ByteBuffer.allocate(7 + bytes.length).put(7, bytes);
    assertFalse(view.tryWrap(buffer, 7, cut));
    assertEquals(DhcpFault.OPTION_BEYOND_END, view.fault());
    assertEquals(bytes.length - 1 - 7, view.faultOffset());
    assertEquals(7, view.offset());
  }

  @Test
  void theLongestDatagramIsRead() {
    ByteBuffer buffer = ByteBuffer.allocate(0x10000).put(0, (byte) 1);
    assertTrue(view.tryWrap(buffer, 0, 0xFFFF));
    assertFalse(view.tryWrap(buffer, 0, 0x10000));
    assertEquals(DhcpFault.MESSAGE_TOO_LONG, view.fault());
  }

  @Test
  void aMessageThatEndsWithItsCookieHasOne() {
    ByteBuffer buffer = ByteBuffer.allocate(240).put(0, (byte) 1).putInt(236, 0x63825363);
    assertTrue(view.tryWrap(buffer, 0, 240));
    assertTrue(view.hasMagicCookie());
    assertTrue(view.tryWrap(buffer, 0, 239));
    assertFalse(view.hasMagicCookie());
  }
}
