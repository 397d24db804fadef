package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code convert}: what it writes where, and its exit codes. */
final class ConvertCommandTest {
  private static final String DHCPD =
      """
      next-server 192.0.2.2;
      if exists user-class and option user-class = "gPXE" {
        filename "http://192.0.2.1/script";
      } else {
        filename "undionly.kpxe";
      }
      subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.99; }
      """;

  @TempDir private Path directory;

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private String file(String text) throws Exception {
    return Files.writeString(directory.resolve("in"), text).toString();
  }

  @Test
  void toStandardOutput() throws Exception {
    Run run = run("convert", file(DHCPD), "--to", "dnsmasq");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    assertTrue(run.out().contains("\ndhcp-boot=undionly.kpxe,,192.0.2.2\n"), run.out());
    assertTrue(run.out().contains(",http://192.0.2.1/script,,192.0.2.2\n"), run.out());
  }

  @Test
  void toAFileThatExplainReads() throws Exception {
    Path output = directory.resolve("out");
    Run run = run("convert", file(DHCPD), "--to", "dnsmasq", "-o", output.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.out());
    Run explained = run("explain", output.toString(), "--client", "gpxe");
    assertTrue(explained.out().contains("boots http://192.0.2.1/script\n"), explained.out());
    explained = run("explain", output.toString(), "--client", "ipxe-bios");
    assertTrue(explained.out().contains("boots undionly.kpxe\n"), explained.out());
  }

  @Test
  void whatIsLostIsTold() throws Exception {
    String file = file(DHCPD.replace("option user-class =", "option user-class ~="));
    Run run = run("convert", file, "--to", "windows");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("lost: " + file + ":3: "), run.err());
    assertEquals(1, run.err().lines().count());
    assertTrue(run.out().contains("\n#   " + file + ":3: "), run.out());
  }

  @Test
  void whatCannotBe() throws Exception {
    Run run = run("convert", file("if {"), "--to", "dnsmasq");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(directory.resolve("in") + ":1: "), run.err());
    run = run("convert", file(DHCPD), "--to", "kea");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("'kea' is not dhcpd, dnsmasq or windows"), run.err());
    run = run("convert", file(DHCPD));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--to"), run.err());
    run = run("convert", file(DHCPD), "--to", "windows", "-o", directory.toString());
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("cannot be written"), run.err());
  }
}
