package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a whole: what it prints where, and its exit codes. */
final class DecodeCommandTest {
  private static final byte[] FRAME =
      DecodeCapture.datagram(DecodeCapture.ETHERNET_HEADER, DhcpBytes.discover().end());
  private static final int RECORD = 16 + FRAME.length;

  @TempDir Path directory;

  @Test
  void blocksForAPersonLinesForAProgram() throws Exception {
    Path file = write(capture().frame(FRAME).frame(FRAME).bytes());
    DecodeRun text = DecodeRun.of(file.toString());
    assertEquals(0, text.exitCode());
    assertTrue(text.out().startsWith("frame 1  192.0.2.1:67 → 192.0.2.157:68  DHCP DISCOVER"));
    assertEquals(2, text.out().lines().filter(line -> line.startsWith("frame ")).count());
    DecodeRun json = DecodeRun.json(file);
    assertEquals(0, json.exitCode());
    assertEquals(2, json.messages().size());
    assertEquals(2, json.messages().get(1).get("frame"));
    assertEquals("", text.err() + json.err());
  }

  @Test
  void aCutFileIsReadUpToTheCut() throws Exception {
    byte[] whole = capture().frame(FRAME).frame(FRAME).bytes();
    for (int length = 4; length < whole.length; length++) {
      DecodeRun run = DecodeRun.json(write(Arrays.copyOf(whole, length)));
      boolean between = length == 24 || length == 24 + RECORD;
      assertEquals(between ? 0 : 1, run.exitCode(), "cut to " + length);
      assertEquals(length < 24 + RECORD ? 0 : 1, run.messages().size(), "cut to " + length);
      assertEquals(!between, run.err().contains(" ends at offset " + length + ", within "));
    }
  }

  @Test
  void otherFilesEndInOneLineAndExitCodeTwo() throws Exception {
    assertRefused(" is not a pcap file: it starts with 0x7b227472", write("{\"true\": 1}\n"));
    assertRefused(" is not a pcap file: it has only 0 octets", write(""));
    assertRefused(
        " is a pcapng file; 'editcap -F pcap' makes a pcap file of it",
        write(DecodeCapture.hex("0a0d0d0a1c0000004d3c2b1a")));
    assertRefused(" cannot be read: Is a directory", directory);
    DecodeRun missing = DecodeRun.json(directory.resolve("nosuch"));
    assertEquals(2, missing.exitCode());
    assertEquals(
        "netboot4j: there is no file " + directory.resolve("nosuch") + "\n", missing.err());
  }

  @Test
  void aFileMustBeNamed() {
    DecodeRun run = DecodeRun.of("--json");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("FILE.pcap"), run.err());
  }

  @Test
  void whatIsPassedOverIsSaid() throws Exception {
    byte[] later = FRAME.clone();
    later[14 + 7] = 9;
    byte[] cut = Arrays.copyOf(FRAME, 30);
    Path file = write(capture().frame(later).cutFrame(cut, FRAME.length).bytes());
    DecodeRun run = DecodeRun.json(file);
    assertEquals(0, run.exitCode());
    assertEquals("", run.out());
    assertEquals(
        """
        netboot4j: FILE has later fragments of datagrams, not joined to the first: 1
        netboot4j: FILE has frames cut before they tell what they carry: 1
        netboot4j: FILE has no DHCP or TFTP message in its frames: 2
        """
            .replace("FILE", file.toString()),
        run.err());
  }

  @Test
  void readsStandardInput() throws Exception {
    byte[] file = capture().frame(FRAME).bytes();
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(file));
      assertEquals(1, DecodeRun.of("--json", "-").messages().size());
      System.setIn(new ByteArrayInputStream(Arrays.copyOf(file, 90)));
      DecodeRun cut = DecodeRun.of("-");
      assertEquals(1, cut.exitCode());
      assertEquals(
          """
          netboot4j: standard input has no DHCP or TFTP message in its frames: 0
          netboot4j: standard input ends at offset 90, within record 1 that starts at 24
          """,
          cut.err());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aReaderThatFailsOnTheWayKeepsWhatWasRead() throws Exception {
    InputStream before = System.in;
    try {
      System.setIn(
          new SequenceInputStream(
              new ByteArrayInputStream(capture().frame(FRAME).bytes()), new BrokenStream()));
      DecodeRun run = DecodeRun.of("--json", "-");
      assertEquals(1, run.messages().size());
      assertEquals(1, run.exitCode());
      assertEquals("netboot4j: standard input cannot be read on: broken\n", run.err());
    } finally {
      System.setIn(before);
    }
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      throw new IOException("broken");
    }
  }

  private void assertRefused(String expected, Path file) {
    DecodeRun run = DecodeRun.json(file);
    assertEquals(2, run.exitCode());
    assertEquals("netboot4j: " + file + expected + "\n", run.err());
    assertFalse(run.out().contains("{"));
  }

  private static DecodeCapture capture() {
    return DecodeCapture.of(DecodeCapture.ETHERNET);
  }

  private Path write(String text) throws IOException {
    return write(DecodeCapture.latin1(text));
  }

  private Path write(byte[] octets) throws IOException {
    Path file = directory.resolve("capture");
    Files.write(file, octets);
    return file;
  }
}
