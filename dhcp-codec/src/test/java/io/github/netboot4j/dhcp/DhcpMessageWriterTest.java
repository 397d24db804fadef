package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer puts on the wire, octet by octet. */
class DhcpMessageWriterTest {
  private static final int CAPACITY = 1000;

  private final byte[] target = new byte[CAPACITY];
  private final ByteBuffer buffer = ByteBuffer.wrap(target);
  private final DhcpMessageWriter writer = new DhcpMessageWriter();
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  @BeforeEach
  void start() {
    Arrays.fill(target, (byte) 0xEE);
    writer.start(MessageType.OFFER, buffer, 0, CAPACITY).operation(2);
  }

  /** The options area as hexadecimal digits, END included, padding left out. */
  private String finish() {
    int length = writer.finish();
    view.wrap(buffer, 0, length);
    assertTrue(view.hasEnd());
    String area = HexFormat.of().formatHex(target, 240, length);
    int end = length;
    while (target[end - 1] == 0) {
      end--;
    }
    assertEquals((byte) 255, target[end - 1]);
    return area.substring(0, (end - 240) * 2);
  }

  @Test
  void textOutsideAsciiAloneIsUtf8() {
    writer.option(OptionCode.HOST_NAME, "\u00e9\u00df");
    assertEquals("350102" + "0c04c3a9c39f" + "ff", finish());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "2,2", "3,1", "4,1", "5,2", "6,2", "7,1", "8,1"})
  void theTypeTellsRequestFromReply(int messageType, int operation) {
    ByteBuffer target = ByteBuffer.allocate(600);
    int length = new DhcpMessageWriter().start(messageType, target, 0, 600).finish();
    DhcpMessageView message = new DhcpMessageView().wrap(target, 0, length);
    assertEquals(operation, message.operation());
    assertEquals(messageType, message.messageType());
  }

  @Test
  void nothingIsAddedBehindTheEnd() {
    ByteBuffer target = ByteBuffer.allocate(600);
    DhcpMessageWriter closed = new DhcpMessageWriter().start(MessageType.ACK, target, 0, 600);
    int length = closed.finish();
    closed.option(OptionCode.HOST_NAME, "late");
    assertEquals(OptionCode.HOST_NAME, closed.omitted());
    DhcpMessageView message = new DhcpMessageView().wrap(target, 0, length);
    assertFalse(message.hasOption(OptionCode.HOST_NAME));
  }

  @Test
  void theMessageTypeComesFirstAndEndLast() {
    writer.optionInt32(54, 0xC0000201);
    assertEquals("350102" + "3604c0000201" + "ff", finish());
  }

  @Test
  void bootpHasNoMessageType() {
    writer.start(MessageType.NONE, buffer, 0, CAPACITY).operation(2);
    assertEquals("ff", finish());
  }

  @Test
  void numbersAreInNetworkOrderWhateverTheBuffersOrder() {
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    writer.optionUnsigned8(200, 0x1FE).optionUnsigned16(201, 0x1FEDC).optionInt32(202, 0xFEDCBA98);
    assertEquals("350102" + "c801fe" + "c902fedc" + "ca04fedcba98" + "ff", finish());
  }

  @Test
  void bytesAndText() {
    writer
        .option(43, new byte[] {6, 1, 8})
        .option(12, "hé")
        .option(67, "a")
        .option(80, new byte[0]);
    assertEquals("350102" + "2b03060108" + "0c0368c3a9" + "430161" + "5000" + "ff", finish());
  }

  @Test
  void emptyTextIsAnEmptyOption() {
    writer.option(80, "");
    assertEquals("350102" + "5000" + "ff", finish());
  }

  @Test
  void theValueOfAnotherMessage() {
    byte[] other = DhcpBytes.request().option(97, 0, 1).end();
    view.wrap(ByteBuffer.wrap(other), 0, other.length);
    assertTrue(view.readRawOption(97, value));
    writer.option(97, value);
    value.clear();
    writer.option(80, value);
    assertEquals("350102" + "61020001" + "5000" + "ff", finish());
  }

  @Test
  void relayInformationIsLastWhereverItIsWritten() {
    writer.option(82, new byte[] {1, 1, 9}).option(12, "h").optionInt32(54, 1);
    assertEquals("350102" + "0c0168" + "360400000001" + "5203010109" + "ff", finish());
  }

  @ParameterizedTest
  @CsvSource({"255, 1", "256, 2", "510, 2", "511, 3", "600, 3"})
  void longValuesAreSplit(int length, int pieces) {
    byte[] content = new byte[length];
    for (int index = 0; index < length; index++) {
      content[index] = (byte) ('a' + index % 26);
    }
    String text = new String(content, StandardCharsets.US_ASCII);
    assertPieces(writer.option(224, content), content, pieces);
    start();
    assertPieces(writer.option(224, text), content, pieces);

    byte[] split = Arrays.copyOf(target, writer.finish());
    view.wrap(ByteBuffer.wrap(split), 0, split.length);
    assertTrue(view.readOption(224, value));
    start();
    assertPieces(writer.option(224, value), content, pieces);
    start();
    assertPieces(writer.option(82, content).option(12, "h"), content, pieces);
  }

  private void assertPieces(DhcpMessageWriter written, byte[] content, int pieces) {
    view.wrap(buffer, 0, written.finish());
    OptionCursor cursor = new OptionCursor();
    cursor.reset(view);
    int found = 0;
    int code = 0;
    int left = content.length;
    while (cursor.next()) {
      if (cursor.code() == 224 || cursor.code() == 82) {
        OptionValue piece = new OptionValue();
        cursor.readPiece(piece);
        assertEquals(Math.min(left, 255), piece.length());
        left -= piece.length();
        found++;
        code = cursor.code();
      }
    }
    assertEquals(pieces, found);
    OptionValue joined = new OptionValue();
    assertTrue(view.readOption(code, joined));
    assertArrayEquals(content, joined.toByteArray());
  }

  @Test
  void shortMessagesArePaddedWithZeros() {
    assertEquals(300, writer.finish());
    for (int index = 244; index < 300; index++) {
      assertEquals(0, target[index]);
    }
    assertEquals((byte) 0xEE, target[300]);

    start();
    assertEquals(300, writer.option(224, new byte[54]).finish());
    start();
    assertEquals(301, writer.option(224, new byte[55]).finish());
  }

  @ParameterizedTest
  @CsvSource({"file, 0", "file, 126", "file, 127", "sname, 0", "sname, 62", "sname, 63"})
  void namesThatFit(String field, int length) {
    byte[] name = new byte[length];
    Arrays.fill(name, (byte) 'n');
    assertTrue(field.equals("file") ? writer.bootFile(name) : writer.serverName(name));
    view.wrap(buffer, 0, writer.finish());
    assertEquals("n".repeat(length), field.equals("file") ? view.bootFile() : view.serverName());
    assertEquals("", field.equals("file") ? view.serverName() : view.bootFile());
    assertEquals(MessageType.OFFER, view.messageType());
    assertEquals(0, target[107]);
    assertEquals(0, target[235]);
  }

  @ParameterizedTest
  @CsvSource({"file, 128", "file, 129", "file, 5000", "sname, 64", "sname, 65", "sname, 128"})
  void namesThatDoNotFitLeaveTheFieldAsItWas(String field, int length) {
    byte[] before = {'o', 'l', 'd'};
    assertTrue(writer.bootFile(before));
    assertTrue(writer.serverName(before));
    byte[] name = new byte[length];
    assertFalse(field.equals("file") ? writer.bootFile(name) : writer.serverName(name));
    view.wrap(buffer, 0, writer.finish());
    assertEquals("old", view.bootFile());
    assertEquals("old", view.serverName());
  }

  @Test
  void aShorterNameLeavesNothingOfALongerOne() {
    assertTrue(writer.bootFile("long name".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(writer.bootFile("short".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("73686f727400000000", HexFormat.of().formatHex(target, 108, 117));
  }

  @Test
  void anExactFitIsWrittenAndOneOctetMoreIsTold() {
    // 240 before the options, 3 for option 53, 4 for two headers, 1 for END.
    int room = CAPACITY - 240 - 3 - 6 - 1;
    assertEquals(CAPACITY, writer.option(224, new byte[room]).finish());
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());

    start();
    writer.option(224, new byte[room + 1]).optionUnsigned8(200, 1).option(225, new byte[room]);
    assertEquals(224, writer.omitted());
    assertEquals("350102" + "c80101" + "ff", finish());
    start();
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
  }

  @Test
  void relayInformationTakesItsRoomFirst() {
    int room = CAPACITY - 240 - 3 - 6 - 1;
    writer.option(82, new byte[] {1, 1, 9}).option(224, new byte[room - 4]);
    assertEquals(224, writer.omitted());
    start();
    writer.option(82, new byte[] {1, 1, 9}).option(224, new byte[room - 5]);
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
    assertEquals(CAPACITY, writer.finish());
    view.wrap(buffer, 0, CAPACITY);
    assertTrue(view.readOption(82, value));
    assertArrayEquals(new byte[] {1, 1, 9}, value.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void codesThatAreNoOptionsAreMisuse(int code) {
    assertThrows(IllegalArgumentException.class, () -> writer.optionUnsigned8(code, 1));
    assertThrows(IllegalArgumentException.class, () -> writer.optionUnsigned16(code, 1));
    assertThrows(IllegalArgumentException.class, () -> writer.optionInt32(code, 1));
    assertThrows(IllegalArgumentException.class, () -> writer.option(code, "a"));
    assertThrows(IllegalArgumentException.class, () -> writer.option(code, "é"));
    assertThrows(IllegalArgumentException.class, () -> writer.option(code, new byte[1]));
    assertThrows(IllegalArgumentException.class, () -> writer.option(code, value));
    assertEquals("350102" + "ff", finish());
  }

  @Test
  void relayInformationTwiceIsMisuse() {
    writer.option(82, new byte[] {1, 1, 9});
    assertThrows(IllegalStateException.class, () -> writer.option(82, new byte[] {1, 1, 8}));
    assertEquals("350102" + "5203010109" + "ff", finish());
  }

  @ParameterizedTest
  @CsvSource({"0, 547", "0, 0", "300, 1"})
  void aRegionTooSmallForAnyMessageIsMisuse(int offset, int capacity) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> writer.start(MessageType.OFFER, buffer, offset, capacity))
            .getMessage();
    assertEquals("a DHCP message needs room for 548 octets, not " + capacity, message);
  }

  @ParameterizedTest
  @CsvSource({"0, 1001", "453, 548", "-1, 548", "0, -1", "2147483647, 548"})
  void aRegionBeyondTheLimitIsMisuse(int offset, int capacity) {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> writer.start(MessageType.OFFER, buffer, offset, capacity));
  }

  @Test
  void theSmallestRegionIsEnough() {
    writer.start(MessageType.OFFER, buffer, 452, 548).option(224, new byte[300]);
    assertEquals(548, writer.finish());
    assertEquals((byte) 0xEE, target[451]);
  }
}
