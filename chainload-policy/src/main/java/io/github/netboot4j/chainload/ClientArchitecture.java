package io.github.netboot4j.chainload;

/**
 * The processor and firmware that a client says it has (option 93, RFC 4578 §2.1, as the IANA
 * registry "Processor Architecture Types" has it today).
 *
 * <p>Several codes can mean one architecture: firmware that boots over HTTP has codes of its own,
 * and both 7 and 9 are UEFI on x64, since the table in RFC 4578 had them swapped.
 */
public enum ClientArchitecture {
  /** A PC with a BIOS: codes 0 and, over HTTP, 20. */
  X86_BIOS,

  /** UEFI on 32-bit x86: codes 6 and, over HTTP, 15. */
  X86_UEFI,

  /** UEFI on x64: codes 7 and 9 and, over HTTP, 16 and 17. */
  X64_UEFI,

  /** UEFI on 32-bit Arm: codes 10 and, over HTTP, 18. */
  ARM32_UEFI,

  /** UEFI on 64-bit Arm: codes 11 and, over HTTP, 19. */
  ARM64_UEFI,

  /** U-Boot on 32-bit Arm: codes 21 and, over HTTP, 23. */
  ARM32_UBOOT,

  /** U-Boot on 64-bit Arm: codes 22 and, over HTTP, 24. */
  ARM64_UBOOT,

  /** UEFI on 64-bit RISC-V: codes 27 and, over HTTP, 28. */
  RISCV64_UEFI,

  /** UEFI on 64-bit LoongArch: codes 39 and, over HTTP, 40. */
  LOONGARCH64_UEFI,

  /** Any other code, or none. {@link BootRequest#architectureCode()} has the number. */
  OTHER;

  /**
   * The architecture of a code.
   *
   * @param code a value of option 93; any number
   * @return {@link #OTHER} for one that is not listed here
   */
  public static ClientArchitecture of(int code) {
    return switch (code) {
      case 0, 20 -> X86_BIOS;
      case 6, 15 -> X86_UEFI;
      case 7, 9, 16, 17 -> X64_UEFI;
      case 10, 18 -> ARM32_UEFI;
      case 11, 19 -> ARM64_UEFI;
      case 21, 23 -> ARM32_UBOOT;
      case 22, 24 -> ARM64_UBOOT;
      case 27, 28 -> RISCV64_UEFI;
      case 39, 40 -> LOONGARCH64_UEFI;
      default -> OTHER;
    };
  }

  /**
   * Whether the firmware is UEFI.
   *
   * @return false for BIOS, U-Boot and {@link #OTHER}
   */
  public boolean isUefi() {
    return switch (this) {
      case X86_UEFI, X64_UEFI, ARM32_UEFI, ARM64_UEFI, RISCV64_UEFI, LOONGARCH64_UEFI -> true;
      case X86_BIOS, ARM32_UBOOT, ARM64_UBOOT, OTHER -> false;
    };
  }
}
