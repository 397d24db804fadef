package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server is killed while a machine is between two stages of its chain. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class InterruptedBootIT {
  private static final int UEFI_X64 = 7;

  @Test
  void aServerThatIsKilledAndStartedAgainKnowsTheMachine()
      throws IOException, InterruptedException {
    long size = Files.size(Lab.SNPONLY);
    AtomicBoolean killed = new AtomicBoolean();
    FirmwareBoot.run(
        "interrupted-uefi-x64",
        "UEFI x64 PXE -> snponly.efi (TFTP), kill -9, start -> iPXE -> script",
        "52:54:00:00:00:0b",
        Qemu.uefiPxe(),
        ServerUnderTest::start,
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
          chain.asks("DISCOVER", UEFI_X64, "iPXE");
          assertEquals(address, chain.acknowledged().yourAddress());
          chain.fetched("GET", ServerUnderTest.SCRIPT, address);
        });
    assertTrue(killed.get(), "the server was not killed");
  }
}
