package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.PxeVendorOptions;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Options 43 and 175 in octets, and read back. */
class PxeMenuTest {
  private static DhcpMessageView message(int code, byte[] value) {
    byte[] message = DhcpBytes.discover().option(code, value).end();
    return new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
  }

  @Test
  void aMenuInOctets() {
    byte[] menu =
        new PxeMenu()
            .item(0, "Local")
            .item(0x8001, "Lab")
            .server(0x8001, 0xC0000201, 0xC0000202)
            .discovery(PxeVendorOptions.ONLY_LISTED_SERVERS | 3)
            .prompt(10, "F8")
            .toByteArray();
    assertEquals(
        "060107"
            + "080b8001"
            + "02c0000201c0000202"
            + "090e0000054c6f63616c8001034c6162"
            + "0a030a4638"
            + "ff",
        HexFormat.of().formatHex(menu));
  }

  @Test
  void aMenuReadBack() {
    byte[] menu =
        new PxeMenu().item(0, "Local").item(1, "Lab").server(1, 7).prompt(255, "F8").toByteArray();
    PxeVendorOptions read = new PxeVendorOptions();
    OptionValue text = new OptionValue();
    assertTrue(read.read(message(43, menu)));
    assertTrue(read.isWellFormed());
    assertTrue(read.nextMenuItem());
    assertEquals(0, read.menuItemType());
    assertTrue(read.nextMenuItem());
    read.readMenuItemText(text);
    assertEquals("Lab", text.toText());
    assertFalse(read.nextMenuItem());
    assertTrue(read.nextBootServer());
    assertEquals(7, read.bootServerAddress(0));
    assertEquals(255, read.promptTimeout());
  }

  @Test
  void anEmptyMenuIsItsEnd() {
    assertArrayEquals(new byte[] {(byte) 255}, new PxeMenu().toByteArray());
  }

  @Test
  void menusThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().item(-1, "a"));
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().item(65_536, "a"));
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().server(-1));
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().server(1, new int[256]));
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().prompt(256, "a"));
    assertThrows(IllegalArgumentException.class, () -> new PxeMenu().prompt(-1, "a"));
    PxeMenu tooLong = new PxeMenu().item(1, "n".repeat(253));
    assertThrows(IllegalStateException.class, tooLong::toByteArray);
  }

  @Test
  void settingsForIpxe() {
    byte[] settings =
        new IpxeSettings()
            .priority(-3)
            .noPxeDhcp()
            .keepSan()
            .skipSanBoot()
            .text(IpxeOptions.USER_NAME, "u")
            .toByteArray();
    assertEquals(
        "0101fd" + "b00101" + "080101" + "090101" + "be0175", HexFormat.of().formatHex(settings));
    IpxeOptions read = new IpxeOptions();
    assertTrue(read.read(message(175, settings)));
    assertEquals(-3, read.priority());
    assertTrue(read.noPxeDhcp());
    assertTrue(read.keepSan());
    assertTrue(read.skipSanBoot());
  }

  @Test
  void settingsThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new IpxeSettings().priority(128));
    assertThrows(IllegalArgumentException.class, () -> new IpxeSettings().priority(-129));
    assertThrows(IllegalArgumentException.class, () -> new IpxeSettings().text(0, "a"));
    assertThrows(IllegalArgumentException.class, () -> new IpxeSettings().text(255, "a"));
    assertThrows(IllegalStateException.class, () -> new IpxeSettings().text(1, "n".repeat(256)));
  }
}
