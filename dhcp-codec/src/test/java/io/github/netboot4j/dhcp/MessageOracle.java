package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.ReferenceDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must hold for any bytes whatever: the judge of the property tests and the fuzz tests. */
final class MessageOracle {
  private static final int CAPACITY = 1200;
  private static final int GUARD = 8;

  private final DhcpMessageView view;
  private final DhcpMessageView again = new DhcpMessageView();
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final EveryAccessor every = new EveryAccessor();
  private final OptionValue value = new OptionValue();

  MessageOracle(DhcpMessageView view) {
    this.view = view;
  }

  /** The view reads the bytes as the reference decoder does; whether it accepts them. */
  boolean assertAgrees(byte[] message) {
    ReferenceDecoder expected = new ReferenceDecoder(message);
    boolean accepted = view.tryWrap(ByteBuffer.wrap(message), 0, message.length);

    assertEquals(nameOf(expected.fault()), nameOf(view.fault()));
    assertEquals(expected.faultOffset(), view.faultOffset());
    assertEquals(expected.fault() == null, accepted);
    for (int code = 0; code <= 255; code++) {
      byte[] joined = expected.value(code);
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
    assertEquals(expected.pieces(), pieces);
    every.sum(view);
    every.texts(view);
    return accepted;
  }

  private static String nameOf(Enum<?> fault) {
    return fault == null ? "no fault" : fault.name();
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
  void assertAnswered() {
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
}
