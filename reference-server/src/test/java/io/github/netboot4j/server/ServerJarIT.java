package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shaded jar as a user runs it: a process of its own, judged by what it prints and returns. */
final class ServerJarIT {
  private record Ended(int exitCode, String printed) {}

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("netboot4j.jar"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Ended(process.waitFor(), printed);
  }

  @Test
  void demoEndsWell() throws Exception {
    Ended demo = run("demo");
    assertEquals(0, demo.exitCode(), demo.printed());
    assertTrue(demo.printed().endsWith("4 of 4 chains ended in the script."), demo.printed());
  }

  @Test
  void serveNamesTheFaultInOneLine() throws Exception {
    Ended serve =
        run(
            "serve",
            "--interface",
            "nosuch",
            "--pool",
            "192.0.2.10-192.0.2.20",
            "--tftp-root",
            ".",
            "--script",
            "boot.ipxe");
    assertEquals(2, serve.exitCode(), serve.printed());
    assertTrue(
        serve.printed().startsWith("netboot4j: no interface 'nosuch' on this machine; it has: "),
        serve.printed());
    assertEquals(1, serve.printed().lines().count(), serve.printed());
  }

  @Test
  void helpAndVersion() throws Exception {
    Ended help = run("serve", "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.printed().contains("--pool=A-B"), help.printed());
    Ended version = run("--version");
    assertEquals(0, version.exitCode());
    assertTrue(version.printed().matches("netboot4j \\d+\\.\\d+\\.\\d+\\S*"), version.printed());
  }
}
