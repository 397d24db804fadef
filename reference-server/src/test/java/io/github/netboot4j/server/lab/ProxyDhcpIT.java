package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines that get their addresses from dnsmasq and what they boot from this server, both on one
 * host and one address.
 */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class ProxyDhcpIT {
  private static final int BIOS = 0;
  private static final int UEFI_X64 = 7;
  private static final String IPXE = "iPXE";

  @Test
  void uefiPxeAsksOnPort4011AndGetsIpxeThenTheScript() throws IOException, InterruptedException {
    Dnsmasq.require();
    long size = Files.size(Lab.SNPONLY);
    FirmwareBoot.run(
        "proxy-uefi-x64",
        "UEFI x64 PXE beside dnsmasq -> port 4011 -> snponly.efi (TFTP) -> iPXE -> script",
        "52:54:00:00:00:06",
        Qemu.uefiPxe(),
        ServerUnderTest::startBesideDnsmasq,
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, "");
          addressFromDnsmasq(chain);
          LabDhcp second =
              chain
                  .then(
                      "the boot server's ACK, without an address",
                      BootStep.Dhcp.class,
                      step ->
                          !step.message().request()
                              && step.message().type().equals("ACK")
                              && step.message().yourAddress().equals("0.0.0.0"))
                  .message();
          assertEquals("snponly.efi", second.bootFile());
          chain.received("snponly.efi", size);
          ipxeFetchesScript(chain, UEFI_X64);
        });
  }

  @Test
  void biosGetsIpxeThenTheScript() throws IOException, InterruptedException {
    Dnsmasq.require();
    long size = Files.size(Lab.UNDIONLY);
    FirmwareBoot.run(
        "proxy-bios-undionly",
        "BIOS beside dnsmasq -> undionly.kpxe (TFTP, over UNDI) -> iPXE -> script",
        "52:54:00:00:00:07",
        Qemu.biosFirstStage("foreign"),
        ServerUnderTest::startBesideDnsmasq,
        chain -> {
          chain.asks("DISCOVER", BIOS, "foreign");
          addressFromDnsmasq(chain);
          chain.received("undionly.kpxe", size);
          ipxeFetchesScript(chain, BIOS);
        });
  }

  @Test
  void ipxeInRomGetsTheScriptAtOnce() throws IOException, InterruptedException {
    Dnsmasq.require();
    FirmwareBoot.run(
        "proxy-bios-ipxe-rom",
        "BIOS with iPXE in ROM beside dnsmasq -> script",
        "52:54:00:00:00:08",
        Qemu.ipxeRom(),
        ServerUnderTest::startBesideDnsmasq,
        chain -> ipxeFetchesScript(chain, BIOS));
  }

  /** A renewal goes to the server's address and port, which the proxy has too. */
  @Test
  void aRenewalStillReachesTheServerThatGivesAddresses(@TempDir Path directory)
      throws IOException, InterruptedException {
    Dnsmasq.require();
    Lab.require();
    for (String root : List.of("tftp", "http")) {
      Path files = Files.createDirectory(directory.resolve(root));
      for (String file : List.of("undionly.kpxe", "snponly.efi", "boot.ipxe")) {
        Files.createFile(files.resolve(file));
      }
    }
    try (NetworkNamespace host = NetworkNamespace.open();
        NetworkNamespace client = NetworkNamespace.empty()) {
      host.inside(
          "link", "add", "port1", "type", "veth", "peer", "name", "wire", "netns", client.name());
      host.inside("link", "set", "port1", "master", NetworkNamespace.BRIDGE, "up");
      client.inside("address", "add", "203.0.113.1/24", "dev", "wire");
      client.inside("link", "set", "wire", "up");
      try (ServerUnderTest servers =
          ServerUnderTest.startBesideDnsmasq(host, directory, directory.resolve("server.log"))) {
        // dnsmasq looks for three seconds whether an address is in use, and then answers every
        // DISCOVER that came meanwhile; the proxy has nothing to add.
        List<String> leased = said(client, directory, "203.0.113.1").stream().distinct().toList();
        assertEquals(2, leased.size(), leased::toString);
        String address = leased.get(1).split(" ", 3)[1];
        client.inside("address", "add", address + "/24", "dev", "wire");
        assertEquals(
            List.of(leased.get(1)), said(client, directory, address, NetworkNamespace.ADDRESS));
        servers.requireAlive();
      }
    }
  }

  private static List<String> said(NetworkNamespace in, Path directory, String own, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LinkClient.class.getName(),
                own,
                "9"));
    command.addAll(List.of(more));
    Path log = directory.resolve("client" + more.length);
    try (LabProcess client = in.start("the client", command, directory, log)) {
      assertEquals(0, client.exitStatus(180));
    }
    return Files.readAllLines(log);
  }

  /** The address comes with no boot file: that is the proxy's. */
  private static String addressFromDnsmasq(Chain chain) {
    LabDhcp ack = chain.acknowledged();
    assertEquals("", ack.bootFile());
    assertTrue(ack.yourAddress().startsWith("192.0.2.1"), ack.yourAddress());
    return ack.yourAddress();
  }

  private static void ipxeFetchesScript(Chain chain, int architecture) {
    chain.asks("DISCOVER", architecture, IPXE);
    chain.fetched("GET", ServerUnderTest.SCRIPT, addressFromDnsmasq(chain));
  }
}
