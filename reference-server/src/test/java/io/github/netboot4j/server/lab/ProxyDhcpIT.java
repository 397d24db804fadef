package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Machines that get their addresses from dnsmasq and what they boot from this server, both on one
 * host and one address.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ProxyDhcpIT {
  private static final int BIOS = 0;
  private static final int UEFI_X64 = 7;
  private static final String IPXE = "iPXE";

  private static void require() {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, "dnsmasq", "dnsmasq-base");
    Lab.require("no server gives addresses here", missing);
  }

  @Test
  void uefiPxeAsksOnPort4011AndGetsIpxeThenTheScript() throws IOException, InterruptedException {
    require();
    long size = Files.size(Lab.SNPONLY);
    FirmwareBoot.run(
        "proxy-uefi-x64",
        "UEFI x64 PXE beside dnsmasq -> port 4011 -> snponly.efi (TFTP) -> iPXE -> script",
        "52:54:00:00:00:06",
        Qemu.uefiPxe(),
        ServerUnderTest::startBesideDnsmasq,
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, "");
          addressFromDnsmasq(chain);
          LabDhcp second =
              chain
                  .then(
                      "the boot server's ACK, without an address",
                      BootStep.Dhcp.class,
                      step ->
                          !step.message().request()
                              && step.message().type().equals("ACK")
                              && step.message().yourAddress().equals("0.0.0.0"))
                  .message();
          assertEquals("snponly.efi", second.bootFile());
          chain.received("snponly.efi", size);
          ipxeFetchesScript(chain, UEFI_X64);
        });
  }

  @Test
  void biosGetsIpxeThenTheScript() throws IOException, InterruptedException {
    require();
    long size = Files.size(Lab.UNDIONLY);
    FirmwareBoot.run(
        "proxy-bios-undionly",
        "BIOS beside dnsmasq -> undionly.kpxe (TFTP, over UNDI) -> iPXE -> script",
        "52:54:00:00:00:07",
        Qemu.biosFirstStage("foreign"),
        ServerUnderTest::startBesideDnsmasq,
        chain -> {
          chain.asks("DISCOVER", BIOS, "foreign");
          addressFromDnsmasq(chain);
          chain.received("undionly.kpxe", size);
          ipxeFetchesScript(chain, BIOS);
        });
  }

  @Test
  void ipxeInRomGetsTheScriptAtOnce() throws IOException, InterruptedException {
    require();
    FirmwareBoot.run(
        "proxy-bios-ipxe-rom",
        "BIOS with iPXE in ROM beside dnsmasq -> script",
        "52:54:00:00:00:08",
        Qemu.ipxeRom(),
        ServerUnderTest::startBesideDnsmasq,
        chain -> ipxeFetchesScript(chain, BIOS));
  }

  /** The address comes with no boot file: that is the proxy's. */
  private static String addressFromDnsmasq(Chain chain) {
    LabDhcp ack = chain.acknowledged();
    assertEquals("", ack.bootFile());
    assertTrue(ack.yourAddress().startsWith("192.0.2.1"), ack.yourAddress());
    return ack.yourAddress();
  }

  private static void ipxeFetchesScript(Chain chain, int architecture) {
    chain.asks("DISCOVER", architecture, IPXE);
    chain.fetched("GET", ServerUnderTest.SCRIPT, addressFromDnsmasq(chain));
  }
}
