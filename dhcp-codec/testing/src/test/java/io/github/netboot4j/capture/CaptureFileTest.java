package io.github.netboot4j.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against files made by hand. */
class CaptureFileTest {
  private static final String MACS = "ffffffffffff 525400123456";

  /** 192.0.2.1:67 to 192.0.2.157:68, UDP length 11, three octets of payload. */
  private static final String IPV4 = "45000000 00000000 4011 0000 c0000201 c000029d";

  private static final String UDP = "0043 0044 000b 0000 aabbcc";
  private static final byte[] FRAME = hex(MACS + "0800" + IPV4 + UDP);

  @ParameterizedTest
  @CsvSource({
    "a1b2c3d4, LITTLE, 1795405704000007000",
    "a1b2c3d4, BIG, 1795405704000007000",
    "a1b23c4d, LITTLE, 1795405704000000007",
    "a1b23c4d, BIG, 1795405704000000007"
  })
  void eitherByteOrderAndEitherClock(String magic, String order, long nanos) {
    ByteOrder byteOrder = order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] file = file(byteOrder, Integer.parseUnsignedInt(magic, 16), 1, FRAME);

    CapturedDatagram datagram = CaptureFile.parse(file).datagrams().get(0);

    assertEquals(1, datagram.recordNumber());
    assertEquals(nanos, datagram.timestampNanos());
    assertEquals(0x525400123456L, datagram.sourceMac());
    assertEquals(0xFFFFFFFFFFFFL, datagram.destinationMac());
    assertEquals(0xC0000201, datagram.sourceAddress());
    assertEquals(67, datagram.sourcePort());
    assertEquals(0xC000029D, datagram.destinationAddress());
    assertEquals(68, datagram.destinationPort());
    assertArrayEquals(hex("aabbcc"), datagram.payload());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8100 0064 0800", // IEEE 802.1Q
        "88a8 0064 8100 00c8 0800", // IEEE 802.1ad, two tags
        "9100 0064 8100 00c8 0800",
      })
  void tagsAreSkipped(String tags) {
    byte[] frame = hex(MACS + tags + IPV4 + UDP);
    assertArrayEquals(hex("aabbcc"), read(frame).get(0).payload());
  }

  @Test
  void headerOptionsAndTrailingPaddingAreNotPayload() {
    String withOptions = "46000000 00000000 4011 0000 c0000201 c000029d 01010101";
    byte[] frame = Arrays.copyOf(hex(MACS + "0800" + withOptions + UDP), 60);
    assertArrayEquals(hex("aabbcc"), read(frame).get(0).payload());
  }

  @Test
  void otherFramesAreLeftOutButCounted() {
    byte[] arp = hex(MACS + "0806" + "00".repeat(28));
    byte[] tcp = hex(MACS + "0800" + IPV4.replace("4011", "4006") + "00".repeat(20));
    byte[] firstFragment = hex(MACS + "0800" + "45000000 00002000 4011 0000 c0000201 c000029d");
    byte[] lastFragment = hex(MACS + "0800" + "45000000 00000010 4011 0000 c0000201 c000029d");
    byte[] ipv6 = hex(MACS + "86dd" + "6".repeat(80));
    byte[] sixInFour = hex(MACS + "0800" + IPV4.replace("45000000", "65000000") + UDP);
    byte[] tiny = hex("ffff");

    List<CapturedDatagram> datagrams =
        read(arp, tcp, firstFragment, lastFragment, ipv6, sixInFour, tiny, FRAME);

    assertEquals(1, datagrams.size());
    assertEquals(8, datagrams.get(0).recordNumber());
  }

  @Test
  void anEmptyFileHasNoDatagrams() {
    assertTrue(read().isEmpty());
  }

  @Test
  void everyTruncatedFileIsTold() {
    byte[] file = file(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1, FRAME);
    for (int length = 0; length < file.length; length++) {
      if (length != 24) { // The file header alone is an empty file.
        byte[] cut = Arrays.copyOf(file, length);
        assertThrows(IllegalArgumentException.class, () -> CaptureFile.parse(cut));
      }
    }
  }

  @Test
  void theMessageNamesTheRecordAndThePlace() {
    byte[] two = file(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1, FRAME, FRAME);
    byte[] cut = Arrays.copyOf(two, two.length - 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> CaptureFile.parse(cut)).getMessage();
    assertEquals("the file ends within the frame of record 2 at offset 101", message);
  }

  @Test
  void aDatagramCutWhenItWasRecordedIsTold() {
    for (int length = FRAME.length - 1; length >= 34; length--) {
      byte[] cut = Arrays.copyOf(FRAME, length);
      assertThrows(IllegalArgumentException.class, () -> read(cut), "cut to " + length);
    }
  }

  @Test
  void anImpossibleUdpLengthIsTold() {
    byte[] frame = hex(MACS + "0800" + IPV4 + UDP.replace("000b", "0007"));
    assertThrows(IllegalArgumentException.class, () -> read(frame));
  }

  @Test
  void otherLinkTypesAndOtherFilesAreTold() {
    byte[] linuxCooked = file(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 113, FRAME);
    byte[] pcapng = file(ByteOrder.LITTLE_ENDIAN, 0x0A0D0D0A, 1, FRAME);
    assertThrows(IllegalArgumentException.class, () -> CaptureFile.parse(linuxCooked));
    assertThrows(IllegalArgumentException.class, () -> CaptureFile.parse(pcapng));
    assertThrows(IllegalArgumentException.class, () -> CaptureFile.resource("no-such-capture"));
  }

  @Test
  void readsFilesAndResources(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("one.pcap");
    Files.write(file, file(ByteOrder.BIG_ENDIAN, 0xA1B2C3D4, 1, FRAME));
    assertEquals(1, CaptureFile.read(file).datagrams().size());
    assertEquals(6, CaptureFile.resource("ipxe-rom-bios").datagrams().size());
  }

  private static List<CapturedDatagram> read(byte[]... frames) {
    return CaptureFile.parse(file(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1, frames)).datagrams();
  }

  private static byte[] file(ByteOrder order, int magic, int linkType, byte[]... frames) {
    ByteBuffer file = ByteBuffer.allocate(4096).order(order);
    file.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(262144).putInt(linkType);
    for (byte[] frame : frames) {
      file.putInt(1795405704).putInt(7).putInt(frame.length).putInt(frame.length).put(frame);
    }
    return Arrays.copyOf(file.array(), file.position());
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
