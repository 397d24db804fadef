package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code decode} from the shaded jar: its libraries are in it, and its exit codes get out. */
final class DecodeJarIT {
  private static final Path FIXTURE =
      Path.of(
          "../dhcp-codec/testing/src/main/resources/io/github/netboot4j/capture/ipxe-rom-bios.pcap");

  private static DecodeRun run(String... options) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-jar", System.getProperty("netboot4j.jar"), "decode");
    builder.command().addAll(List.of(options));
    Process process = builder.redirectErrorStream(true).start();
    byte[] printed = process.getInputStream().readAllBytes();
    return new DecodeRun(process.waitFor(), new String(printed, StandardCharsets.UTF_8), "");
  }

  @Test
  void aFixture() throws Exception {
    DecodeRun json = run("--json", FIXTURE.toString());
    assertEquals(0, json.exitCode(), json.out());
    assertEquals(6, json.messages().size());
    assertEquals("0x1df8eb1e", json.messages().get(0).get("xid"));
    DecodeRun text = run(FIXTURE.toString());
    assertEquals(0, text.exitCode(), text.out());
    assertTrue(text.out().startsWith("frame 1  0.0.0.0:68 → 255.255.255.255:67  DHCP DISCOVER"));
    assertTrue(text.out().indexOf('\u001b') < 0, "colours though this is no terminal");
  }

  @Test
  void aTextFile() throws Exception {
    DecodeRun run = run("--json", "pom.xml");
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(
        List.of("netboot4j: pom.xml is not a pcap file: it starts with 0x3c3f786d"),
        run.out().lines().toList());
  }
}
