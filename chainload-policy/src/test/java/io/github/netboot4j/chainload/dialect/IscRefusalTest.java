package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and where it is said to be; what is remarked upon. */
class IscRefusalTest {
  private static final String LONG =
      "0123456789012345678901234567890123456789012345678901234567890123"
          + "0123456789012345678901234567890123456789012345678901234567890123";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename \"a\"\\nnext-server 192.0.2.1; | 2 | ';' is missing before 'next-server'",
        "filename \"a;\\n | 1 | without its closing quote",
        "\\nif option arch = 00:07 { } | 2 | no option 'arch' is known",
        "option ipxe.http 1; | 1 | no option space 'ipxe'",
        "next-server 192.0.2.300; | 1 | too large",
        "next-server 192.0.2; | 1 | an address has four numbers",
        "subnet 192.0.2.1 netmask 255.255.255.0 { } | 1 | not in its netmask",
        "host a { hardware ethernet 00:0c:xx; } | 1 | octet",
        "host a { hardware ethernet 0:1; | 1 | '}' is missing for host a",
        "host a { } host a { } | 1 | declared already",
        "class \"a\" { pool { } } | 1 | not possible here",
        "if not option user-class = \"a\" { } | 1 | 'not' must stand before a condition",
        "if option user-class { } | 1 | here must be a condition",
        "flename \"a\"; | 1 | unknown statement 'flename'",
        "\\n\\nrange 192.0.2.1; | 3 | not possible here",
        "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.3.1; } | 1 | does not lie in",
        "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.1; range 192.0.2.1; } | 1 | already",
        "shared-network a { } | 1 | has no subnet",
        "subclass \"a\" \"b\"; | 1 | no class \"a\" is declared",
        "option pxe-system-type 70000; | 1 | too large",
        "option x code 200 = array of text; | 1 | an array of text",
        "subnet6 2001:db8::/32 { } | 1 | DHCPv6",
        "include \"no-such-file-here\"; | 1 | no such file",
        "filename \"" + LONG + "\"; | 1 | at most 127",
        "} | 1 | cannot begin with '}'"
      })
  void refused(String text, int line, String part) {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> IscAsked.whole(text.replace("\\n", "\n")));
    assertEquals("dhcpd.conf", refusal.source());
    assertEquals(line, refusal.line(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename = name(1); | functions",
        "define same(given) { return given; } | functions",
        "class \"a\" { match if exists user-class; lease limit 3; } | not counted",
        "if option user-class ~= \"(a)\\\\1\" { } | regular expression",
        "filename = gethostname(); | differs from machine to machine",
        "set n = extract-int(hardware, 8); | variable",
        "site-option-space \"x\"; | not taken"
      })
  void notUnderstoodUnlessToldToGoOn(String text, String part) throws ConfigurationException {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> IscAsked.whole(text));
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    List<Remark> remarks = IscAsked.goingOn(text).remarks();
    assertEquals(Remark.Kind.NOT_UNDERSTOOD, remarks.get(0).kind());
    assertEquals(1, remarks.get(0).line());
  }

  @Test
  void whatHasNothingToDoWithBootingIsTakenAndRemarked() throws ConfigurationException {
    List<Remark> remarks =
        IscAsked.whole(
                """
                ddns-update-style none;
                log-facility local7;
                key k { algorithm hmac-md5; secret abc; }
                zone example.org. { primary 192.0.2.1; key k; }
                omapi-port 7911;
                failover peer "p" { primary; address 192.0.2.1; port 647; }
                option dhcp-server-identifier 192.0.2.1;
                on commit { set x = "1"; }
                """)
            .remarks();
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7, 8), remarks.stream().map(Remark::line).sorted().toList());
    assertTrue(remarks.stream().allMatch(one -> one.kind() == Remark.Kind.WITHOUT_EFFECT));
    assertTrue(remarks.stream().noneMatch(one -> one.text().contains("abc")), "the secret");
  }

  @Test
  void aSpaceThatNothingCarriesIsInert() throws ConfigurationException {
    List<Remark> remarks =
        IscAsked.whole(
                """
                option space PXE;
                option PXE.discovery-control code 6 = unsigned integer 8;
                option PXE.discovery-control 3;
                if exists PXE.discovery-control { filename "never"; }
                """)
            .remarks();
    assertEquals(
        List.of(Remark.Kind.INERT, Remark.Kind.INERT), remarks.stream().map(Remark::kind).toList());
    assertEquals(List.of(3, 4), remarks.stream().map(Remark::line).toList());
  }

  @Test
  void includes(@TempDir Path directory) throws IOException, ConfigurationException {
    Path main = directory.resolve("dhcpd.conf");
    Files.writeString(main, "include \"hosts.conf\";\nsubnet 192.0.2.0 netmask 255.255.255.0 {}\n");
    Files.writeString(directory.resolve("hosts.conf"), "\nhost a { filename b; }\n");
    assertEquals(0, IscDhcpdConf.read(main, false).remarks().size());
    Files.writeString(directory.resolve("hosts.conf"), "\nhost a { filename }\n");
    ConfigurationException inIt =
        assertThrows(ConfigurationException.class, () -> IscDhcpdConf.read(main, false));
    assertTrue(inIt.source().endsWith("hosts.conf"));
    assertEquals(2, inIt.line());
    Files.writeString(directory.resolve("hosts.conf"), "include \"dhcpd.conf\";\n");
    ConfigurationException loop =
        assertThrows(ConfigurationException.class, () -> IscDhcpdConf.read(main, false));
    assertTrue(loop.getMessage().contains("includes itself"), loop.getMessage());
  }
}
