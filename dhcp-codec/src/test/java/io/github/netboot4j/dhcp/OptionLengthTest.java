package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option of a wrong length is lost, with its fault to be asked for; the message stands. */
class OptionLengthTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private void wrap(byte[] message) {
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  /** The length rules of RFC 2132, 3004, 3046 and 4578, once more and by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, 4, 4, 1", "3, 4, , 4", "6, 4, , 4", "12, 1, , 1", "43, 1, , 1", "50, 4, 4, 1",
    "51, 4, 4, 1", "52, 1, 1, 1", "53, 1, 1, 1", "54, 4, 4, 1", "55, 1, , 1", "57, 2, 2, 1",
    "58, 4, 4, 1", "59, 4, 4, 1", "60, 1, , 1", "61, 2, , 1", "66, 1, , 1", "67, 1, , 1",
    "77, 1, , 1", "82, 2, , 1", "93, 2, , 2", "94, 3, 3, 1", "97, 17, 17, 1", "175, 1, , 1",
    "224, 0, , 1", "254, 0, , 1"
  })
  void everyLengthOfARegisteredOption(int code, int least, Integer most, int multiple) {
    for (int length = 0; length <= 255; length++) {
      wrap(DhcpBytes.request().option(code, new byte[length]).end());
      OptionFault expected = null;
      if (length < least) {
        expected = OptionFault.TOO_SHORT;
      } else if (most != null && length > most) {
        expected = OptionFault.TOO_LONG;
      } else if (length % multiple != 0) {
        expected = OptionFault.NOT_A_MULTIPLE;
      }
      assertEquals(expected, view.optionFault(code), "length " + length);
      assertEquals(expected == null, view.hasOption(code));
      assertEquals(expected == null, view.readOption(code, value));
      assertEquals(expected == null ? length : 0, value.length());
      assertTrue(view.readRawOption(code, value));
      assertEquals(length, value.length());
    }
  }

  @Test
  void anyCodeOfAnyLengthReadsWithoutAnException() {
    EveryAccessor every = new EveryAccessor();
    for (int code = 1; code <= 254; code++) {
      for (int length = 0; length <= 255; length++) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) (code + length));
        byte[] message = DhcpBytes.request().option(code, content).end();
        // Two octets of overload may make the other areas unsound, and that is told: no exception.
        view.tryWrap(ByteBuffer.wrap(message), 0, message.length);
        every.sum(view);
        assertTrue(view.readRawOption(code, value));
        assertEquals(length, value.length());
        assertTrue(value.contentEquals(content));
      }
    }
  }

  @Test
  void numbersAreReadOnlyFromTheRightLength() {
    wrap(DhcpBytes.request().option(200, 0xFE).option(201, 0xFE, 0xDC).option(202, 9, 8, 7).end());
    assertEquals(0xFE, view.optionUnsigned8(200, -7));
    assertEquals(-7, view.optionUnsigned16(200, -7));
    assertEquals(-7, view.optionInt32(200, -7));
    assertEquals(-7, view.optionUnsigned8(201, -7));
    assertEquals(0xFEDC, view.optionUnsigned16(201, -7));
    assertEquals(-7, view.optionInt32(202, -7));
    assertEquals(-7, view.optionUnsigned8(203, -7));

    wrap(DhcpBytes.request().option(200, 0xFE, 0xDC, 0xBA, 0x98).end());
    assertEquals(0xFEDCBA98, view.optionInt32(200, -7));
    assertEquals(-7, view.optionUnsigned16(200, -7));
    assertEquals(-7, view.optionUnsigned8(201, -7));
  }

  @Test
  void namedOptionsReadAtTheirCodes() {
    wrap(
        DhcpBytes.request()
            .option(50, 192, 0, 2, 50)
            .option(53, 3)
            .option(54, 192, 0, 2, 54)
            .option(57, 0xFF, 0xFE)
            .end());
    assertEquals(0xC0000232, view.requestedAddress());
    assertEquals(MessageType.REQUEST, view.messageType());
    assertEquals(0xC0000236, view.serverIdentifier());
    assertEquals(0xFFFE, view.maximumMessageSize());
  }

  @Test
  void namedOptionsOfWrongLengthReadAsAbsent() {
    wrap(
        DhcpBytes.request()
            .option(50, 192, 0, 2)
            .option(53, 3, 0)
            .option(54, 192, 0, 2, 54, 0)
            .option(57, 5)
            .end());
    assertEquals(Ipv4.ANY, view.requestedAddress());
    assertEquals(MessageType.NONE, view.messageType());
    assertEquals(Ipv4.ANY, view.serverIdentifier());
    assertEquals(-1, view.maximumMessageSize());
  }

  @Test
  void absentIsNoFault() {
    wrap(DhcpBytes.request().end());
    for (int code = 0; code <= 255; code++) {
      assertNull(view.optionFault(code));
      assertFalse(view.readOption(code, value));
      assertFalse(view.readRawOption(code, value));
      assertEquals(0, value.length());
    }
  }

  @Test
  void anOptionOfAnEarlierMessageNeverShows() {
    byte[] with = DhcpBytes.discover().option(77, "i").option(77, "PXE").option(61, 1, 2).end();
    byte[] without = DhcpBytes.request().option(12, "a").option(12, "b").end();
    ByteBuffer first = ByteBuffer.wrap(with);
    ByteBuffer second = ByteBuffer.wrap(without);
    // The view numbers its wraps in 16 bits: go round more than once, at each possible distance.
    for (int distance : new int[] {1, 65533, 65534, 65535, 65536, 65537, 70000}) {
      view.wrap(first, 0, with.length);
      assertTrue(view.readOption(77, value));
      assertTrue(value.contentEquals("iPXE"));
      for (int wrap = 0; wrap < distance; wrap++) {
        view.wrap(second, 0, without.length);
        if (view.hasOption(53) || view.hasOption(61) || view.readRawOption(77, value)) {
          throw new AssertionError("an option of " + wrap + " messages ago");
        }
      }
      assertTrue(view.readOption(12, value));
      assertTrue(value.contentEquals("ab"));
    }
  }
}
