package io.github.netboot4j.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that clients write, as the file system sees them. */
class TftpUploadsTest {
  private static final String REMAINS = ".tftp-upload-0123456789abcdef0123456789abcdef";

  @TempDir private Path temporary;
  private Path directory;
  private TftpUploads uploads;

  @BeforeEach
  void makeTree() throws IOException {
    directory = Files.createDirectory(temporary.resolve("uploads"));
    Files.createDirectory(directory.resolve("sub"));
    Files.createDirectory(temporary.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("outdir"), temporary.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("dangling"), temporary.resolve("new"));
    Files.writeString(directory.resolve("old"), "old");
    uploads = new TftpUploads(directory, false);
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private Set<String> names(Path where) throws IOException {
    try (Stream<Path> list = Files.list(where)) {
      return new HashSet<>(list.map(path -> path.getFileName().toString()).toList());
    }
  }

  private void put(String name, String text) throws IOException {
    try (TftpUploads.Place place = uploads.place(name)) {
      place.write(octets(text));
      place.complete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "/new", "sub/new", "\\sub\\new", "sub/../new", "./sub//new"})
  void aFileAppearsWhenItIsWhole(String name) throws IOException {
    Path file = directory.resolve(TftpName.relative(name));
    Set<String> before = names(file.getParent());
    try (TftpUploads.Place place = uploads.place(name)) {
      assertEquals(before, names(file.getParent()), "nothing is made before there is something");
      place.write(octets("some "));
      place.write(octets("text"));
      assertFalse(Files.exists(file));
      Set<String> during = names(file.getParent());
      during.removeAll(before);
      assertEquals(1, during.size(), "it is written beside its place");
      assertTrue(during.iterator().next().matches("\\.tftp-upload-[0-9a-f]{32}"));
      place.complete();
    }
    assertEquals("some text", Files.readString(file));
    before.add("new");
    assertEquals(before, names(file.getParent()));
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    try (TftpUploads.Place place = uploads.place("new")) {
      place.complete();
    }
    assertEquals(0, Files.size(directory.resolve("new")));
  }

  @Test
  void whatIsNotCompletedIsRemoved() throws IOException {
    Set<String> before = names(directory);
    try (TftpUploads.Place place = uploads.place("new")) {
      place.write(octets("half of i"));
    }
    assertEquals(before, names(directory));
    put("new", "and its name is free again");
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    assertThrows(FileAlreadyExistsException.class, () -> uploads.place("old"));
    assertEquals("old", Files.readString(directory.resolve("old")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "sub/new"})
  void aFileThatAppearsMeanwhileStays(String name) throws IOException {
    Path file = directory.resolve(name);
    try (TftpUploads.Place place = uploads.place(name)) {
      place.write(octets("mine"));
      Files.writeString(file, "theirs");
      assertThrows(FileAlreadyExistsException.class, place::complete);
    }
    assertEquals("theirs", Files.readString(file));
    assertTrue(names(file.getParent()).stream().noneMatch(each -> each.startsWith(".tftp")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNameIsWrittenByOneAtATime(boolean overwrites) throws IOException {
    uploads = new TftpUploads(directory, overwrites);
    try (TftpUploads.Place place = uploads.place("sub/new")) {
      assertThrows(FileAlreadyExistsException.class, () -> uploads.place("sub//new"));
      place.complete();
    }
  }

  @Test
  void aFileIsReplacedWhereThatIsAllowed() throws IOException {
    uploads = new TftpUploads(directory, true);
    try (FileChannel reader = FileChannel.open(directory.resolve("old"), StandardOpenOption.READ)) {
      put("old", "new text");
      assertEquals("new text", Files.readString(directory.resolve("old")));
      assertEquals(3, reader.size(), "who reads the old one still has it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "a/../../x",
        "",
        ".",
        "C:\\x",
        "x\ny",
        "x\0",
        "outdir/new",
        "dangling",
        "outdir",
        "sub",
        REMAINS,
        "sub/" + REMAINS,
        ".tftp-upload-x"
      })
  void namesThatAreNotAllowed(String name) throws IOException {
    uploads = new TftpUploads(directory, true);
    assertThrows(AccessDeniedException.class, () -> uploads.place(name));
    assertEquals(Set.of(), names(temporary.resolve("outside")));
    assertFalse(Files.exists(temporary.resolve("new")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none/new", "old/new", "sub/none/new"})
  void directoriesAreNotMade(String name) {
    assertThrows(NoSuchFileException.class, () -> uploads.place(name));
  }

  /** The directory is held open: what it is exchanged for gets nothing. */
  @Test
  void aDirectoryThatBecomesALinkGetsNothing() throws IOException {
    try (TftpUploads.Place place = uploads.place("sub/new")) {
      place.write(octets("text"));
      Files.move(directory.resolve("sub"), directory.resolve("aside"));
      Files.createSymbolicLink(directory.resolve("sub"), temporary.resolve("outside"));
      place.complete();
    }
    assertEquals(Set.of(), names(temporary.resolve("outside")));
    assertEquals("text", Files.readString(directory.resolve("aside/new")));
  }

  @Test
  void remainsAreRemovedAtTheStart() throws IOException {
    for (String remains : List.of(REMAINS, "sub/" + REMAINS)) {
      Files.writeString(directory.resolve(remains), "left by a server that was killed");
    }
    Files.writeString(directory.resolve(".tftp-upload-of-mine"), "somebody's");
    Files.writeString(temporary.resolve("outside").resolve(REMAINS), "not below");
    Set<String> kept = names(directory);
    kept.remove(REMAINS);
    uploads = new TftpUploads(directory, false);
    assertEquals(kept, names(directory));
    assertEquals(Set.of(), names(directory.resolve("sub")));
    assertEquals(Set.of(REMAINS), names(temporary.resolve("outside")));
  }

  @Test
  void whatAnotherServerIsWritingIsLeftAlone() throws IOException {
    Path file = directory.resolve(REMAINS);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      uploads = new TftpUploads(directory, false);
      assertTrue(Files.exists(file));
    }
    try (TftpUploads.Place place = uploads.place("new")) {
      place.write(octets("text"));
      TftpUploads another = new TftpUploads(directory, false);
      assertFalse(Files.exists(file), "its writer is gone");
      place.complete();
      assertThrows(FileAlreadyExistsException.class, () -> another.place("new"));
    }
    assertEquals("text", Files.readString(directory.resolve("new")));
  }
}
