package io.github.netboot4j.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.capture.CaptureFile;
import io.github.netboot4j.capture.CapturedDatagram;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What real firmware sends, as it was recorded. */
class RecordedPacketsTest {
  static final List<String> CAPTURES = RecordedPackets.CAPTURES;

  private final DhcpMessageView view = new DhcpMessageView();
  private final OptionValue value = new OptionValue();
  private final UserClass userClass = new UserClass();

  private void wrap(String capture, int record) {
    byte[] message = RecordedPackets.message(capture, record);
    view.wrap(ByteBuffer.wrap(message), 0, message.length);
    userClass.read(view);
  }

  private String hex(int code) {
    assertTrue(view.readOption(code, value), "option " + code);
    return HexFormat.of().formatHex(value.toByteArray());
  }

  private String text(int code) {
    assertTrue(view.readOption(code, value), "option " + code);
    return value.toText();
  }

  @ParameterizedTest
  @FieldSource("CAPTURES")
  void everyMessageIsSound(String capture) {
    for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
      byte[] message = datagram.payload();
      String place = capture + " " + datagram.recordNumber();
      assertTrue(view.tryWrap(ByteBuffer.wrap(message), 0, message.length), place);
      assertTrue(view.hasEnd(), place);
      assertEquals(0x525400123456L, view.macAddress(), place);
      for (int code = 1; code < 255; code++) {
        assertNull(view.optionFault(code), place);
      }
      boolean fromClient = datagram.sourcePort() == 68;
      assertEquals(fromClient ? 1 : 2, view.operation(), place);
      assertEquals(fromClient, view.hasOption(OptionCode.CLIENT_ARCHITECTURE), place);
    }
  }

  /** A four-way exchange each; iPXE asks twice before it takes an offer. */
  @ParameterizedTest
  @CsvSource({
    "uefi-x64-to-ipxe, DISCOVER OFFER REQUEST ACK DISCOVER OFFER DISCOVER OFFER REQUEST ACK",
    "uefi-http-boot-to-ipxe, DISCOVER OFFER REQUEST ACK DISCOVER OFFER DISCOVER OFFER REQUEST ACK",
    "ipxe-rom-bios, DISCOVER DISCOVER OFFER OFFER REQUEST ACK"
  })
  void theExchange(String capture, String expected) {
    StringBuilder types = new StringBuilder();
    for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
      view.wrap(ByteBuffer.wrap(datagram.payload()), 0, datagram.payload().length);
      types.append(types.isEmpty() ? "" : " ").append(MessageType.name(view.messageType()));
    }
    assertEquals(expected, types.toString());
  }

  @Test
  void uefiPxe() {
    wrap("uefi-x64-to-ipxe", 1);
    assertEquals(0x338EA525, view.transactionId());
    assertTrue(view.isBroadcast());
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertEquals(1472, view.maximumMessageSize());
    assertEquals("PXEClient:Arch:00007:UNDI:003000", text(60));
    assertEquals("0007", hex(93));
    assertEquals("010300", hex(94));
    assertEquals("00".repeat(17), hex(97));
    assertEquals(35 * 2, hex(55).length());
    assertFalse(userClass.isPresent());
    assertFalse(view.hasOption(OptionCode.ETHERBOOT));
    assertFalse(view.hasOption(OptionCode.CLIENT_IDENTIFIER));
  }

  /** Its REQUEST announces more than any Ethernet carries: the writer must not believe it. */
  @Test
  void uefiPxeAnnouncesAnImpossibleSize() {
    wrap("uefi-x64-to-ipxe", 3);
    assertEquals(MessageType.REQUEST, view.messageType());
    assertEquals(0xFF00, view.maximumMessageSize());
    assertEquals(0xC0000201, view.serverIdentifier());
    assertEquals(0xC000029D, view.requestedAddress());
  }

  @Test
  void uefiHttpBoot() {
    wrap("uefi-http-boot-to-ipxe", 1);
    assertEquals("HTTPClient:Arch:00016:UNDI:003000", text(60));
    assertEquals("0010", hex(93));
    assertFalse(userClass.isPresent());
    assertFalse(hex(55).contains("42"), "option 66 is not asked for");
  }

  @ParameterizedTest
  @CsvSource({
    "uefi-x64-to-ipxe, 5, PXEClient:Arch:00007:UNDI:003010, 0007, 01030a",
    "uefi-http-boot-to-ipxe, 5, PXEClient:Arch:00007:UNDI:003010, 0007, 01030a",
    "ipxe-rom-bios, 1, PXEClient:Arch:00000:UNDI:002001, 0000, 010201",
    "bios-undionly-to-ipxe, 13, PXEClient:Arch:00000:UNDI:002001, 0000, 010201"
  })
  void ipxe(String capture, int record, String vendorClass, String architecture, String network) {
    wrap(capture, record);
    assertEquals(MessageType.DISCOVER, view.messageType());
    assertEquals("69505845", hex(OptionCode.USER_CLASS));
    assertTrue(userClass.matches("iPXE"));
    assertFalse(userClass.isList());
    assertFalse(userClass.matches("gPXE"));
    assertEquals(1472, view.maximumMessageSize());
    assertEquals(vendorClass, text(60));
    assertEquals(architecture, hex(93));
    assertEquals(network, hex(94));
    assertEquals("01525400123456", hex(61));
    assertEquals(17 * 2, hex(97).length());
    assertEquals("010306070c0f111a2b3c4243778081828384858687afcb", hex(55));
    // Bus id (177) first, version (235) among the features, HTTP (19) and TFTP (21) there.
    String features = hex(OptionCode.ETHERBOOT);
    assertTrue(features.startsWith("b105"));
    assertTrue(features.contains("eb03010000"));
    assertTrue(features.contains("130101") && features.contains("150101"));
    OptionCursor cursor = new OptionCursor();
    cursor.reset(view);
    StringBuilder order = new StringBuilder();
    while (cursor.next()) {
      order.append(cursor.code()).append(' ');
    }
    assertEquals("53 57 93 94 60 77 55 175 61 97 ", order.toString());
  }

  /** An iPXE with a user class of someone's own, and the next one that takes it over. */
  @ParameterizedTest
  @CsvSource({"1", "3", "5", "7", "9", "11"})
  void aUserClassSetByHand(int record) {
    wrap("bios-undionly-to-ipxe", record);
    assertTrue(userClass.matches("legacy"));
    assertFalse(userClass.matches("iPXE"));
    assertFalse(userClass.isList());
    assertTrue(view.hasOption(OptionCode.ETHERBOOT));
  }

  @Test
  void theServersAnswer() {
    wrap("uefi-x64-to-ipxe", 2);
    assertEquals(MessageType.OFFER, view.messageType());
    assertEquals(0xC000029D, view.yourAddress());
    assertEquals(0xC0000201, view.nextServerAddress());
    assertEquals(0xC0000201, view.serverIdentifier());
    assertEquals("snponly.efi", text(OptionCode.BOOT_FILE_NAME));
  }
}
