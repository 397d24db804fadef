package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.HttpFilesUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** curl asks our HTTP server for parts of files, goes on with downloads, and keeps what it has. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CurlHttpIT {
  private static final PeerProgram CURL = new PeerProgram("curl", "usr/bin/curl");
  private static final int SIZE = 3_000_000;

  @TempDir private Path temporary;
  private Path served;
  private Path file;
  private Path copy;
  private byte[] octets;
  private HttpFilesUnderTest server;

  @BeforeEach
  void start() throws IOException {
    CURL.require();
    served = Files.createDirectory(temporary.resolve("served"));
    octets = new byte[SIZE];
    new Random(3).nextBytes(octets);
    file = served.resolve("initrd");
    copy = temporary.resolve("copy");
    Files.write(file, octets);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-05T10:00:00Z")));
    server = new HttpFilesUnderTest(served);
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  /** Returns what curl printed: the status. */
  private String curl(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-sS", "-o", copy.toString(), "-w", "%{http_code}"));
    arguments.addAll(List.of(more));
    arguments.add(server.url("initrd"));
    PeerProgram.Ended ended = CURL.run(arguments, temporary.resolve("curl.log"));
    assertTrue(ended.isSuccess(), ended::toString);
    return ended.printed();
  }

  @ParameterizedTest
  @CsvSource({"0-9,0,10", "2999990-,2999990,3000000", "-7,2999993,3000000", "5-99999999,5,3000000"})
  void aRange(String range, int from, int to) throws Exception {
    assertEquals("206", curl("-r", range));
    assertArrayEquals(Arrays.copyOfRange(octets, from, to), Files.readAllBytes(copy));
  }

  @Test
  void severalRanges() throws Exception {
    assertEquals("206", curl("-r", "0-9,1000-1009"));
    String parts = Files.readString(copy, StandardCharsets.ISO_8859_1);
    for (int from : new int[] {0, 1000}) {
      String part = new String(octets, from, 10, StandardCharsets.ISO_8859_1);
      String range = "bytes " + from + "-" + (from + 9) + "/" + SIZE;
      assertTrue(parts.contains("Content-Range: " + range + "\r\n\r\n" + part + "\r\n--"), parts);
    }
  }

  @Test
  void aDownloadThatWasBrokenOffGoesOn() throws Exception {
    Files.write(copy, Arrays.copyOf(octets, SIZE / 3));
    assertEquals("206", curl("-C", "-"));
    assertArrayEquals(octets, Files.readAllBytes(copy));
  }

  @Test
  void aDownloadOfWhatChangedBeginsAnew() throws Exception {
    String yesterday = "If-Range: Mon, 04 May 2026 10:00:00 GMT";
    assertEquals("200", curl("-r", "1000000-", "-H", yesterday));
    assertArrayEquals(octets, Files.readAllBytes(copy));
    String today = "If-Range: Tue, 05 May 2026 10:00:00 GMT";
    assertEquals("206", curl("-r", "1000000-", "-H", today));
  }

  @Test
  void whatCurlHasIsNotSentAgain() throws Exception {
    Path tag = temporary.resolve("tag");
    assertEquals("200", curl("--etag-save", tag.toString()));
    assertArrayEquals(octets, Files.readAllBytes(copy));
    assertEquals("304", curl("--etag-compare", tag.toString()));
    assertEquals("304", curl("-z", copy.toString()));
    octets[0]++;
    Files.write(file, octets);
    assertEquals("200", curl("--etag-compare", tag.toString()));
    assertArrayEquals(octets, Files.readAllBytes(copy));
  }

  @Test
  void manyAtOnceOverConnectionsThatAreKept() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-sS", "--parallel", "--parallel-max", "8"));
    for (int part = 0; part < 30; part++) {
      arguments.addAll(List.of("-o", temporary.resolve("part" + part).toString()));
      arguments.add(server.url("initrd?" + part));
    }
    PeerProgram.Ended ended = CURL.run(arguments, temporary.resolve("curl.log"));
    assertTrue(ended.isSuccess(), ended::toString);
    for (int part = 0; part < 30; part++) {
      assertEquals(-1, Files.mismatch(file, temporary.resolve("part" + part)), "part " + part);
    }
  }
}
