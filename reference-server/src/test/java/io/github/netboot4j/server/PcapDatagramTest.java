package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the UDP payload through each kind of frame, made by hand. */
final class PcapDatagramTest {
  private static final int ETHERNET = DecodeCapture.ETHERNET;
  private static final String HEADER = DecodeCapture.ETHERNET_HEADER;
  private static final String MACS = "ffffffffffff 525400123456";
  private static final byte[] PAYLOAD = DecodeCapture.hex("aabbcc");
  private static final byte[] FRAME = DecodeCapture.datagram(HEADER, PAYLOAD);
  private static final int IP = 14;
  private static final int UDP = IP + 20;

  private final PcapDatagram datagram = new PcapDatagram();

  @ParameterizedTest
  @CsvSource({
    "0, 02000000", // The address family as a little-endian machine writes it.
    "0, 00000002",
    "1, ffffffffffff 525400123456 0800",
    "1, ffffffffffff 525400123456 8100 0064 0800",
    "1, ffffffffffff 525400123456 88a8 0064 8100 00c8 0800",
    "1, ffffffffffff 525400123456 9100 0064 8100 00c8 0800",
    "12, ''",
    "101, ''",
    "108, 00000002",
    "113, 0000 0001 0006 525400123456 0000 0800",
    "113, 0000 0001 0006 525400123456 0000 8100 0064 0800",
    "228, ''",
    "276, 0800 0000 00000002 0001 00 06 525400123456 0000",
    "276, 8100 0000 00000002 0001 00 06 525400123456 0000 0064 0800"
  })
  void findsThePayloadBehindEveryLinkHeader(int linkType, String header) throws Exception {
    byte[] frame = DecodeCapture.datagram(header, PAYLOAD);
    assertEquals(PcapDatagram.Content.UDP, find(linkType, frame));
    assertArrayEquals(PAYLOAD, payload());
    assertNull(datagram.fault());
    assertEquals(0xC000_0201, datagram.sourceAddress());
    assertEquals(67, datagram.sourcePort());
    assertEquals(0xC000_029D, datagram.destinationAddress());
    assertEquals(68, datagram.destinationPort());
    assertEquals("192.0.2.1:67", datagram.source());
    assertEquals("192.0.2.157:68", datagram.destination());
    assertEquals(PAYLOAD.length, datagram.statedLength());
    assertTrue(datagram.hasPort(67) && datagram.hasPort(68) && !datagram.hasPort(69));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0000001e", // IPv6
    "1, ffffffffffff 525400123456 86dd",
    "1, ffffffffffff 525400123456 8100 0064 0806",
    "108, 02000000", // Network byte order is a must here.
    "113, 0000 0001 0006 525400123456 0000 86dd",
    "276, 86dd 0000 00000002 0001 00 06 525400123456 0000"
  })
  void passesOverOtherProtocolsBelow(int linkType, String header) throws Exception {
    byte[] frame = DecodeCapture.datagram(header, PAYLOAD);
    assertEquals(PcapDatagram.Content.OTHER, find(linkType, frame));
  }

  @Test
  void passesOverOtherPackets() throws Exception {
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, with(IP + 9, 6))); // TCP
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, with(IP, 0x65))); // version 6
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, with(IP, 0x44))); // header too short
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, DecodeCapture.hex("ffff")));
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, Arrays.copyOf(FRAME, IP + 3)));
    assertEquals(PcapDatagram.Content.OTHER, find(101, new byte[0]));
    assertEquals(PcapDatagram.Content.OTHER, find(108, DecodeCapture.hex("000000")));
  }

  @Test
  void ipv4OptionsAndTrailingPaddingAreNoPayload() throws Exception {
    byte[] frame = DecodeCapture.datagram(HEADER, "94040000 01010101", 68, 4011, PAYLOAD);
    assertEquals(PcapDatagram.Content.UDP, find(ETHERNET, Arrays.copyOf(frame, 70)));
    assertArrayEquals(PAYLOAD, payload());
    assertEquals(4011, datagram.destinationPort());
  }

  @Test
  void aFrameCutAnywhereIsTold() throws Exception {
    for (int length = 0; length < FRAME.length; length++) {
      byte[] file =
          DecodeCapture.of(ETHERNET).cutFrame(Arrays.copyOf(FRAME, length), FRAME.length).bytes();
      PcapDatagram.Content found = findIn(file);
      if (length < UDP + 8) {
        assertEquals(PcapDatagram.Content.CUT_SHORT, found, "cut to " + length);
      } else {
        assertEquals(PcapDatagram.Content.UDP, found, "cut to " + length);
        assertEquals(PcapDatagram.Fault.RECORD_TRUNCATED, datagram.fault(), "cut to " + length);
        assertArrayEquals(Arrays.copyOf(PAYLOAD, length - UDP - 8), payload(), "cut to " + length);
        assertEquals(PAYLOAD.length, datagram.statedLength(), "cut to " + length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000",
        MACS + "8100 0064",
        MACS + "0800",
        "0000 0001 0006 525400123456 0000 0800"
      })
  void everyLinkHeaderMayBeCut(String header) throws Exception {
    byte[] whole = DecodeCapture.hex(header);
    for (int linkType : new int[] {0, 1, 12, 101, 108, 113, 228, 276}) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        PcapDatagram.Content found = findIn(DecodeCapture.of(linkType).cutFrame(cut, 300).bytes());
        assertTrue(
            Set.of(PcapDatagram.Content.CUT_SHORT, PcapDatagram.Content.OTHER).contains(found));
      }
    }
  }

  @Test
  void fragmentsAreToldAndNotJoined() throws Exception {
    byte[] first = with(IP + 6, 0x20);
    first[UDP + 5] = 60; // The UDP length counts what is in the other fragments.
    assertEquals(PcapDatagram.Content.UDP, find(ETHERNET, first));
    assertEquals(PcapDatagram.Fault.FRAGMENTED, datagram.fault());
    assertEquals(60 - 8, datagram.statedLength());
    assertArrayEquals(PAYLOAD, payload());

    assertEquals(PcapDatagram.Content.LATER_FRAGMENT, find(ETHERNET, with(IP + 7, 5)));
    assertEquals(PcapDatagram.Content.LATER_FRAGMENT, find(ETHERNET, with(IP + 6, 0x21)));
    byte[] tcp = with(IP + 6, 0x21);
    tcp[IP + 9] = 6;
    assertEquals(PcapDatagram.Content.OTHER, find(ETHERNET, tcp));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 12, 255})
  void aUdpLengthThatCannotBeIsTold(int length) throws Exception {
    assertEquals(PcapDatagram.Content.UDP, find(ETHERNET, with(UDP + 5, length)));
    assertEquals(PcapDatagram.Fault.UDP_LENGTH, datagram.fault());
    assertArrayEquals(PAYLOAD, payload());
    assertEquals(PAYLOAD.length, datagram.statedLength());
  }

  @Test
  void aUdpLengthShorterThanThePacketIsTaken() throws Exception {
    assertEquals(PcapDatagram.Content.UDP, find(ETHERNET, with(UDP + 5, 10)));
    assertNull(datagram.fault());
    assertArrayEquals(DecodeCapture.hex("aabb"), payload());
  }

  @Test
  void aTotalLengthOfZeroMeansAllThereIs() throws Exception {
    assertEquals(PcapDatagram.Content.UDP, find(ETHERNET, with(IP + 3, 0)));
    assertNull(datagram.fault());
    assertArrayEquals(PAYLOAD, payload());
  }

  @Test
  void aPacketTooShortForPortsIsTold() throws Exception {
    assertEquals(PcapDatagram.Content.CUT_SHORT, find(ETHERNET, with(IP + 3, 27)));
  }

  @Test
  void aFaultDoesNotStayForTheNextFrame() throws Exception {
    find(ETHERNET, with(UDP + 5, 7));
    find(ETHERNET, FRAME);
    assertNull(datagram.fault());
  }

  private PcapDatagram.Content find(int linkType, byte[] frame) throws Exception {
    return findIn(DecodeCapture.of(linkType).frame(frame).bytes());
  }

  private PcapDatagram.Content findIn(byte[] file) throws Exception {
    PcapReader reader = PcapReader.open(new ByteArrayInputStream(file), "x");
    assertTrue(reader.next());
    return datagram.find(reader);
  }

  private byte[] payload() {
    byte[] payload = new byte[datagram.payloadLength()];
    datagram.buffer().get(datagram.payloadOffset(), payload);
    return payload;
  }

  private static byte[] with(int index, int octet) {
    byte[] frame = FRAME.clone();
    frame[index] = (byte) octet;
    return frame;
  }
}
