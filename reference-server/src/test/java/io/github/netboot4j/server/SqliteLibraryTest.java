package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLibraryTest {
  @TempDir private Path directory;

  /** A process that opens a database and has no time to tidy up. */
  static final class Killed {
    private Killed() {}

    public static void main(String[] args) throws Exception {
      LeaseDatabase.open(Path.of(args[0]));
      Runtime.getRuntime().halt(7);
    }
  }

  private void open(Path temporary, Path database) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Killed.class.getName(),
                    database.toString()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertEquals(7, process.exitValue(), () -> read(said));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aProcessThatIsKilledLeavesNoLibraryBehind() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Path database = directory.resolve("leases.db");
    open(temporary, database);
    assertTrue(Files.size(database) > 0, "SQLite made no database");
    try (var left = Files.list(temporary)) {
      assertEquals(
          List.of(),
          left.filter(file -> !file.getFileName().toString().startsWith("hsperfdata")).toList());
    }
  }
}
