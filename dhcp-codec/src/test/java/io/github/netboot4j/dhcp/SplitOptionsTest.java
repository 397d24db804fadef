package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values in several pieces read as one (RFC 3396), in whatever areas they lie (option 52). */
class SplitOptionsTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private void wrap(byte[] message) {
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  private void assertText(String expected, int code) {
    assertTrue(view.readOption(code, value));
    assertEquals(expected, value.toText());
    assertEquals(expected.length(), value.length());
    assertTrue(value.contentEquals(expected));
    assertEquals(expected.length(), view.optionLength(code));
    for (int index = 0; index < expected.length(); index++) {
      assertEquals(expected.charAt(index), view.optionByte(code, index));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> view.optionByte(code, expected.length()));
  }

  @Test
  void adjacentPieces() {
    wrap(DhcpBytes.discover().option(67, "snp").option(67, "only").option(67, ".efi").end());
    assertText("snponly.efi", 67);
    assertFalse(value.isContiguous());
  }

  @Test
  void piecesWithOtherOptionsBetween() {
    byte[] message =
        DhcpBytes.request()
            .option(67, "snp")
            .option(53, 1)
            .raw(0, 0)
            .option(12, "host")
            .option(67, "only.efi")
            .option(12, "name")
            .end();
    wrap(message);
    assertText("snponly.efi", 67);
    assertText("hostname", 12);
    assertEquals(MessageType.DISCOVER, view.messageType());
  }

  @Test
  void emptyPiecesAddNothing() {
    wrap(
        DhcpBytes.request().option(67).option(67, "a").option(67).option(67, "b").option(67).end());
    assertText("ab", 67);
  }

  @Test
  void onlyEmptyPiecesAreAnEmptyValue() {
    wrap(DhcpBytes.request().option(67).option(67).end());
    assertFalse(view.readOption(67, value));
    assertEquals(OptionFault.TOO_SHORT, view.optionFault(67));
    assertTrue(view.readRawOption(67, value));
    assertEquals(0, value.length());
    assertThrows(IndexOutOfBoundsException.class, () -> value.unsigned8(0));
  }

  @Test
  void aValueInOnePieceIsContiguousAndSaysWhereItIs() {
    wrap(DhcpBytes.discover().option(67, "a").end());
    assertText("a", 67);
    assertTrue(value.isContiguous());
    assertEquals(245, value.offset());
  }

  @Test
  void aValueInPiecesHasNoOffset() {
    wrap(DhcpBytes.discover().option(67, "a").option(67, "b").end());
    assertText("ab", 67);
    assertThrows(IllegalStateException.class, value::offset);
  }

  @Test
  void theLengthRuleHoldsForTheJoinedValue() {
    byte[] message =
        DhcpBytes.request()
            .option(54, 192, 0, 2, 1)
            .option(54, 192, 0, 2, 2)
            .option(93, 0)
            .option(93, 7, 0)
            .option(3, 192, 0, 2, 1, 192)
            .option(3, 0, 2, 2)
            .end();
    wrap(message);
    assertEquals(OptionFault.TOO_LONG, view.optionFault(54));
    assertEquals(Ipv4.ANY, view.serverIdentifier());
    assertEquals(OptionFault.NOT_A_MULTIPLE, view.optionFault(93));
    assertNull(view.optionFault(3));
    assertTrue(view.readOption(3, value));
    assertEquals(0xC0000202, value.int32(4));
  }

  @Test
  void numbersInPiecesReadToo() {
    byte[] message =
        DhcpBytes.request()
            .option(53)
            .option(57, 5)
            .option(54, 192, 0)
            .option(53, 3)
            .option(57, 0xDC)
            .option(54, 2, 1)
            .end();
    wrap(message);
    assertTrue(view.hasOption(53));
    assertEquals(MessageType.REQUEST, view.messageType());
    assertEquals(1500, view.maximumMessageSize());
    assertEquals(0xC0000201, view.serverIdentifier());
  }

  @Test
  void longValuesReadBackAndForth() {
    byte[] expected = new byte[700];
    new Random(3396).nextBytes(expected);
    DhcpBytes message = DhcpBytes.discover();
    for (int from = 0; from < 700; from += 100) {
      message.option(224, Arrays.copyOfRange(expected, from, from + 100)).option(12, "x");
    }
    wrap(message.end());
    assertTrue(view.readOption(224, value));
    assertEquals(700, value.length());

    for (int index = 699; index >= 0; index--) {
      assertEquals(expected[index] & 0xFF, value.unsigned8(index));
    }
    Random random = new Random(1);
    for (int round = 0; round < 5000; round++) {
      int index = random.nextInt(697);
      int word = ByteBuffer.wrap(expected).getInt(index);
      assertEquals(word, value.int32(index));
      assertEquals(word >>> 16, value.unsigned16(index));
    }
    assertArrayEquals(expected, value.toByteArray());
    assertTrue(value.contentEquals(expected));
    expected[699]++;
    assertFalse(value.contentEquals(expected));
  }

  @Test
  void slicesOfAJoinedValue() {
    wrap(DhcpBytes.discover().option(43, "abc").option(12, "x").option(43, "defg").end());
    assertTrue(view.readOption(43, value));
    OptionValue part = new OptionValue();

    value.slice(2, 3, part);
    assertEquals("cde", part.toText());
    assertEquals('e', part.unsigned8(2));
    assertEquals('c', part.unsigned8(0));
    assertThrows(IndexOutOfBoundsException.class, () -> part.unsigned8(3));

    part.slice(1, 2, part);
    assertEquals("de", part.toText());
    part.slice(1, 1, part);
    assertEquals("e", part.toText());
    assertEquals("abcdefg", value.toText());

    value.slice(7, 0, part);
    assertEquals(0, part.length());
    assertThrows(IndexOutOfBoundsException.class, () -> value.slice(7, 1, part));
    assertThrows(IndexOutOfBoundsException.class, () -> value.slice(-1, 1, part));
    assertThrows(IndexOutOfBoundsException.class, () -> value.slice(0, -1, part));
  }

  @Test
  void aStaleValueInPiecesThrowsAndNeverHangs() {
    DhcpBytes message = DhcpBytes.discover().option(52, 1);
    wrap(message.header(108, 43, 2, 'a', 'b', 43, 1, 'c', 255).end());
    assertTrue(view.readOption(43, value));
    assertFalse(view.tryWrap(ByteBuffer.allocate(100), 0, 100));
    assertThrows(IllegalStateException.class, () -> value.unsigned8(2));
  }

  // Overload

  @Test
  void eachBitOfOverloadOpensItsArea() {
    for (int overload = 0; overload <= 3; overload++) {
      wrap(
          DhcpBytes.request()
              .header(108, 12, 1, 'f', 255)
              .header(44, 60, 1, 's', 255)
              .option(52, overload)
              .end());
      boolean file = (overload & 1) != 0;
      boolean sname = (overload & 2) != 0;
      assertEquals(overload, view.overload());
      assertEquals(file, view.hasOption(12));
      assertEquals(sname, view.hasOption(60));
      assertEquals(file ? "" : "\f\1f\u00FF", view.bootFile());
      assertEquals(sname ? "" : "<\1s\u00FF", view.serverName());
    }
  }

  @Test
  void otherBitsOfOverloadOpenNothing() {
    wrap(DhcpBytes.request().header(108, 12, 1, 'f', 255).option(52, 0xFC).end());
    assertFalse(view.hasOption(12));
    assertEquals("\f\1f\u00FF", view.bootFile());
  }

  @Test
  void piecesJoinInTheOrderOptionsFileSname() {
    wrap(
        DhcpBytes.request()
            .header(44, 0, 67, 2, 'e', 'f', 67, 1, 'g', 255)
            .header(108, 67, 1, 'c', 0, 12, 1, 'x', 67, 1, 'd', 255)
            .option(67, "a")
            .option(52, 3)
            .option(67, "b")
            .end());
    assertText("abcdefg", 67);
    assertText("x", 12);
  }

  @Test
  void aValueMayLieInTheFieldsAlone() {
    wrap(DhcpBytes.request().header(44, 77, 4, 'i', 'P', 'X', 'E').option(52, 2).end());
    assertText("iPXE", 77);
    assertTrue(value.isContiguous());
    wrap(DhcpBytes.request().header(108, 77, 4, 'i', 'P', 'X', 'E').option(52, 1).end());
    assertText("iPXE", 77);
  }

  @Test
  void optionsFillTheFieldsToTheLastOctet() {
    DhcpBytes message = DhcpBytes.request().option(52, 3).header(44, 224, 62).header(108, 225, 126);
    wrap(message.end());
    assertTrue(view.readOption(224, value));
    assertEquals(62, value.length());
    assertTrue(view.readOption(225, value));
    assertEquals(126, value.length());
  }

  @Test
  void optionsDoNotReachFromOneFieldIntoTheNext() {
    byte[] sname = DhcpBytes.request().option(52, 2).header(44, 224, 63).end();
    assertFalse(view.tryWrap(ByteBuffer.wrap(sname), 0, sname.length));
    assertEquals(DhcpFault.OPTION_BEYOND_END, view.fault());
    assertEquals(44, view.faultOffset());

    byte[] file = DhcpBytes.request().option(52, 1).header(108, 225, 127).end();
    assertFalse(view.tryWrap(ByteBuffer.wrap(file), 0, file.length));
    assertEquals(DhcpFault.OPTION_BEYOND_END, view.fault());
    assertEquals(108, view.faultOffset());

    byte[] last = DhcpBytes.request().option(52, 1).header(235, 77).end();
    assertFalse(view.tryWrap(ByteBuffer.wrap(last), 0, last.length));
    assertEquals(DhcpFault.OPTION_WITHOUT_LENGTH, view.fault());
    assertEquals(235, view.faultOffset());
  }

  @Test
  void overloadWithinAnOverloadedFieldOpensNothing() {
    // The field says that sname holds options too. Were it believed, sname would be a fault.
    wrap(
        DhcpBytes.request()
            .header(108, 52, 1, 3, 12, 1, 'f', 255)
            .header(44, 224, 200)
            .option(52, 1)
            .end());
    assertEquals(1, view.overload());
    assertText("f", 12);
    assertEquals("\u00E0\u00C8", view.serverName());
    assertEquals(OptionFault.TOO_LONG, view.optionFault(52));
  }

  @Test
  void anOverloadOfWrongLengthOpensNothing() {
    wrap(DhcpBytes.request().header(108, 224, 200).option(52, 1, 1).end());
    assertEquals(0, view.overload());
    assertEquals("\u00E0\u00C8", view.bootFile());
    assertEquals(OptionFault.TOO_LONG, view.optionFault(52));
  }
}
