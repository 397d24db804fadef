package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.LoopProof;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads at the start. */
final class StartupReportTest {
  @RegisterExtension final LoggedLines lines = new LoggedLines();

  private static ServerSettings settings(String script, String bios) {
    DhcpSettings dhcp =
        DhcpSettings.ofPool(
            new LocalInterface("eth1", Ipv4.parse("192.0.2.1"), Ipv4.mask(24)),
            67,
            68,
            AddressRange.parse("192.0.2.100-192.0.2.199"),
            Ipv4.ANY,
            List.of(),
            Duration.ofMinutes(30));
    return new ServerSettings(
        dhcp, FlagPolicy.of(script, bios, null, null), Path.of("/srv/tftp"), 69, null, 80);
  }

  @Test
  void aDozenLinesSayWhatIsServed() {
    StartupReport.tell(settings("boot.ipxe", "undionly.kpxe"), "/var/lib/leases.db", 1_234);
    List<String> told = lines.told();
    assertTrue(told.get(0).matches("INFO netboot4j .* on Java .*, process \\d+"), told::toString);
    assertEquals(
        List.of(
            "INFO interface eth1, 192.0.2.1 on 192.0.2.0/24",
            "INFO DHCP on port 67: 100 addresses, 192.0.2.100-192.0.2.199, for 1800 s each",
            "INFO addresses: 100 in 1 range",
            "INFO TFTP on port 69: files below /srv/tftp",
            "INFO no HTTP"),
        told.subList(1, 6));
    assertEquals(
        List.of(
            "INFO loops: broken with a script that says so, after 3 rounds within 300 s",
            "INFO leases: /var/lib/leases.db, 1,234 addresses known from before"),
        told.subList(told.size() - 2, told.size()));
    assertTrue(told.size() <= 13, told::toString);
  }

  /** Of a configuration there are rules for whatever is told; those of boot files are shown. */
  @Test
  void ofAConfigurationTheRulesOfFilesAreShown(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("dhcpd.conf");
    Files.writeString(
        file,
        """
        subnet 192.0.2.0 netmask 255.255.255.0 {
          range 192.0.2.100 192.0.2.199;
          filename "undionly.kpxe";
        }
        """);
    BootPolicy policy = ConfigurationReader.read(file, null, false).policy();
    DhcpSettings dhcp = settings("boot.ipxe", "undionly.kpxe").dhcp();
    StartupReport.tell(
        new ServerSettings(dhcp, policy, Path.of("/srv/tftp"), 69, null, 80), "in memory", 0);
    List<String> rules =
        lines.told().stream().filter(line -> line.matches("INFO (rule: |and \\d).*")).toList();
    assertEquals(2, rules.size(), rules::toString);
    assertTrue(rules.get(0).startsWith("INFO rule: file = \"undionly.kpxe\" for "), rules.get(0));
    assertTrue(rules.get(1).matches("INFO and \\d+ rules? more"), rules.get(1));
  }

  @Test
  void theResultOfTheProofIsALineAndALoopIsAWarning() {
    ServerSettings sound = settings("boot.ipxe", "undionly.kpxe");
    StartupProof.tell(LoopProof.sampled(sound.policy(), BootImages.byName(), 1, 1));
    assertEquals(1, lines.told().size(), lines.told()::toString);
    assertTrue(
        lines.told().get(0).startsWith("INFO proof: no client was found that loops"),
        lines.told().get(0));
    lines.events().clear();

    ServerSettings looping = settings("undionly.kpxe", "undionly.kpxe");
    StartupProof.tell(LoopProof.sampled(looping.policy(), BootImages.byName(), 1, 1));
    assertTrue(lines.told().get(0).startsWith("WARN proof: "), lines.told().get(0));
    assertTrue(
        lines.told().get(1).matches("WARN proof: .* loops: .*undionly.kpxe.*"),
        lines.told().get(1));
    assertTrue(lines.told().size() <= 4, lines.told()::toString);
  }
}
