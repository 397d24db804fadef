package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ends of many chains become findings. */
final class CheckTest {
  private static final String TWO_SUBNETS =
      """
      next-server 192.0.2.1;
      subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100; filename "undionly.kpxe"; }
      subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.9; filename "pxelinux.0"; }
      """;

  @TempDir private Path directory;

  private Check check(Dialect dialect, String text, BootImages images, String... clients)
      throws Exception {
    Path file = Files.writeString(directory.resolve("configuration"), text);
    BootConfiguration read = ConfigurationReader.read(file, dialect, true);
    List<BootClient> played =
        clients.length == 0
            ? BootClient.firstStages()
            : List.of(clients).stream().map(BootClient::get).toList();
    return Check.of(read, "configuration", images, played);
  }

  @Test
  void clientsWithTheSameTroubleShareAFindingAndMachinesAreNamedIfNotAllHaveIt() throws Exception {
    Check check =
        check(
            Dialect.ISC_DHCPD,
            TWO_SUBNETS,
            BootImages.byName(),
            "bios",
            "ipxe-bios",
            "uefi-x64",
            "uefi-ia32");
    assertEquals(2, check.machines());
    assertEquals(0, check.machinesLeftOut());
    List<Finding> findings = check.findings();
    assertEquals(3, findings.size(), findings.toString());
    assertEquals(Finding.Kind.LOOP, findings.get(0).kind());
    assertEquals(2, findings.get(0).line());
    assertTrue(
        findings.get(0).text().startsWith("bios, ipxe-bios (any machine): iPXE over UNDI fetches"),
        findings.toString());
    assertEquals(
        "uefi-x64, uefi-ia32 (any machine): undionly.kpxe is for x86 bios", findings.get(1).text());
    assertEquals(3, findings.get(2).line());
    assertTrue(findings.get(2).text().contains("pxelinux.0 is for x86 bios"), findings.toString());
  }

  @Test
  void noRuleIsBlamedForAnOfferThatAClientDoesNotTake() throws Exception {
    List<Finding> findings =
        check(Dialect.ISC_DHCPD, TWO_SUBNETS, BootImages.byName(), "uefi-http-x64").findings();
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(Finding.Kind.NOT_SERVED, findings.get(0).kind());
    assertEquals("configuration", findings.get(0).source());
    assertEquals(0, findings.get(0).line());
  }

  @Test
  void aMissingFileIsOneFindingHoweverManyClientsAreSentForIt() throws Exception {
    BootImages images = BootImages.byName().under(directory);
    List<Finding> findings = check(Dialect.ISC_DHCPD, TWO_SUBNETS, images, "bios").findings();
    assertEquals(
        List.of("undionly.kpxe is not there", "pxelinux.0 is not there"),
        findings.stream().map(Finding::text).toList());
  }
}
