package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Five kinds of machine boot through the packaged server. The proof of each is the machine's own
 * request for the boot script, from the address it leased, after the right stages in their order;
 * and the script's line on its console.
 */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class FirmwareIT {
  private static final int BIOS = 0;
  private static final int UEFI_X64 = 7;
  private static final int UEFI_X64_HTTP = 16;
  private static final String NO_USER_CLASS = "";
  private static final String IPXE = "iPXE";
  private static final int OPTION_NEGOTIATION_FAILED = 8;

  @Test
  void uefiPxeGetsIpxeOverTftpThenTheScript() throws IOException, InterruptedException {
    long size = Files.size(Lab.SNPONLY);
    FirmwareBoot.run(
        "uefi-x64-pxe",
        "UEFI x64 PXE -> snponly.efi (TFTP) -> iPXE -> script",
        "52:54:00:00:00:01",
        Qemu.uefiPxe(),
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, NO_USER_CLASS);
          chain.acknowledged();
          chain.then(
              "a request for the size of snponly.efi",
              BootStep.TftpRequest.class,
              step -> step.file().equals("snponly.efi") && step.options().containsKey("tsize"));
          chain.then(
              "the size of snponly.efi, " + size,
              BootStep.TftpOptions.class,
              step -> Long.toString(size).equals(step.options().get("tsize")));
          chain.then(
              "ERROR 8, for the size was all it wanted",
              BootStep.TftpError.class,
              step -> step.fromClient() && step.code() == OPTION_NEGOTIATION_FAILED);
          chain.received("snponly.efi", size);
          ipxeFetchesScript(chain, UEFI_X64);
          assertEquals(
              1, chain.count(BootStep.TftpDone.class, step -> true), "files received by TFTP");
        });
  }

  @Test
  void uefiHttpBootGetsIpxeOverHttpThenTheScript() throws IOException, InterruptedException {
    FirmwareBoot.run(
        "uefi-x64-http-boot",
        "UEFI x64 HTTP Boot -> snponly.efi (HTTP) -> iPXE -> script",
        "52:54:00:00:00:02",
        Qemu.uefiHttpBoot(),
        chain -> {
          chain.asks("DISCOVER", UEFI_X64_HTTP, NO_USER_CLASS);
          String address = chain.acknowledged().yourAddress();
          chain.fetched("HEAD", "/snponly.efi", address);
          chain.fetched("GET", "/snponly.efi", address);
          ipxeFetchesScript(chain, UEFI_X64);
          assertNoTftp(chain);
        });
  }

  @Test
  void ipxeRomGetsTheScriptAtOnce() throws IOException, InterruptedException {
    FirmwareBoot.run(
        "bios-ipxe-rom",
        "BIOS with iPXE in ROM -> script",
        "52:54:00:00:00:03",
        Qemu.ipxeRom(),
        chain -> {
          ipxeFetchesScript(chain, BIOS);
          assertNoTftp(chain);
        });
  }

  @Test
  void gpxeGetsTheScriptAtOnce() throws IOException, InterruptedException {
    FirmwareBoot.run(
        "bios-gpxe",
        "BIOS with user class gPXE -> script",
        "52:54:00:00:00:04",
        Qemu.biosFirstStage("gPXE"),
        chain -> {
          fetchesScript(chain, BIOS, "gPXE");
          assertNoTftp(chain);
        });
  }

  @Test
  void foreignUserClassGetsIpxeOverUndiThenTheScript() throws IOException, InterruptedException {
    long size = Files.size(Lab.UNDIONLY);
    FirmwareBoot.run(
        "bios-undionly",
        "BIOS with a foreign user class -> undionly.kpxe (TFTP, over UNDI) -> iPXE -> script",
        "52:54:00:00:00:05",
        Qemu.biosFirstStage("foreign"),
        chain -> {
          chain.asks("DISCOVER", BIOS, "foreign");
          chain.acknowledged();
          chain.received("undionly.kpxe", size);
          ipxeFetchesScript(chain, BIOS);
          // Its first request may repeat the user class that the stage before it left in memory.
          long times = chain.count(BootStep.TftpDone.class, step -> true);
          assertTrue(times <= 2, "undionly.kpxe was received " + times + " times");
        });
  }

  private static void ipxeFetchesScript(Chain chain, int architecture) {
    fetchesScript(chain, architecture, IPXE);
  }

  private static void fetchesScript(Chain chain, int architecture, String userClass) {
    chain.asks("DISCOVER", architecture, userClass);
    assertEquals(0, chain.laterTftpRequests(), "TFTP requests of a client that needs the script");
    String address = chain.acknowledged().yourAddress();
    chain.fetched("GET", ServerUnderTest.SCRIPT, address);
  }

  private static void assertNoTftp(Chain chain) {
    assertEquals(0, chain.count(BootStep.TftpRequest.class, step -> true), "TFTP requests");
  }
}
