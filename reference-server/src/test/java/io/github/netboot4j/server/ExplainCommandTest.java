package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain}: what it says where, and its exit codes. */
final class ExplainCommandTest {
  private static final String EXPORT =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <DHCPServer xmlns="http://schemas.microsoft.com/windows/DHCPServer">
        <IPv4>
          <Classes>
            <Class><Name>iPXE</Name><Type>User</Type><Data>iPXE</Data></Class>
          </Classes>
          <OptionValues>
            <OptionValue><OptionId>67</OptionId><Value>snponly.efi</Value></OptionValue>
            <OptionValue>
              <OptionId>67</OptionId><Value>http://192.0.2.1/s.ipxe</Value><UserClass>iPXE</UserClass>
            </OptionValue>
          </OptionValues>
          <Scopes>
            <Scope>
              <ScopeId>192.0.2.0</ScopeId><SubnetMask>255.255.255.0</SubnetMask>
              <StartRange>192.0.2.10</StartRange><EndRange>192.0.2.99</EndRange>
              <LeaseDuration>8.00:00:00</LeaseDuration><State>Active</State>
            </Scope>
          </Scopes>
        </IPv4>
      </DHCPServer>
      """;

  @TempDir private Path directory;
  private Path file;

  private record Run(int exitCode, String out, String err) {
    Map<String, Object> json() {
      return DecodeJsonReader.line(out.strip());
    }
  }

  @BeforeEach
  void export() throws Exception {
    file = Files.writeString(directory.resolve("export.xml"), EXPORT);
  }

  private Run explain(String... flags) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = new String[flags.length + 2];
    arguments[0] = "explain";
    arguments[1] = file.toString();
    System.arraycopy(flags, 0, arguments, 2, flags.length);
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  @SuppressWarnings("unchecked") // What the parser makes of it.
  private static Map<String, Object> member(Map<String, Object> of, String name) {
    return (Map<String, Object>) of.get(name);
  }

  @Test
  void theDecisionItsRuleAndTheRulesThatLost() {
    Run run = explain("--client", "uefi-x64", "--user-class", "iPXE");
    assertEquals(0, run.exitCode(), run.err());
    String text = run.out();
    assertTrue(text.contains("boots http://192.0.2.1/s.ipxe\n  " + file + ":9: option 67"), text);
    assertTrue(text.contains("user class is \"iPXE\""), text);
    int lost = text.indexOf("Rules that do not, or come too late");
    assertTrue(lost > 0, text);
    assertTrue(
        text.indexOf(file + ":9: option 67 (the server, user class 'iPXE') goes before it", lost)
            > 0,
        text);
    assertEquals("", run.err());
  }

  @Test
  void jsonForPrograms() {
    Map<String, Object> json = explain("--client", "uefi-x64", "--json").json();
    assertEquals(
        List.of("file", "dialect", "client", "decision", "reply", "rules", "remarks"),
        List.copyOf(json.keySet()));
    assertEquals("windows", json.get("dialect"));
    Map<String, Object> client = member(json, "client");
    assertEquals("uefi-x64", client.get("name"));
    assertEquals(7, client.get("architecture"));
    assertEquals("PXEClient:Arch:00007:UNDI:003000", client.get("vendorClass"));
    assertNull(client.get("userClass"));
    assertEquals("UEFI PXE", client.get("stage"));
    assertEquals("192.0.2.1", client.get("server"));
    assertEquals("192.0.2.10", client.get("given"));
    Map<String, Object> decision = member(json, "decision");
    assertEquals("boot", decision.get("kind"));
    assertEquals("snponly.efi", decision.get("bootFile"));
    assertEquals(8, member(decision, "rule").get("line"));
    assertEquals(file.toString(), member(decision, "rule").get("file"));
    Map<String, Object> reply = member(json, "reply");
    assertEquals("snponly.efi", reply.get("file"));
    assertEquals("192.0.2.1", reply.get("nextServer"));
    assertEquals(
        "736e706f6e6c792e65666900", DecodeJsonReader.objects(reply, "options").get(1).get("value"));
    List<Map<String, Object>> rules = DecodeJsonReader.objects(json, "rules");
    assertEquals(
        1,
        rules.stream()
            .filter(rule -> rule.get("about").equals("file") && rule.get("won").equals(true))
            .count());
    assertTrue(
        rules.stream()
            .anyMatch(rule -> rule.get("why").toString().startsWith("user class is absent")));
  }

  @ParameterizedTest
  @CsvSource({
    "--user-class, iPXE, http://192.0.2.1/s.ipxe",
    "--option, 77=69505845, http://192.0.2.1/s.ipxe",
    "--option, 77=0469505845, snponly.efi",
    "--user-class, gPXE, snponly.efi",
    "--mac, 02-00-00-00-00-01, snponly.efi",
    "--relay, 192.0.2.7, snponly.efi"
  })
  void flagsThatChangeTheRequest(String flag, String value, String expected) {
    Map<String, Object> json = explain("--client", "uefi-x64", "--json", flag, value).json();
    assertEquals(expected, member(json, "decision").get("bootFile"));
  }

  @Test
  void architectureAndVendorClass() {
    Map<String, Object> client =
        member(explain("--client", "uefi-x64", "--arch", "0x0b", "--json").json(), "client");
    assertEquals(11, client.get("architecture"));
    assertEquals("PXEClient:Arch:00011:UNDI:003000", client.get("vendorClass"));
    client =
        member(
            explain("--client", "ipxe-bios", "--vendor-class", "x", "--user-class", "", "--json")
                .json(),
            "client");
    assertEquals("x", client.get("vendorClass"));
    assertNull(client.get("userClass"));
  }

  @Test
  void whoIsOnNoNetworkOfItsGetsNoAnswer() {
    Run run = explain("--client", "bios", "--relay", "198.51.100.1");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("gets no answer"), run.out());
    assertTrue(run.out().contains("no address for it here"), run.out());
    Map<String, Object> json =
        explain("--client", "bios", "--server", "198.51.100.1", "--json").json();
    assertEquals("silent", member(json, "decision").get("kind"));
    assertNull(json.get("reply"));
  }

  @Test
  void aRecordedRequest() throws Exception {
    byte[] answer = DhcpBytes.discover().header(0, 2).end();
    byte[] first = DhcpBytes.discover().header(28, 2).end();
    byte[] second = DhcpBytes.discover().option(77, "iPXE").end();
    Path capture = directory.resolve("boot.pcap");
    Files.write(
        capture,
        DecodeCapture.of(DecodeCapture.ETHERNET)
            .frame(frame(answer))
            .frame(frame(first))
            .frame(frame(second))
            .bytes());
    Map<String, Object> json = explain("--packet", capture.toString(), "--json").json();
    assertEquals(capture + ":2", member(json, "client").get("name"));
    assertEquals("snponly.efi", member(json, "decision").get("bootFile"));
    json = explain("--packet", capture + ":3", "--json").json();
    assertEquals("http://192.0.2.1/s.ipxe", member(json, "decision").get("bootFile"));
    assertRefused(" has no DHCP request in record 1", "--packet", capture + ":1");
    assertRefused(" has no DHCP request in record 4", "--packet", capture + ":4");
    assertRefused("there is no file", "--packet", directory.resolve("none").toString());
    assertRefused("is not a pcap file", "--packet", file.toString());
    assertRefused("--packet is the whole request", "--packet", "x", "--client", "bios");
  }

  private static byte[] frame(byte[] message) {
    return DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, "", 68, 67, message);
  }

  private void assertRefused(String expected, String... flags) {
    Run run = explain(flags);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void flagsThatCannotBe() {
    assertRefused("who asks? Give --packet");
    assertRefused("'dos' is not one of bios, uefi-x64", "--client", "dos");
    assertRefused("'52:54' is not like", "--client", "bios", "--mac", "52:54");
    assertRefused("from 0 to 65535", "--client", "bios", "--arch", "0x10000");
    assertRefused("--option '256=00'", "--client", "bios", "--option", "256=00");
    assertRefused("--option '53=01'", "--client", "bios", "--option", "53=01");
    assertRefused("--option '77=0'", "--client", "bios", "--option", "77=0");
    assertRefused("not dhcpd, dnsmasq or windows", "--client", "bios", "--dialect", "kea");
    assertRefused(
        "the options are more than", "--client", "bios", "--option", "77=" + "00".repeat(70_000));
  }

  @Test
  void oneStatementThatIsNotUnderstood() throws Exception {
    Files.writeString(file, EXPORT.replace("<OptionValues>", "<BootTable/>\n<OptionValues>"));
    Run run = explain("--client", "bios");
    assertEquals(2, run.exitCode());
    assertEquals(
        file + ":7: <BootTable> in <IPv4> is not understood, and could change what is booted\n",
        run.err());
    Run goOn = explain("--client", "bios", "--go-on");
    assertEquals(0, goOn.exitCode());
    assertEquals(file + ":7: <BootTable> in <IPv4> is not understood: left out\n", goOn.err());
    assertTrue(goOn.out().contains("boots snponly.efi"), goOn.out());
  }

  @Test
  void whatStandsInTheFileMovesNoCursor() throws Exception {
    Files.writeString(file, EXPORT.replace("snponly.efi", "a\u009b31m\u202eb"));
    Run run = explain("--client", "bios");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), run.out());
  }
}
