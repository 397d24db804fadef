package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.IpxeOptions;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.SubOptionCursor;
import io.github.netboot4j.dhcp.UserClass;

/** Tells which program sent a request. Allocates nothing; one for each request object. */
final class StageReader {
  private static final String U_BOOT = "U-Boot";

  /** How the machine identifier of a Raspberry Pi starts: type 0, then this, then the model. */
  private static final String RASPBERRY_PI_IDENTIFIER = "\0RPi";

  // Etherboot's range of sub-options for features, of which iPXE uses the lower half.
  private static final int FIRST_FEATURE = 16;
  private static final int LAST_FEATURE = 79;

  private final SubOptionCursor ipxeOptions = new SubOptionCursor();

  /** The surest sign first: what a program calls itself goes before what it was built on. */
  BootStage of(BootRequest request) {
    UserClass userClass = request.userClass();
    if (userClass.matches("iPXE")) {
      return BootStage.IPXE;
    }
    if (userClass.matches("gPXE")) {
      return BootStage.GPXE;
    }
    OptionValue vendorClass = request.vendorClass();
    if (vendorClass.startsWith(BootRequest.HTTP_CLIENT)) {
      return BootStage.UEFI_HTTP;
    }
    if (!userClass.isPresent() && hasFeature(request.ipxe())) {
      // gPXE sent features before it sent a user class, and no version (its features.h); vendors'
      // builds of iPXE without a user class, such as FlexBoot, send theirs.
      return request.ipxe().majorVersion() >= 1 ? BootStage.IPXE : BootStage.GPXE;
    }
    if (vendorClass.startsWith(U_BOOT)) {
      return BootStage.U_BOOT;
    }
    if (request.requestedOptions().contains(OptionCode.PXELINUX_MAGIC)
        || request.requestedOptions().contains(OptionCode.PATH_PREFIX)) {
      return BootStage.PXELINUX;
    }
    return vendorClass.startsWith(BootRequest.PXE_CLIENT) ? firmware(request) : BootStage.OTHER;
  }

  private static BootStage firmware(BootRequest request) {
    if (request.architectureCode() < 0) {
      return BootStage.BIOS_PXE;
    }
    return switch (request.architecture()) {
      case X86_BIOS -> isRaspberryPi(request) ? BootStage.RASPBERRY_PI : BootStage.BIOS_PXE;
      case ARM32_UBOOT, ARM64_UBOOT -> BootStage.U_BOOT;
      case OTHER -> BootStage.OTHER;
      case X86_UEFI, X64_UEFI, ARM32_UEFI, ARM64_UEFI, RISCV64_UEFI, LOONGARCH64_UEFI ->
          BootStage.UEFI_PXE;
    };
  }

  private boolean hasFeature(IpxeOptions ipxe) {
    if (!ipxe.isPresent()) {
      return false;
    }
    ipxe.walk(ipxeOptions);
    while (ipxeOptions.next()) {
      if (ipxeOptions.code() >= FIRST_FEATURE && ipxeOptions.code() <= LAST_FEATURE) {
        return true;
      }
    }
    return false;
  }

  /**
   * The Pi 4 and 5 start their identifier with RPi4 and RPi5; earlier models repeat their serial
   * number there, and only the maker's part of the hardware address is left to tell them by (IEEE
   * OUI registry, Raspberry Pi Foundation and Raspberry Pi Trading).
   */
  private static boolean isRaspberryPi(BootRequest request) {
    if (request.machineId().startsWith(RASPBERRY_PI_IDENTIFIER)) {
      return true;
    }
    return switch ((int) (request.macAddress() >>> 24)) {
      case 0xB827EB, 0xDCA632, 0xE45F01, 0x28CDC1, 0xD83ADD, 0x2CCF67 -> true;
      default -> false;
    };
  }
}
