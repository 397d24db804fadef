package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation.Considered;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever a configuration says, every chain ends, and what is found has a place in the file. */
final class CheckPropertiesTest {
  @Provide
  Arbitrary<String> dhcpd() {
    return DhcpdConfigurations.any();
  }

  @Provide
  Arbitrary<String> dnsmasq() {
    return DnsmasqConfigurations.any();
  }

  @Property(tries = 40)
  void ofDhcpd(@ForAll("dhcpd") String text) throws Exception {
    everythingHasAPlace(Dialect.ISC_DHCPD, text);
  }

  @Property(tries = 40)
  void ofDnsmasq(@ForAll("dnsmasq") String text) throws Exception {
    everythingHasAPlace(Dialect.DNSMASQ, text);
  }

  private static void everythingHasAPlace(Dialect dialect, String text) throws Exception {
    Path file = Files.createTempFile("check", ".conf");
    try {
      Files.writeString(file, text);
      BootConfiguration read = ConfigurationReader.read(file, dialect, true);
      Check check = Check.of(read, "it", BootImages.byName(), BootClient.firstStages());
      int lines = text.split("\n", -1).length;
      for (Finding finding : check.findings()) {
        Statistics.collect(finding.kind().label());
        assertFalse(finding.text().isEmpty());
        assertTrue(finding.line() >= 0 && finding.line() <= lines, finding.toString());
      }
      noUnreachableRuleWins(read);
    } catch (ConfigurationException e) {
      Statistics.collect(Finding.of(e).kind().label());
    } finally {
      Files.delete(file);
    }
  }

  /** What is said to be never handed out is not, whoever asks. */
  private static void noUnreachableRuleWins(BootConfiguration read) {
    Set<Integer> unreachable =
        read.findings().stream()
            .filter(finding -> finding.kind() == Finding.Kind.UNREACHABLE_RULE)
            .map(Finding::line)
            .collect(Collectors.toSet());
    if (unreachable.isEmpty()) {
      return;
    }
    int server = Ipv4.parse("198.18.0.1");
    List<Integer> relays = List.of(Ipv4.parse("198.18.255.251"), Ipv4.parse("198.19.255.250"));
    for (RequestSample sample :
        RequestSamples.generate(1, 200, Ipv4.parse("198.18.255.250"), relays, false)) {
      byte[] octets = sample.message();
      DhcpMessageView view = new DhcpMessageView();
      if (view.tryWrap(ByteBuffer.wrap(octets), 0, octets.length)) {
        BootRequest request =
            new BootRequest()
                .wrap(view)
                .arrivedAt(server, BootRequest.SERVER_PORT)
                .arrivedOn("", Ipv4.mask(16));
        for (Considered rule : read.policy().explain(request).considered()) {
          boolean bootFile = rule.about().equals("file") || rule.about().equals("option 67");
          assertFalse(
              bootFile && rule.won() && unreachable.contains(rule.rule().line()),
              () -> rule + " wins for " + sample.summary());
        }
      }
    }
  }
}
