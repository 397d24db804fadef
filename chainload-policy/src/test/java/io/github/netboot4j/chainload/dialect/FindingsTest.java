package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in configurations, and what is not. */
final class FindingsTest {
  private static final String DHCPD_SUBNET =
      """
      option arch code 93 = unsigned integer 16;
      subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100; }
      """;
  private static final String DNSMASQ_RANGE = "dhcp-range=192.0.2.100,192.0.2.199\n";

  /** What playing clients through a configuration shows. */
  private static final Set<String> BY_CLIENTS =
      Set.of(
          "loop",
          "no-next-server",
          "stuck",
          "missing-file",
          "wrong-architecture",
          "not-served",
          "unknown-image");

  @TempDir private Path directory;

  private List<Finding> findings(Dialect dialect, String text) throws Exception {
    Path file = Files.writeString(directory.resolve("configuration"), text);
    try {
      return ConfigurationReader.read(file, dialect, false).findings();
    } catch (ConfigurationException e) {
      return List.of(Finding.of(e));
    }
  }

  private static String kinds(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.kind().label())
        .collect(Collectors.joining(" "));
  }

  @Test
  void theDocumentHasEachKindOnceWithItsSeverity() throws Exception {
    List<FindingsDocument.Section> sections = FindingsDocument.sections();
    assertEquals(
        Arrays.stream(Finding.Kind.values()).map(Finding.Kind::label).sorted().toList(),
        sections.stream().map(FindingsDocument.Section::name).sorted().toList());
    for (FindingsDocument.Section section : sections) {
      Finding.Kind kind =
          Finding.Kind.valueOf(section.name().toUpperCase(Locale.ROOT).replace('-', '_'));
      assertEquals(
          kind.severity().name(), section.severity().toUpperCase(Locale.ROOT), section.name());
    }
  }

  /** Finds alone what the configuration shows alone, and the rest by clients. */
  private List<Finding> found(FindingsDocument.Section section, FindingsDocument.Block block)
      throws Exception {
    Path file = Files.writeString(directory.resolve("configuration"), block.text());
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.writeString(root.resolve("snponly.efi"), "");
    BootConfiguration read;
    try {
      read =
          ConfigurationReader.read(file, block.dialect(), section.name().equals("not-understood"));
    } catch (ConfigurationException e) {
      return List.of(Finding.of(e));
    }
    if (!BY_CLIENTS.contains(section.name())) {
      return read.findings();
    }
    boolean withRoot = section.name().equals("missing-file");
    BootImages images = withRoot ? BootImages.byName().under(root) : BootImages.byName();
    List<BootClient> clients =
        section.clients().isEmpty()
            ? BootClient.firstStages()
            : section.clients().stream().map(name -> BootClient.named(name).orElseThrow()).toList();
    return Check.of(read, file.toString(), images, clients).findings().stream()
        .filter(finding -> finding.kind().label().equals(section.name()))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> theDocumentsConfigurationsShowWhatTheyAreFor() throws Exception {
    return FindingsDocument.sections().stream()
        .map(
            section ->
                DynamicTest.dynamicTest(
                    section.name(),
                    () -> {
                      assertEquals(2, section.blocks().size(), "configurations");
                      List<Finding> shown = found(section, section.blocks().get(0));
                      assertEquals(section.name(), kinds(shown), shown.toString());
                      assertEquals(List.of(), found(section, section.blocks().get(1)));
                    }));
  }

  @Test
  void aFindingReadsAsCompilersWriteThem() throws Exception {
    String file = directory.resolve("configuration").toString();
    assertEquals(
        file
            + ":3: warning: option arch = 00:11: no firmware has the architecture 17; octets are"
            + " hexadecimal, and 11 is 00:0b [architecture-slip]",
        findings(Dialect.ISC_DHCPD, DHCPD_SUBNET + "if option arch = 00:11 { filename \"a\"; }\n")
            .get(0)
            .toString());
  }

  /** In each the test of an {@code if}, and what is said of it; nothing for a sound one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "option arch = 00:07 |",
        "option arch = 00:0b |",
        "option arch = 00:10 |",
        "option arch = 00:00:00:07 |",
        "option arch = 07 | two octets",
        "option arch = 7 | two octets",
        "option arch = 00:11 | 11 is 00:0b",
        "option arch = 02:2b | no known firmware",
        "option arch != 00:11 | 11 is 00:0b",
        "not (option arch = 00:11) | 11 is 00:0b",
        "known and option arch = 00:11 | 11 is 00:0b",
        "substring(option vendor-class-identifier, 0, 9) = \"PXEClient\" |",
        "substring(option vendor-class-identifier, 0, 10) = \"HTTPClient\" |",
        "substring(option vendor-class-identifier, 0, 9) = \"HTTPClient\" | 9 octets is never",
        "substring(option vendor-class-identifier, 0, 10) = \"HTTPClien\" | no known client",
        "substring(option vendor-class-identifier, 0, 10) = \"PXEClient\" | no known client",
        "option vendor-class-identifier = \"PXEClient\" | no known client",
        "option vendor-class-identifier ~= \"^PXEClient:Arch:0000[79]\" |",
        "option vendor-class-identifier ~= \"^HTTPclient\" | no known client",
        "option vendor-class-identifier ~~ \"^httpclient\" |",
        "substring(option vendor-class-identifier, 0, 20) = \"PXEClient:Arch:00007\" |",
        "substring(option vendor-class-identifier, 0, 21) = \"PXEClient:Arch:00007\" | no known",
        "substring(option vendor-class-identifier, 0, 20) = \"PXEClient:Arch:0000B\" | 0x0b is Arch",
        "substring(option vendor-class-identifier, 0, 20) = \"PXEClient:Arch:00013\" | the arch",
        "substring(option vendor-class-identifier, 0, 21) = \"HTTPClient:Arch:00010\" | 0x10 is 00016",
        "substring(option vendor-class-identifier, 0, 21) = \"HTTPClient:Arch:00016\" |",
        "substring(option vendor-class-identifier, 15, 5) = \"00007\" |",
        "substring(option vendor-class-identifier, 15, 5) = \"0000b\" | five decimal digits",
        "substring(option vendor-class-identifier, 0, 5) = \"U-Boo\" |",
        "option vendor-class-identifier = \"docsis3.0\" |",
        "substring(option vendor-class-identifier, 0, 4) = \"MSFT\" |",
        "option user-class = \"iPXE\" |",
        "option user-class = \"gPXE\" |",
        "option user-class = \"ipxe\" | octet by octet",
        "option user-class = \"of-our-own\" |",
        "option user-class = \"PXEClient\" | vendor classes",
        "substring(option user-class, 1, 4) = \"iPXE\" |",
        "option vendor-class-identifier = \"iPXE\" | in the user class"
      })
  void testsOfDhcpd(String test, String said) throws Exception {
    List<Finding> findings =
        findings(Dialect.ISC_DHCPD, DHCPD_SUBNET + "if " + test + " { filename \"a\"; }\n");
    assertEquals(said == null ? 0 : 1, findings.size(), findings.toString());
    if (said != null) {
      assertTrue(findings.get(0).text().contains(said), findings.toString());
      assertEquals(3, findings.get(0).line());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dhcp-vendorclass=set:t,PXEClient |",
        "dhcp-vendorclass=set:t,HTTPClien |",
        "dhcp-vendorclass=set:t,PXEClient:Arch:00011 |",
        "dhcp-vendorclass=set:t,PXEClient:Arch:0000B | 0x0b is Arch:00011",
        "dhcp-vendorclass=set:t,iPXE | in the user class",
        "dhcp-vendorclass=set:t,udhcp |",
        "dhcp-userclass=set:t,iPXE |",
        "dhcp-userclass=set:t,PXE |",
        "dhcp-userclass=set:t,ipxe | octet by octet",
        "dhcp-match=set:t,option:client-arch,7 |",
        "dhcp-match=set:t,option:client-arch,16 |",
        "dhcp-match=set:t,option:client-arch,13 | 0x13 is 19",
        "dhcp-match=set:t,175 |"
      })
  void testsOfDnsmasq(String line, String said) throws Exception {
    List<Finding> findings =
        findings(Dialect.DNSMASQ, DNSMASQ_RANGE + line + "\ndhcp-boot=tag:t,a\n");
    assertEquals(said == null ? 0 : 1, findings.size(), findings.toString());
    if (said != null) {
      assertTrue(findings.get(0).text().contains(said), findings.toString());
      assertEquals(2, findings.get(0).line());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dhcp-boot=tag:eth0,a",
        "dhcp-boot=tag:enp3s0,a",
        "dhcp-boot=tag:!br0.12,a",
        "interface=uplink\ndhcp-boot=tag:uplink,a",
        "dhcp-boot=tag:known,a"
      })
  void tagsThatDnsmasqSetsItself(String lines) throws Exception {
    assertEquals(List.of(), findings(Dialect.DNSMASQ, DNSMASQ_RANGE + lines + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dhcp-boot=a,server,192.0.2.9 |",
        "dhcp-boot=a,192.0.2.9,192.0.2.9 |",
        "dhcp-boot=a,192.0.2.9 | name-for-address",
        "dhcp-boot=a,,server | name-for-address",
        "port=0;dhcp-boot=a,,server | name-for-address",
        "no-hosts;host-record=server,192.0.2.9;dhcp-boot=a,,server |"
      })
  void whatNamesTheServerInDnsmasq(String lines, String kind) throws Exception {
    List<Finding> findings =
        findings(Dialect.DNSMASQ, DNSMASQ_RANGE + lines.replace(';', '\n') + "\n");
    assertEquals(kind == null ? "" : kind, kinds(findings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "next-server 192.0.2.9; |",
        "option tftp-server-name \"tftp.example\"; | name-for-address",
        "option tftp-server-name \"tftp.example\"; next-server 192.0.2.9; |",
        "server-name \"192.0.2.9\"; | name-for-address",
        "server-name \"tftp\"; |",
        "filename \"a\"; filename \"b\"; | unreachable-rule",
        "filename \"a\"; if known { filename \"b\"; } |",
        "option bootfile-name \"a\"; prepend bootfile-name \"b\"; |",
        "option bootfile-name \"a\"; if exists user-class { prepend bootfile-name \"b\"; } |"
      })
  void statementsOfDhcpd(String statements, String kind) throws Exception {
    List<Finding> findings = findings(Dialect.ISC_DHCPD, DHCPD_SUBNET + statements + "\n");
    assertEquals(kind == null ? "" : kind, kinds(findings), findings.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host a { hardware ethernet 2:0:0:0:0:1; filename \"x\"; } | host-overrides-class",
        "host a { hardware ethernet 2:0:0:0:0:1; } |",
        "host a { hardware ethernet 2:0:0:0:0:1; filename \"http://192.0.2.1/s\"; } |",
        "group { filename \"x\"; host a { hardware ethernet 2:0:0:0:0:1; } } | host-overrides-class",
        "group { filename \"x\"; host a { } host b { } } | host-overrides-class",
        "group { filename \"x\"; } |"
      })
  void hostsOfDhcpd(String host, String kind) throws Exception {
    String choice =
        "if option user-class = \"iPXE\" { filename \"s\"; } else { filename \"u\"; }\n";
    assertEquals(
        kind == null ? "" : kind, kinds(findings(Dialect.ISC_DHCPD, DHCPD_SUBNET + choice + host)));
    assertEquals("", kinds(findings(Dialect.ISC_DHCPD, DHCPD_SUBNET + "filename \"u\";" + host)));
  }

  @Test
  void aWindowsPolicyWithoutItsWildcard() throws Exception {
    String export =
        """
        <DHCPServer xmlns="http://schemas.microsoft.com/windows/DHCPServer"><IPv4>
        <Classes><Class><Name>x64</Name><Type>Vendor</Type><Data>PXEClient:Arch:00007</Data></Class>
        </Classes><Scopes><Scope><ScopeId>192.0.2.0</ScopeId><SubnetMask>255.255.255.0</SubnetMask>
        <StartRange>192.0.2.10</StartRange><EndRange>192.0.2.99</EndRange>
        <LeaseDuration>8.00:00:00</LeaseDuration><State>Active</State></Scope></Scopes>
        <Policies><Policy><Name>p</Name><ProcessingOrder>1</ProcessingOrder><Enabled>true</Enabled>
        <Condition>OR</Condition><VendorClass>EQ</VendorClass>
        <VendorClass>x64%s</VendorClass></Policy></Policies></IPv4></DHCPServer>
        """;
    List<Finding> findings = findings(Dialect.WINDOWS_DHCP, export.formatted(""));
    assertEquals("rule-never-holds", kinds(findings));
    assertEquals(8, findings.get(0).line());
    assertTrue(
        findings.get(0).text().endsWith("and * stands for what differs"), findings.toString());
    assertEquals("", kinds(findings(Dialect.WINDOWS_DHCP, export.formatted("*"))));
  }

  @Test
  void theBootFilesThatRulesName() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("dnsmasq.conf"),
            DNSMASQ_RANGE
                + "dhcp-userclass=set:i,iPXE\ndhcp-boot=a.0\ndhcp-boot=tag:i,http://192.0.2.1/s\n");
    var files = ConfigurationReader.read(file, null, false).bootFiles();
    assertEquals(List.of("http://192.0.2.1/s", "a.0"), List.copyOf(files.keySet()));
    assertEquals(3, files.get("a.0").line());
  }
}
