package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Packets that real devices send and that other Java codecs are known to get wrong: dhcp4java
 * 1.1.0, dhcp4j 1.0.9, ApacheDS 2.0.0.AM27, ONOS 2.7.0. Named after what goes wrong there.
 */
final class PeerDefectsTest {
  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private void wrap(byte[] message) {
    assertTrue(view.tryWrap(ByteBuffer.wrap(message), 0, message.length));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** dhcp4java reads a raw {@code iPXE} as a list, {@code [PXE]}. */
  @Test
  void rawUserClassKeepsItsFirstLetter() {
    wrap(DhcpBytes.discover().option(77, ascii("iPXE")).toByteArray());
    UserClass userClass = new UserClass();
    assertTrue(userClass.read(view));
    assertTrue(userClass.matches("iPXE"));
    assertFalse(userClass.matches("PXE"));
    assertEquals("iPXE", userClass.toString());
  }

  /** dhcp4java and ApacheDS let a repeated option overwrite the one before; ONOS keeps both. */
  @Test
  void repeatedOptionsJoin() {
    wrap(
        DhcpBytes.discover()
            .option(43, ascii("one"))
            .option(60, ascii("PXEClient"))
            .option(43, ascii("two"))
            .toByteArray());
    assertTrue(view.readOption(43, value));
    assertEquals("onetwo", value.toText());
  }

  /** dhcp4j rejects a client with two architectures. */
  @Test
  void twoArchitecturesAreRead() {
    wrap(DhcpBytes.discover().option(93, 0, 7, 0, 16).toByteArray());
    assertTrue(view.readOption(93, value));
    assertEquals(7, value.unsigned16(0));
    assertEquals(16, value.unsigned16(2));
  }

  /** dhcp4j and ONOS refuse a message without END; ApacheDS reads on and throws. */
  @Test
  void missingEndIsRead() {
    wrap(DhcpBytes.discover().toByteArray());
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertFalse(view.hasEnd());
  }

  /** dhcp4j and ApacheDS keep options in a map and lose their order. */
  @Test
  void optionsKeepTheirOrder() {
    wrap(
        DhcpBytes.discover()
            .option(82, 1, 1, 7)
            .option(12, ascii("h"))
            .option(1, 255, 255, 255, 0)
            .toByteArray());
    List<Integer> codes = new ArrayList<>();
    OptionCursor cursor = new OptionCursor();
    cursor.reset(view);
    while (cursor.next()) {
      codes.add(cursor.code());
    }
    assertEquals(List.of(53, 82, 12, 1), codes);
  }

  /** dhcp4j and ApacheDS refuse the message, and of some dhcp4j complains without end. */
  @Test
  void anOptionOfAWrongLengthDoesNotCostTheOthers() {
    for (int code : new int[] {51, 54, 57}) {
      wrap(DhcpBytes.discover().option(code, 1, 2, 3).option(12, ascii("h")).toByteArray());
      assertFalse(view.readOption(code, value));
      assertEquals(
          code == 57 ? OptionFault.TOO_LONG : OptionFault.TOO_SHORT, view.optionFault(code));
      assertTrue(view.readOption(12, value));
      assertEquals("h", value.toText());
    }
  }

  /** ApacheDS takes the length octet as signed and throws from 128 on. */
  @Test
  void longOptionsAreRead() {
    for (int length = 127; length <= 255; length++) {
      wrap(DhcpBytes.discover().option(43, new byte[length]).toByteArray());
      assertTrue(view.readOption(43, value));
      assertEquals(length, value.length());
    }
  }

  /** ApacheDS throws when {@code file} has no room for a NUL. */
  @Test
  void fileWithoutNulIsRead() {
    byte[] message = DhcpBytes.discover().toByteArray();
    Arrays.fill(message, 108, 236, (byte) 'f');
    wrap(message);
    assertEquals("f".repeat(128), view.bootFile());
  }

  /** ONOS does not look at the magic cookie and reads options out of anything. */
  @Test
  void withoutTheMagicCookieThereAreNoOptions() {
    byte[] message = DhcpBytes.discover().option(12, ascii("host")).toByteArray();
    message[239]++;
    wrap(message);
    assertFalse(view.hasMagicCookie());
    assertEquals(MessageType.NONE, view.messageType());
    assertFalse(view.hasOption(12));
  }

  /** ONOS reads past the field when {@code hlen} is above 16. */
  @Test
  void hardwareAddressNeverPassesItsField() {
    wrap(DhcpBytes.discover().header(2, 255).header(44, 'n').toByteArray());
    assertEquals(16, view.hardwareAddressLength());
    assertEquals("n", view.serverName());
  }

  /** None of the four reads options in {@code file} and {@code sname}. */
  @Test
  void overloadIsRead() {
    wrap(
        DhcpBytes.discover()
            .option(52, 3)
            .header(108, 12, 1, 'a', 255)
            .header(44, 12, 1, 'b', 255)
            .toByteArray());
    assertTrue(view.readOption(12, value));
    assertEquals("ab", value.toText());
    assertNull(view.fault());
  }
}
