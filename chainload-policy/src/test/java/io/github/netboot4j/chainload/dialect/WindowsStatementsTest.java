package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.WindowsExports.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of an export and why, and its conditions in the words of other servers. */
class WindowsStatementsTest {
  private static final String CLASSES =
      classes(userClass("i", "iPXE"), vendorClass("v", "PXEClient"));

  private static final String CONTROL =
      """
      <OptionDefinitions><OptionDefinition>
        <OptionId>6</OptionId><Type>Byte</Type><MultiValued>false</MultiValued>
        <VendorClass>v</VendorClass><Name>control</Name>
      </OptionDefinition></OptionDefinitions>""";

  @TempDir Path directory;

  private BootConfiguration read(boolean goOn, String... ipv4) throws ConfigurationException {
    return WindowsDhcpExport.read(write(directory, export(ipv4)), goOn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | a | | option 0 without a definition of its type is not understood
          119 | a | | option 119 without a definition of its type is not understood
          200 | a | | option 200 without a definition of its type is not understood
          255 | 1 | v | option 255 without a definition of its type is not understood
          3 | 192.0.2 | | an IPv4 address
          23 | 256 | | not a number of 8 bits: '256'
          23 | 0x100 | | not a number of 8 bits: '0x100'
          23 | -1 | | not a number of 8 bits: '-1'
          26 | 65536 | | not a number of 16 bits: '65536'
          51 | 4294967296 | | not a number of 32 bits: '4294967296'
          51 | 0xg | | not a number of 32 bits: '0xg'
          """)
  void valuesThatCannotBe(int code, String value, String vendorClass, String expected) {
    String values = values(value(code, value, vendorClass == null ? "" : vendorClass, ""));
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> read(false, CLASSES, values));
    assertTrue(String.valueOf(refusal.getMessage()).contains(expected), refusal.getMessage());
    assertTrue(refusal.line() >= 5, refusal.getMessage());
  }

  @Test
  void policiesThatCannotBe() {
    String mac = is("MacAddress", "EQ", "52*");
    assertRefused(
        "two policies have the processing order 1",
        policies(policy(1, "OR", mac), policy(1, "OR", mac)));
    assertRefused("<Condition> is AND or OR, not 'XOR'", policies(policy(1, "XOR", mac)));
    assertRefused("policy 'p1' has no condition", policies(policy(1, "OR", "")));
    assertRefused(
        "198.51.100.9 is not within the scope",
        scopes(scope("<Reservations>" + reservation("198.51.100.9", "52-54") + "</Reservations>")));
  }

  private void assertRefused(String expected, String... ipv4) {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> read(false, ipv4));
    assertTrue(String.valueOf(refusal.getMessage()).contains(expected), refusal.getMessage());
  }

  @Test
  void onRequestAPolicyThatIsNotUnderstoodIsLeftOut() throws ConfigurationException {
    BootConfiguration read =
        read(
            true,
            values(value(67, "plain")),
            policies(policy(1, "OR", is("Fqdn", "EQ", "a"), values(value(67, "by-name")))),
            scopes(scope()));
    assertEquals("plain", decide(read, client()).bootFile());
    assertTrue(
        read.remarks().stream()
            .anyMatch(
                remark ->
                    remark.kind() == Remark.Kind.NOT_UNDERSTOOD
                        && remark.text().contains("a policy by host name (Fqdn)")),
        read.remarks().toString());
  }

  @Test
  void whatIsForBootpAloneIsRemarkedUpon() throws ConfigurationException {
    String bootp = "<Type>Bootp</Type>";
    BootConfiguration read =
        read(
            false,
            scopes(
                scopeOf(
                    "192.0.2",
                    "<Reservations>"
                        + reservation("192.0.2.50", "52-54-00-12-34-56")
                            .replace("<Type>Both</Type>", bootp)
                        + "</Reservations>"),
                scopeOf("198.51.100").replace("<Type>Dhcp</Type>", bootp)));
    assertEquals(0, read.addresses().reservedFor(request(client())));
    assertEquals(
        2,
        read.remarks().stream()
            .filter(remark -> remark.kind() == Remark.Kind.INERT)
            .filter(remark -> remark.text().contains("for BOOTP alone"))
            .count(),
        read.remarks().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MacAddress | EQ | 525400* | ISC_DHCPD | if substring(hardware, 1, 3) = 52:54:00 {
          MacAddress | NE | 525400123456 | ISC_DHCPD | if hardware != 1:52:54:00:12:34:56 {
          VendorClass | EQ | v* | ISC_DHCPD | if substring(option vendor-class-identifier, 0, 9) = "PXEClient" {
          UserClass | EQ | i | ISC_DHCPD | if option user-class = "iPXE" {
          ClientId | EQ | 525400123456 | ISC_DHCPD | option dhcp-client-identifier = 01:52:54:00:12:34:56 or
          ClientId | EQ | 525400123456 | DNSMASQ | dhcp-match=set:n2,61,01:52:54:00:12:34:56
          RelayAgent | EQ | 0102 | ISC_DHCPD | = 01:02 {
          CircuitId | EQ | 7031 | ISC_DHCPD | if option agent.circuit-id = "p1" {
          RemoteId | EQ | 7031 | DNSMASQ | dhcp-remoteid=set:n1,70:31
          SubscriberId | EQ | 7031 | DNSMASQ | dhcp-subscrid=set:n1,70:31
          SubscriberId | EQ | 7031 | WINDOWS_DHCP | -SubscriberId 'EQ','7031'
          CircuitId | EQ | *31 | WINDOWS_DHCP | -CircuitId 'EQ','*31'
          """)
  void conditionsInOtherWords(
      String criterion, String comparator, String value, Dialect to, String expected)
      throws ConfigurationException {
    BootConfiguration read =
        read(
            false,
            CLASSES,
            policies(policy(1, "OR", is(criterion, comparator, value), values(value(67, "it")))),
            scopes(scope()));
    String text = Conversion.of(read, "export.xml", to).text();
    assertTrue(text.contains(expected), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MacAddress EQ 525400*",
        "MacAddress NE 52-54-00-00-00-01",
        "ClientId EQ 525400000001",
        "ClientId EQ *01",
        "CircuitId EQ *37",
        "RelayAgent NE 0102*",
        "RemoteId EQ 737731",
        "SubscriberId EQ 626f62",
        "VendorClass EQ v*",
        "UserClass NE i",
      })
  void walked(String condition) throws ConfigurationException {
    String[] words = condition.split(" ", -1);
    BootConfiguration read =
        read(
            false,
            CLASSES,
            CONTROL,
            values(value(67, "plain"), value(6, "8", "v", "")),
            policies(
                policy(1, "OR", is(words[0], words[1], words[2]), values(value(6, "3", "v", "")))),
            scopes(
                scopeOf(
                    "198.18.0",
                    "<Reservations>"
                        + reservation("198.18.0.50", "52-54-00-00-00-01", values(value(67, "kept")))
                        + "</Reservations>"),
                scopeOf("198.19.0")));
    RequestClassesTest.everyRequestGoesItsWay(read.rules(), condition, condition.hashCode());
  }

  @Test
  void ofSeveralValuesOfAVendorsOptionThePolicysWins() throws ConfigurationException {
    BootConfiguration read =
        read(
            false,
            CLASSES,
            CONTROL,
            values(value(6, "8", "v", "")),
            policies(policy(1, "OR", is("UserClass", "EQ", "i"), values(value(6, "3", "v", "")))),
            scopes(scope()));
    assertEquals("\6\1\10", option43(read, client().option(60, "PXEClient")));
    assertEquals("\6\1\3", option43(read, client().option(60, "PXEClient").option(77, "iPXE")));
    assertEquals("-", option43(read, client().option(77, "iPXE")));
  }

  private static String option43(BootConfiguration read, DhcpBytes message) {
    ReplyFields fields = decide(read, message).fields();
    byte[] value = fields == null ? null : fields.option(43);
    return value == null ? "-" : new String(value, StandardCharsets.ISO_8859_1);
  }
}
