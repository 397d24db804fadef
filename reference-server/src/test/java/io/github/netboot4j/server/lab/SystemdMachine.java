package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A systemd that runs beside the machine's own, with processes, mounts and control groups of its
 * own, in a network namespace. What it writes is in memory, and gone at its end.
 */
final class SystemdMachine implements AutoCloseable {
  private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");
  private static final Path SCRIPT = Path.of("src/test/resources/systemd/machine.sh");
  private static final Duration TO_START = Duration.ofSeconds(60);

  /** What a command said. */
  record Said(int status, String text) {}

  private final LabProcess process;
  private final Path controlGroup;
  private long first;

  private SystemdMachine(LabProcess process, Path controlGroup) {
    this.process = process;
    this.controlGroup = controlGroup;
  }

  /** Notes what is missing for it. */
  static void missing(List<String> missing) {
    Lab.program(missing, "unshare", "util-linux");
    Lab.program(missing, "nsenter", "util-linux");
    if (!Files.isExecutable(SYSTEMD)) {
      missing.add(SYSTEMD + " (Debian package systemd)");
    }
  }

  /**
   * Starts it, and returns when it has nothing left to start. Aborts the test where it cannot run,
   * also if {@code netboot4j.requireAll} is true: that is up to the system, which may be a
   * container that may not mount, and nothing that could be installed.
   *
   * @param directory for its use; what is in {@code files} below is copied to its root
   */
  static SystemdMachine start(Path directory, NetworkNamespace network)
      throws IOException, InterruptedException {
    Path units = Files.createDirectories(directory.resolve("files/etc/systemd/system"));
    Files.writeString(units.resolve("machine.target"), "[Unit]\nDescription=Nothing more\n");
    Path log = directory.resolve("systemd.log");
    Path group = makeControlGroup(network.name());
    List<String> command =
        List.of(
            SCRIPT.toAbsolutePath().toString(),
            directory.toString(),
            Path.of(System.getProperty("java.home")).toRealPath().toString(),
            group.toString(),
            network.name());
    SystemdMachine machine =
        new SystemdMachine(LabProcess.start("systemd", command, directory, log), group);
    try {
      machine.awaitStart();
    } catch (AssertionError e) {
      machine.close();
      Assumptions.abort(
          "no second systemd can run here: " + e.getMessage() + ": " + Files.readString(log));
    }
    return machine;
  }

  private static Path makeControlGroup(String name) throws IOException {
    Path group = controlGroup().resolve(name);
    try {
      return Files.createDirectory(group);
    } catch (IOException e) {
      return Assumptions.abort("no second systemd can run here: no control group: " + e);
    }
  }

  /** The control group of version 2 that this process is in. */
  private static Path controlGroup() throws IOException {
    Optional<String> own =
        Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
            .filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring("0::/".length()))
            .findFirst();
    Optional<Path> found = Optional.empty();
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      if (own.isPresent() && line.contains(" - cgroup2 ")) {
        found = Optional.of(Path.of(line.split(" ", 6)[4]).resolve(own.get()));
      }
    }
    Path group = found.orElse(Path.of("/sys/fs/cgroup"));
    Assumptions.assumeTrue(
        found.isPresent() && Files.isWritable(group.resolve("cgroup.procs")),
        () -> "no second systemd can run here: there are no control groups of version 2");
    return group;
  }

  private void awaitStart() throws IOException, InterruptedException {
    Await.until(
        "a second systemd",
        TO_START,
        () -> {
          process.requireAlive();
          Optional<ProcessHandle> child =
              ProcessHandle.of(process.pid()).flatMap(own -> own.children().findFirst());
          first = child.map(ProcessHandle::pid).orElse(0L);
          // "Degraded" is a service of the machine's that does not run in here.
          boolean started =
              first != 0
                  && run("systemctl", "is-system-running").text.matches("(running|degraded)\n");
          return started ? Optional.of(true) : Optional.empty();
        });
  }

  /** Runs a command in it, to its end. */
  Said run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(first)));
    command.add("--all");
    command.addAll(List.of(arguments));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(run.waitFor(), text);
  }

  /** Ends it and all that runs in it. */
  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() throws IOException, InterruptedException {
    process.kill();
    List<Path> groups;
    try (Stream<Path> walk = Files.walk(controlGroup)) {
      groups = walk.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path group : groups) {
      // Until its processes are gone.
      Await.until(
          "the end of " + group,
          TO_START,
          () -> group.toFile().delete() ? Optional.of(true) : Optional.empty());
    }
  }
}
