package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.tftp.TftpMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against this project's own server: what it leaves, prints and returns. */
final class TftpCommandTest extends TftpServerFixture {
  private Path here;

  @BeforeEach
  void anEmptyDirectory() throws IOException {
    here = Files.createDirectory(temporary.resolve("here"));
  }

  private String uri(String file) {
    return "tftp://127.0.0.1:" + server.localAddress().getPort() + "/" + file;
  }

  private CommandRun get(String file, String... options) {
    return CommandRun.of(
        Stream.concat(Stream.of("tftp", "get", uri(file)), Stream.of(options))
            .toArray(String[]::new));
  }

  private void assertHolds(String... names) throws IOException {
    try (Stream<Path> files = Files.list(here)) {
      assertEquals(
          List.of(names), files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** Where a server is slow to answer, what was sent again is counted behind that. */
  private static void assertEnds(String end, CommandRun run) {
    String printed = run.out().replaceFirst(", sent again: [0-9]+(?=\n$)", "");
    assertTrue(printed.endsWith(end + "\n"), run.out());
  }

  private static void assertFails(int exitCode, String line, CommandRun run) {
    assertEquals("netboot4j: " + line + "\n", run.err());
    assertEquals(exitCode, run.exitCode());
    assertEquals("", run.out());
  }

  @Test
  void getsAFileUnderTheLastPartOfItsName() throws Exception {
    Files.createDirectory(directory.resolve("a b"));
    byte[] file = file("a b/boot.bin", 100_000);
    CommandRun run = get("a%20b/boot.bin", "-o", here.toString());
    assertEquals("", run.err());
    assertEquals(0, run.exitCode());
    assertArrayEquals(file, Files.readAllBytes(here.resolve("boot.bin")));
    String out = here.resolve("boot.bin") + ": 100,000 bytes in ";
    assertTrue(run.out().startsWith(out), run.out());
    assertEnds("B/s), blksize 1428, windowsize 16", run);
    assertEquals(1, run.out().lines().count());
    assertHolds("boot.bin");
  }

  @Test
  void asksForWhatTheOptionsSay() throws Exception {
    byte[] file = file("f", 5000);
    Path target = here.resolve("g");
    CommandRun run =
        get(
            "f",
            "-o",
            target.toString(),
            "--blksize",
            "99",
            "--windowsize=3",
            "--timeout",
            "9",
            "--mode",
            "OCTET");
    assertEquals(0, run.exitCode(), run.err());
    assertEnds(", blksize 99, windowsize 3", run);
    assertArrayEquals(file, Files.readAllBytes(target));
  }

  @ParameterizedTest
  @CsvSource({"text;mode=netascii,''", "text,netascii", "text;mode=octet,netascii"})
  void theModeStandsInTheUriOrInTheOption(String name, String mode) throws Exception {
    byte[] file = textFile();
    String target = here.resolve("g").toString();
    CommandRun run =
        mode.isEmpty() ? get(name, "-o", target) : get(name, "-o", target, "--mode", mode);
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(file, Files.readAllBytes(here.resolve("g")));
    assertEquals(TftpMode.NETASCII, events.next().mode());
  }

  @Test
  void aFileThatIsThereStaysUnlessForced() throws Exception {
    byte[] file = file("f", 1000);
    Path there = Files.writeString(here.resolve("f"), "before");
    assertFails(
        2,
        there + " exists; --force replaces it, -o names another file",
        get("f", "-o", there.toString()));
    assertEquals("before", Files.readString(there));
    assertEquals(List.of(), events.requested);

    CommandRun run = get("f", "-o", there.toString(), "--force");
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(file, Files.readAllBytes(there));
    assertHolds("f");
  }

  @Test
  void whatTheServerRefusesIsToldInOneLine() throws Exception {
    assertFails(
        1,
        uri("none") + ": the server answered error 1 (file not found): File not found: none",
        get("none", "-o", here.toString()));
    assertHolds();
  }

  @Test
  void aTransferThatIsStoppedLeavesNothing() throws Exception {
    file("f", 100_000);
    Thread.currentThread().interrupt();
    assertFails(1, "stopped", get("f", "-o", here.toString()));
    assertHolds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/", "a/..", "a%5C.", "..", "%1b%5B2J%0A"})
  void aNameThatIsNoneNeedsAnOutput(String name) throws Exception {
    CommandRun run = get(name);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("' does not end in a name for the output; give one with -o"));
    assertEquals(1, run.err().lines().count());
    assertTrue(run.err().indexOf('\u001b') < 0, run.err());
    assertEquals(List.of(), events.requested);
  }

  @Test
  void aDirectoryThatIsNotThereIsToldInOneLine() throws Exception {
    file("f", 10);
    Path nowhere = here.resolve("no/f");
    assertFails(
        1,
        uri("f") + ": " + nowhere + " cannot be written: there is no such file or directory",
        get("f", "-o", nowhere.toString()));
  }

  @Test
  void aDeviceIsWrittenTo() throws Exception {
    file("f", 1000);
    CommandRun run = get("f", "-o", "/dev/null");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("/dev/null: 1,000 bytes in "), run.out());
    assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
  }

  @ParameterizedTest
  @CsvSource({
    "--blksize=7,'7' is not a block size: 8 to 65464",
    "--blksize=1e3,'1e3' is not a block size: 8 to 65464",
    "--windowsize=65536,'65536' is not a window size: 1 to 65535",
    "--windowsize=0,'0' is not a window size: 1 to 65535",
    "--timeout=256,'256' is not a timeout: 1 to 255",
    "--mode=mail,'mail' is not a mode: octet or netascii"
  })
  void valuesOutOfRangeAreSlips(String option, String told) {
    CommandRun run = get("f", option.replace('"', ' '));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(told), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1/f", "127.0.0.1", "tftp://127.0.0.1", "tftp:///f"})
  void whatIsNoTftpUriIsASlip(String uri) {
    CommandRun run = CommandRun.of("tftp", "get", uri);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("'" + uri + "': "), run.err());
    assertTrue(run.err().endsWith("See 'netboot4j tftp get --help'.\n"), run.err());
  }

  @Test
  void putsAFile() throws Exception {
    byte[] file = "line\n\rline\n".repeat(300).getBytes(StandardCharsets.US_ASCII);
    Path source = Files.write(here.resolve("f"), file);
    try (TftpUploadServer taking = new TftpUploadServer(false)) {
      CommandRun run = CommandRun.of("tftp", "put", taking.uri("up/g"), source.toString());
      assertEquals(0, run.exitCode(), run.err());
      assertArrayEquals(file, taking.taken());
      assertTrue(run.out().startsWith(source + ": 3,300 bytes in "), run.out());
      assertEnds(", blksize 512, windowsize 1", run);
      assertEquals("up/g", taking.request().fileName());
      int size = taking.request().findOption("tsize");
      assertEquals(file.length, taking.request().optionNumber(size));
    }
    assertHolds("f");
  }

  @Test
  void putsWhatComesIn() throws Exception {
    InputStream before = System.in;
    try (TftpUploadServer taking = new TftpUploadServer(false)) {
      System.setIn(new ByteArrayInputStream(new byte[600]));
      CommandRun run = CommandRun.of("tftp", "put", taking.uri("g"), "-");
      assertEquals(0, run.exitCode(), run.err());
      assertArrayEquals(new byte[600], taking.taken());
      assertEquals(-1, taking.request().findOption("tsize"));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void anUploadThatIsRefusedIsToldInOneLine() throws Exception {
    Path source = Files.writeString(here.resolve("f"), "x");
    try (TftpUploadServer refusing = new TftpUploadServer(true)) {
      assertFails(
          1,
          refusing.uri("g") + ": the server answered error 6 (file already exists): test",
          CommandRun.of("tftp", "put", refusing.uri("g"), source.toString()));
    }
  }

  @Test
  void anUploadNeedsAFile() {
    String uri = uri("g");
    assertFails(
        2,
        "there is no file " + here.resolve("none"),
        CommandRun.of("tftp", "put", uri, here.resolve("none").toString()));
    assertFails(2, here + " is a directory", CommandRun.of("tftp", "put", uri, here.toString()));
    assertEquals(2, CommandRun.of("tftp", "put", uri).exitCode());
  }

  @Test
  void withoutACommandItHelps() {
    CommandRun run = CommandRun.of("tftp");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("  get  Reads a file from a TFTP server."), run.out());
    assertTrue(run.out().contains("  put  Writes a file to a TFTP server."), run.out());
  }
}
