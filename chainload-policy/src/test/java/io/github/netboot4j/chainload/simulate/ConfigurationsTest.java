package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains under configurations of other servers. */
final class ConfigurationsTest {
  private static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100 192.0.2.199; }\n";

  private static final String FOUNDING =
      """
      option user-class code 77 = string;
      next-server 192.0.2.1;
      if exists user-class and option user-class = "gPXE" {
        filename "http://my.web.server/real_boot_script.php";
      } else {
        filename "undionly.kpxe";
      }
      """;

  @TempDir private Path directory;

  private Simulator simulator(String name, String text) throws IOException, ConfigurationException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Simulator.of(ConfigurationReader.read(file, null, false));
  }

  private static Chain first(Simulator simulator, String client) {
    return simulator.simulate(BootClient.get(client), simulator.machines().get(0));
  }

  @Test
  void theFoundingRecipeLoopsToday() throws Exception {
    Simulator simulator =
        simulator(
            "dhcpd.conf", SUBNET + FOUNDING.replace("option user-class code 77 = string;\n", ""));
    Verdict verdict = first(simulator, "bios").verdict();
    assertEquals(Verdict.Kind.LOOPS, verdict.kind());
    assertTrue(String.valueOf(verdict.rule()).contains("dhcpd.conf:6"), verdict::toString);
    assertTrue(verdict.remedy().contains("dhcpd.conf:4"), verdict::remedy);
    assertTrue(
        verdict.remedy().endsWith("; have that hold for user class iPXE too"), verdict::remedy);
    Simulator old = simulator.withImages(BootImages.byName().declaring("undionly.kpxe", Kind.GPXE));
    assertEquals(Verdict.Kind.BOOTS, first(old, "bios").verdict().kind());
  }

  @Test
  void withoutItsIfItLoopsInAnyCase() throws Exception {
    Simulator simulator =
        simulator("dhcpd.conf", SUBNET + "next-server 192.0.2.1;\nfilename \"undionly.kpxe\";\n")
            .withImages(BootImages.byName().declaring("undionly.kpxe", Kind.GPXE));
    Verdict verdict = first(simulator, "bios").verdict();
    assertEquals(Verdict.Kind.LOOPS, verdict.kind());
    assertTrue(String.valueOf(verdict.rule()).contains("dhcpd.conf:3"), verdict::toString);
  }

  @Test
  void pxeClientWithoutMenuAndNobodyAt4011() throws Exception {
    Simulator simulator =
        simulator(
            "dnsmasq.conf",
            """
            dhcp-range=192.0.2.100,192.0.2.199,255.255.255.0
            dhcp-option-force=60,PXEClient
            dhcp-boot=snponly.efi,,192.0.2.1
            """);
    Verdict verdict = first(simulator, "uefi-x64").verdict();
    assertEquals(Verdict.Kind.STUCK, verdict.kind(), verdict::toString);
    assertTrue(verdict.why().contains("4011"), verdict::why);
    assertFalse(verdict.remedy().isEmpty());
  }

  @Test
  void aTagThatNothingSets() throws Exception {
    Simulator simulator =
        simulator(
            "dnsmasq.conf",
            """
            dhcp-range=192.0.2.100,192.0.2.199,255.255.255.0
            dhcp-boot=tag:ipxe,http://192.0.2.1/boot.ipxe
            dhcp-boot=undionly.kpxe,,192.0.2.1
            """);
    Verdict verdict = first(simulator, "bios").verdict();
    assertEquals(Verdict.Kind.LOOPS, verdict.kind(), verdict::toString);
    assertTrue(verdict.remedy().contains("dnsmasq.conf:2"), verdict::remedy);
  }

  @Test
  void aProxyOfDnsmasqIsAskedAt4011() throws Exception {
    Simulator simulator =
        simulator(
            "dnsmasq.conf",
            """
            dhcp-range=192.0.2.0,proxy
            pxe-service=x86PC,"iPXE",undionly.kpxe
            pxe-service=x86-64_EFI,"iPXE",snponly.efi
            dhcp-userclass=set:ipxe,iPXE
            dhcp-boot=tag:ipxe,http://192.0.2.1/boot.ipxe
            """);
    Chain uefi = first(simulator, "uefi-x64");
    assertEquals("snponly.efi", ((Choice.Fetches) uefi.steps().get(0).choice()).file());
    Chain bios = first(simulator, "bios");
    assertEquals("undionly.kpxe", ((Choice.Fetches) bios.steps().get(0).choice()).file());
  }

  @Test
  void aHostWithAFileOfItsOwn() throws Exception {
    Simulator simulator =
        simulator(
            "dhcpd.conf",
            SUBNET
                + """
                next-server 192.0.2.1;
                if exists user-class and option user-class = "iPXE" {
                  filename "http://192.0.2.1/boot.ipxe";
                } else {
                  filename "undionly.kpxe";
                }
                host pc1 {
                  hardware ethernet 52:54:00:00:00:01;
                  filename "undionly.kpxe";
                }
                """);
    assertEquals(Verdict.Kind.BOOTS, first(simulator, "bios").verdict().kind());
    assertEquals(2, simulator.machines().size());
    Chain chain = simulator.simulate(BootClient.BIOS_ROM, simulator.machines().get(1));
    assertEquals("host pc1", chain.machine().name());
    assertEquals(Verdict.Kind.LOOPS, chain.verdict().kind(), chain::toString);
    assertTrue(String.valueOf(chain.verdict().rule()).contains("dhcpd.conf:10"), chain::toString);
    assertTrue(chain.verdict().remedy().contains("dhcpd.conf:4"), chain::toString);
  }

  @Test
  void aHostIsSimulatedWhereItsAddressIs() throws Exception {
    Simulator simulator =
        simulator(
            "dhcpd.conf",
            SUBNET
                + """
                subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.9 198.51.100.99; }
                host pc1 {
                  hardware ethernet 52:54:00:00:00:01;
                  fixed-address 198.51.100.8;
                }
                """);
    assertEquals(
        "[any machine, any machine of 198.51.100.0 behind relay 198.51.100.1,"
            + " host pc1 behind relay 198.51.100.1]",
        simulator.machines().toString());
  }

  @Test
  void ofManyHostsOneStandsForThoseThatAreAlike() throws Exception {
    StringBuilder text = new StringBuilder("dhcp-range=192.0.2.100,192.0.2.199\n");
    text.append("dhcp-boot=tag:odd,undionly.kpxe\n");
    for (int host = 0; host < 300; host++) {
      String odd = host == 299 ? ",set:odd" : "";
      text.append(
          "dhcp-host=52:54:00:00:%02x:%02x,pc%d%s\n".formatted(host >> 8, host & 255, host, odd));
    }
    Simulator simulator = simulator("dnsmasq.conf", text.toString());
    assertEquals(
        "[any machine, host pc0 and 298 alike, host pc299]", simulator.machines().toString());
    assertEquals(0, simulator.machinesLeftOut());
    Chain chain = simulator.simulate(BootClient.BIOS_ROM, simulator.machines().get(2));
    assertEquals(Verdict.Kind.LOOPS, chain.verdict().kind(), chain::toString);
  }

  @Test
  void manyHostsOfTheirOwnAreCutAndCounted() throws Exception {
    StringBuilder text = new StringBuilder(SUBNET);
    for (int host = 0; host < 300; host++) {
      text.append(
          "host h%1$d { hardware ethernet 52:54:00:00:%2$02x:%3$02x; filename \"f%1$d\"; }\n"
              .formatted(host, host >> 8, host & 255));
    }
    Simulator simulator = simulator("dhcpd.conf", text.toString());
    assertEquals(257, simulator.machines().size());
    assertEquals(44, simulator.machinesLeftOut());
  }

  @Test
  void theFoundingRecipeOfWindows() throws Exception {
    Path export = Path.of(ConfigurationsTest.class.getResource("/windows/founding.xml").toURI());
    Simulator simulator = Simulator.of(ConfigurationReader.read(export, null, false));
    Verdict verdict = first(simulator, "bios").verdict();
    assertEquals(Verdict.Kind.LOOPS, verdict.kind(), verdict::toString);
    assertTrue(verdict.remedy().contains("a user class with the ID iPXE"), verdict::remedy);
    Simulator old = simulator.withImages(BootImages.byName().declaring("undionly.kpxe", Kind.GPXE));
    assertEquals(Verdict.Kind.BOOTS, first(old, "bios").verdict().kind());
  }
}
