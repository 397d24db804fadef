package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRootTest {
  private static final String INSIDE = "inside";
  private static final String SECRET = "secret";

  @TempDir Path directory;
  private Path served;
  private FileRoot root;

  @BeforeEach
  void makeTree() throws IOException {
    served = Files.createDirectories(directory.resolve("served"));
    Files.writeString(directory.resolve("x"), SECRET);
    Files.createDirectories(directory.resolve("outside"));
    Files.writeString(directory.resolve("outside/file"), SECRET);
    Files.writeString(served.resolve("file"), INSIDE);
    Files.createDirectories(served.resolve("a/b"));
    Files.writeString(served.resolve("a/b/file"), INSIDE);
    Files.writeString(served.resolve("..."), INSIDE);
    Files.writeString(served.resolve("01-aa:bb"), INSIDE);
    Files.createSymbolicLink(served.resolve("link"), Path.of("a/b/file"));
    Files.createSymbolicLink(served.resolve("linked"), Path.of("a"));
    Files.createSymbolicLink(served.resolve("out"), directory.resolve("x"));
    Files.createSymbolicLink(served.resolve("outdir"), directory.resolve("outside"));
    Files.createSymbolicLink(served.resolve("a/up"), Path.of("../.."));
    Files.createSymbolicLink(served.resolve("circle"), Path.of("circle"));
    root = new FileRoot(served, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file",
        "/file",
        "//file",
        "\\file",
        "./file",
        "a/b/file",
        "a\\b\\file",
        "/a//b/./file",
        "a/../file",
        "a/b/../b/file",
        "...",
        "01-aa:bb",
        "link",
        "linked/b/file"
      })
  void opensWhatIsBeneath(String name) throws IOException {
    assertEquals(INSIDE, content(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "/../x",
        "..\\x",
        "a/../../x",
        "a\\..\\..\\x",
        "a/b/../../../x",
        "..",
        "a/../..",
        "",
        "/",
        ".",
        "a/..",
        "C:\\x",
        "c:/file",
        "/C:/file",
        "z:file",
        "out",
        "outdir/file",
        "a/up/x",
        "a",
        "linked",
        "outdir",
        "fi\nle",
        "file\u001b",
        "file\u007f",
        "file\u0085",
        "file\0",
        "\ufffdfile"
      })
  void refusesWhatIsNot(String name) {
    assertThrows(AccessDeniedException.class, () -> root.open(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "/etc/passwd", "a/none", "none/file", "file/file", "circle", "FILE"})
  void knowsWhatIsMissing(String name) {
    assertThrows(NoSuchFileException.class, () -> root.open(name));
  }

  /** Without being told to, it follows no link, wherever that leads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "link",
        "linked/b/file",
        "linked",
        "out",
        "outdir/file",
        "outdir",
        "a/up/x",
        "a/up/served/file",
        "circle",
        "circle/file"
      })
  void followsNoLinkByDefault(String name) throws IOException {
    root = new FileRoot(served, false);
    AccessDeniedException thrown = assertThrows(AccessDeniedException.class, () -> root.open(name));
    assertEquals("symbolic link", thrown.getReason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "\\a\\b\\file", "/a//b/./file", "linked/../file", "..."})
  void opensWhatIsNoLinkByDefault(String name) throws IOException {
    root = new FileRoot(served, false);
    assertEquals(INSIDE, content(name));
  }

  /** Opening it would wait for someone to write into it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNeitherFileNorDirectoryIsNotOpened(boolean followsLinks) throws Exception {
    makeFifo(served.resolve("pipe"));
    root = new FileRoot(served, followsLinks);
    assertThrows(AccessDeniedException.class, () -> root.open("pipe"));
    assertThrows(NoSuchFileException.class, () -> root.open("pipe/file"));
  }

  static void makeFifo(Path path) throws Exception {
    Process process = new ProcessBuilder("mkfifo", path.toString()).start();
    assertEquals(0, process.waitFor());
  }

  @Test
  void aNameTooLongIsMissing() {
    assertThrows(NoSuchFileException.class, () -> root.open("x".repeat(5000)));
    assertThrows(NoSuchFileException.class, () -> root.open("x/".repeat(30_000)));
  }

  @Test
  void aRootThatIsMissingIsAnError() {
    assertThrows(NoSuchFileException.class, () -> new FileRoot(directory.resolve("none"), false));
  }

  @Test
  void theRootMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("root"), served);
    root = new FileRoot(link, false);
    assertEquals(INSIDE, content("a/b/file"));
  }

  /**
   * A directory that is exchanged for a link all the time never lets anything outside be opened.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryThatBecomesALinkNeverLeadsOut(boolean followsLinks) throws Exception {
    root = new FileRoot(served, followsLinks);
    Path good = Files.createDirectories(served.resolve("good"));
    Files.writeString(good.resolve("file"), INSIDE);
    Path bad = Files.createSymbolicLink(served.resolve("bad"), directory.resolve("outside"));
    neverLeadsOut(good, bad, "name/file");
  }

  /** Nor does a file. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatBecomesALinkNeverLeadsOut(boolean followsLinks) throws Exception {
    root = new FileRoot(served, followsLinks);
    Path good = Files.writeString(served.resolve("good"), INSIDE);
    Path bad = Files.createSymbolicLink(served.resolve("bad"), directory.resolve("x"));
    neverLeadsOut(good, bad, "name");
  }

  /**
   * Goes on until names were swapped and files opened often enough: how many attempts that takes
   * depends on how the two threads get the processor.
   */
  private void neverLeadsOut(Path good, Path bad, String asked) throws Exception {
    Path name = served.resolve("name");
    Path aside = served.resolve("aside");
    Files.move(good, name);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger swaps = new AtomicInteger();
    ExecutorService swapper = Executors.newSingleThreadExecutor();
    try {
      Future<?> swapping =
          swapper.submit(
              () -> {
                while (!stop.get()) {
                  Files.move(name, aside);
                  Files.move(bad, name, StandardCopyOption.ATOMIC_MOVE);
                  Files.move(name, bad, StandardCopyOption.ATOMIC_MOVE);
                  Files.move(aside, name);
                  swaps.incrementAndGet();
                }
                return null;
              });
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      int opened = 0;
      int refused = 0;
      while (opened < 100 || refused < 100 || swaps.get() < 1_000) {
        assertTrue(
            !swapping.isDone() && System.nanoTime() < deadline,
            () -> "only " + swaps + " swaps, then ended: " + swapping.isDone());
        try {
          assertEquals(INSIDE, content(asked));
          opened++;
        } catch (ClosedChannelException e) {
          throw e;
        } catch (IOException e) {
          refused++;
        }
      }
      stop.set(true);
      swapping.get();
    } finally {
      stop.set(true);
      swapper.shutdown();
      assertTrue(swapper.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private String content(String name) throws IOException {
    try (ServedFile file = root.open(name)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      file.read(bytes, 0);
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }
}
