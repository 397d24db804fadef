package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.IscAsked.client;
import static io.github.netboot4j.chainload.dialect.IscAsked.conf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions see beside the request's options; the oracle has {@code visible.conf}. */
class IscVisibleTest {
  private static final String HOST = "host pc { hardware ethernet 00:0c:29:aa:bb:cc; }\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "concat(\"<\", config-option host-name, \">\") | <configured>",
        "concat(\"<\", host-decl-name, \">\") | <pc>",
        "concat(\"<\", filename, \">\") | -",
        "concat(\"<\", server-name, \">\") | -",
        "concat(\"<\", kind, \">\") | <start>",
        "concat(\"<\", other, \">\") | -",
        "v6relay(1, option host-name) | -",
        "null | -",
        "binary-to-ascii(10, 8, \".\", leased-address) | 192.0.2.10",
        "binary-to-ascii(10, 8, \".\", encode-int(extract-int(leased-address, 32) % 256, 8)) | 10",
      })
  void values(String expression, String expected) throws ConfigurationException {
    IscAsked asked =
        conf(
            "set kind = \"start\";\noption x code 200 = text;\noption host-name \"configured\";\n"
                + HOST
                + "option x = "
                + expression
                + ";");
    assertEquals(expected, asked.option(200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "defined(kind) | yes",
        "defined(other) | ''",
        "not defined(other) | yes",
        "known | yes",
        "static | ''",
        "client-state = booting | ''",
        "packet(0, 1) = 01 | yes",
        "extract-int(hardware, 8) = 1 | yes",
        "extract-int(hardware, 8) = 2 | ''",
        "extract-int(option user-class, 8) = 7 | ''",
        "option user-class ~~ \"IPXE\" | ''",
        "option dhcp-message-type ~~ \"[\\001]\" | yes",
      })
  void conditions(String condition, String expected) throws ConfigurationException {
    IscAsked asked =
        conf("set kind = \"start\";\n" + HOST + "if " + condition + " { filename \"yes\"; }");
    assertEquals(expected.replace("'", ""), asked.file());
  }

  @Test
  void aSwitchOverNumbers() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            switch (extract-int(option pxe-system-type, 16)) {
              case 0: filename "bios"; break;
              case 7: filename "uefi"; break;
              default: filename "else";
            }
            """);
    assertEquals("bios", asked.file(client().option(93, 0, 0)));
    assertEquals("uefi", asked.file(client().option(93, 0, 7)));
    assertEquals("else", asked.file(client().option(93, 0, 9)));
    assertEquals("else", asked.file());
  }

  @Test
  void oneOctetOfTextWithoutItsNulsIsZero() throws ConfigurationException {
    IscAsked asked = conf("if extract-int(option user-class, 8) = noerror { filename \"zero\"; }");
    assertEquals("zero", asked.file(client("\0")));
    assertEquals("zero", asked.file(client("\0a")));
    assertEquals("", asked.file(client("a")));
    assertEquals("", asked.file());
  }

  @Test
  void spacesWithinSpaces() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            option space outer;
            option space inner;
            option all code 200 = encapsulate outer;
            option outer.all code 3 = encapsulate inner;
            option inner.text code 4 = text;
            option inner.text "within";
            if option inner.text = "asked" { filename "yes"; }
            """);
    String inner = "\3\10\4\6within";
    assertEquals(inner, asked.option(200, client().option(55, 1, 200)));
    assertEquals("-", asked.option(200, client().option(55, 1)));
    assertEquals(
        "-", asked.option(200), "nothing is asked for, and the option has none of its own");
    assertEquals("yes", asked.file(client().option(200, 3, 7, 4, 5, 'a', 's', 'k', 'e', 'd')));
    assertEquals("", asked.file(client().option(200, 4, 5, 'a', 's', 'k', 'e', 'd')));
  }

  @Test
  void theSpaceOfOption43() throws ConfigurationException {
    String space = "option space v;\noption v.a code 3 = text;\noption v.a \"x\";\n";
    IscAsked asked = conf(space + "if option user-class = \"iPXE\" { vendor-option-space v; }");
    assertEquals("\3\1x", asked.option(43, client("iPXE")));
    assertEquals("-", asked.option(43));
    List<Remark> unknown = conf(space + "vendor-option-space w;").remarks();
    assertTrue(unknown.get(1).text().endsWith("no option space of this name"), unknown.toString());
    assertEquals(4, unknown.get(1).line());
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class,
            () -> conf(space + "vendor-option-space = option host-name;"));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("must be constant here"),
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "set kind = known; | a variable that holds a number or true or false",
        "set kind = extract-int(hardware, 8); | a variable that holds a number or true or false",
        "if kind { } | a variable that holds true or false",
        "option host-name = concat(config-option host-name, \"x\"); | depends on itself",
        "filename = kind(\"x\"); | functions are not taken here",
      })
  void notTaken(String text, String part) {
    ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> conf(text));
    assertEquals(1, refusal.line());
    assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
  }

  @Test
  void flagsThatTheRequestDecides() throws ConfigurationException {
    IscAsked asked = conf("allow-booting = substring(option user-class, 0, 1);");
    assertTrue(asked.decide(client("\0")).isSilent());
    assertEquals(false, asked.decide(client("\1")).isSilent());
  }

  @Test
  void theAddressAsRouter() throws ConfigurationException {
    IscAsked asked = conf("use-lease-addr-for-default-route on;");
    assertEquals("\300\0\2\12", asked.option(3));
    DhcpBytes inform = client().header(12, 192, 0, 2, 77).option(53, 8);
    assertEquals("-", conf("use-lease-addr-for-default-route off;").option(3, inform));
  }

  @Test
  void hostsDeclaredInUnusualWays() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            host by-id { uid "\\001me"; filename "id"; server-name = host-decl-name; }
            host uid-first { uid 1:2:3; option dhcp-client-identifier "other"; filename "uid"; }
            host twice {
              option dhcp-client-identifier "first";
              option dhcp-client-identifier "second";
              filename "twice";
            }
            host ring { hardware token-ring 52:54:00:00:00:01; filename "ring"; }
            host gone { deleted; hardware ethernet 52:54:00:00:00:09; filename "gone"; }
            group g { next-server 192.0.2.99; }
            host in-group {
              dynamic;
              group g;
              hardware ethernet 52:54:00:00:00:04;
              fixed-address 192.0.2.7;
              filename = host-decl-name;
            }
            """);
    DhcpBytes me = DhcpBytes.discover().option(61, 1, 'm', 'e');
    assertEquals("id", asked.file(me));
    assertEquals("", asked.serverName(me), "only a host with an address lends its name");
    assertEquals("uid", asked.file(DhcpBytes.discover().option(61, 1, 2, 3)));
    assertEquals("", asked.file(DhcpBytes.discover().option(61, "other")));
    assertEquals("twice", asked.file(DhcpBytes.discover().option(61, "first")));
    assertEquals("", asked.file(DhcpBytes.discover().option(61, "second")));
    DhcpBytes ethernet = DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 1);
    assertEquals("", asked.file(ethernet));
    assertEquals("ring", asked.file(ethernet.header(1, 6)));
    assertEquals("", asked.file(DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 9)));
    DhcpBytes inGroup = DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 4);
    assertEquals("in-group", asked.file(inGroup));
    assertEquals(Ipv4.parse("192.0.2.99"), asked.fields(inGroup).nextServer());
  }

  @Test
  void whatTheClientPutsIntoTheHeader() throws ConfigurationException {
    IscAsked asked = conf("filename = concat(server-name, \"/\", filename);");
    DhcpBytes both = client().header(44, 's', 'r', 'v').header(108, 'f', 'i', 'l', 'e');
    assertEquals("srv/file", asked.file(both));
    assertEquals("", asked.file(client().header(108, 'f')));
  }

  @Test
  void statementsMayAddToClassesBeforeThoseAreExecuted() throws ConfigurationException {
    String classes =
        """
        class "added" { filename "added"; }
        class "late" { match if exists vendor-class-identifier; add "added"; }
        subnet 192.0.2.0 netmask 255.255.255.0 {
          range 192.0.2.10;
          if exists user-class { add "added"; }
        }
        """;
    IscAsked asked = IscAsked.whole(classes);
    assertEquals("added", asked.file(client("x")));
    assertEquals("", asked.file());
    assertEquals("", asked.file(client().option(60, "PXEClient")), "too late");
  }
}
