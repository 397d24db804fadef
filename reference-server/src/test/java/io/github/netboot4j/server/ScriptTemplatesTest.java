package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptTemplatesTest {
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  @TempDir private Path directory;
  private final KnownMachines machines = new KnownMachines();
  private final ScriptTemplates templates = new ScriptTemplates(machines);
  private FileRoot root;

  @BeforeEach
  void serve() throws IOException {
    root = new FileRoot(directory, false, MadeFiles.NONE, templates);
    machines.remember(
        Ipv4.parse("192.0.2.7"),
        0x5254_00AB_CDEFL,
        ID.getMostSignificantBits(),
        ID.getLeastSignificantBits(),
        7);
    machines.remember(Ipv4.parse("192.0.2.8"), -1, 0, 0, 999);
  }

  private static FileAsker asker(String client, String query) throws IOException {
    return new FileAsker(InetAddress.getByName(client), InetAddress.getByName("192.0.2.1"), query);
  }

  private String filled(String text, String client, String query) throws IOException {
    return templates.filled(text, "x.ipxe.template", asker(client, query));
  }

  private String fault(String text, String client, String query) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> filled(text, client, query)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "{{mac}},52:54:00:ab:cd:ef",
    "{{uuid}},00112233-4455-6677-8899-aabbccddeeff",
    "{{arch}},x64-uefi",
    "{{address}},192.0.2.7",
    "{{server}},192.0.2.1",
    "chain http://{{server}}/{{arch}}/k?m={{mac}} ${net0/mac} {x} }},"
        + "chain http://192.0.2.1/x64-uefi/k?m=52:54:00:ab:cd:ef ${net0/mac} {x} }}"
  })
  void whatDhcpKnowsIsFilledIn(String text, String expected) throws IOException {
    assertEquals(expected, filled(text, "192.0.2.7", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "{{mac}},mac=52-54-00-00-00-FF,52:54:00:00:00:ff",
    "{{mac}},x=1&mac=52%3a54%3A00:00:00:FF&y,52:54:00:00:00:ff",
    "{{uuid}},uuid=00112233-4455-6677-8899-AABBCCDDEE00,00112233-4455-6677-8899-aabbccddee00",
    "{{arch}},arch=x86_64,x86_64"
  })
  void whatTheRequestSaysGoesFirst(String text, String query, String expected) throws IOException {
    assertEquals(expected, filled(text, "192.0.2.7", query));
    assertEquals(expected, filled(text, "192.0.2.99", query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mac;mac=52:54:00:12:34",
        "mac;mac=52:54:00:12:34:5g",
        "mac;mac=",
        "mac;mac=52:54:00:12:34:56%0Ashell",
        "mac;mac=${net0/mac}",
        "uuid;uuid=1-1-1-1-1",
        "arch;arch=a b",
        "arch;arch=%24{x}",
        "arch;arch=a/../b"
      })
  void whatARequestSaysIsCheckedAndNotPassedOn(String name, String query) {
    String fault = fault("{{" + name + "}}", "192.0.2.7", query);
    assertTrue(fault.startsWith("the request's " + name + "="), fault);
    assertEquals(1, fault.lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{serial}}; line 1: {{serial}} is none of [mac, uuid, arch, address, server]",
        "{{ mac }}; line 1: {{ mac }} is none of",
        "{{}}; line 1: {{}} is none of",
        "{{mac}; line 1: {{mac}} is none of",
        "{{mac; line 1: {{mac}} is none of",
        "{{MAC}}; line 1: {{MAC}} is none of"
      })
  void anotherNameIsAFault(String text, String expected) {
    String fault = fault(text, "192.0.2.7", "");
    assertTrue(fault.startsWith("x.ipxe.template, " + expected), fault);
  }

  @Test
  void whatIsNotKnownIsAFaultWithItsLine() {
    String script = "#!ipxe\necho {{server}}\n\necho {{mac}}\n";
    String expected = "x.ipxe.template, line 4: {{mac}} is not known of 192.0.2.99";
    assertEquals(expected, fault(script, "192.0.2.99", ""));
    assertTrue(fault("{{uuid}}", "192.0.2.8", "").endsWith("is not known of 192.0.2.8"));
    assertTrue(fault("{{arch}}", "192.0.2.8", "").endsWith("is not known of 192.0.2.8"));
    assertTrue(fault("\n{{mac}}", "192.0.2.8", "").contains("line 2:"));
  }

  /** Nothing that a stranger writes begins a command or an expansion of iPXE's. */
  @Property(tries = 1_000)
  void valuesHoldNothingThatIpxeReads(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 4) String arch)
      throws IOException {
    if (arch.matches("[A-Za-z0-9_-]+")) {
      assertEquals(arch, filled("{{arch}}", "192.0.2.7", "arch=" + arch));
      return;
    }
    try {
      String line = filled("{{arch}}", "192.0.2.7", "arch=" + arch);
      assertTrue(line.matches("[A-Za-z0-9_-]{1,32}"), line);
    } catch (TemplateException e) {
      assertTrue(String.valueOf(e.getMessage()).matches("[ -~]+"), e.getMessage());
    }
  }

  private String open(String name) throws IOException {
    try (ServedFile file = root.open(name, asker("192.0.2.7", ""))) {
      ByteBuffer octets = ByteBuffer.allocate((int) file.size());
      file.read(octets, 0);
      return new String(octets.array(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aTemplateAnswersForAScriptThatIsNotThere() throws IOException {
    Files.writeString(directory.resolve("boot.ipxe.template"), "#!ipxe\necho \u00fc {{mac}}\n");
    assertEquals("#!ipxe\necho \u00fc 52:54:00:ab:cd:ef\n", open("boot.ipxe"));
    assertEquals("#!ipxe\necho \u00fc {{mac}}\n", open("boot.ipxe.template"));
    Files.writeString(directory.resolve("boot.ipxe"), "#!ipxe\necho {{mac}}\n");
    assertEquals("#!ipxe\necho {{mac}}\n", open("boot.ipxe"));
  }

  @Test
  void onlyScriptsHaveTemplates() throws IOException {
    Files.writeString(directory.resolve("boot.cfg.template"), "{{mac}}");
    assertThrows(NoSuchFileException.class, () -> open("boot.cfg"));
    assertThrows(NoSuchFileException.class, () -> open("none.ipxe"));
  }

  @Test
  void aTemplateHasAnEnd() throws IOException {
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    large.write(new byte[ScriptTemplates.LONGEST + 1]);
    Files.write(directory.resolve("large.ipxe.template"), large.toByteArray());
    assertThrows(TemplateException.class, () -> open("large.ipxe"));
  }

  @Test
  void theMachineKnownLongestMakesRoom() throws IOException {
    for (int number = 0; number < KnownMachines.MOST - 1; number++) {
      machines.remember(0x0A00_0001 + number, 0x5254_0000_0000L + number, 0, 0, 0);
    }
    assertEquals("192.0.2.7 is forgotten", forgotten("192.0.2.7"));
    assertEquals("192.0.2.8 is known", forgotten("192.0.2.8"));
    assertEquals("10.0.0.1 is known", forgotten("10.0.0.1"));
    machines.remember(0x0A00_0001, 1, 0, 0, 0);
    assertEquals("00:00:00:00:00:01", filled("{{mac}}", "10.0.0.1", ""));
    assertEquals("192.0.2.8 is known", forgotten("192.0.2.8"));
  }

  private String forgotten(String address) throws IOException {
    boolean known = machines.at(InetAddress.getByName(address)) != null;
    return address + (known ? " is known" : " is forgotten");
  }
}
