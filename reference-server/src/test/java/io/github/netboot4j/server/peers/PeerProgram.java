package io.github.netboot4j.server.peers;

import io.github.netboot4j.server.lab.Lab;
import io.github.netboot4j.server.lab.LabProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of a Debian package: unpacked by {@code bin/verify} for these tests alone, or
 * installed.
 *
 * @param debianPackage the package's name
 * @param path where it is, beneath the root
 */
record PeerProgram(String debianPackage, String path) {
  /** Where {@code bin/verify} unpacks packages. */
  private static final Path UNPACKED = Path.of("target/peers").toAbsolutePath();

  private static final long LONGEST_RUN_SECONDS = 300;

  /**
   * How a run ended.
   *
   * @param status what it returned
   * @param printed what it printed
   */
  record Ended(int status, String printed) {
    /** Whether it says that all went well. */
    boolean isSuccess() {
      return status == 0;
    }
  }

  /** Ends the test, as {@link #missing} does, unless the program is there. */
  void require() {
    if (!Files.isExecutable(file())) {
      missing("/" + path + " (Debian package " + debianPackage + ")");
    }
  }

  /** Fails the test if {@code netboot4j.requireAll} is true, else aborts it. */
  static void missing(String what) {
    Lab.require("other TFTP programs cannot be run here", List.of(what));
  }

  /**
   * Runs it to its end.
   *
   * @param log takes what it prints
   * @throws AssertionError if it does not end; it is then made to
   */
  Ended run(List<String> arguments, Path log) throws IOException, InterruptedException {
    try (LabProcess process = start(arguments, log)) {
      int status = process.exitStatus(LONGEST_RUN_SECONDS);
      return new Ended(status, new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip());
    }
  }

  /** Starts it. */
  LabProcess start(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>(List.of(file().toString()));
    command.addAll(arguments);
    return LabProcess.start(debianPackage, command, log.getParent(), log);
  }

  private Path file() {
    Path unpacked = UNPACKED.resolve(debianPackage).resolve(path);
    return Files.isExecutable(unpacked) ? unpacked : Path.of("/").resolve(path);
  }
}
