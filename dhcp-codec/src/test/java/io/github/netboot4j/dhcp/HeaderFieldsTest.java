package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of the fixed header at its octets, as RFC 2131 §2 draws them: read and written. */
class HeaderFieldsTest {
  private final DhcpMessageView view = new DhcpMessageView();

  /** Octet n of the header is n, but for the operation and the length of the address. */
  private static byte[] numbered() {
    byte[] message = DhcpBytes.request().end();
    for (int index = 3; index < 236; index++) {
      message[index] = (byte) index;
    }
    message[1] = (byte) 0xFE;
    return message;
  }

  @Test
  void eachFieldIsReadAtItsPlace() {
    byte[] message = numbered();
    view.wrap(ByteBuffer.wrap(message), 0, message.length);

    assertEquals(1, view.operation());
    assertEquals(0xFE, view.hardwareType());
    assertEquals(6, view.hardwareAddressLength());
    assertEquals(3, view.hops());
    assertEquals(0x04050607, view.transactionId());
    assertEquals(0x0809, view.seconds());
    assertEquals(0x0A0B, view.flags());
    assertEquals(0x0C0D0E0F, view.clientAddress());
    assertEquals(0x10111213, view.yourAddress());
    assertEquals(0x14151617, view.nextServerAddress());
    assertEquals(0x18191A1B, view.relayAddress());
    assertEquals(0x1C1D1E1F2021L, view.macAddress());
    for (int index = 0; index < 16; index++) {
      assertEquals(0x1C + index, view.hardwareAddressByte(index));
    }
    assertEquals(text(message, 44, 108), view.serverName());
    assertEquals(text(message, 108, 236), view.bootFile());
    assertEquals(64, view.serverName().length());
    assertEquals(128, view.bootFile().length());
  }

  @Test
  void eachFieldIsWrittenAtItsPlace() {
    byte[] target = new byte[600];
    Arrays.fill(target, (byte) 0xEE);
    DhcpMessageWriter writer = new DhcpMessageWriter();
    writer
        .start(MessageType.NONE, ByteBuffer.wrap(target), 0, 600)
        .operation(2)
        .hops(3)
        .transactionId(0x04050607)
        .seconds(0x0809)
        .flags(0x0A0B)
        .clientAddress(0x0C0D0E0F)
        .yourAddress(0x10111213)
        .nextServerAddress(0x14151617)
        .relayAddress(0x18191A1B)
        .macAddress(0x1C1D1E1F2021L);
    assertTrue(writer.serverName("s".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(writer.bootFile("f".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(300, writer.finish());

    byte[] expected = new byte[300];
    for (int index = 3; index < 34; index++) {
      expected[index] = (byte) index;
    }
    expected[0] = 2;
    expected[1] = 1;
    expected[2] = 6;
    expected[44] = 's';
    expected[108] = 'f';
    expected[236] = 99;
    expected[237] = (byte) 130;
    expected[238] = 83;
    expected[239] = 99;
    expected[240] = (byte) 255;
    assertArrayEquals(expected, Arrays.copyOf(target, 300));
  }

  @Test
  void theHardwareAddressOfAnotherMessageIsWrittenWhole() {
    byte[] message = numbered();
    message[2] = 16;
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    byte[] target = new byte[600];

    new DhcpMessageWriter()
        .start(MessageType.NONE, ByteBuffer.wrap(target), 0, 600)
        .hardwareAddress(view)
        .finish();

    assertArrayEquals(Arrays.copyOfRange(message, 28, 44), Arrays.copyOfRange(target, 28, 44));
    assertArrayEquals(new byte[] {1, (byte) 0xFE, 16}, Arrays.copyOf(target, 3));
    assertEquals(0, target[44]);
  }

  @Test
  void largeNumbersAreNotNegative() {
    byte[] message = numbered();
    Arrays.fill(message, 1, 236, (byte) 0xFF);
    message[2] = 6;
    view.wrap(ByteBuffer.wrap(message), 0, message.length);

    assertEquals(255, view.hardwareType());
    assertEquals(255, view.hops());
    assertEquals(0xFFFFFFFF, view.transactionId());
    assertEquals(65535, view.seconds());
    assertEquals(65535, view.flags());
    assertEquals(Ipv4.LIMITED_BROADCAST, view.relayAddress());
    assertEquals(0xFFFFFFFFFFFFL, view.macAddress());
    assertEquals(255, view.hardwareAddressByte(15));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 5", "6, 6", "15, 15", "16, 16", "17, 16", "128, 16", "255, 16"})
  void theLengthOfTheHardwareAddressIsClamped(int sent, int read) {
    byte[] message = numbered();
    message[2] = (byte) sent;
    view.wrap(ByteBuffer.wrap(message), 0, message.length);

    assertEquals(read, view.hardwareAddressLength());
    assertEquals(sent == 6 ? 0x1C1D1E1F2021L : -1, view.macAddress());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 16, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void octetsBeyondTheHardwareAddressFieldAreMisuse(int index) {
    assertThrows(IndexOutOfBoundsException.class, () -> view.hardwareAddressByte(index));
  }

  @Test
  void onlyTheHighestFlagAsksForBroadcast() {
    byte[] message = numbered();
    message[10] = 0x7F;
    message[11] = (byte) 0xFF;
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    assertFalse(view.isBroadcast());
    message[10] = (byte) 0x80;
    message[11] = 0;
    assertTrue(view.isBroadcast());
  }

  @Test
  void namesEndAtTheFirstNul() {
    byte[] message = numbered();
    message[50] = 0;
    message[108] = 0;
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    assertEquals(",-./01", view.serverName());
    assertEquals("", view.bootFile());
  }

  @Test
  void aViewOfNothingReadsAsZeroAndAbsent() {
    assertEquals(0, view.operation());
    assertEquals(0, view.transactionId());
    assertEquals(-1, view.macAddress());
    assertEquals("", view.bootFile());
    assertEquals(MessageType.NONE, view.messageType());
    assertFalse(view.hasMagicCookie());
    assertFalse(view.hasEnd());
    for (int code = 0; code <= 255; code++) {
      assertFalse(view.hasOption(code));
    }
  }

  private static String text(byte[] message, int from, int to) {
    return new String(message, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
