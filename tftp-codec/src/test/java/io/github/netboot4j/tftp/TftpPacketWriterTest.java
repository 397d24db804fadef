package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TftpPacketWriterTest {
  private static final byte UNTOUCHED = 0x55;

  @Test
  void writesTheHeaderOfData() {
    assertWritten("\0\3\u00ff\u00fe", writer -> writer.data(65534));
  }

  @Test
  void writesAcknowledgments() {
    assertWritten("\0\4\0\0", writer -> writer.acknowledgment(0));
    assertWritten("\0\4\1\2", writer -> writer.acknowledgment(0x0102));
  }

  @Test
  void writesErrorsInPrintableAscii() {
    assertWritten("\0\5\0\1no ?oot?\0", writer -> writer.error(1, "no \u00fcoot\n"));
    assertWritten("\0\5\0\0 ~?\0", writer -> writer.error(0, " ~\u007f"));
    assertWritten("\0\5\u00ff\u00ff\0", writer -> writer.error(65535, ""));
  }

  @Test
  void writesTheReadRequestOfIpxe() {
    assertWritten(
        "\0\1undionly.kpxe\0octet\0blksize\0" + "1432\0tsize\0" + "0\0",
        writer ->
            writer
                .beginReadRequest("undionly.kpxe", TftpMode.OCTET)
                .option("blksize", 1432)
                .option("tsize", 0)
                .finish());
  }

  @Test
  void writesAWriteRequest() {
    assertWritten(
        "\0\2a/b\0netascii\0x\0\0",
        writer -> writer.beginWriteRequest("a/b", TftpMode.NETASCII).option("x", "").finish());
  }

  @Test
  void writesAnOptionAcknowledgment() {
    assertWritten(
        "\0\6blksize\0" + "1432\0tsize\0" + "74213\0",
        writer ->
            writer
                .beginOptionAcknowledgment()
                .option("blksize", "1432")
                .option("tsize", 74213)
                .finish());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 11, 99, 100, 65464, 999_999_999_999_999_999L, Long.MAX_VALUE})
  void writesNumbersAsDecimalDigits(long number) {
    assertWritten(
        "\0\6tsize\0" + number + "\0",
        writer -> writer.beginOptionAcknowledgment().option("tsize", number).finish());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "n\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff"
      })
  void writesFileNamesAsUtf8(String name) {
    String latin1 = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertWritten(
        "\0\1" + latin1 + "\0octet\0",
        writer -> writer.beginReadRequest(name, TftpMode.OCTET).finish());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ud83dx"})
  void writesHalfACharacterAsAQuestionMark(String name) {
    assertWritten(
        "\0\1?" + name.substring(1) + "\0octet\0",
        writer -> writer.beginReadRequest(name, TftpMode.OCTET).finish());
  }

  @Test
  void refusesMisuse() {
    TftpPacketWriter writer = new TftpPacketWriter();
    ByteBuffer buffer = ByteBuffer.allocate(64);
    assertThrows(IndexOutOfBoundsException.class, () -> writer.wrap(buffer, 1, 64));
    assertThrows(
        IllegalArgumentException.class, () -> writer.wrap(buffer.asReadOnlyBuffer(), 0, 64));
    writer.wrap(buffer, 0, 64);

    assertThrows(IllegalArgumentException.class, () -> writer.data(65536));
    assertThrows(IllegalArgumentException.class, () -> writer.acknowledgment(-1));
    assertThrows(IllegalArgumentException.class, () -> writer.error(-1, ""));
    assertThrows(IllegalArgumentException.class, () -> writer.beginReadRequest("", TftpMode.OCTET));
    assertThrows(
        IllegalArgumentException.class, () -> writer.beginWriteRequest("a\0b", TftpMode.OCTET));
    assertThrows(
        IllegalArgumentException.class, () -> writer.beginWriteRequest("\0", TftpMode.OCTET));
    assertThrows(IllegalStateException.class, () -> writer.option("a", 1));
    assertThrows(IllegalStateException.class, () -> writer.option("a", "b"));
    assertThrows(IllegalStateException.class, writer::finish);
    writer.beginOptionAcknowledgment();
    assertThrows(IllegalArgumentException.class, () -> writer.option("", 1));
    assertThrows(IllegalArgumentException.class, () -> writer.option("a", -1));
    assertThrows(IllegalArgumentException.class, () -> writer.option("a", "b\0"));
    assertEquals(2, writer.finish());
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void aPacketThatFitsFollowsOneThatDidNot() {
    ByteBuffer buffer = ByteBuffer.allocate(5);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(buffer, 0, 5);

    assertEquals(TftpPacketWriter.NO_ROOM, writer.error(1, "too long"));
    assertEquals(5, writer.error(1, ""));
  }

  /**
   * The bytes are as expected at every capacity that has room, and nothing outside the capacity is
   * touched at any.
   */
  private static void assertWritten(String expected, ToIntFunction<TftpPacketWriter> packet) {
    int length = expected.length();
    int offset = 3;
    for (int capacity = 0; capacity <= length + 2; capacity++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(offset + capacity + 3);
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, UNTOUCHED);
      }
      buffer.position(1);
      int written = packet.applyAsInt(new TftpPacketWriter().wrap(buffer, offset, capacity));

      assertEquals(capacity < length ? TftpPacketWriter.NO_ROOM : length, written);
      assertEquals(1, buffer.position());
      byte[] around = new byte[3];
      Arrays.fill(around, UNTOUCHED);
      assertArrayEquals(around, Bytes.written(buffer, 0, 3));
      assertArrayEquals(around, Bytes.written(buffer, offset + capacity, 3));
      if (written > 0) {
        assertArrayEquals(Bytes.of(expected), Bytes.written(buffer, offset, written));
        assertEquals(
            Bytes.of(expected)[1], new TftpPacketView().wrap(buffer, offset, written).opcode());
      }
    }
  }
}
