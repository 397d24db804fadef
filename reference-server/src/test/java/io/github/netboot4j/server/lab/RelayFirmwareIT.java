package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Firmware on a network where a real relay stands between it and the servers. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class RelayFirmwareIT {
  private static final int UEFI_X64 = 7;

  /** It knows the machine, and what it gave it, when it is there again. */
  @Test
  void uefiBehindARelayAndAServerThatIsKilledBetweenTwoStages()
      throws IOException, InterruptedException {
    RelayLab.require();
    long size = Files.size(Lab.SNPONLY);
    AtomicBoolean killed = new AtomicBoolean();
    FirmwareBoot.run(
        "relay-uefi-x64",
        "UEFI x64 PXE behind dhcrelay -> snponly.efi (TFTP), kill -9, start -> iPXE -> script",
        "52:54:00:00:00:09",
        Qemu.uefiPxe(),
        RelayLab::start,
        (steps, server) -> {
          if (steps.stream().anyMatch(BootStep.TftpDone.class::isInstance)
              && killed.compareAndSet(false, true)) {
            server.killAndStartAgain();
          }
        },
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, "");
          String address = chain.acknowledged().yourAddress();
          chain.received("snponly.efi", size);
          ipxeFetchesScript(chain, address);
        });
    assertTrue(killed.get(), "the server was not killed");
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
          ipxeFetchesScript(chain, ack.yourAddress());
        });
  }

  private static void ipxeFetchesScript(Chain chain, String address) {
    chain.asks("DISCOVER", UEFI_X64, "iPXE");
    assertEquals(address, chain.acknowledged().yourAddress());
    chain.fetched("GET", ServerUnderTest.SCRIPT, address);
  }
}
