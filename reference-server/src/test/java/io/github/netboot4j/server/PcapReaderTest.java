package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader against files made by hand. */
final class PcapReaderTest {
  private static final byte[] FIRST = DecodeCapture.hex("0102030405");
  private static final byte[] SECOND = DecodeCapture.hex("aabb");
  private static final byte[] TWO_RECORDS =
      DecodeCapture.of(DecodeCapture.ETHERNET).frame(FIRST).cutFrame(SECOND, 60).bytes();

  @ParameterizedTest
  @CsvSource({"a1b2c3d4,LITTLE", "a1b2c3d4,BIG", "a1b23c4d,LITTLE", "a1b23c4d,BIG"})
  void readsEitherByteOrderAndEitherClock(String magic, String order) throws Exception {
    ByteOrder byteOrder = order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] file =
        new DecodeCapture(byteOrder, Integer.parseUnsignedInt(magic, 16), 276)
            .frame(FIRST)
            .cutFrame(SECOND, 60)
            .bytes();
    PcapReader reader = open(file);
    assertEquals(PcapLinkType.LINUX_COOKED_2, reader.linkType());

    assertTrue(reader.next());
    assertEquals(1, reader.recordNumber());
    assertArrayEquals(FIRST, frame(reader));
    assertFalse(reader.isCut());

    assertTrue(reader.next());
    assertEquals(2, reader.recordNumber());
    assertArrayEquals(SECOND, frame(reader));
    assertTrue(reader.isCut());

    assertFalse(reader.next());
    assertFalse(reader.next());
    assertNull(reader.damage());
  }

  @Test
  void readsUpToWhereTheFileIsCut() throws Exception {
    int second = 24 + 16 + FIRST.length;
    for (int length = 4; length < TWO_RECORDS.length; length++) {
      PcapReader reader = open(Arrays.copyOf(TWO_RECORDS, length));
      int records = 0;
      while (reader.next()) {
        records++;
      }
      assertEquals(length < second ? 0 : 1, records, "cut to " + length);
      String damage = null;
      if (length < 24) {
        damage = "ends at offset " + length + ", within the file header";
      } else if (length > 24 && length < second) {
        damage = "ends at offset " + length + ", within record 1 that starts at 24";
      } else if (length > second) {
        damage = "ends at offset " + length + ", within record 2 that starts at " + second;
      }
      assertEquals(damage, reader.damage(), "cut to " + length);
    }
  }

  @Test
  void whatIsTooShortToTellIsNoPcapFile() {
    for (int length = 0; length < 4; length++) {
      assertEquals(
          "x is not a pcap file: it has only " + length + " octets",
          refusal(Arrays.copyOf(TWO_RECORDS, length)));
    }
  }

  @Test
  void recordsHaveALimit() throws Exception {
    byte[] longest = new byte[PcapReader.LONGEST_FRAME];
    DecodeCapture file = DecodeCapture.of(DecodeCapture.ETHERNET).frame(longest);
    PcapReader reader = open(file.frame(new byte[PcapReader.LONGEST_FRAME + 1]).bytes());
    assertTrue(reader.next());
    assertEquals(PcapReader.LONGEST_FRAME, reader.frame().limit());
    assertFalse(reader.next());
    assertEquals(
        "is damaged at offset 262184: record 2 would have 262145 octets, more than 262144",
        reader.damage());
  }

  @Test
  void aLengthBeyondAllReasonIsToldAsItIs() throws Exception {
    byte[] header = DecodeCapture.hex("00000000 00000000 ffffffff ffffffff");
    PcapReader reader = open(DecodeCapture.of(DecodeCapture.ETHERNET).raw(header).bytes());
    assertFalse(reader.next());
    assertEquals(
        "is damaged at offset 24: record 1 would have 4294967295 octets, more than 262144",
        reader.damage());
  }

  @ParameterizedTest
  @CsvSource({
    "0,LOOPBACK_HOST_ORDER",
    "1,ETHERNET",
    "12,RAW_IP",
    "101,RAW_IP",
    "108,LOOPBACK",
    "113,LINUX_COOKED",
    "228,RAW_IP",
    "276,LINUX_COOKED_2",
    "0x14000001,ETHERNET" // Four octets of checksum behind each frame.
  })
  void knowsTheLinkTypes(String code, PcapLinkType expected) throws Exception {
    assertEquals(expected, open(DecodeCapture.of(Integer.decode(code)).bytes()).linkType());
  }

  @Test
  void otherFilesAreRefusedInOneLine() {
    assertEquals(
        "x has frames of link type 105;" + " read are Ethernet, Linux cooked, raw IP and loopback",
        refusal(DecodeCapture.of(105).bytes()));
    assertEquals(
        "x is a pcapng file; 'editcap -F pcap' makes a pcap file of it",
        refusal(DecodeCapture.hex("0a0d0d0a 1c000000 4d3c2b1a")));
    assertEquals(
        "x is not a pcap file: it starts with 0x1f8b0800",
        refusal(DecodeCapture.hex("1f8b0800 00000000")));
    assertEquals(
        "x is not a pcap file: it starts with 0x48656c6c", refusal(DecodeCapture.latin1("Hello")));
    byte[] old = DecodeCapture.of(DecodeCapture.ETHERNET).bytes();
    old[6] = 2;
    assertEquals("x has pcap version 2.2; only 2.4 is read", refusal(old));
  }

  private static String refusal(byte[] file) {
    return assertThrows(StartupException.class, () -> open(file)).getMessage();
  }

  private static PcapReader open(byte[] file) throws StartupException, IOException {
    return PcapReader.open(new ByteArrayInputStream(file), "x");
  }

  private static byte[] frame(PcapReader reader) {
    ByteBuffer frame = reader.frame();
    byte[] octets = new byte[frame.limit()];
    frame.get(0, octets);
    return octets;
  }
}
