package io.github.netboot4j.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same by open directories, as on Linux, and by paths, as elsewhere. */
class OpenDirectoryTest {
  private static final Path FILE = Path.of("file");
  private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  @TempDir private Path temporary;
  private Path top;

  private enum Way {
    OPEN_DIRECTORIES {
      @Override
      OpenDirectory open(Path top, Path file) throws IOException {
        return OpenDirectory.open(top, file);
      }
    },
    PATHS {
      @Override
      OpenDirectory open(Path top, Path file) throws IOException {
        return OpenDirectory.openPlain(top, file);
      }
    };

    abstract OpenDirectory open(Path top, Path file) throws IOException;
  }

  @BeforeEach
  void makeTree() throws IOException {
    top = temporary.toRealPath();
    Files.createDirectories(top.resolve("a/b"));
    Files.writeString(top.resolve("a/b/file"), "deep");
    Files.writeString(top.resolve("file"), "top");
    Files.createSymbolicLink(top.resolve("link"), FILE);
    Files.createSymbolicLink(top.resolve("a/linked"), Path.of("b"));
  }

  @ParameterizedTest
  @EnumSource
  void opensStepByStep(Way way) throws IOException {
    try (OpenDirectory directory = way.open(top, Path.of("a/b/file"));
        FileChannel file = directory.file(FILE, READ)) {
      assertEquals(4, file.size());
      assertTrue(directory.require(FILE).isRegularFile());
      assertTrue(directory.has(FILE));
      assertFalse(directory.has(Path.of("none")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsNoLink(Way way) throws IOException {
    assertThrows(AccessDeniedException.class, () -> way.open(top, Path.of("a/linked/file")));
    Path link = Path.of("link");
    try (OpenDirectory directory = way.open(top, link)) {
      assertTrue(directory.has(link));
      assertThrows(AccessDeniedException.class, () -> directory.require(link));
      assertThrows(IOException.class, () -> directory.file(link, READ));
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsWhatIsMissing(Way way) throws IOException {
    assertThrows(NoSuchFileException.class, () -> way.open(top, Path.of("none/file")));
    assertThrows(NoSuchFileException.class, () -> way.open(top, Path.of("file/file")));
    try (OpenDirectory directory = way.open(top, FILE)) {
      assertThrows(NoSuchFileException.class, () -> directory.require(Path.of("x".repeat(999))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesRenamesAndDeletes(Way way) throws IOException {
    Path made = Path.of("made");
    try (OpenDirectory directory = way.open(top, Path.of("a/b/file"))) {
      try (FileChannel file = directory.file(made, CREATE)) {
        assertEquals(3, file.write(ByteBuffer.wrap("new".getBytes(US_ASCII))));
      }
      assertThrows(FileAlreadyExistsException.class, () -> directory.file(made, CREATE));
      directory.rename(made, FILE);
      assertEquals("new", Files.readString(top.resolve("a/b/file")));
      assertFalse(directory.has(made));
      directory.delete(FILE);
      assertFalse(Files.exists(top.resolve("a/b/file")));
    }
  }

  /** By paths it is noticed, by open directories it makes no difference. */
  @ParameterizedTest
  @EnumSource
  void aDirectoryThatBecomesALinkLeadsNowhere(Way way) throws IOException {
    Files.createDirectories(top.resolve("c/b"));
    Files.writeString(top.resolve("c/b/file"), "elsewhere");
    try (OpenDirectory directory = way.open(top, Path.of("a/b/file"))) {
      Files.move(top.resolve("a"), top.resolve("aside"));
      Files.createSymbolicLink(top.resolve("a"), Path.of("c"));
      if (way == Way.PATHS) {
        assertThrows(AccessDeniedException.class, () -> directory.file(FILE, READ));
        assertThrows(AccessDeniedException.class, () -> directory.delete(FILE));
      } else {
        try (FileChannel file = directory.file(FILE, READ)) {
          assertEquals("deep".length(), file.size());
        }
      }
    }
  }
}
