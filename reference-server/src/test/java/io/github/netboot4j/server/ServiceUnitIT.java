package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Lab;
import io.github.netboot4j.server.lab.ServiceUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit in docs/operating.md, as systemd reads it. */
final class ServiceUnitIT {
  private static final String ANALYZE = "systemd-analyze";

  /** Tenths of the points that systemd gives for what a service may do; 100 is everything. */
  private static final int MOST_EXPOSURE = 25;

  @TempDir private Path directory;
  private Path unit;

  @BeforeEach
  void write() throws IOException {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, ANALYZE, "systemd");
    Lab.require("a unit cannot be looked at here", missing);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    unit = directory.resolve("netboot4j.service");
    Files.writeString(unit, ServiceUnit.text(java));
  }

  private void assertNoComplaint(String... call) throws Exception {
    List<String> command = new ArrayList<>(List.of(ANALYZE));
    command.addAll(List.of(call));
    command.add(unit.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), told);
    assertTrue(told.lines().noneMatch(line -> line.matches(".*netboot4j\\.service:\\d+.*")), told);
  }

  @Test
  void systemdUnderstandsAllOfIt() throws Exception {
    assertNoComplaint("verify");
  }

  @Test
  void itMayDoLittle() throws Exception {
    assertNoComplaint("security", "--offline=true", "--threshold=" + MOST_EXPOSURE);
  }
}
