package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.server.lab.LabProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as a user runs it: a process of its own, judged by what it prints and returns. */
final class ServerJarIT {
  private static final String IGNORED_SIGNALS = "SigIgn:";
  private static final Duration LIMIT = Duration.ofSeconds(90);

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

  @Test
  void aHangUpReadsTheConfigurationAgain(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("dnsmasq.conf");
    Files.writeString(file, "dhcp-range=127.77.5.10,127.77.5.20,255.0.0.0\ndhcp-boot=first\n");
    Path log = directory.resolve("log");
    int port = DemoCommand.freeDhcpPort();
    List<String> command = new ArrayList<>(beforeWhatHearsHangUps());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("netboot4j.jar"),
            "serve",
            "--interface",
            "lo",
            "--config",
            file.toString(),
            "--leases",
            "memory",
            "--dhcp-port",
            Integer.toString(port)));
    try (LabProcess server = LabProcess.start("the server", command, directory, log)) {
      awaitLine(log, "leases: in memory");
      Files.writeString(file, "dhcp-bott=second\n");
      hangUp(server);
      awaitLine(log, "is not served; what was served before goes on: " + file + ":1: ");
      Files.writeString(file, "dhcp-range=127.77.6.10,127.77.6.20,255.0.0.0\ndhcp-boot=x\n");
      hangUp(server);
      awaitLine(log, "the configuration was read again: 127.0.0.0/8 as ");
      awaitLine(log, "proof: no client"); // of the start
      hangUp(server);
      Await.until(
          "another proof",
          LIMIT,
          () -> {
            long proofs =
                Files.readAllLines(log).stream().filter(l -> l.contains("proof: ")).count();
            return proofs > 1 ? Optional.of(proofs) : Optional.empty();
          });
      server.requireAlive();
    }
  }

  /**
   * What a command begins with that is to hear the signal. Under nohup it is ignored, which a JVM
   * leaves so; and so would the one that is started here.
   */
  private static List<String> beforeWhatHearsHangUps() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(status)) {
      boolean ignored =
          lines
              .filter(line -> line.startsWith(IGNORED_SIGNALS))
              .map(line -> line.substring(IGNORED_SIGNALS.length()).strip())
              .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 1) != 0); // SIGHUP is 1
      return ignored ? List.of("env", "--default-signal=HUP") : List.of(); // coreutils 8.31
    }
  }

  private static void hangUp(LabProcess server) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  private static void awaitLine(Path log, String text) throws IOException, InterruptedException {
    Await.until(
        "the server to say " + text,
        LIMIT,
        () -> Files.readString(log).contains(text) ? Optional.of(true) : Optional.empty());
  }
}
