package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OneOption.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Option 175: what iPXE sends, as it was recorded, and what servers send it. */
class IpxeOptionsTest {
  private static final int CODE = 175;

  private final IpxeOptions ipxe = new IpxeOptions();
  private final OptionValue value = new OptionValue();

  private void read(String octets) {
    assertTrue(ipxe.read(OneOption.whole(CODE, hex(octets))));
    assertTrue(ipxe.isPresent());
  }

  private List<Integer> features() {
    List<Integer> features = new ArrayList<>();
    for (int code = 16; code < 80; code++) {
      if (ipxe.hasFeature(code)) {
        features.add(code);
      }
    }
    return features;
  }

  @Test
  void ipxeOfANetworkCard() {
    assertTrue(ipxe.read(OneOption.wrap(RecordedPackets.message("ipxe-rom-bios", 1))));
    assertTrue(ipxe.isWellFormed());
    assertEquals(
        List.of(
            IpxeOptions.FEATURE_PXE_EXTENSIONS,
            IpxeOptions.FEATURE_ISCSI,
            IpxeOptions.FEATURE_AOE,
            IpxeOptions.FEATURE_HTTP,
            IpxeOptions.FEATURE_TFTP,
            IpxeOptions.FEATURE_DNS,
            IpxeOptions.FEATURE_BZIMAGE,
            IpxeOptions.FEATURE_MULTIBOOT,
            IpxeOptions.FEATURE_PXE,
            IpxeOptions.FEATURE_ELF,
            IpxeOptions.FEATURE_MENU,
            IpxeOptions.FEATURE_NFS),
        features());
    assertEquals(1, ipxe.majorVersion());
    assertEquals(0, ipxe.minorVersion());
    assertEquals(0, ipxe.patchVersion());
    assertEquals(IpxeOptions.PCI, ipxe.busType());
    assertEquals(0x8086, ipxe.busVendor());
    assertEquals(0x100E, ipxe.busDevice());
    assertEquals(0, ipxe.priority());
    assertFalse(ipxe.keepSan() || ipxe.skipSanBoot() || ipxe.noPxeDhcp());
    SubOptionCursor cursor = new SubOptionCursor();
    ipxe.walk(cursor);
    assertTrue(cursor.next());
    assertEquals(IpxeOptions.BUS_ID, cursor.code());
    assertTrue(cursor.next());
    assertEquals(IpxeOptions.VERSION, cursor.code());
  }

  @Test
  void ipxeUnderUefi() {
    assertTrue(ipxe.read(OneOption.wrap(RecordedPackets.message("uefi-x64-to-ipxe", 5))));
    assertTrue(ipxe.isWellFormed());
    assertEquals(
        List.of(
            IpxeOptions.FEATURE_ISCSI,
            IpxeOptions.FEATURE_AOE,
            IpxeOptions.FEATURE_HTTP,
            IpxeOptions.FEATURE_TFTP,
            IpxeOptions.FEATURE_DNS,
            IpxeOptions.FEATURE_EFI,
            IpxeOptions.FEATURE_MENU,
            IpxeOptions.FEATURE_NFS),
        features());
    assertEquals(0x1AF4, ipxe.busVendor());
    assertEquals(0x1000, ipxe.busDevice());
  }

  /** An iPXE by another name, with SRP: features tell, names do not. */
  @Test
  void ipxeUnderAnotherName() {
    assertTrue(ipxe.read(OneOption.wrap(RecordedPackets.message("bios-undionly-to-ipxe", 1))));
    assertTrue(ipxe.hasFeature(IpxeOptions.FEATURE_SRP));
    assertTrue(ipxe.hasFeature(IpxeOptions.FEATURE_HTTP));
    assertFalse(ipxe.hasFeature(IpxeOptions.FEATURE_HTTPS));
  }

  @Test
  void everyRecordedOneIsWellFormedAndFirmwareSendsNone() {
    int found = 0;
    for (byte[] message : RecordedPackets.all()) {
      DhcpMessageView view = OneOption.wrap(message);
      boolean present = ipxe.read(view);
      assertTrue(ipxe.isWellFormed());
      assertEquals(view.hasOption(OptionCode.ETHERBOOT), present);
      assertEquals(present ? 1 : -1, ipxe.majorVersion());
      assertEquals(present, ipxe.hasFeature(IpxeOptions.FEATURE_TFTP));
      found += present ? 1 : 0;
    }
    assertTrue(found >= 9, "found " + found);
  }

  @Test
  void whatAServerSends() {
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(IpxeOptions.PRIORITY).unsigned8(-2).end();
    builder.begin(IpxeOptions.KEEP_SAN).unsigned8(1).end();
    builder.begin(IpxeOptions.SKIP_SAN_BOOT).unsigned8(0).end();
    builder.begin(IpxeOptions.SCRIPTLET).text("shell").end();
    builder.begin(IpxeOptions.SYSLOGS).text("logs.example").end();
    builder.begin(IpxeOptions.TRUST).octets(new byte[32]).end();
    builder.begin(IpxeOptions.NO_PXE_DHCP).unsigned8(1).end();
    builder.begin(IpxeOptions.USER_NAME).text("ann").end();
    builder.begin(IpxeOptions.PASSWORD).end();
    DhcpMessageView written = OneOption.written(CODE, builder);
    assertTrue(ipxe.read(written));
    OneOption.inEveryForm(
        CODE,
        builder.toByteArray(),
        message -> {
          assertTrue(ipxe.read(message));
          assertTrue(ipxe.isWellFormed());
          assertEquals(-2, ipxe.priority());
          assertTrue(ipxe.keepSan());
          assertFalse(ipxe.skipSanBoot());
          assertTrue(ipxe.noPxeDhcp());
          assertEquals("shell", text(IpxeOptions.SCRIPTLET));
          assertEquals("logs.example", text(IpxeOptions.SYSLOGS));
          assertTrue(ipxe.readSubOption(IpxeOptions.TRUST, value));
          assertEquals(32, value.length());
          assertEquals("ann", text(IpxeOptions.USER_NAME));
          assertEquals("", text(IpxeOptions.PASSWORD));
          assertFalse(ipxe.readSubOption(IpxeOptions.CERTIFICATE, value));
          assertFalse(ipxe.hasSubOption(IpxeOptions.PRIVATE_KEY));
          assertFalse(ipxe.hasSubOption(IpxeOptions.CROSS_CERTIFICATE));
          assertEquals(List.of(), features());
          assertEquals(-1, ipxe.majorVersion());
        });
  }

  private String text(int code) {
    assertTrue(ipxe.hasSubOption(code));
    assertTrue(ipxe.readSubOption(code, value));
    return value.toText();
  }

  /** The codes that iPXE's headers give them. */
  @Test
  void codes() {
    read(
        "0101 7f 080101 0901ff 51017b 5501 7b 5a00 5b00 5c00 5d00 b00101 b105 02 0001 fffe"
            + "be0161 bf0162 eb03 01fe02 130101");
    assertEquals(127, ipxe.priority());
    assertTrue(ipxe.keepSan() && ipxe.skipSanBoot() && ipxe.noPxeDhcp());
    assertEquals(2, ipxe.busType());
    assertEquals(1, ipxe.busVendor());
    assertEquals(0xFFFE, ipxe.busDevice());
    assertEquals(1, ipxe.majorVersion());
    assertEquals(0xFE, ipxe.minorVersion());
    assertEquals(2, ipxe.patchVersion());
    assertEquals("a", text(IpxeOptions.USER_NAME));
    assertEquals("b", text(IpxeOptions.PASSWORD));
    assertTrue(ipxe.hasFeature(IpxeOptions.FEATURE_HTTP));
    for (int code :
        new int[] {
          IpxeOptions.SCRIPTLET,
          IpxeOptions.SYSLOGS,
          IpxeOptions.TRUST,
          IpxeOptions.CERTIFICATE,
          IpxeOptions.PRIVATE_KEY,
          IpxeOptions.CROSS_CERTIFICATE
        }) {
      assertTrue(ipxe.hasSubOption(code));
    }
  }

  /** iPXE takes a number of any length for these. */
  @ParameterizedTest
  @CsvSource({"00, false", "01, true", "ff, true", "0000, false", "0001, true", "0100, true"})
  void flagsOfAnyLength(String number, boolean expected) {
    OptionBuilder builder = new OptionBuilder(8);
    builder.begin(IpxeOptions.NO_PXE_DHCP).octets(hex(number)).end();
    assertTrue(ipxe.read(OneOption.written(CODE, builder)));
    assertEquals(expected, ipxe.noPxeDhcp());
    assertFalse(ipxe.keepSan());
  }

  @ParameterizedTest
  @CsvSource({
    // octets, well-formed, HTTP, TFTP, priority, major version
    "130101 150101 0101ff eb03010203, true, true, true, -1, 1",
    "130101 ff 150101, true, true, false, 0, -1",
    "130101 00 150101 00, true, true, true, 0, -1",
    "1300 150100, true, true, true, 0, -1",
    "130101 0102ff00 eb020100, true, true, false, 0, -1",
    "010180 0101ff, true, false, false, -128, -1",
    "130101 1502 01, false, true, false, 0, -1",
    "130101 15, false, true, false, 0, -1",
    "1305 01 150101, false, false, false, 0, -1",
    "eb0301 0203 130101 eb0301, false, true, false, 0, 1"
  })
  void malformed(
      String octets, boolean sound, boolean http, boolean tftp, int priority, int major) {
    OneOption.inEveryForm(
        CODE,
        hex(octets),
        message -> {
          assertTrue(ipxe.read(message));
          assertEquals(sound, ipxe.isWellFormed());
          assertEquals(http, ipxe.hasFeature(IpxeOptions.FEATURE_HTTP));
          assertEquals(tftp, ipxe.hasFeature(IpxeOptions.FEATURE_TFTP));
          assertEquals(priority, ipxe.priority());
          assertEquals(major, ipxe.majorVersion());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ff", "b104 01 8086 10 eb00 0100"})
  void absentOrOfTheWrongLength(String octets) {
    read("130101 010105 eb03010101 b1050180861000");
    DhcpMessageView message =
        octets.isEmpty()
            ? OneOption.wrap(DhcpBytes.discover().end())
            : OneOption.whole(CODE, hex(octets));
    assertEquals(!octets.isEmpty(), ipxe.read(message));
    assertEquals(!octets.isEmpty(), ipxe.isPresent());
    assertTrue(ipxe.isWellFormed());
    assertEquals(List.of(), features());
    assertEquals(0, ipxe.priority());
    assertEquals(-1, ipxe.majorVersion());
    assertEquals(-1, ipxe.minorVersion());
    assertEquals(-1, ipxe.patchVersion());
    assertEquals(-1, ipxe.busType());
    assertEquals(-1, ipxe.busVendor());
    assertEquals(-1, ipxe.busDevice());
    assertFalse(ipxe.readSubOption(IpxeOptions.SCRIPTLET, value));
    assertEquals(0, value.length());
  }

  @Test
  void codesBeyondAnOctetAreMisuse() {
    for (int code : new int[] {-1, 256}) {
      assertThrows(IndexOutOfBoundsException.class, () -> ipxe.hasFeature(code));
      assertThrows(IndexOutOfBoundsException.class, () -> ipxe.hasSubOption(code));
      assertThrows(IndexOutOfBoundsException.class, () -> ipxe.readSubOption(code, value));
    }
  }
}
