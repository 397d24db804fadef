package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpArbitraries;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * No bytes make the codec throw, hang or answer wrongly. A failing property prints the bytes; put
 * them into a test of their own, named after what they show, next to the fix.
 */
class HostileBytesTest {
  private static final int CAPACITY = 1200;
  private static final int GUARD = 8;

  private final DhcpMessageView view = new DhcpMessageView();
  private final DhcpMessageView again = new DhcpMessageView();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final EveryAccessor every = new EveryAccessor();
  private final OptionValue value = new OptionValue();

  @Provide
  Arbitrary<byte[]> hostile() {
    return DhcpArbitraries.hostile();
  }

  @Provide
  Arbitrary<byte[]> sound() {
    return DhcpArbitraries.messages();
  }

  @Property(tries = 3000)
  void anyBytesReadAsTheReferenceDecoderReadsThem(@ForAll("hostile") byte[] message) {
    assertAgrees(message);
  }

  @Property(tries = 1000)
  void soundMessagesReadAsTheReferenceDecoderReadsThem(@ForAll("sound") byte[] message) {
    assertTrue(assertAgrees(message));
  }

  @Property(tries = 2000)
  void anyDecodableMessageIsAnswered(@ForAll("hostile") byte[] message) {
    if (view.tryWrap(ByteBuffer.wrap(message), 0, message.length)) {
      assertAnswered();
    }
  }

  @Property(tries = 1000)
  void anySoundMessageIsAnswered(@ForAll("sound") byte[] message) {
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    assertAnswered();
  }

  /** What one message left in the view must not show in the next. */
  @Property(tries = 300)
  void aReusedViewReadsAsANewOne(
      @ForAll @Size(min = 2, max = 5) List<@From("hostile") byte[]> messages) {
    for (byte[] message : messages) {
      DhcpMessageView fresh = new DhcpMessageView();
      assertEquals(
          fresh.tryWrap(ByteBuffer.wrap(message), 0, message.length),
          view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
      assertEquals(every.sum(fresh), every.sum(view));
    }
  }

  @Example
  void everyRecordedMessageTruncatedAtEveryLength() {
    for (byte[] message : RecordedPackets.all()) {
      for (int length = 0; length <= message.length; length++) {
        assertAgrees(Arrays.copyOf(message, length));
      }
    }
  }

  @Example
  void everyOctetOfEveryRecordedMessageChanged() {
    for (byte[] message : distinct(RecordedPackets.all())) {
      for (int index = 0; index < message.length; index++) {
        byte was = message[index];
        for (int octet : new int[] {0, 1, 3, 52, 77, 127, 128, 254, 255, was + 1, was - 1}) {
          message[index] = (byte) octet;
          if (assertAgrees(message)) {
            assertAnswered();
          }
        }
        message[index] = was;
      }
    }
  }

  /** The longest datagram there is, of nothing but pieces of one option. */
  @Example
  void aDatagramFullOfPieces() {
    for (int length : new int[] {0, 1, 2}) {
      DhcpBytes bytes = DhcpBytes.request();
      int pieces = (65535 - 240) / (2 + length);
      for (int piece = 0; piece < pieces; piece++) {
        bytes.option(77, new byte[length]);
      }
      byte[] message = bytes.toByteArray();
      assertTrue(view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
      assertTrue(view.readRawOption(77, value));
      assertEquals(pieces * length, value.length());
      assertArrayEquals(new byte[pieces * length], value.toByteArray());
      UserClass userClass = new UserClass();
      userClass.read(view);
      assertTrue(!userClass.matches("iPXE") && !userClass.isList());
      assertAnswered();
    }
  }

  /** Whether the message is accepted. */
  private boolean assertAgrees(byte[] message) {
    ReferenceDecoder expected = new ReferenceDecoder(message);
    boolean accepted = view.tryWrap(ByteBuffer.wrap(message), 0, message.length);

    assertEquals(expected.fault, view.fault());
    assertEquals(expected.faultOffset, view.faultOffset());
    assertEquals(expected.fault == null, accepted);
    for (int code = 0; code <= 255; code++) {
      byte[] joined = expected.joined.get(code);
      assertEquals(joined != null, view.readRawOption(code, value));
      if (joined != null) {
        assertArrayEquals(joined, value.toByteArray());
        assertEquals(number(joined, 1), view.optionUnsigned8(code, -1));
        assertEquals(number(joined, 2), view.optionUnsigned16(code, -1));
        assertEquals(number(joined, 4), view.optionInt32(code, -1));
      }
    }
    List<ReferenceDecoder.Piece> pieces = new ArrayList<>();
    OptionCursor cursor = new OptionCursor();
    cursor.reset(view);
    while (cursor.next()) {
      cursor.readPiece(value);
      pieces.add(new ReferenceDecoder.Piece(cursor.position(), cursor.code(), value.length()));
    }
    assertEquals(expected.pieces, pieces);
    every.sum(view);
    every.texts(view);
    return accepted;
  }

  private static int number(byte[] joined, int octets) {
    if (joined.length != octets) {
      return -1;
    }
    int number = 0;
    for (byte octet : joined) {
      number = number << 8 | (octet & 0xFF);
    }
    return number;
  }

  /** The reply to the view is sound, holds the request's own, and stays within its region. */
  private void assertAnswered() {
    byte[] target = new byte[CAPACITY + 2 * GUARD];
    Arrays.fill(target, (byte) 0xEE);
    ByteBuffer buffer = ByteBuffer.wrap(target);
    writer
        .startReply(view, MessageType.OFFER, buffer, GUARD, CAPACITY)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, 0xC0000201);
    for (int code = 1; code < 255; code++) {
      if (code != 52 && code != 53 && code != 54 && code != 61 && code != 82) {
        view.readRawOption(code, value);
        writer.option(code, value);
      }
    }
    int length = writer.finish();

    again.wrap(buffer, GUARD, length);
    assertTrue(again.hasEnd());
    assertTrue(length >= 300 && length <= CAPACITY);
    assertEquals(MessageType.OFFER, again.messageType());
    assertEquals(view.transactionId(), again.transactionId());
    assertEquals(view.relayAddress(), again.relayAddress());
    assertEquals(view.macAddress(), again.macAddress());
    OptionValue echo = new OptionValue();
    for (int code : new int[] {61, 82}) {
      if (again.readOption(code, echo)) {
        assertTrue(view.readOption(code, value));
        assertArrayEquals(value.toByteArray(), echo.toByteArray());
      } else if (view.hasOption(code)) {
        assertTrue(writer.omitted() != DhcpMessageWriter.NOTHING_OMITTED);
      }
    }
    for (int index = 0; index < GUARD; index++) {
      assertEquals((byte) 0xEE, target[index]);
      assertEquals((byte) 0xEE, target[GUARD + CAPACITY + index]);
    }
  }

  /** Retries differ in their first octets of {@code secs} alone: one of each kind is enough. */
  private static List<byte[]> distinct(List<byte[]> messages) {
    List<byte[]> distinct = new ArrayList<>();
    List<Long> shapes = new ArrayList<>();
    for (byte[] message : messages) {
      long shape = Arrays.hashCode(Arrays.copyOfRange(message, 108, message.length));
      if (!shapes.contains(shape)) {
        shapes.add(shape);
        distinct.add(message);
      }
    }
    return distinct;
  }
}
