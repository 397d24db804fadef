package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.IscAsked.client;
import static io.github.netboot4j.chainload.dialect.IscAsked.conf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type, octet by octet; the oracle's {@code values.conf} has the same ones. */
class IscValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "array of { unsigned integer 8, ip-address } | 1 192.0.2.1, 2 192.0.2.2"
            + " | 01c000020102c0000202",
        "{ unsigned integer 8, array of ip-address } | 1 192.0.2.1, 192.0.2.2 | 01c0000201c0000202",
        "{ array of unsigned integer 8, text } | 1, 2 \"a\" | 010261",
        "ip6-address | 2001:db8::1 | 20010db8000000000000000000000001",
        "array of ip6-address | ::ffff:192.0.2.1, ::1"
            + " | 00000000000000000000ffffc000020100000000000000000000000000000001",
        "domain-name | example.org | 076578616d706c65036f726700",
        "domain-name | example.org. | 076578616d706c65036f726700",
        "domain-list | \"example.org\", \"a.org\", \".\", \"\""
            + " | 076578616d706c65036f7267000161036f7267000000",
        "domain-list compressed | \"example.org\", \"a.Example.org\", \"b.a.example.org\", \"org\""
            + " | 076578616d706c65036f7267000161c0000162c00dc008",
        "zerolen || ",
        "{ integer 8, integer 16, integer 32, boolean } | -1 -2 -3 on | fffffefffffffd01",
        "{ unsigned integer 8, unsigned integer 16, unsigned integer 32 } | 0x10 010 4294967295"
            + " | 100008ffffffff",
        "{ boolean, boolean, boolean } | true off ignore | 010002",
        "text | \"a\\t\\r\\n\\b\\q\\\\\\\"\\x41\\101\" | 61090d0a08715c224141",
        "string | 1:2:ff | 0102ff",
        "string | = concat(\"a\", 00:01) | 610001",
      })
  void ofAType(String type, String value, String octets) throws ConfigurationException {
    IscAsked asked =
        conf("option x code 200 = %s;\noption x %s;".formatted(type, value == null ? "" : value));
    String sent = asked.option(200);
    assertEquals(octets == null ? "-" : octets, octets == null ? sent : hex(sent));
  }

  private static String hex(String octets) {
    return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void partsThatMayBeLeftOut() throws ConfigurationException {
    assertEquals("\1", conf("option slp-service-scope true;").option(79));
    assertEquals("\1abc", conf("option slp-service-scope true \"abc\";").option(79));
  }

  @Test
  void optionsByTheirNumber() throws ConfigurationException {
    assertEquals("a", conf("option unknown-200 \"a\";").option(200));
    assertEquals("fred", conf("option unknown-12 \"fred\";").option(12));
    assertEquals(
        "\7\1a",
        conf("""
            option space inner;
            option outer code 200 = encapsulate inner;
            option inner.unknown-7 "a";
            """)
            .option(200));
  }

  @Test
  void timesWithoutEnd() throws ConfigurationException {
    AddressPlan plan =
        conf("default-lease-time infinite; max-lease-time -1;").configuration().addresses();
    AddressPlan.LeaseTimes times = plan.leaseTimesFor(IscAsked.request(client()));
    assertEquals(-1, times.byDefault());
    assertEquals(-1, times.maximum());
  }

  @Test
  void namesBeyondMeasure() {
    String names = "\"" + "0123456789.".repeat(20) + "org\"";
    String text =
        "option x code 200 = domain-list; option x " + (names + ", ").repeat(30) + names + ";";
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> IscAsked.whole(text));
    assertEquals("dhcpd.conf:1: too many domain names", refusal.getMessage());
    String record = "{ " + "ip-address, ".repeat(200) + "ip-address }";
    refusal =
        assertThrows(
            ConfigurationException.class,
            () -> IscAsked.whole("option x code 200 = " + record + ";"));
    assertEquals("dhcpd.conf:1: too many types in a record", refusal.getMessage());
  }

  @Test
  void namesOfHostsMustLeadSomewhere() {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> IscAsked.whole("host a { host-identifier option routers example.org; }"));
    assertEquals(
        "dhcpd.conf:1: the value of a host-identifier must be constant", refusal.getMessage());
    refusal =
        assertThrows(
            ConfigurationException.class, () -> IscAsked.whole("option routers example.org;"));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("'example.org' leads to no address"),
        refusal.getMessage());
  }
}
