package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.BootClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flag of commands that play clients. */
final class ClientFlags {
  @Option(
      names = "--clients",
      paramLabel = "CLIENT",
      split = ",",
      description = {
        "Who starts: bios, uefi-x64, uefi-ia32, uefi-arm64, uefi-http-x64, ipxe-bios, gpxe,",
        "uboot-arm64, raspberry-pi and more of the kind. Default: all that come with a machine."
      })
  private List<String> names = new ArrayList<>();

  /** Whether the user named some. */
  boolean areNamed() {
    return !names.isEmpty();
  }

  /** Those that were named, or else all that a machine can start with. */
  List<BootClient> clients() throws StartupException {
    List<BootClient> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          BootClient.named(name)
              .orElseThrow(
                  () ->
                      new StartupException(
                          "--clients '"
                              + Printable.text(name)
                              + "' is not one of "
                              + BootClients.names())));
    }
    return found.isEmpty() ? BootClient.firstStages() : found;
  }
}
