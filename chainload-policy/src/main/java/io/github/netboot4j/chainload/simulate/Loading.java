package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.chainload.simulate.BootImage.Fit;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import io.github.netboot4j.chainload.simulate.Chooser.Runner;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a program that runs a file: another program that asks, or an end.
 *
 * @param next the program that asks next; null at an end
 * @param kind how it ends; {@link Verdict.Kind#BOOTS} if it goes on
 * @param why in one sentence; empty if it goes on
 */
record Loading(@Nullable BootClient next, Verdict.Kind kind, String why) {
  private static final Set<Runner> TFTP_ONLY = EnumSet.of(Runner.ROM, Runner.UEFI, Runner.U_BOOT);

  /** U-Boot runs UEFI programs of its machine. */
  private static final Map<ClientArchitecture, ClientArchitecture> BELOW_U_BOOT =
      Map.of(
          ClientArchitecture.ARM64_UBOOT, ClientArchitecture.ARM64_UEFI,
          ClientArchitecture.ARM32_UBOOT, ClientArchitecture.ARM32_UEFI);

  private static final Map<ClientArchitecture, String> IPXE =
      Map.of(
          ClientArchitecture.X86_BIOS, "ipxe-bios",
          ClientArchitecture.X86_UEFI, "ipxe-uefi-ia32",
          ClientArchitecture.X64_UEFI, "ipxe-uefi-x64",
          ClientArchitecture.ARM64_UEFI, "ipxe-uefi-arm64");

  private static Loading end(Verdict.Kind kind, String why) {
    return new Loading(null, kind, why);
  }

  /** A program runs a file that it fetched. */
  static Loading of(BootClient client, BootImage image) {
    String name = image.name();
    Runner runner = client.runner();
    if (TFTP_ONLY.contains(runner) && name.contains("://")) {
      return end(
          Verdict.Kind.STUCK,
          client.label() + " fetches by TFTP alone, and asks for a file that is called " + name);
    }
    ClientArchitecture machine =
        BELOW_U_BOOT.getOrDefault(client.architecture(), client.architecture());
    return switch (image.kind()) {
      case MISSING -> end(Verdict.Kind.STUCK, "the root has no file " + name);
      case SCRIPT ->
          runner == Runner.ETHERBOOT
              ? end(Verdict.Kind.BOOTS, "the script " + name)
              : cannot(client, name + " is a script, which only iPXE and gPXE run");
      case WEB ->
          runner == Runner.ETHERBOOT
              ? end(Verdict.Kind.BOOTS, "what " + name + " answers")
              : end(Verdict.Kind.UNKNOWN, "nothing is known about " + name);
      case DISK ->
          runner == Runner.HTTP
              ? end(Verdict.Kind.BOOTS, "the disk image " + name)
              : cannot(client, name + " is a disk image, which only UEFI HTTP Boot runs");
      case KERNEL ->
          runner == Runner.ROM
              ? cannot(client, name + " is a kernel, which a BIOS does not run")
              : fitting(client, machine, image);
      case IPXE, IPXE_WITH_SCRIPT, GPXE, EARLY_GPXE, PXELINUX, SYSLINUX, GRUB, SHIM, WINDOWS ->
          runner == Runner.ROM && name.endsWith(".lkrn")
              ? cannot(client, name + " is started like a kernel, which a BIOS does not do")
              : fitting(client, machine, image);
      case UNKNOWN -> fitting(client, machine, image);
    };
  }

  private static Loading cannot(BootClient client, String why) {
    return end(Verdict.Kind.CANNOT_RUN, why + "; this is " + client.label());
  }

  private static Loading fitting(BootClient client, ClientArchitecture machine, BootImage image) {
    Fit fit = image.fit(machine);
    if (fit == Fit.NO) {
      return cannot(client, image.name() + " is for " + image.architectures());
    }
    if (image.kind() == Kind.UNKNOWN) {
      return end(
          Verdict.Kind.UNKNOWN,
          "nothing is known about " + image.name() + ": say what it is, or where the files are");
    }
    if (fit == Fit.UNSAID) {
      return end(
          Verdict.Kind.UNKNOWN,
          "whether "
              + image.name()
              + " is for "
              + BootImage.words(machine)
              + ", its name does not say");
    }
    String next =
        switch (image.kind()) {
          case IPXE ->
              image.name().contains("undionly") ? "ipxe-undi" : IPXE.getOrDefault(machine, "");
          case GPXE -> machine == ClientArchitecture.X86_BIOS ? "gpxe" : "";
          case EARLY_GPXE -> machine == ClientArchitecture.X86_BIOS ? "gpxe-early" : "";
          default -> null;
        };
    if (next == null) {
      return end(Verdict.Kind.BOOTS, image.kind().label() + ", " + image.name());
    }
    BootClient program = BootClient.named(next).orElse(null);
    return program != null
        ? new Loading(program, Verdict.Kind.BOOTS, "")
        : end(
            Verdict.Kind.UNKNOWN,
            "there is no model of " + image.kind().label() + " on " + BootImage.words(machine));
  }
}
