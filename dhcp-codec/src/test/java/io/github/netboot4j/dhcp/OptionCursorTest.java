package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The options as they stand on the wire. */
class OptionCursorTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionCursor cursor = new OptionCursor();
  private final OptionValue value = new OptionValue();

  /** Every step as {@code code@position=text}. */
  private String walk(byte[] message) {
    view.tryWrap(ByteBuffer.wrap(message), 0, message.length);
    cursor.reset(view);
    StringBuilder steps = new StringBuilder();
    while (cursor.next()) {
      cursor.readPiece(value);
      steps.append(steps.isEmpty() ? "" : " ").append(cursor.code());
      steps.append('@').append(cursor.position()).append('=').append(value.toText());
    }
    assertFalse(cursor.next());
    return steps.toString();
  }

  @Test
  void stepsInWireOrderOnePieceAtATime() {
    byte[] message =
        DhcpBytes.request().option(67, "ab").option(12, "h").option(67, "c").option(80).end();
    assertEquals("67@240=ab 12@244=h 67@247=c 80@250=", walk(message));
  }

  @Test
  void paddingIsLeftOut() {
    byte[] message =
        DhcpBytes.request().raw(0, 0).option(12, "h").raw(0).option(15, "d").raw(0, 255).end();
    assertEquals("12@242=h 15@246=d", walk(message));
    assertEquals("12@240=h", walk(DhcpBytes.request().option(12, "h").raw(0, 0).toByteArray()));
    assertEquals("", walk(DhcpBytes.request().raw(0, 0, 0).toByteArray()));
  }

  @Test
  void theFieldsFollowInTheOrderFileSname() {
    byte[] message =
        DhcpBytes.request()
            .header(44, 0, 15, 1, 's', 255)
            .header(108, 12, 1, 'f', 0, 12, 1, 'g', 255)
            .option(52, 3)
            .option(60, "o")
            .end();
    assertEquals("52@240=\3 60@243=o 12@108=f 12@112=g 15@45=s", walk(message));
  }

  @Test
  void emptyFieldsAreSteppedOver() {
    byte[] message =
        DhcpBytes.request().header(44, 15, 1, 's').header(108, 255).option(52, 3).end();
    assertEquals("52@240=\3 15@44=s", walk(message));
    assertEquals("52@240=\3", walk(DhcpBytes.request().option(52, 3).end()));
  }

  @Test
  void afterAFaultTheOptionsBeforeItAreWalked() {
    assertEquals(
        "53@240=\1 12@243=h", walk(DhcpBytes.discover().option(12, "h").raw(60).toByteArray()));
    assertEquals("53@240=\1", walk(DhcpBytes.discover().raw(0, 60, 9).toByteArray()));
    byte[] faultInFile = DhcpBytes.request().header(108, 12, 1, 'f', 60, 200).option(52, 3).end();
    assertEquals("52@240=\3 12@108=f", walk(faultInFile));
  }

  @Test
  void thereIsNothingToWalkWithoutOptions() {
    assertEquals("", walk(DhcpBytes.request().header(236, 0).end()));
    assertEquals("", walk(new byte[3]));
    assertEquals("", walk(DhcpBytes.discover().header(0, 9).end()));
    assertFalse(new OptionCursor().next());
  }

  @Test
  void itCanStartAgain() {
    byte[] message = DhcpBytes.discover().end();
    assertEquals("53@240=\1", walk(message));
    assertEquals("53@240=\1", walk(message));
  }

  @Test
  void beforeTheFirstAndAfterTheLastOptionThereIsNothingToRead() {
    byte[] message = DhcpBytes.discover().end();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    cursor.reset(view);
    assertNotAtAnOption();
    assertTrue(cursor.next());
    assertEquals(53, cursor.code());
    assertFalse(cursor.next());
    assertNotAtAnOption();
  }

  private void assertNotAtAnOption() {
    assertThrows(IllegalStateException.class, cursor::code);
    assertThrows(IllegalStateException.class, cursor::position);
    assertThrows(IllegalStateException.class, () -> cursor.readPiece(value));
  }
}
