package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.server.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Wireshark's program, as a judge of what a capture says. */
final class Tshark {
  private Tshark() {}

  /** Ends the test, as {@link Lab#require(String, List)} does, unless it is installed. */
  static void require() {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, "tshark", "tshark");
    Lab.require("nobody else can be asked what a capture says", missing);
  }

  /**
   * Runs it, without the settings of whoever runs the tests.
   *
   * @param directory empty, or used for this before
   * @param capture what to read
   * @param how what to print, and of what
   * @return a file with what it printed
   */
  static Path dissect(Path directory, Path capture, String... how)
      throws IOException, InterruptedException {
    Path dissected = directory.resolve("tshark.out");
    Path complaints = directory.resolve("tshark.err");
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    command.addAll(List.of(how));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WIRESHARK_CONFIG_DIR", directory.toString());
    int exitCode =
        builder
            .redirectOutput(dissected.toFile())
            .redirectError(complaints.toFile())
            .start()
            .waitFor();
    assertEquals(0, exitCode, Files.readString(complaints));
    return dissected;
  }
}
