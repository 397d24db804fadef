package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.OptionCursor;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The named clients say what the firmware of that name says. */
final class ExplainClientTest {
  private static DhcpMessageView made(ExplainClient client) throws Exception {
    ByteBuffer octets = ExplainRequest.made(client, null).finish(0).octets();
    return new DhcpMessageView().wrap(octets, 0, octets.limit());
  }

  private static List<String> options(DhcpMessageView message) {
    List<String> options = new ArrayList<>();
    OptionCursor cursor = new OptionCursor();
    OptionValue value = new OptionValue();
    cursor.reset(message);
    while (cursor.next()) {
      message.readRawOption(cursor.code(), value);
      options.add(cursor.code() + "=" + HexFormat.of().formatHex(value.toByteArray()));
    }
    return options;
  }

  @ParameterizedTest
  @CsvSource({
    "UEFI_X64, uefi-x64-to-ipxe, 1",
    "IPXE_UEFI_X64, uefi-x64-to-ipxe, 5",
    "UEFI_HTTP_X64, uefi-http-boot-to-ipxe, 1",
    "IPXE_BIOS, ipxe-rom-bios, 1"
  })
  void asRecorded(ExplainClient client, String capture, int record) throws Exception {
    byte[] recorded = RecordedPackets.message(capture, record);
    DhcpMessageView message =
        new DhcpMessageView().wrap(ByteBuffer.wrap(recorded), 0, recorded.length);
    assertEquals(options(message), options(made(client)));
  }

  @ParameterizedTest
  @EnumSource
  void eachIsOfItsStage(ExplainClient client) throws Exception {
    BootStage expected =
        switch (client) {
          case BIOS -> BootStage.BIOS_PXE;
          case PXELINUX -> BootStage.PXELINUX;
          case RASPBERRY_PI -> BootStage.RASPBERRY_PI;
          case IPXE_BIOS, IPXE_UEFI_X64, IPXE_UEFI_IA32, IPXE_UEFI_ARM64 -> BootStage.IPXE;
          case GPXE -> BootStage.GPXE;
          case UBOOT_ARM, UBOOT_ARM64 -> BootStage.U_BOOT;
          default -> client.label().contains("http") ? BootStage.UEFI_HTTP : BootStage.UEFI_PXE;
        };
    assertEquals(expected, new BootRequest().wrap(made(client)).stage());
  }

  @Test
  void theRaspberryPiHasItsOwnKindOfAddress() throws Exception {
    assertEquals(0xB827_EB12_3456L, made(ExplainClient.RASPBERRY_PI).macAddress());
    assertTrue(ExplainClient.labels().startsWith("bios, uefi-x64, "));
  }
}
