package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.WindowsExports.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the file is, reading it ends in a configuration or in one line that says where. */
class WindowsHostileExportTest {
  private static final Path FOUNDING = Path.of("src/test/resources/windows/founding.xml");

  @TempDir Path directory;

  private String refusal(String export) {
    return refusal(export.getBytes(StandardCharsets.UTF_8));
  }

  private String refusal(byte[] export) {
    Path file = write(directory, export);
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> WindowsDhcpExport.read(file, false));
    String message = refusal.getMessage();
    assertTrue(message.startsWith(file + ":"), message);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() < 400, message);
    return message.substring(file.toString().length() + 1);
  }

  private void assertRefused(String expected, String export) {
    String message = refusal(export);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void entitiesAreNotExpanded() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    for (String type :
        List.of(
            "<!DOCTYPE DHCPServer SYSTEM \"" + secret.toUri() + "\">",
            "<!DOCTYPE DHCPServer [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
            "<!DOCTYPE DHCPServer [<!ENTITY % x SYSTEM \"" + secret.toUri() + "\"> %x;]>",
            "<!DOCTYPE DHCPServer [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">]>",
            "<!DOCTYPE DHCPServer>")) {
      String export =
          export(values(value(67, "&x;&d;"))).replace("<DHCPServer", type + "<DHCPServer");
      assertRefused("2: a document type (<!DOCTYPE): an export has none", export);
    }
    String message = refusal(export(values(value(67, "&x;"))));
    assertTrue(message.matches("(?s)\\d+: (not XML: .*x.*|an entity .*x)"), message);
  }

  @Test
  void deepNestingAndGreatLengths() {
    assertRefused("more than 32 deep", export("<a>".repeat(100_000)));
    assertRefused(
        "an attribute of 1048576 characters in <OptionValues>",
        export("<OptionValues x=\"" + "y".repeat(1 << 20) + "\"/>"));
    assertRefused(
        "more than 65536 characters of text in <Value>",
        export(values(value(67, "y".repeat(1 << 20)))));
    assertRefused("more than 65536 characters of text in <IPv4>", export("y".repeat(1 << 20)));
    assertRefused("4: ", export("<" + "y".repeat(1 << 20) + "/>"));
    assertRefused("4: the name of an element has 129", export("<" + "y".repeat(129) + "/>"));
    assertRefused("a boot file name of 128 octets", export(values(value(67, "y".repeat(128)))));
    assertRefused("not a number of 8 bits", export(values(value(23, "9".repeat(60_000)))));
  }

  @Test
  void manyAttributesEndInOneLineToo() {
    StringBuilder attributes = new StringBuilder();
    for (int index = 0; index < 20_000; index++) {
      attributes.append(" a").append(index).append("=\"\"");
    }
    assertTrue(refusal(export("<OptionValues" + attributes + "/>")).contains(": "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Classes><Class><Name>a</Name><Type>User</Type></Class></Classes>",
        "<Classes><Class><Name>a</Name><Type>Both</Type><Data>a</Data></Class></Classes>",
        "<Classes><Class><Name>a</Name><Type>User</Type><Data>0x1</Data></Class></Classes>",
        "<Classes><Class><Name>a</Name><Type>User</Type><Data></Data></Class></Classes>",
        "<Classes><Class><Type>User</Type><Data>a</Data></Class></Classes>",
        "<OptionValues><OptionValue><Value>a</Value></OptionValue></OptionValues>",
        "<OptionValues><OptionValue><OptionId>67</OptionId></OptionValue></OptionValues>",
        "<OptionValues><OptionValue><OptionId>256</OptionId><Value>1</Value></OptionValue></OptionValues>",
        "<OptionValues><OptionValue><OptionId>3</OptionId><Value>1.2.3</Value></OptionValue></OptionValues>",
        "<OptionValues><OptionValue><OptionId>67</OptionId><Value>a</Value>"
            + "<UserClass>nobody</UserClass></OptionValue></OptionValues>",
        "<Policies><Policy><Name>p</Name><ProcessingOrder>1</ProcessingOrder></Policy></Policies>",
        "<Scopes><Scope><State>Active</State></Scope></Scopes>",
        "<ActivatePolicies>perhaps</ActivatePolicies>"
      })
  void whatLacksSomethingIsRefusedWithItsLine(String ipv4) {
    assertTrue(refusal(export(ipv4)).startsWith("4: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<UserClass>i</UserClass> | begins with EQ or NE",
        "<UserClass>EQ</UserClass> | nothing follows EQ",
        "<UserClass>EQ</UserClass><UserClass>x</UserClass> | no class is named 'x'",
        "<MacAddress>EQ</MacAddress><MacAddress>52-5</MacAddress> | hexadecimal digits in pairs",
        "<MacAddress>EQ</MacAddress><MacAddress>52*54</MacAddress> | hexadecimal digits in pairs",
        "<Fqdn>EQ</Fqdn><Fqdn>a</Fqdn> | a policy by host name (Fqdn) is not understood",
        "<Weekday>EQ</Weekday> | <Weekday> in <Policy> is not understood"
      })
  void conditionsThatCannotBeRead(String conditions, String expected) {
    assertRefused(
        expected, export(classes(userClass("i", "iPXE")), policies(policy(1, "OR", conditions))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"52-54-*-00", "52-5", "x", "*52", "--"})
  void filtersThatCannotBe(String address) {
    String filter = "<Filter><List>Deny</List><MacAddress>%s</MacAddress></Filter>";
    String all = "<Filters>" + filter.formatted(address) + "</Filters>";
    if (address.equals("--")) {
      all = "<Filters>" + filter.formatted("-*".repeat(30_000) + "0") + "</Filters>";
    }
    assertRefused("4: <MacAddress> is hexadecimal digits in pairs", export(all));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.0< | 192.0.2.1< | is not the start of a subnet",
        "255.255.255.0 | 255.0.255.0 | is not a mask",
        "192.0.2.99 | 192.0.3.99 | is not within the scope",
        "192.0.2.99 | 192.0.2.9 | ends before it begins",
        "0.08:00:00 | soon | d.hh:mm:ss",
        "0.08:00:00 | 0.00:00:00 | a lease of no time",
        "192.0.2.0< | x< | not an IPv4 address: 'x'"
      })
  void scopesThatCannotBe(String was, String is, String expected) {
    assertRefused(expected, export(scopes(scope().replace(was, is))));
  }

  @Test
  void scopesThatOverlapAndClientsWithTwoReservations() {
    assertRefused("the scope overlaps that of line 4", export(scopes(scope(), scope())));
    assertRefused(
        "the client has two reservations here",
        export(
            scopes(
                scope(
                    "<Reservations>",
                    reservation("192.0.2.20", "52-54-00-12-34-56"),
                    reservation("192.0.2.21", "525400123456"),
                    "</Reservations>"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<BootTable/>",
        "<OptionValues><BootValue/></OptionValues>",
        "<Scopes><Scope><Boot/></Scope></Scopes>",
        "<Classes><Class><Magic/></Class></Classes>",
        "<OptionDefinitions><OptionDefinition><OptionId>9</OptionId><Type>Boot</Type>"
            + "</OptionDefinition></OptionDefinitions>"
      })
  void whatIsNotUnderstoodIsRefusedUnlessTheUserGoesOn(String ipv4) throws Exception {
    assertTrue(refusal(export(ipv4)).startsWith("4: "));
    if (!ipv4.contains("Scope") && !ipv4.contains("Class>")) {
      BootConfiguration read = WindowsDhcpExport.read(write(directory, export(ipv4)), true);
      assertEquals(Remark.Kind.NOT_UNDERSTOOD, read.remarks().get(0).kind());
      assertEquals(4, read.remarks().get(0).line());
    }
  }

  @Test
  void otherFiles() throws Exception {
    assertRefused("not XML", "");
    assertRefused("not XML", "\0\0\0");
    assertRefused("not XML", "dhcp-range=192.0.2.1,192.0.2.9");
    assertRefused("the root is <html>, not <DHCPServer>", "<html/>");
    assertRefused("<DHCPServer> has no <IPv4>", "<DHCPServer/>");
    assertRefused(
        "<DHCPServer> has more than one <IPv4>", "<DHCPServer><IPv4/><IPv4/></DHCPServer>");
    assertThrows(ConfigurationException.class, () -> WindowsDhcpExport.read(directory, false));
  }

  @Test
  void everyCutEndsInOneLine() throws Exception {
    byte[] whole = Files.readAllBytes(FOUNDING);
    int end = new String(whole, StandardCharsets.UTF_8).lastIndexOf("</DHCPServer>") + 12;
    for (int length = 0; length <= end; length += 7) {
      refusal(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void everyOctetChangedEndsInAConfigurationOrOneLine() throws Exception {
    byte[] octets = Files.readAllBytes(FOUNDING);
    for (int index = 0; index < octets.length; index += 3) {
      byte was = octets[index];
      octets[index] = (byte) (index % 2 == 0 ? '<' : 0x80 + index);
      Path file = write(directory, octets);
      try {
        decide(WindowsDhcpExport.read(file, index % 4 == 0), client());
      } catch (ConfigurationException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
      octets[index] = was;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, 'efbbbf', utf-8",
    "UTF-16LE, 'fffe', utf-16",
    "UTF-16BE, 'feff', utf-16",
    "UTF-16LE, '', utf-16",
    "UTF-16BE, '', utf-16",
    "UTF-8, '', utf-16",
    "windows-1252, '', windows-1252"
  })
  void encodings(String charset, String mark, String declared) throws Exception {
    String export =
        export(
                classes(userClass("é", "x")),
                values(value(67, "a"), value(67, "b", "", "é")),
                scopes(scope()))
            .replace("utf-8", declared);
    byte[] text = export.getBytes(Charset.forName(charset));
    byte[] start = HexFormat.of().parseHex(mark);
    byte[] whole = ByteBuffer.allocate(start.length + text.length).put(start).put(text).array();
    BootConfiguration read = WindowsDhcpExport.read(write(directory, whole), false);
    assertEquals("b", decide(read, client().option(77, "x")).bootFile());
  }

  @Test
  void encodingsThatAreNone() {
    assertRefused(
        "an encoding that is not known here: x-none", export().replace("utf-8", "x-none"));
    byte[] latin = export(values(value(67, "é"))).getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(refusal(latin).contains("octets that are no UTF-8 text"));
  }
}
