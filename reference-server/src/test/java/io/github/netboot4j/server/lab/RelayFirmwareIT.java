package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Firmware on a network where a real relay stands between it and the servers. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class RelayFirmwareIT {
  private static final int BIOS = 0;
  private static final int UEFI_X64 = 7;
  private static final String IPXE = "iPXE";

  @Test
  void biosBehindARelayGetsIpxeThenTheScript() throws IOException, InterruptedException {
    RelayLab.require();
    long size = Files.size(Lab.UNDIONLY);
    FirmwareBoot.run(
        "relay-bios-undionly",
        "BIOS behind dhcrelay -> undionly.kpxe (TFTP, over UNDI) -> iPXE -> script",
        "52:54:00:00:00:09",
        Qemu.biosFirstStage("foreign"),
        RelayLab::start,
        chain -> {
          chain.asks("DISCOVER", BIOS, "foreign");
          String address = chain.acknowledged().yourAddress();
          chain.received("undionly.kpxe", size);
          ipxeFetchesScript(chain, BIOS, address);
        });
  }

  @Test
  void uefiBehindARelayIsAnsweredByAProxyToo() throws IOException, InterruptedException {
    RelayLab.require();
    long size = Files.size(Lab.SNPONLY);
    FirmwareBoot.run(
        "relay-proxy-uefi-x64",
        "UEFI x64 PXE behind dhcrelay, dnsmasq and a proxy -> port 4011 -> snponly.efi (TFTP)"
            + " -> iPXE -> script",
        "52:54:00:00:00:0a",
        Qemu.uefiPxe(),
        RelayLab::startBesideDnsmasq,
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, "");
          LabDhcp ack = chain.acknowledged();
          assertEquals("", ack.bootFile());
          chain.received("snponly.efi", size);
          ipxeFetchesScript(chain, UEFI_X64, ack.yourAddress());
        });
  }

  private static void ipxeFetchesScript(Chain chain, int architecture, String address) {
    chain.asks("DISCOVER", architecture, IPXE);
    assertEquals(address, chain.acknowledged().yourAddress());
    chain.fetched("GET", ServerUnderTest.SCRIPT, address);
  }
}
