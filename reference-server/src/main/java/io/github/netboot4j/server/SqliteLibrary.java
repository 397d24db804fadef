package io.github.netboot4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's library, which lies in the jar and has to be a file for that. The file is removed
 * as soon as it is loaded, so that a process that is killed leaves none behind.
 */
final class SqliteLibrary {
  private static final String PLACE = "org.sqlite.lib.path";
  private static boolean tried;

  private SqliteLibrary() {}

  /** Once; where this does not succeed, the driver loads it in its own way, and says why not. */
  static synchronized void load() {
    if (tried || System.getProperty(PLACE) != null) {
      return;
    }
    tried = true;
    String directories = System.getProperty("java.io.tmpdir", "");
    try {
      // The directory is this user's alone, so nobody exchanges what is loaded from it.
      Path directory =
          Files.createTempDirectory(
              Path.of(System.getProperty("org.sqlite.tmpdir", directories)), "netboot4j-");
      try {
        loadFrom(directory);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      // The driver's own way follows.
    }
  }

  private static void loadFrom(Path directory) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String inJar = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Path file = directory.resolve(name);
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(inJar)) {
      if (library == null) {
        return;
      }
      Files.copy(library, file);
      System.setProperty(PLACE, directory.toString());
      SQLiteJDBCLoader.initialize();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      System.clearProperty(PLACE);
      delete(file);
    }
  }

  /** Where a file that is in use cannot be removed, it is at the end of the process. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
