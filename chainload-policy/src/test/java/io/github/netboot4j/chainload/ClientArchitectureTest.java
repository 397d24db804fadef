package io.github.netboot4j.chainload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every code of the registry, and every other number. */
class ClientArchitectureTest {
  private static final Map<Integer, ClientArchitecture> LISTED =
      Map.ofEntries(
          Map.entry(0x00, ClientArchitecture.X86_BIOS),
          Map.entry(0x14, ClientArchitecture.X86_BIOS),
          Map.entry(0x06, ClientArchitecture.X86_UEFI),
          Map.entry(0x0F, ClientArchitecture.X86_UEFI),
          Map.entry(0x07, ClientArchitecture.X64_UEFI),
          Map.entry(0x09, ClientArchitecture.X64_UEFI),
          Map.entry(0x10, ClientArchitecture.X64_UEFI),
          Map.entry(0x11, ClientArchitecture.X64_UEFI),
          Map.entry(0x0A, ClientArchitecture.ARM32_UEFI),
          Map.entry(0x12, ClientArchitecture.ARM32_UEFI),
          Map.entry(0x0B, ClientArchitecture.ARM64_UEFI),
          Map.entry(0x13, ClientArchitecture.ARM64_UEFI),
          Map.entry(0x15, ClientArchitecture.ARM32_UBOOT),
          Map.entry(0x17, ClientArchitecture.ARM32_UBOOT),
          Map.entry(0x16, ClientArchitecture.ARM64_UBOOT),
          Map.entry(0x18, ClientArchitecture.ARM64_UBOOT),
          Map.entry(0x1B, ClientArchitecture.RISCV64_UEFI),
          Map.entry(0x1C, ClientArchitecture.RISCV64_UEFI),
          Map.entry(0x27, ClientArchitecture.LOONGARCH64_UEFI),
          Map.entry(0x28, ClientArchitecture.LOONGARCH64_UEFI));

  @Test
  void everyCode() {
    for (int code = -1; code <= 65536; code++) {
      assertEquals(
          LISTED.getOrDefault(code, ClientArchitecture.OTHER), ClientArchitecture.of(code));
    }
  }

  @Test
  void whatIsUefiSaysSo() {
    for (ClientArchitecture architecture : ClientArchitecture.values()) {
      assertEquals(architecture.name().endsWith("_UEFI"), architecture.isUefi());
    }
  }
}
