package io.github.netboot4j.chainload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each row of the table in octets: those clients get it, all others do not. The clients are named
 * here again, so that a row does not change unseen.
 */
class ClientQuirkTest {
  private static final int SERVER = Ipv4.parse("192.0.2.1");
  private static final byte[] MENU =
      new PxeMenu().item(1, "Install").prompt(PxeMenu.WAITS, "Choose").toByteArray();
  private static final byte[] BOOT_ITEM = {71, 4, 0, 9, (byte) 0x80, 1, (byte) 255};
  private static final Set<BootStage> ALL = EnumSet.allOf(BootStage.class);
  private static final BootDecision PLAIN = BootDecision.boot("a.efi");

  /** What is to be seen in a reply. */
  @FunctionalInterface
  private interface Sign {
    boolean isIn(BootStage client);
  }

  private record Row(Set<BootStage> clients, Sign sign) {}

  private final DhcpMessageView reply = new DhcpMessageView();
  private final OptionValue value = new OptionValue();

  private final Map<ClientQuirk, Row> rows = new EnumMap<>(ClientQuirk.class);

  ClientQuirkTest() {
    row(
        ClientQuirk.NEXT_SERVER_IN_HEADER,
        ALL,
        client -> {
          answer(client, PLAIN, false, 67);
          return reply.nextServerAddress() == SERVER;
        });
    row(
        ClientQuirk.BOOT_FILE_TWICE,
        ALL,
        client -> {
          answer(client, PLAIN, false, 67);
          return reply.bootFile().equals("a.efi") && reply.hasOption(OptionCode.BOOT_FILE_NAME);
        });
    row(
        ClientQuirk.NUL_AFTER_BOOT_FILE,
        ALL,
        client -> {
          answer(client, PLAIN, false, 67);
          return text(OptionCode.BOOT_FILE_NAME).equals("a.efi\0");
        });
    row(
        ClientQuirk.MACHINE_ID_ECHOED,
        ALL,
        client -> {
          answer(client, BootDecision.noBoot(), false, 67);
          return reply.hasOption(OptionCode.CLIENT_MACHINE_IDENTIFIER);
        });
    row(
        ClientQuirk.HTTP_VENDOR_CLASS,
        EnumSet.of(BootStage.UEFI_HTTP),
        client -> {
          answer(client, PLAIN, false, 67);
          return text(OptionCode.VENDOR_CLASS_IDENTIFIER).equals("HTTPClient");
        });
    row(
        ClientQuirk.MENU_VENDOR_CLASS,
        EnumSet.of(BootStage.BIOS_PXE, BootStage.UEFI_PXE, BootStage.RASPBERRY_PI),
        client -> {
          answer(client, PLAIN.withOption(43, MENU), false, 67);
          return text(OptionCode.VENDOR_CLASS_IDENTIFIER).equals("PXEClient");
        });
    row(
        ClientQuirk.NO_MENU,
        EnumSet.of(BootStage.IPXE, BootStage.GPXE),
        client -> {
          answer(client, PLAIN.withOption(43, MENU), false, 67);
          return !reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION);
        });
    row(
        ClientQuirk.IPXE_SETTINGS,
        EnumSet.of(BootStage.IPXE, BootStage.GPXE),
        client -> {
          byte[] settings = new IpxeSettings().noPxeDhcp().toByteArray();
          answer(client, PLAIN.withOption(175, settings), false, 67);
          return reply.hasOption(OptionCode.ETHERBOOT);
        });
    row(
        ClientQuirk.PXELINUX_MAGIC,
        EnumSet.of(BootStage.BIOS_PXE, BootStage.UEFI_PXE, BootStage.PXELINUX),
        client -> {
          answer(client, PLAIN.withOption(209, "a").withOption(210, "/b/"), false, 67);
          return text(OptionCode.PXELINUX_MAGIC).equals("\u00F1\0t~");
        });
    row(
        ClientQuirk.RASPBERRY_PI_MENU,
        EnumSet.of(BootStage.RASPBERRY_PI),
        client -> {
          answer(client, PLAIN, false, 67);
          return text(OptionCode.VENDOR_SPECIFIC_INFORMATION)
              .equals("\6\1\3\11\24\0\0\21Raspberry Pi Boot\12\4\0PXE\u00FF");
        });
    row(
        ClientQuirk.PROXY_VENDOR_CLASS,
        EnumSet.of(
            BootStage.BIOS_PXE,
            BootStage.UEFI_PXE,
            BootStage.IPXE,
            BootStage.GPXE,
            BootStage.RASPBERRY_PI),
        client -> {
          answer(client, PLAIN, true, 67);
          return text(OptionCode.VENDOR_CLASS_IDENTIFIER).equals("PXEClient");
        });
    row(
        ClientQuirk.PROXY_SKIPS_DISCOVERY,
        EnumSet.of(BootStage.BIOS_PXE),
        client -> {
          answer(client, PLAIN, true, 67);
          return text(OptionCode.VENDOR_SPECIFIC_INFORMATION).equals("\6\1\10\u00FF");
        });
    row(
        ClientQuirk.BOOT_ITEM_ECHOED,
        EnumSet.of(BootStage.BIOS_PXE, BootStage.UEFI_PXE),
        client -> {
          answer(client, PLAIN, true, 4011);
          return text(OptionCode.VENDOR_SPECIFIC_INFORMATION)
              .equals(new String(BOOT_ITEM, ISO_8859_1));
        });
  }

  private void row(ClientQuirk quirk, Set<BootStage> clients, Sign sign) {
    rows.put(quirk, new Row(clients, sign));
  }

  private static BootRequest request(BootStage client) {
    DhcpBytes message =
        switch (client) {
          case BIOS_PXE -> Requests.pxe(0);
          case UEFI_PXE -> Requests.pxe(7);
          case UEFI_HTTP -> DhcpBytes.discover().option(60, "HTTPClient:Arch:00016");
          case GPXE -> Requests.pxe(0).option(77, "gPXE");
          case IPXE -> Requests.pxe(7).option(77, "iPXE");
          case PXELINUX -> DhcpBytes.discover().option(55, 208, 209, 210);
          case U_BOOT -> DhcpBytes.discover().option(60, "U-Boot.armv8");
          case RASPBERRY_PI -> Requests.pxe(0).header(28, 0xB8, 0x27, 0xEB);
          case OTHER -> DhcpBytes.discover();
        };
    BootRequest request = Requests.of(message.option(97, new byte[17]).option(43, BOOT_ITEM));
    assertEquals(client, request.stage());
    return request;
  }

  private void answer(BootStage client, BootDecision decision, boolean proxy, int port) {
    BootRequest request = request(client).arrivedAt(SERVER, port);
    BootReplyWriter replies = new BootReplyWriter(SERVER);
    DhcpMessageWriter writer = new DhcpMessageWriter();
    ByteBuffer buffer = ByteBuffer.allocate(1500);
    writer.startReply(request.message(), MessageType.OFFER, buffer, 0, 1500);
    if (proxy) {
      replies.writeProxy(request, decision, writer);
    } else {
      replies.write(request, decision, writer);
    }
    reply.wrap(buffer, 0, writer.finish());
    assertEquals(DhcpMessageWriter.NOTHING_OMITTED, writer.omitted());
  }

  /** An option in text, octet by octet; empty when absent. */
  private String text(int code) {
    return reply.readRawOption(code, value) ? new String(value.toByteArray(), ISO_8859_1) : "";
  }

  @TestFactory
  Stream<DynamicTest> everyRow() {
    return Stream.of(ClientQuirk.values())
        .map(
            quirk ->
                DynamicTest.dynamicTest(
                    quirk.name(),
                    () -> {
                      Row row = rows.get(quirk);
                      assertEquals(row.clients, quirk.clients());
                      for (BootStage client : BootStage.values()) {
                        assertEquals(
                            row.clients.contains(client), row.sign.isIn(client), client.label());
                      }
                    }));
  }

  @Test
  void everyRowSaysWhyAndWhereFrom() {
    for (ClientQuirk quirk : ClientQuirk.values()) {
      assertTrue(quirk.reason().length() > 20, quirk.name());
      assertTrue(quirk.source().length() > 5, quirk.name());
    }
  }

  /** A plain offer: it has an address, a file, and no option 60 for UEFI PXE to stumble over. */
  @Test
  void nothingElseIsAdded() {
    answer(BootStage.UEFI_PXE, PLAIN, false, 67);
    assertFalse(reply.hasOption(OptionCode.VENDOR_CLASS_IDENTIFIER));
    assertFalse(reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
    answer(BootStage.UEFI_PXE, PLAIN.withOption(128, "x"), false, 67);
    assertFalse(reply.hasOption(OptionCode.PXELINUX_MAGIC));
    assertEquals("x", text(128));
  }

  @Test
  void aMenuOfTheDecisionGoesBeforeTheUsualOnes() {
    for (BootStage client :
        new BootStage[] {BootStage.BIOS_PXE, BootStage.UEFI_PXE, BootStage.RASPBERRY_PI}) {
      answer(client, PLAIN.withOption(43, MENU), true, 67);
      assertTrue(reply.readOption(OptionCode.VENDOR_SPECIFIC_INFORMATION, value));
      assertArrayEquals(MENU, value.toByteArray());
    }
  }

  /** UEFI PXE: PXEClient without option 43, and all it needs in the acknowledgement on 4011. */
  @Test
  void aProxyOnBothPortsForUefi() {
    for (int port : new int[] {67, 4011}) {
      answer(BootStage.UEFI_PXE, PLAIN.withServerName("boot1"), true, port);
      assertEquals("PXEClient", text(OptionCode.VENDOR_CLASS_IDENTIFIER));
      assertEquals(SERVER, reply.nextServerAddress());
      assertEquals("a.efi", reply.bootFile());
      assertEquals("boot1", reply.serverName());
      assertEquals("boot1", text(OptionCode.TFTP_SERVER_NAME));
      assertEquals(port == 4011, reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
    }
  }

  @Test
  void aMagicOfTheDecisionIsNotDoubled() {
    byte[] own = {1, 2, 3, 4};
    answer(BootStage.BIOS_PXE, PLAIN.withOption(208, own).withOption(209, "a"), false, 67);
    assertTrue(reply.readOption(OptionCode.PXELINUX_MAGIC, value));
    assertArrayEquals(own, value.toByteArray());
  }
}
