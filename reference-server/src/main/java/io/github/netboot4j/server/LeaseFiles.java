package io.github.netboot4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that leases are in: the database, its log, and what lies beside them. */
final class LeaseFiles {
  /** Ends the name of SQLite's write-ahead log. */
  static final String LOG = "-wal";

  /** Ends the name of the file that those who read and write share while they do. */
  static final String SHARED_MEMORY = "-shm";

  /** Ends the name of the file that tells a second server to stay away. */
  static final String LOCK = ".lock";

  /** Marks a database as one of leases: {@code PRAGMA application_id}, "NB4J". */
  static final int APPLICATION_ID = 0x4E42_344A;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APPLICATION_ID_OFFSET = 68;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private LeaseFiles() {}

  /** Where leases are kept unless a flag says otherwise. */
  static Path byDefault(Map<String, String> environment) {
    String ofService = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!ofService.isEmpty()) {
      return Path.of(ofService.split(":", 2)[0], "leases.db");
    }
    Path state = Path.of("/var/lib");
    if (Files.isWritable(state) || Files.isWritable(state.resolve("netboot4j"))) {
      return state.resolve("netboot4j/leases.db");
    }
    String home = environment.getOrDefault("XDG_STATE_HOME", "");
    return home.isEmpty()
        ? Path.of(System.getProperty("user.home", "."), ".local/state/netboot4j/leases.db")
        : Path.of(home, "netboot4j/leases.db");
  }

  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /**
   * Makes sure that no other file is taken for one of leases, nor replaced by one.
   *
   * @param named as the user called it
   */
  static void checkOurs(Path file, String named) throws IOException, StartupException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    ByteBuffer head;
    try (InputStream in = Files.newInputStream(file)) {
      head = ByteBuffer.wrap(in.readNBytes(APPLICATION_ID_OFFSET + Integer.BYTES));
    }
    boolean ours =
        head.limit() == APPLICATION_ID_OFFSET + Integer.BYTES
            && head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
            && head.getInt(APPLICATION_ID_OFFSET) == APPLICATION_ID;
    if (ours) {
      return;
    }
    // The damage may be just there: what matters is whether there are leases in it.
    Map<Integer, LeaseRecord> found = new TreeMap<>();
    LeaseFileScan.scan(file, found);
    LeaseFileScan.scan(beside(file, LOG), found);
    if (found.isEmpty()) {
      throw new StartupException(
          "--leases "
              + named
              + " is there and holds no leases of this program; move it away, or name another"
              + " file");
    }
  }

  /** Renames a damaged database with its log; returns the new name. */
  static Path setAside(Path file) throws IOException {
    String ending = ".damaged-" + WHEN.format(Instant.now());
    Path copy = beside(file, ending);
    for (int number = 2; Files.exists(copy); number++) {
      copy = beside(file, ending + "-" + number);
    }
    Files.move(file, copy, StandardCopyOption.ATOMIC_MOVE);
    for (String part : List.of(LOG, SHARED_MEMORY)) {
      Path old = beside(file, part);
      if (Files.exists(old)) {
        Files.move(old, beside(copy, part));
      }
    }
    return copy;
  }

  /** What went wrong, in a few words. */
  static String why(Exception failure) {
    if (failure instanceof FileSystemException e) {
      String reason = e.getReason();
      return (reason == null ? e.getClass().getSimpleName() : reason) + ": " + e.getFile();
    }
    return String.valueOf(failure.getMessage());
  }
}
