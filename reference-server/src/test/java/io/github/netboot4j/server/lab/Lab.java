package io.github.netboot4j.server.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What the machine must have for the firmware tests, and where the parts are. */
public final class Lab {
  static final Path UNDIONLY = Path.of("/usr/lib/ipxe/undionly.kpxe");
  static final Path SNPONLY = Path.of("/usr/lib/ipxe/snponly.efi");
  static final Path IPXE_KERNEL = Path.of("/usr/lib/ipxe/ipxe.lkrn");

  private static final Path UNPACKED = Path.of("target/peers").toAbsolutePath();
  private static final Path OVMF = Path.of("/usr/share/OVMF");

  private Lab() {}

  /** UEFI firmware: the code, and the template of its variable store. */
  record Uefi(Path code, Path variables) {}

  /** The UEFI firmware of the {@code ovmf} package; newer releases have the 4 MB build only. */
  static Optional<Uefi> uefi() {
    for (String size : List.of("", "_4M")) {
      Uefi uefi =
          new Uefi(
              OVMF.resolve("OVMF_CODE" + size + ".fd"), OVMF.resolve("OVMF_VARS" + size + ".fd"));
      if (Files.isReadable(uefi.code) && Files.isReadable(uefi.variables)) {
        return Optional.of(uefi);
      }
    }
    return Optional.empty();
  }

  /** The shaded server jar, from the system property {@code netboot4j.jar}. */
  public static Path serverJar() {
    return Path.of(System.getProperty("netboot4j.jar", "")).toAbsolutePath();
  }

  /**
   * Fails the test if anything is missing and {@code netboot4j.requireAll} is true, else aborts it.
   * The message names all that is missing.
   */
  static void require() {
    require("firmware cannot be booted here", missing());
  }

  /**
   * Fails the test if anything is missing and {@code netboot4j.requireAll} is true, else aborts it.
   *
   * @param problem what cannot be done here
   * @param missing what that would need
   */
  public static void require(String problem, List<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String message = problem + "; missing: " + String.join("; ", missing);
    if (Boolean.getBoolean("netboot4j.requireAll")) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
  }

  /** What is missing of the server alone: nothing, or its jar; to be added to. */
  static List<String> jarMissing() {
    List<String> missing = new ArrayList<>();
    if (!Files.isRegularFile(serverJar())) {
      missing.add(
          "the packaged server (system property netboot4j.jar is "
              + System.getProperty("netboot4j.jar")
              + ")");
    }
    return missing;
  }

  private static List<String> missing() {
    List<String> missing = jarMissing();
    program(missing, "qemu-system-x86_64", "qemu-system-x86");
    program(missing, "dumpcap", "wireshark-common, which tshark brings");
    file(missing, UNDIONLY, "ipxe");
    file(missing, SNPONLY, "ipxe");
    file(missing, IPXE_KERNEL, "ipxe");
    file(missing, Path.of("/usr/lib/ipxe/qemu/efi-e1000.rom"), "ipxe-qemu");
    if (uefi().isEmpty()) {
      missing.add(OVMF + "/OVMF_CODE.fd and OVMF_VARS.fd (Debian package ovmf)");
    }
    if (program(missing, "ip", "iproute2")) {
      privileges(missing);
    }
    return missing;
  }

  /** Notes a program that is not on the path; says whether it is there. */
  public static boolean program(List<String> missing, String name, String debianPackage) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, name))) {
        return true;
      }
    }
    missing.add("the program " + name + " (Debian package " + debianPackage + ")");
    return false;
  }

  /**
   * A program that {@code bin/verify} unpacks from a Debian package, or that is installed. Notes it
   * if it is neither.
   *
   * @param path beneath the root
   */
  static Path unpacked(List<String> missing, String debianPackage, String path) {
    Path unpacked = UNPACKED.resolve(debianPackage).resolve(path);
    Path installed = Path.of("/", path);
    if (!Files.isReadable(unpacked) && !Files.isReadable(installed)) {
      missing.add(installed + " (Debian package " + debianPackage + ")");
    }
    return Files.isReadable(unpacked) ? unpacked : installed;
  }

  private static void file(List<String> missing, Path file, String debianPackage) {
    if (!Files.isReadable(file)) {
      missing.add(file + " (Debian package " + debianPackage + ")");
    }
  }

  /** Notes it when no network namespace can be made. */
  public static void privileges(List<String> missing) {
    try {
      if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
        missing.add("the rights of root, to make a network namespace");
        return;
      }
      NetworkNamespace.open().close();
    } catch (IOException | UnsupportedOperationException e) {
      missing.add("a system that lets root make a network namespace (" + e.getMessage() + ")");
    }
  }
}
