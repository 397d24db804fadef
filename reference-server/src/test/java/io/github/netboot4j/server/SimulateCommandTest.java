package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code simulate}: what it prints and draws, and its exit codes. */
final class SimulateCommandTest {
  private static final String FOUNDING =
      """
      subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100 192.0.2.199; }
      next-server 192.0.2.1;
      if exists user-class and option user-class = "gPXE" {
        filename "http://my.web.server/real_boot_script.php";
      } else {
        filename "undionly.kpxe";
      }
      """;

  @TempDir private Path directory;
  private String file = "";

  @BeforeEach
  void founding() throws Exception {
    file = Files.writeString(directory.resolve("dhcpd.conf"), FOUNDING).toString();
  }

  @Test
  void theLoopOfToday() {
    CommandRun run = CommandRun.of("simulate", file, "--clients", "bios");
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(
        """
        BIOS PXE ROM (bios): loops
        ├─ fetches undionly.kpxe from 192.0.2.1 (file of the ACK): iPXE (by its name)
        │    FILE:6: filename "undionly.kpxe";
        ┌▶ iPXE over UNDI fetches undionly.kpxe from 192.0.2.1 (file of the ACK): iPXE (by its name)
        │    FILE:6: filename "undionly.kpxe";
        └─ loops: iPXE over UNDI fetches undionly.kpxe again and again
        """,
        run.out().substring(0, run.out().indexOf("     to end it")).replace(file, "FILE"));
    assertTrue(run.out().contains("1 kind of client on 1 machine: 1 loops"), run.out());
  }

  @Test
  void theGpxeOfThenBoots() {
    CommandRun run =
        CommandRun.of("simulate", file, "--clients", "bios", "--image", "undionly.kpxe=gpxe");
    assertEquals(0, run.exitCode(), run.out());
    assertTrue(run.out().contains("gPXE fetches http://my.web.server/real_boot_script.php"));
  }

  @Test
  void aRecipeNeedNotDeclareASubnet() throws Exception {
    Files.writeString(Path.of(file), FOUNDING.substring(FOUNDING.indexOf("next-server")));
    CommandRun run = CommandRun.of("simulate", file, "--clients", "bios");
    assertEquals(1, run.exitCode(), run.out());
    assertTrue(run.out().contains(file + ":5: filename"), run.out());
    assertEquals(file + ": declares no subnet; read as if it declared 192.0.2.0/24\n", run.err());
    Path dnsmasq =
        Files.writeString(directory.resolve("dnsmasq.conf"), "dhcp-boot=undionly.kpxe\n");
    run = CommandRun.of("simulate", dnsmasq.toString(), "--clients", "bios");
    assertEquals(1, run.exitCode(), run.out());
    assertTrue(run.out().contains(dnsmasq + ":1: dhcp-boot"), run.out());
  }

  @Test
  void asJson() {
    Map<String, Object> json =
        DecodeJsonReader.line(CommandRun.of("simulate", file, "--json").out().strip());
    assertEquals("dhcpd", json.get("dialect"));
    List<?> chains = (List<?>) json.get("chains");
    assertEquals(17, chains.size());
    Map<?, ?> chain = (Map<?, ?>) chains.get(0);
    assertEquals("bios", chain.get("client"));
    Map<?, ?> verdict = (Map<?, ?>) chain.get("verdict");
    assertEquals("loops", verdict.get("kind"));
    assertEquals("1", String.valueOf(verdict.get("closesAt")));
    assertEquals("6", String.valueOf(((Map<?, ?>) verdict.get("rule")).get("line")));
    Map<?, ?> step = (Map<?, ?>) ((List<?>) chain.get("steps")).get(0);
    assertEquals("undionly.kpxe", step.get("file"));
    assertEquals("ipxe", ((Map<?, ?>) step.get("image")).get("kind"));
  }

  @Test
  void asPictures() throws Exception {
    Path svg = directory.resolve("chains.svg");
    assertEquals(1, CommandRun.of("simulate", file, "--svg", svg.toString()).exitCode());
    Document drawn =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Files.readString(svg))));
    NodeList paths = drawn.getElementsByTagName("path");
    int loops = 0;
    for (int index = 0; index < paths.getLength(); index++) {
      loops +=
          ((Element) paths.item(index)).getAttribute("marker-end").equals("url(#loop)") ? 1 : 0;
    }
    assertEquals(1, loops);
    String dot = CommandRun.of("simulate", file, "--dot", "-").out();
    assertTrue(dot.startsWith("digraph chains {"), dot);
    assertTrue(dot.contains("[label=\"undionly.kpxe\", color=red"), dot);
  }

  @Test
  void theRootIsLookedInto() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    String[] arguments = {"simulate", file, "--clients", "bios", "--root", root.toString()};
    CommandRun missing = CommandRun.of(arguments);
    assertEquals(1, missing.exitCode());
    assertTrue(missing.out().contains("stuck: the root has no file undionly.kpxe"), missing.out());
    Files.writeString(root.resolve("undionly.kpxe"), "UNDI loader gPXE 0.9.7");
    CommandRun found = CommandRun.of(arguments);
    assertEquals(0, found.exitCode(), found.out());
    assertTrue(found.out().contains("gPXE (by its content)"), found.out());
  }

  @Test
  void aMachineOfItsOwn() {
    CommandRun run = CommandRun.of("simulate", file, "--mac", "52:54:00:00:00:09", "--json");
    assertTrue(run.out().contains("\"mac\":\"52:54:00:00:00:09\""), run.out());
  }

  @Test
  void whatComesFromAFileMovesNoCursor() throws Exception {
    Files.writeString(Path.of(file), FOUNDING.replace("undionly.kpxe", "undionly\u001b[2J.kpxe"));
    CommandRun run = CommandRun.of("simulate", file);
    assertFalse(run.out().contains("\u001b"), run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--clients, bias, is not one of bios",
    "--image, undionly.kpxe=gpxee, a file is one of ipxe",
    "--root, /nowhere/at/all, is no directory"
  })
  void slips(String flag, String value, String told) {
    CommandRun run = CommandRun.of("simulate", file, flag, value);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(told), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
