package io.github.netboot4j.chainload.dialect;

import static io.github.netboot4j.chainload.dialect.WindowsExports.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests from the documented rules: no Windows server was asked. */
class WindowsDhcpExportTest {
  private static final Path FOUNDING = Path.of("src/test/resources/windows/founding.xml");

  @TempDir Path directory;

  private BootConfiguration read(String... ipv4) throws ConfigurationException {
    return WindowsDhcpExport.read(write(directory, export(ipv4)), false);
  }

  private static String file(BootConfiguration configuration, DhcpBytes client) {
    return decide(configuration, client).bootFile();
  }

  private static DhcpBytes onLab(DhcpBytes client) {
    return client.header(24, 192, 168, 10, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', undionly.kpxe",
    "gPXE, http://my.web.server/real_boot_script.php",
    "'\4gPXE', undionly.kpxe",
    "gPXEx, undionly.kpxe",
    "xgPXE, undionly.kpxe",
    "gpxe, undionly.kpxe"
  })
  void theFoundingRecipe(String userClass, String expected) throws Exception {
    BootConfiguration founding = WindowsDhcpExport.read(FOUNDING, false);
    DhcpBytes client = onLab(client());
    if (!userClass.isEmpty()) {
      client.option(77, userClass);
    }
    BootDecision decision = decide(founding, client);
    assertEquals(expected, decision.bootFile());
    ReplyFields fields = decision.fields();
    assertEquals(expected, new String(fields.file(), StandardCharsets.US_ASCII));
    assertEquals(expected + "\0", new String(fields.option(67), StandardCharsets.US_ASCII));
    assertEquals(SERVER, fields.nextServer(), "without option 66 the server itself");
    assertArrayEquals(new byte[] {(byte) 192, (byte) 168, 10, 1}, fields.option(3));
    assertArrayEquals(new byte[] {-1, -1, -1, 0}, fields.option(1));
  }

  @Test
  void theReasonIsTheLineOfTheValue() throws Exception {
    BootConfiguration founding = WindowsDhcpExport.read(FOUNDING, false);
    assertEquals(
        FOUNDING + ":45: option 67 (the server)",
        decide(founding, onLab(client())).reason().toString());
    assertEquals(
        FOUNDING + ":51: option 67 (the server, user class 'gPXE')",
        decide(founding, onLab(client().option(77, "gPXE"))).reason().toString());
    assertTrue(
        founding.remarks().stream().allMatch(remark -> remark.kind() == Remark.Kind.WITHOUT_EFFECT),
        founding.remarks().toString());
    assertSame(Dialect.WINDOWS_DHCP, founding.dialect());
  }

  @Test
  void theSameDecisionAgain() throws Exception {
    BootConfiguration founding = WindowsDhcpExport.read(FOUNDING, false);
    assertSame(decide(founding, onLab(client())), decide(founding, onLab(client())));
  }

  @Test
  void decidingAllocatesNothing() throws Exception {
    BootConfiguration founding = WindowsDhcpExport.read(FOUNDING, false);
    BootRequest loader = request(onLab(client()));
    BootRequest script = request(onLab(client().option(77, "gPXE")));
    BootRequest reserved = request(onLab(client().header(28, 0x00, 0x0C, 0x29, 0xAA, 0xBB, 0xCC)));
    long allocated =
        Allocation.ofOneRound(
            300,
            () -> {
              founding.policy().decide(loader);
              founding.policy().decide(script);
              founding.policy().decide(reserved);
            });
    assertEquals(0, allocated);
  }

  @Test
  void levelsFromTheStrongest() throws Exception {
    String[] levels = {
      policies(policy(1, "OR", is("MacAddress", "EQ", "525400*"), values(value(67, "server-p")))),
      values(value(67, "server"))
    };
    String inScope =
        policies(policy(1, "OR", is("MacAddress", "EQ", "525400*"), values(value(67, "scope-p"))));
    String reserved =
        "<Reservations>"
            + reservation("192.0.2.20", "52-54-00-12-34-56", values(value(67, "reserved")))
            + "</Reservations>";
    assertEquals(
        "server", file(read(levels[1], scopes(scope(values(value(3, "192.0.2.1"))))), client()));
    assertEquals(
        "scope", file(read(levels[1], scopes(scope(values(value(67, "scope"))))), client()));
    assertEquals(
        "server-p",
        file(read(levels[0], levels[1], scopes(scope(values(value(67, "scope"))))), client()));
    assertEquals(
        "scope-p",
        file(
            read(levels[0], levels[1], scopes(scope(inScope, values(value(67, "scope"))))),
            client()));
    assertEquals(
        "reserved",
        file(
            read(
                levels[0], levels[1], scopes(scope(inScope, values(value(67, "scope")), reserved))),
            client()));
  }

  @Test
  void aUserClassGoesBeforeAnyoneWithinItsLevelOnly() throws Exception {
    String classes = classes(userClass("i", "iPXE"));
    String server = values(value(67, "server"), value(67, "server-i", "", "i"));
    DhcpBytes ipxe = client().option(77, "iPXE");
    assertEquals("server-i", file(read(classes, server, scopes(scope())), ipxe));
    String scope = scopes(scope(values(value(67, "scope"))));
    assertEquals("scope", file(read(classes, server, scope), client().option(77, "iPXE")));
    assertEquals("server", file(read(classes, server, scopes(scope())), client()));
  }

  @ParameterizedTest
  @CsvSource({
    "PXEClient:Arch:00007*, PXEClient:Arch:00007:UNDI:003016, uefi",
    "PXEClient:Arch:00007*, PXEClient:Arch:00007, uefi",
    "PXEClient:Arch:00007, PXEClient:Arch:00007:UNDI:003016, other",
    "*UNDI:003016, PXEClient:Arch:00007:UNDI:003016, uefi",
    "*UNDI:003016, UNDI:00301, other",
    "PXEClient:Arch:00007*, PXEClient:Arch:00000:UNDI:002001, other",
    "PXEClient:Arch:00007*, '', other"
  })
  void vendorClassesWithWildcards(String pattern, String vendorClass, String expected)
      throws Exception {
    String octets = pattern.replace("*", "");
    String name = pattern.replace(octets, "UEFI");
    BootConfiguration configuration =
        read(
            classes(vendorClass("UEFI", octets)),
            policies(policy(1, "OR", is("VendorClass", "EQ", name), values(value(67, "uefi")))),
            values(value(67, "other")),
            scopes(scope()));
    DhcpBytes client = client();
    if (!vendorClass.isEmpty()) {
      client.option(60, vendorClass);
    }
    assertEquals(expected, file(configuration, client));
  }

  @ParameterizedTest
  @CsvSource({
    "AND, PXEClient, iPXE, both",
    "AND, PXEClient, '', none",
    "AND, '', iPXE, none",
    "OR, PXEClient, '', both",
    "OR, '', iPXE, both",
    "OR, '', '', none"
  })
  void conditionsAreJoined(String operator, String vendorClass, String userClass, String expected)
      throws Exception {
    BootConfiguration configuration =
        read(
            classes(vendorClass("v", "PXEClient"), userClass("u", "iPXE")),
            policies(
                policy(
                    1,
                    operator,
                    is("VendorClass", "EQ", "v") + is("UserClass", "EQ", "u"),
                    values(value(67, "both")))),
            values(value(67, "none")),
            scopes(scope()));
    DhcpBytes client = client();
    if (!vendorClass.isEmpty()) {
      client.option(60, vendorClass);
    }
    if (!userClass.isEmpty()) {
      client.option(77, userClass);
    }
    assertEquals(expected, file(configuration, client));
  }

  @Test
  void eqIsAnyOfItsValuesAndNeNoneOfThem() throws Exception {
    String classes = classes(userClass("i", "iPXE"), userClass("g", "gPXE"));
    String rest = values(value(67, "rest"));
    BootConfiguration equal =
        read(
            classes,
            policies(policy(1, "AND", is("UserClass", "EQ", "i", "g"), values(value(67, "it")))),
            rest,
            scopes(scope()));
    BootConfiguration unequal =
        read(
            classes,
            policies(policy(1, "AND", is("UserClass", "NE", "i", "g"), values(value(67, "it")))),
            rest,
            scopes(scope()));
    for (String name : new String[] {"iPXE", "gPXE"}) {
      assertEquals("it", file(equal, client().option(77, name)));
      assertEquals("rest", file(unequal, client().option(77, name)));
    }
    assertEquals("rest", file(equal, client()));
    assertEquals("it", file(unequal, client()), "what is absent is not equal");
    assertEquals("it", file(unequal, client().option(77, "other")));
  }

  @ParameterizedTest
  @CsvSource({
    "MacAddress, 52-54-00-12-34-56, it",
    "MacAddress, 52-54-00-*, it",
    "MacAddress, 5254001234*, it",
    "MacAddress, *3456, it",
    "MacAddress, 52-54-00-12-34-57, rest",
    "ClientId, 52-54-00-12-34-56, it",
    "CircuitId, 706f727431, it",
    "CircuitId, 706f*, it",
    "CircuitId, 706f7432, rest",
    "RemoteId, 7231, it",
    "SubscriberId, 00, rest",
    "RelayAgent, 0105706f72743102027231, it"
  })
  void otherCriteria(String criterion, String value, String expected) throws Exception {
    BootConfiguration configuration =
        read(
            policies(policy(1, "OR", is(criterion, "EQ", value), values(value(67, "it")))),
            values(value(67, "rest")),
            scopes(scope()));
    assertEquals(expected, file(configuration, client().option(82, "\1\5port1\2\2r1")));
  }

  @Test
  void theLowerProcessingOrderGoesFirstWhateverTheOrderInTheFile() throws Exception {
    BootConfiguration configuration =
        read(
            policies(
                policy(2, "OR", is("MacAddress", "EQ", "52*"), values(value(67, "second"))),
                policy(1, "OR", is("MacAddress", "EQ", "52*"), values(value(67, "first"))),
                policy(3, "OR", is("MacAddress", "EQ", "52*"), values(value(66, "192.0.2.9")))),
            scopes(scope()));
    ReplyFields fields = decide(configuration, client()).fields();
    assertEquals("first", new String(fields.file(), StandardCharsets.US_ASCII));
    assertEquals(Ipv4.parse("192.0.2.9"), fields.nextServer(), "another policy's other option");
    assertEquals("192.0.2.9", new String(fields.option(66), StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsSwitchedOffDoesNothingAndIsTold() throws Exception {
    String policy = policy(1, "OR", is("MacAddress", "EQ", "52*"), values(value(67, "policy")));
    String disabled = policy.replace("<Enabled>true", "<Enabled>false");
    BootConfiguration one = read(policies(disabled), values(value(67, "server")), scopes(scope()));
    assertEquals("server", file(one, client()));
    assertEquals(Remark.Kind.INERT, one.remarks().get(0).kind());
    BootConfiguration all =
        read(
            "<ActivatePolicies>false</ActivatePolicies>",
            policies(policy),
            values(value(67, "server")),
            scopes(scope()));
    assertEquals("server", file(all, client()));
    BootConfiguration inactive =
        read(values(value(67, "server")), scopes(scope().replace(">Active<", ">Inactive<")));
    assertTrue(decide(inactive, client()).isSilent());
    assertEquals(0, inactive.addresses().subnets().size());
    assertTrue(inactive.remarks().toString().contains("scope 192.0.2.0 is not active"));
  }

  @Test
  void onlyWhatIsAskedForIsSent() throws Exception {
    BootConfiguration configuration =
        read(values(value(67, "loader"), value(66, "192.0.2.7")), scopes(scope()));
    DhcpBytes asksForRouters = DhcpBytes.discover().option(55, 1, 3);
    ReplyFields fields = decide(configuration, asksForRouters).fields();
    assertNull(fields.option(67));
    assertEquals("loader", new String(fields.file(), StandardCharsets.US_ASCII));
    assertEquals(Ipv4.parse("192.0.2.7"), fields.nextServer());
    ReplyFields toAll = decide(configuration, DhcpBytes.discover()).fields();
    assertEquals("loader\0", new String(toAll.option(67), StandardCharsets.US_ASCII));
  }

  @Test
  void aNameInOption66LeavesTheNextServerToThisOne() throws Exception {
    BootConfiguration configuration =
        read(values(value(66, "192.0.2.9")), scopes(scope(values(value(66, "boot.example.com")))));
    ReplyFields fields = decide(configuration, client()).fields();
    assertEquals(SERVER, fields.nextServer(), "not the weaker level's address");
    assertEquals("boot.example.com", new String(fields.option(66), StandardCharsets.US_ASCII));
  }

  @Test
  void typesOfValues() throws Exception {
    String definitions =
        "<OptionDefinitions>"
            + definition(200, "Byte")
            + definition(201, "Word")
            + definition(202, "DWord")
            + definition(203, "DWordDWord")
            + definition(204, "IPv4Address")
            + definition(205, "String")
            + definition(206, "BinaryData")
            + definition(60, "String")
            + "</OptionDefinitions>";
    BootConfiguration configuration =
        read(
            definitions,
            values(
                value(200, "7</Value><Value>0xff"),
                value(201, "258"),
                value(202, "0x01020304"),
                value(203, "4294967296"),
                value(204, "192.0.2.1</Value><Value>192.0.2.2"),
                value(205, " a&amp;b "),
                value(206, "0x06</Value><Value>0x1</Value><Value>0x0a0b"),
                value(60, "PXEClient"),
                value(43, "0x060108ff")),
            scopes(scope()));
    ReplyFields fields = decide(configuration, DhcpBytes.discover()).fields();
    assertArrayEquals(new byte[] {7, -1}, fields.option(200));
    assertArrayEquals(new byte[] {1, 2}, fields.option(201));
    assertArrayEquals(new byte[] {1, 2, 3, 4}, fields.option(202));
    assertArrayEquals(new byte[] {0, 0, 0, 1, 0, 0, 0, 0}, fields.option(203));
    assertArrayEquals(new byte[] {-64, 0, 2, 1, -64, 0, 2, 2}, fields.option(204));
    assertEquals(" a&b ", new String(fields.option(205), StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {6, 1, 10, 11}, fields.option(206));
    assertEquals("PXEClient", new String(fields.option(60), StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {6, 1, 8, -1}, fields.option(43));
  }

  private static String definition(int code, String type) {
    return "<OptionDefinition><Name>o</Name><OptionId>%d</OptionId><Type>%s</Type></OptionDefinition>"
        .formatted(code, type);
  }

  @Test
  void optionsOfAVendorClassGoIntoOption43() throws Exception {
    String definitions =
        "<OptionDefinitions>"
            + definition(6, "Byte").replace("</Type>", "</Type><VendorClass>PXE</VendorClass>")
            + definition(10, "BinaryData")
                .replace("</Type>", "</Type><VendorClass>PXE</VendorClass>")
            + "</OptionDefinitions>";
    String pxe = "<Classes>" + vendorClass("PXE", "PXEClient") + "</Classes>";
    BootConfiguration one =
        read(
            pxe,
            definitions,
            values(value(10, "0x0050", "PXE", ""), value(6, "8", "PXE", ""), value(43, "0x0102")),
            scopes(scope()));
    DhcpBytes client = client().option(60, "PXEClient");
    assertArrayEquals(
        new byte[] {6, 1, 8, 10, 2, 0, 0x50}, decide(one, client).fields().option(43));
    assertArrayEquals(new byte[] {1, 2}, decide(one, client()).fields().option(43));
    BootConfiguration levels =
        read(
            pxe,
            definitions,
            values(value(10, "0x0050", "PXE", ""), value(6, "8", "PXE", "")),
            scopes(scope(values(value(6, "3", "PXE", "")))));
    assertArrayEquals(
        new byte[] {6, 1, 3, 10, 2, 0, 0x50},
        decide(levels, client().option(60, "PXEClient")).fields().option(43),
        "each of its options from the strongest level that has it");
  }

  @Test
  void filters() throws Exception {
    String server = values(value(67, "server"));
    String lists =
        "<Filters><Allow>%s</Allow><Deny>%s</Deny>"
            + "<Filter><List>Allow</List><MacAddress>52-54-00-*</MacAddress></Filter>"
            + "<Filter><List>Deny</List><MacAddress>52-54-00-12-34-56</MacAddress></Filter>"
            + "</Filters>";
    DhcpBytes other = client().header(28, 2, 0, 0, 0, 0, 1);
    DhcpBytes kin = client().header(28, 0x52, 0x54, 0, 0, 0, 1);
    BootConfiguration deny = read(lists.formatted("false", "true"), server, scopes(scope()));
    assertTrue(decide(deny, client()).isSilent());
    assertFalse(decide(deny, other).isSilent());
    BootConfiguration allow = read(lists.formatted("true", "false"), server, scopes(scope()));
    assertFalse(decide(allow, client()).isSilent());
    assertTrue(decide(allow, client().header(28, 2, 0, 0, 0, 0, 1)).isSilent());
    BootConfiguration both = read(lists.formatted("true", "true"), server, scopes(scope()));
    assertTrue(decide(both, client()).isSilent(), "denied, though allowed too");
    assertFalse(decide(both, kin).isSilent());
  }
}
