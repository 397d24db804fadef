package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Option 43 as PXE fills it. */
class PxeVendorOptionsTest {
  private static final int CODE = 43;

  private final PxeVendorOptions pxe = new PxeVendorOptions();
  private final OptionValue value = new OptionValue();

  private void read(String octets) {
    assertTrue(pxe.read(OneOption.whole(CODE, hex(octets))));
    assertTrue(pxe.isPresent());
  }

  /** Such as {@code "1[c0000201] 2[]"}. */
  private String bootServers() {
    StringBuilder servers = new StringBuilder();
    while (pxe.nextBootServer()) {
      servers.append(servers.isEmpty() ? "" : " ").append(pxe.bootServerType()).append('[');
      for (int index = 0; index < pxe.bootServerAddressCount(); index++) {
        servers.append(index == 0 ? "" : " ");
        servers.append(Integer.toHexString(pxe.bootServerAddress(index)));
      }
      servers.append(']');
    }
    assertFalse(pxe.nextBootServer());
    return servers.toString();
  }

  /** Such as {@code "0=local 7=linux"}. */
  private String menu() {
    StringBuilder items = new StringBuilder();
    while (pxe.nextMenuItem()) {
      pxe.readMenuItemText(value);
      items.append(items.isEmpty() ? "" : " ").append(pxe.menuItemType());
      items.append('=').append(value.toText());
    }
    assertFalse(pxe.nextMenuItem());
    return items.toString();
  }

  private String promptText() {
    assertTrue(pxe.readPromptText(value));
    return value.toText();
  }

  @Test
  void literalOctets() {
    byte[] octets =
        hex(
            "0104 e0010203" // 224.1.2.3
                + "0202 dc06 0302 3412" // ports 1756 and 0x1234, low octet first
                + "0401 05 0501 fe"
                + "00 00" // padding
                + "0601 0b"
                + "0704 e0010204"
                + "080e 0001 02 c0000201 c0000202 fffe 00"
                + "090e 0000 02 6c6f 8001 06 6c696e757821"
                + "0a04 0a 463821"
                + "0b08 e0020000 0100 0001"
                + "0c08 00000001 80000002"
                + "4704 0001 8000"
                + "ff 47");
    OneOption.inEveryForm(
        CODE,
        octets,
        message -> {
          assertTrue(pxe.read(message));
          assertTrue(pxe.isPresent());
          assertTrue(pxe.isWellFormed());
          assertEquals(0xE0010203, pxe.mtftpAddress());
          assertEquals(1756, pxe.mtftpClientPort());
          assertEquals(0x1234, pxe.mtftpServerPort());
          assertEquals(5, pxe.mtftpTimeout());
          assertEquals(254, pxe.mtftpDelay());
          assertEquals(
              PxeVendorOptions.NO_BROADCAST_DISCOVERY
                  | PxeVendorOptions.NO_MULTICAST_DISCOVERY
                  | PxeVendorOptions.SKIP_DISCOVERY,
              pxe.discoveryControl());
          assertEquals(0xE0010204, pxe.discoveryMulticastAddress());
          assertEquals("1[c0000201 c0000202] 65534[]", bootServers());
          assertEquals("0=lo 32769=linux!", menu());
          assertEquals(10, pxe.promptTimeout());
          assertEquals("F8!", promptText());
          assertEquals(0xE0020000, pxe.multicastAllocationAddress());
          assertEquals(2, pxe.credentialTypeCount());
          assertEquals(1, pxe.credentialType(0));
          assertEquals(0x80000002, pxe.credentialType(1));
          assertThrows(IndexOutOfBoundsException.class, () -> pxe.credentialType(2));
          assertThrows(IndexOutOfBoundsException.class, () -> pxe.credentialType(-1));
          assertEquals(1, pxe.bootItemType());
          assertEquals(PxeVendorOptions.CREDENTIALS_LAYER, pxe.bootItemLayer());
          pxe.rewind();
          assertEquals("1[c0000201 c0000202] 65534[]", bootServers());
          assertEquals("0=lo 32769=linux!", menu());
        });
  }

  /** What makes a Raspberry Pi go on. */
  @Test
  void whatIsBuiltReadsBack() {
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(PxeVendorOptions.DISCOVERY_CONTROL).unsigned8(3).end();
    builder.begin(PxeVendorOptions.BOOT_MENU).unsigned16(0);
    builder.beginCounted().text("Raspberry Pi Boot").end().end();
    builder.begin(PxeVendorOptions.MENU_PROMPT).unsigned8(0).text("PXE").end();
    builder.unsigned8(OptionCode.END);
    assertTrue(pxe.read(OneOption.written(CODE, builder)));
    assertTrue(pxe.isWellFormed());
    assertEquals(3, pxe.discoveryControl());
    assertEquals("0=Raspberry Pi Boot", menu());
    assertEquals(0, pxe.promptTimeout());
    assertEquals("PXE", promptText());
    assertEquals("", bootServers());
    SubOptionCursor cursor = new SubOptionCursor();
    pxe.walk(cursor);
    StringBuilder codes = new StringBuilder();
    while (cursor.next()) {
      codes.append(cursor.code()).append(' ');
    }
    assertEquals("6 9 10 ", codes.toString());
  }

  @ParameterizedTest
  @CsvSource({
    // sub-option 8, well-formed, what shows
    "'', true, ''",
    "0001 00, true, 1[]",
    "0001 01 c0000201, true, 1[c0000201]",
    "0001 01 c0000201 00, false, 1[c0000201]",
    "0001 01 c0000201 0002, false, 1[c0000201]",
    "0001 01 c0000201 0002 01, false, 1[c0000201]",
    "0001 01 c0000201 0002 01 c00002, false, 1[c0000201]",
    "0001 02 c0000201 0002, false, ''",
    "0001 ff c0000201, false, ''",
    "0001, false, ''"
  })
  void bootServerLists(String list, boolean sound, String expected) {
    inSubOption(PxeVendorOptions.BOOT_SERVERS, list, sound, expected, true);
  }

  @ParameterizedTest
  @CsvSource({
    // sub-option 9, well-formed, what shows
    "'', true, ''",
    "0000 00, true, 0=",
    "0000 01 61 0001 02 6262, true, 0=a 1=bb",
    "0000 01 61 00, false, 0=a",
    "0000 01 61 0001, false, 0=a",
    "0000 01 61 0001 01, false, 0=a",
    "0000 01 61 0001 ff 61, false, 0=a",
    "0000 02 61, false, ''",
    "00, false, ''"
  })
  void menus(String list, boolean sound, String expected) {
    inSubOption(PxeVendorOptions.BOOT_MENU, list, sound, expected, false);
  }

  private void inSubOption(
      int code, String list, boolean sound, String expected, boolean ofBootServers) {
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(code).octets(hex(list)).end().begin(PxeVendorOptions.MTFTP_DELAY);
    OneOption.inEveryForm(
        CODE,
        builder.unsigned8(9).end().toByteArray(),
        message -> {
          assertTrue(pxe.read(message));
          assertEquals(sound, pxe.isWellFormed());
          assertEquals(expected, ofBootServers ? bootServers() : menu());
          assertEquals(9, pxe.mtftpDelay());
        });
  }

  @ParameterizedTest
  @CsvSource({
    // octets, well-formed, discovery control, boot item's type and layer
    "0601 08 4704 0002 0003, true, 8, 2, 3",
    "4704 0002 0003 ff 0601 08, true, 0, 2, 3",
    "00 4704 0002 0003 00 0601 08 00, true, 8, 2, 3",
    "4703 0002 00 0601 08, true, 8, -1, -1",
    "4705 0002 0003 00 0601 08, true, 8, -1, -1",
    "0600 4704 0002 0003, true, 0, 2, 3",
    "0602 0800 4704 0002 0003, true, 0, 2, 3",
    "0601 08 0601 01 4704 0002 0003, true, 8, 2, 3",
    "0601 08 4704 0002 00, false, 8, -1, -1",
    "0601 08 47, false, 8, -1, -1",
    "06ff 08 4704 0002 0003, false, 0, -1, -1"
  })
  void malformed(String octets, boolean sound, int control, int type, int layer) {
    OneOption.inEveryForm(
        CODE,
        hex(octets),
        message -> {
          assertTrue(pxe.read(message));
          assertEquals(sound, pxe.isWellFormed());
          assertEquals(control, pxe.discoveryControl());
          assertEquals(type, pxe.bootItemType());
          assertEquals(layer, pxe.bootItemLayer());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff",
        "00",
        "0103c00002 0201aa 0303aabbcc 0402aabb 0500",
        "0705c000020101 0a00 0b07c0000201000000 0c05c000020101"
      })
  void absentOrOfTheWrongLength(String octets) {
    read("0104e0010203 0801 00 0904 0001 01 61 0a0101");
    assertTrue(pxe.nextMenuItem());
    pxe.readMenuItemText(value);
    assertEquals(1, value.length());
    DhcpMessageView message =
        octets.isEmpty()
            ? OneOption.wrap(DhcpBytes.discover().end())
            : OneOption.whole(CODE, hex(octets));
    assertEquals(!octets.isEmpty(), pxe.read(message));
    assertEquals(!octets.isEmpty(), pxe.isPresent());
    assertTrue(pxe.isWellFormed());
    assertEquals(Ipv4.ANY, pxe.mtftpAddress());
    assertEquals(-1, pxe.mtftpClientPort());
    assertEquals(-1, pxe.mtftpServerPort());
    assertEquals(-1, pxe.mtftpTimeout());
    assertEquals(-1, pxe.mtftpDelay());
    assertEquals(0, pxe.discoveryControl());
    assertEquals(Ipv4.ANY, pxe.discoveryMulticastAddress());
    assertEquals(-1, pxe.promptTimeout());
    assertFalse(pxe.readPromptText(value));
    assertEquals(0, value.length());
    assertEquals(Ipv4.ANY, pxe.multicastAllocationAddress());
    assertEquals(0, pxe.credentialTypeCount());
    assertEquals(-1, pxe.bootItemType());
    assertEquals(-1, pxe.bootItemLayer());
    assertThrows(IllegalStateException.class, pxe::menuItemType);
    assertEquals("", bootServers());
    assertEquals("", menu());
    assertFalse(pxe.hasSubOption(0) || pxe.hasSubOption(255) || pxe.hasSubOption(71));
    assertFalse(pxe.readSubOption(71, value));
  }

  @Test
  void aSubOptionOfAnyLength() {
    read("0800 4702 6162");
    assertTrue(pxe.hasSubOption(8) && pxe.readSubOption(8, value));
    assertEquals(0, value.length());
    assertTrue(pxe.hasSubOption(71) && pxe.readSubOption(71, value));
    assertEquals("ab", value.toText());
    assertFalse(pxe.readSubOption(72, value));
    assertEquals(0, value.length());
  }

  @Test
  void walksThatAreNotAtAnEntryAreMisused() {
    assertMisuse();
    read("0807 0001 01 c0000201 0904 0001 01 61");
    assertMisuse();
    assertTrue(pxe.nextBootServer() && pxe.nextMenuItem());
    assertEquals(1, pxe.bootServerAddressCount());
    assertThrows(IndexOutOfBoundsException.class, () -> pxe.bootServerAddress(1));
    assertThrows(IndexOutOfBoundsException.class, () -> pxe.bootServerAddress(-1));
    assertFalse(pxe.nextBootServer() || pxe.nextMenuItem());
    assertMisuse();
    for (int code : new int[] {-1, 256}) {
      assertThrows(IndexOutOfBoundsException.class, () -> pxe.hasSubOption(code));
      assertThrows(IndexOutOfBoundsException.class, () -> pxe.readSubOption(code, value));
    }
  }

  private void assertMisuse() {
    assertThrows(IllegalStateException.class, pxe::bootServerType);
    assertThrows(IllegalStateException.class, pxe::bootServerAddressCount);
    assertThrows(IllegalStateException.class, () -> pxe.bootServerAddress(0));
    assertThrows(IllegalStateException.class, pxe::menuItemType);
    assertThrows(IllegalStateException.class, () -> pxe.readMenuItemText(value));
  }
}
