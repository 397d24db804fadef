package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One virtual machine on the tap device of a namespace, without hardware acceleration. */
final class Qemu implements AutoCloseable {
  private final LabProcess process;

  private Qemu(LabProcess process) {
    this.process = process;
  }

  /** A kind of client: what to add to the command line, given a directory to put files in. */
  @FunctionalInterface
  interface Client {
    List<String> arguments(String mac, Path directory) throws IOException;
  }

  /** UEFI x64 that asks with PXE: architecture 7, no user class. */
  static Client uefiPxe() {
    return Qemu::uefi;
  }

  /** UEFI x64 that asks with HTTP Boot only: architecture 16. */
  static Client uefiHttpBoot() {
    return (mac, directory) -> {
      List<String> arguments = new ArrayList<>(uefi(mac, directory));
      for (String family : List.of("IPv4", "IPv6")) {
        arguments.add("-fw_cfg");
        arguments.add("name=opt/org.tianocore/" + family + "PXESupport,string=n");
      }
      return arguments;
    };
  }

  /** A BIOS machine whose network card carries iPXE in its ROM. */
  static Client ipxeRom() {
    return (mac, directory) -> bios(List.of("-boot", "n", "-device", "e1000,netdev=n0,mac=" + mac));
  }

  /** A BIOS machine with a first stage that announces a user class of our choice. */
  static Client biosFirstStage(String userClass) {
    return (mac, directory) -> {
      Path script = directory.resolve("first-stage.ipxe");
      Files.writeString(script, "#!ipxe\nset user-class " + userClass + "\nautoboot net0\n");
      return bios(
          List.of(
              "-kernel",
              Lab.IPXE_KERNEL.toString(),
              "-initrd",
              script.toString(),
              "-device",
              // Without its own ROM: what runs second must run over the first stage's UNDI.
              "e1000,romfile=,netdev=n0,mac=" + mac));
    };
  }

  /** Starts the machine; what it prints on its first serial port goes to {@code serialLog}. */
  static Qemu start(
      NetworkNamespace namespace, Client client, String mac, Path directory, Path serialLog)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", "tcg"));
    command.addAll(List.of("-display", "none", "-monitor", "none", "-no-reboot"));
    command.addAll(List.of("-serial", "file:" + serialLog));
    command.add("-netdev");
    command.add("tap,id=n0,ifname=" + NetworkNamespace.TAP + ",script=no,downscript=no");
    command.addAll(client.arguments(mac, directory));
    Path log = directory.resolve("qemu.log");
    return new Qemu(namespace.start("qemu", command, directory, log));
  }

  void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<String> bios(List<String> more) {
    // Without graphics the BIOS shows its console, and so iPXE's, on the serial port.
    List<String> arguments = new ArrayList<>(List.of("-m", "256", "-machine", "graphics=off"));
    arguments.addAll(more);
    return arguments;
  }

  private static List<String> uefi(String mac, Path directory) throws IOException {
    Lab.Uefi uefi = Lab.uefi().orElseThrow(() -> new IOException("no OVMF"));
    Path variables = directory.resolve("OVMF_VARS.fd");
    Files.copy(uefi.variables(), variables);
    return List.of(
        "-m",
        "512",
        "-drive",
        "if=pflash,format=raw,readonly=on,file=" + uefi.code(),
        "-drive",
        "if=pflash,format=raw,file=" + variables,
        "-device",
        "virtio-net-pci,romfile=,netdev=n0,mac=" + mac,
        "-device",
        "virtio-rng-pci",
        "-boot",
        "n");
  }
}
