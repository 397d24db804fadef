package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LeaseFilesTest {
  @Test
  void aServiceKeepsItsLeasesWhereItsManagerSays() {
    assertEquals(
        Path.of("/var/lib/netboot4j/leases.db"),
        LeaseFiles.byDefault(Map.of("STATE_DIRECTORY", "/var/lib/netboot4j:/var/lib/other")));
  }

  @Test
  void withoutItTheyAreWhereThisUserMayWrite() {
    Path chosen = LeaseFiles.byDefault(Map.of("XDG_STATE_HOME", "/home/rack/.local/state"));
    Path expected =
        Files.isWritable(Path.of("/var/lib")) || Files.isWritable(Path.of("/var/lib/netboot4j"))
            ? Path.of("/var/lib/netboot4j/leases.db")
            : Path.of("/home/rack/.local/state/netboot4j/leases.db");
    assertEquals(expected, chosen);
    assertTrue(LeaseFiles.byDefault(Map.of()).isAbsolute());
  }
}
