package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.IscAsked.client;
import static io.github.netboot4j.chainload.dialect.IscAsked.conf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import org.junit.jupiter.api.Test;

/** What dhcpd's statements and expressions mean, construct by construct. */
class IscDhcpdConfTest {
  private static final String FOUNDING =
      """
      if exists user-class and option user-class = "gPXE" {
        filename "http://my.web.server/real_boot_script.php";
      } else {
        filename "undionly.kpxe";
      }
      """;

  @Test
  void foundingRecipe() throws ConfigurationException {
    IscAsked recipe = conf(FOUNDING);
    String script = "http://my.web.server/real_boot_script.php";
    assertEquals("undionly.kpxe", recipe.file());
    assertEquals(script, recipe.file(client("gPXE")));
    assertEquals("undionly.kpxe", recipe.file(client("\4gPXE")));
    assertEquals("undionly.kpxe", recipe.file(client("gPXEx")));
    assertEquals("-", recipe.option(67, client("gPXE")));
    assertEquals(0, recipe.fields(client()).nextServer());
  }

  @Test
  void theDecisionSaysWhichLine() throws ConfigurationException {
    IscAsked recipe = conf(FOUNDING);
    assertEquals(
        "dhcpd.conf:2: filename \"http://my.web.server/real_boot_script.php\";",
        recipe.decide(client("gPXE")).reason().toString());
    String lost =
        recipe.explain(client()).considered().stream()
            .filter(rule -> rule.about().equals("file") && !rule.won())
            .toList()
            .get(0)
            .why();
    assertTrue(lost.contains("exists user-class"), lost);
  }

  @Test
  void headerFields() throws ConfigurationException {
    IscAsked asked =
        conf("filename \"a\"; server-name \"s\"; next-server 192.0.2.7; option routers 192.0.2.1;");
    assertEquals("a", asked.file());
    assertEquals(Ipv4.parse("192.0.2.7"), asked.fields(client()).nextServer());
    assertEquals("s", asked.serverName(client()));
    assertEquals("\300\0\2\1", asked.option(3));
    assertEquals("\377\377\377\0", asked.option(1));
  }

  @Test
  void optionsAreSentWhenAskedForOrWhenNothingIsAskedFor() throws ConfigurationException {
    IscAsked asked = conf("option bootfile-name \"b\"; option tftp-server-name \"t\";");
    assertEquals("b", asked.option(67));
    assertEquals("b", asked.option(67, client().option(55, 1, 67)));
    assertEquals("-", asked.option(66, client().option(55, 1, 67)));
    IscAsked own = conf("option bootfile-name \"b\"; option dhcp-parameter-request-list 66;");
    assertEquals("-", own.option(67, client().option(55, 1, 67)));
  }

  @Test
  void laterStatementsOfAScopeWin() throws ConfigurationException {
    IscAsked asked = conf("if exists user-class { filename \"a\"; } filename \"b\";");
    assertEquals("b", asked.file(client("iPXE")));
  }

  @Test
  void theHostBeatsTheGlobalIf() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            if option user-class = "iPXE" { filename "script"; }
            host pc { hardware ethernet 00:0c:29:aa:bb:cc; filename "loader"; }
            """);
    assertEquals("loader", asked.file(client("iPXE")));
  }

  @Test
  void theFirstClassDeclaredWins() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            class "one" { match if exists user-class; filename "one"; }
            class "two" { match if exists user-class; filename "two"; }
            filename "none";
            """);
    assertEquals("one", asked.file(client("x")));
    assertEquals("none", asked.file());
  }

  @Test
  void subclassesAreLookedUp() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            class "machines" { match hardware; filename "machine"; }
            subclass "machines" 1:00:0c:29:aa:bb:cc { server-name "it"; }
            subclass "machines" 1:2:3:4:5:6:7;
            """);
    assertEquals("machine", asked.file());
    assertEquals("it", asked.serverName(client()));
    assertEquals("", asked.file(DhcpBytes.discover()));
  }

  @Test
  void expressionsOfData() throws ConfigurationException {
    assertEquals("c29aab", value("substring(binary-to-ascii(16, 8, \"\", hardware), 2, 6)"));
    assertEquals("-0-c", value("substring(binary-to-ascii(16, 8, \"-\", hardware), 1, 4)"));
    assertEquals("XY", value("suffix(ucase(\"vwxy\"), 2)"));
    assertEquals("b", value("pick-first-value(option user-class, \"b\", \"c\")"));
    assertEquals("21 43", value("binary-to-ascii(10, 8, \" \", reverse(1, 2b:15))"));
    // dhcpd adds before it multiplies: (500 + 2) * 2, in base 8.
    assertEquals("1754", value("binary-to-ascii(8, 16, \"\", encode-int(500 + 2 * 2, 16))"));
    assertEquals("ab", value("lcase(concat(\"A\", substring(\"xB\", 1, 9)))"));
    assertEquals("", value("concat(\"a\", option user-class)"));
  }

  private static String value(String expression) throws ConfigurationException {
    return conf("filename = " + expression + ";").file();
  }

  @Test
  void whatIsNotKnownIsNeitherTrueNorFalse() throws ConfigurationException {
    assertTrue(holds("not exists user-class"));
    assertFalse(holds("not (exists user-class and option user-class = \"x\")"));
    assertFalse(holds("not (option user-class ~= \"x\")"));
    assertTrue(holds("option user-class = option host-name"));
    assertFalse(holds("option user-class != option host-name"));
    assertTrue(holds("option user-class != \"x\""));
    assertTrue(holds("null = option user-class"));
  }

  @Test
  void operatorsBindAsInDhcpd() throws ConfigurationException {
    // a or b = c and d is a or ((b = c) and d).
    assertFalse(holds("exists user-class or hardware = hardware and exists user-class"));
    assertTrue(holds("exists dhcp-message-type or hardware = hardware and exists user-class"));
    // exists a and b = c or d is a and ((b = c) or d).
    assertFalse(holds("exists user-class and hardware = hardware or exists dhcp-message-type"));
  }

  private static boolean holds(String condition) throws ConfigurationException {
    return conf("if " + condition + " { filename \"yes\"; }").file().equals("yes");
  }

  @Test
  void numbersAloneAreOctets() throws ConfigurationException {
    IscAsked asked =
        conf("if option pxe-system-type = 7 { filename \"7\"; } else { filename \"00:07\"; }");
    assertEquals("00:07", asked.file(client().option(93, 0, 7)));
  }

  @Test
  void trailingNulsOfTextAreLeftOutAndThoseOfStringsAreNot() throws ConfigurationException {
    assertEquals(
        "yes",
        conf("if option user-class = \"iPXE\" { filename \"yes\"; }").file(client("iPXE\0")));
    assertEquals(
        "",
        conf("""
                option user-class code 77 = string;
                if option user-class = "iPXE" { filename "yes"; }
                """)
            .file(client("iPXE\0")));
  }

  @Test
  void switches() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            switch (option user-class) {
              case "a": filename "a"; break;
              case "b": server-name "b";
              case "c": filename "c"; break; filename "never";
              default: filename "default";
            }
            """);
    assertEquals("a", asked.file(client("a")));
    assertEquals("c", asked.file(client("b")));
    assertEquals("b", asked.serverName(client("b")));
    assertEquals("default", asked.file(client("d")));
    assertEquals("default", asked.file());
  }

  @Test
  void variablesAndValuesThatAreAddedTo() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            set kind = "bios";
            if option pxe-system-type = 00:07 { set kind = "x64"; }
            filename = concat(kind, ".efi");
            option domain-name "b";
            if exists user-class { append domain-name "c"; }
            prepend domain-name "a";
            default host-name "default";
            """);
    assertEquals("bios.efi", asked.file());
    assertEquals("x64.efi", asked.file(client().option(93, 0, 7)));
    assertEquals("ab", asked.option(15));
    assertEquals("abc", asked.option(15, client("x")));
    assertEquals("default", asked.option(12));
  }

  @Test
  void optionsWithinOptions() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            option space ipxe;
            option ipxe-all code 175 = encapsulate ipxe;
            option ipxe.http code 19 = unsigned integer 8;
            option ipxe.no-pxedhcp code 176 = unsigned integer 8;
            option space PXE;
            option PXE.control code 6 = unsigned integer 8;
            option ipxe.no-pxedhcp 1;
            vendor-option-space PXE;
            option PXE.control 3;
            if exists ipxe.http { filename "http"; }
            """);
    assertEquals("\260\1\1", asked.option(175));
    assertEquals("\6\1\3", asked.option(43));
    assertEquals("http", asked.file(client().option(175, 1, 1, 5, 19, 1, 1)));
    assertEquals("", asked.file(client().option(175, 1, 1, 5, 19, 2, 1)));
  }

  @Test
  void poolsAndPermits() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            class "ipxe" { match if option user-class = "iPXE"; }
            host pc { hardware ethernet 52:54:00:00:00:01; }
            subnet 192.0.2.0 netmask 255.255.255.0 {
              pool { range 192.0.2.10; allow members of "ipxe"; filename "first"; }
              pool { range 192.0.2.20 192.0.2.29; allow known-clients; filename "second"; }
            }
            """);
    AddressPlan plan = asked.configuration().addresses();
    assertEquals("first", asked.file(client("iPXE")));
    assertEquals(
        java.util.List.of(
            new AddressPlan.Range(Ipv4.parse("192.0.2.10"), Ipv4.parse("192.0.2.10"))),
        plan.rangesFor(IscAsked.request(client("iPXE"))));
    assertTrue(asked.decide(client()).isSilent());
    assertEquals("second", asked.file(DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 1)));
    DhcpBytes both = DhcpBytes.discover().header(28, 0x52, 0x54, 0, 0, 0, 1).option(77, "iPXE");
    assertEquals("second", asked.fileAt("192.0.2.20", both));
  }

  @Test
  void whoIsLeftAlone() throws ConfigurationException {
    assertTrue(conf("deny unknown-clients;").decide(client()).isSilent());
    assertTrue(conf("ignore booting;").decide(client()).isSilent());
    assertTrue(conf("min-secs 3;").decide(client()).isSilent());
    assertFalse(conf("min-secs 3;").decide(client().header(8, 0, 3)).isSilent());
    assertFalse(
        conf("deny unknown-clients; host a { hardware ethernet 00:0c:29:aa:bb:cc; }")
            .decide(client())
            .isSilent());
    assertTrue(
        IscAsked.whole("subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.9; }")
            .decide(client())
            .isSilent());
  }

  @Test
  void hostsAndTheirAddresses() throws ConfigurationException {
    IscAsked asked =
        conf(
            """
            host pc { hardware ethernet 00:0c:29:aa:bb:cc; fixed-address 198.51.100.7, 192.0.2.7; }
            host by-id { option dhcp-client-identifier "\\001me"; filename "by-id"; }
            host by-circuit { host-identifier option agent.circuit-id "p1"; filename "by-circuit"; }
            use-host-decl-names on;
            if static { filename "static"; }
            default-lease-time 100; max-lease-time 200; min-lease-time 50;
            """);
    AddressPlan plan = asked.configuration().addresses();
    assertEquals(Ipv4.parse("192.0.2.7"), plan.reservedFor(IscAsked.request(client())));
    assertEquals("static", asked.file());
    assertEquals("pc", asked.option(12));
    assertEquals(
        0, plan.reservedFor(IscAsked.request(DhcpBytes.discover().option(61, 1, 'm', 'e'))));
    assertEquals("by-id", asked.file(DhcpBytes.discover().option(61, 1, 'm', 'e')));
    assertEquals("by-circuit", asked.file(DhcpBytes.discover().option(82, 1, 2, 'p', '1')));
    assertEquals(
        new AddressPlan.LeaseTimes(50, 100, 200), plan.leaseTimesFor(IscAsked.request(client())));
  }

  @Test
  void relaysAndTheirSubnets() throws ConfigurationException {
    IscAsked asked =
        IscAsked.whole(
            """
            subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.9; filename "here"; }
            authoritative;
            subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.9; filename "there"; }
            """);
    assertEquals("here", asked.file());
    assertEquals("there", asked.file(client().header(24, 198, 51, 100, 1)));
    assertEquals(
        "here", asked.file(client().header(24, 198, 51, 100, 1).option(82, 5, 4, 192, 0, 2, 0)));
    assertTrue(asked.decide(client().header(24, 203, 0, 113, 1)).isSilent());
    AddressPlan plan = asked.configuration().addresses();
    assertFalse(plan.isAuthoritative(IscAsked.request(client())));
    assertTrue(plan.isAuthoritative(IscAsked.request(client().header(24, 198, 51, 100, 1))));
    assertEquals(2, plan.subnets().size());
  }
}
