package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real iPXE gets the script of its machine, which is filled in for it, and from there goes on to
 * that of all machines, at an address that was filled in.
 */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class MachineScriptIT {
  private static final String NAME = "bios-machine-script";
  private static final String MAC = "52:54:00:00:00:06";
  private static final String OWN = "/by-mac/52-54-00-00-00-06.ipxe";
  private static final String SCRIPT =
      """
      #!ipxe
      echo BY-MAC {{mac}} ${net0/mac} {{address}} ${net0/ip} {{arch}}
      chain http://{{server}}/boot.ipxe
      """;

  @Test
  void aMachineRunsItsOwnScriptThenThatOfAll() throws IOException, InterruptedException {
    runs(NAME, "BIOS with iPXE in ROM", ServerUnderTest::start);
  }

  /** Which address it took of dnsmasq is heard. */
  @Test
  void soDoesOneThatHasItsAddressFromAnotherServer() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, "dnsmasq", "dnsmasq-base");
    Lab.require("no server gives addresses here", missing);
    runs(
        "proxy-" + NAME,
        "BIOS with iPXE in ROM beside dnsmasq",
        ServerUnderTest::startBesideDnsmasq);
  }

  private static void runs(String name, String machine, ServerUnderTest.Start server)
      throws IOException, InterruptedException {
    FirmwareBoot.run(
        name,
        machine + " -> script of the machine, filled in -> script",
        MAC,
        Qemu.ipxeRom(),
        (namespace, directory, log) -> {
          Path script = directory.resolve("http" + OWN + ".template");
          Files.createDirectories(script.getParent());
          Files.writeString(script, SCRIPT);
          return server.start(namespace, directory, log);
        },
        chain -> {
          chain.asks("DISCOVER", 0, "iPXE");
          String address = chain.acknowledged().yourAddress();
          chain.fetched("GET", OWN, address);
          chain.fetched("GET", ServerUnderTest.SCRIPT, address);
          assertShown(name, "BY-MAC %s %s %s %s x86-bios".formatted(MAC, MAC, address, address));
        });
  }

  private static void assertShown(String name, String line) {
    try {
      List<String> console =
          Files.readAllLines(
              Path.of("target", "firmware", name + ".serial.log"), StandardCharsets.ISO_8859_1);
      assertTrue(console.stream().anyMatch(each -> each.contains(line)), console::toString);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
