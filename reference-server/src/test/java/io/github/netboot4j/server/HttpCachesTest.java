package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of files, and conditions on them, as RFC 9110 has them. */
final class HttpCachesTest {
  private static final String DATE = "Tue, 05 May 2026 10:00:00 GMT";
  private static final String EARLIER = "Tue, 05 May 2026 09:59:59 GMT";

  @TempDir private Path root;
  private HttpFiles server;
  private Path file;
  private byte[] octets;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    octets = new byte[100_000];
    new Random(1).nextBytes(octets);
    file = root.resolve("initrd.img");
    Files.write(file, octets);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-05T10:00:00.5Z")));
    Files.createFile(root.resolve("nothing.efi"));
    server = HttpFilesUnderTest.started(root);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String... headers) throws Exception {
    return send("GET", "/initrd.img", headers);
  }

  private String tag() throws Exception {
    return header(get(), "ETag");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private byte[] part(int first, int end) {
    return Arrays.copyOfRange(octets, first, end);
  }

  @Test
  void aFileSaysWhichVersionItIs() throws Exception {
    HttpResponse<byte[]> response = get();
    assertTrue(header(response, "ETag").matches("\"[0-9a-f-]+\""), header(response, "ETag"));
    assertEquals(DATE, header(response, "Last-Modified"));
    assertEquals("bytes", header(response, "Accept-Ranges"));
    assertEquals(header(response, "ETag"), header(send("HEAD", "/initrd.img"), "ETag"));
  }

  @Test
  void oneRangeIsSentAlone() throws Exception {
    HttpResponse<byte[]> response = get("Range", "bytes=40000-89999");
    assertEquals(206, response.statusCode());
    assertEquals("bytes 40000-89999/100000", header(response, "Content-Range"));
    assertEquals("application/vnd.efi-img", header(response, "Content-Type"));
    assertArrayEquals(part(40_000, 90_000), response.body());
    assertArrayEquals(part(99_999, 100_000), get("Range", "bytes=-1").body());
    assertArrayEquals(part(99_990, 100_000), get("Range", "bytes=99990-").body());
  }

  @Test
  void severalRangesComeInPartsEachWithItsPlace() throws Exception {
    HttpResponse<byte[]> response = get("Range", "bytes=0-9,50000-89999,-5");
    assertEquals(206, response.statusCode());
    String type = header(response, "Content-Type");
    assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
    String boundary = type.substring(type.indexOf('=') + 1);
    StringBuilder expected = new StringBuilder();
    for (int[] each : new int[][] {{0, 10}, {50_000, 90_000}, {99_995, 100_000}}) {
      expected
          .append("\r\n--" + boundary + "\r\nContent-Type: application/vnd.efi-img\r\n")
          .append("Content-Range: bytes " + each[0] + "-" + (each[1] - 1) + "/100000\r\n\r\n")
          .append(new String(part(each[0], each[1]), StandardCharsets.ISO_8859_1));
    }
    expected.append("\r\n--" + boundary + "--\r\n");
    assertEquals(expected.toString(), new String(response.body(), StandardCharsets.ISO_8859_1));
  }

  @Test
  void aRangeBehindTheEndIsRefusedWithTheSize() throws Exception {
    HttpResponse<byte[]> response = get("Range", "bytes=100000-");
    assertEquals(416, response.statusCode());
    assertEquals("bytes */100000", header(response, "Content-Range"));
    assertEquals(416, send("GET", "/nothing.efi", "Range", "bytes=0-0").statusCode());
    assertEquals(200, send("GET", "/nothing.efi", "Range", "bytes=-5").statusCode());
  }

  @ParameterizedTest
  @CsvSource({"GET,lines=0-9", "GET,bytes=9-0", "HEAD,bytes=0-9"})
  void aRangeThatIsNoneIsIgnored(String method, String range) throws Exception {
    HttpResponse<byte[]> response = send(method, "/initrd.img", "Range", range);
    assertEquals(200, response.statusCode());
    assertEquals("100000", header(response, "Content-Length"));
  }

  @Test
  void aDownloadGoesOnOnlyWithTheSameFile() throws Exception {
    String tag = tag();
    for (String[] same : new String[][] {{"If-Range", tag}, {"If-Range", DATE}}) {
      assertEquals(206, get("Range", "bytes=5-", same[0], same[1]).statusCode(), same[1]);
    }
    for (String other : new String[] {"\"x\"", "W/" + tag, EARLIER, "nonsense"}) {
      HttpResponse<byte[]> whole = get("Range", "bytes=5-", "If-Range", other);
      assertEquals(200, whole.statusCode(), other);
      assertArrayEquals(octets, whole.body());
    }
    octets[0]++;
    Files.write(file, octets);
    HttpResponse<byte[]> whole = get("Range", "bytes=5-", "If-Range", tag);
    assertEquals(200, whole.statusCode());
    assertArrayEquals(octets, whole.body());
  }

  @Test
  void aFileThatChangedJustNowIsNoBaseToGoOnFrom() throws Exception {
    // Later than now, so that it stays so however long this takes.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3_600)));
    HttpResponse<byte[]> first = get();
    String tag = header(first, "ETag");
    assertTrue(tag.startsWith("W/\""), tag);
    assertEquals(200, get("Range", "bytes=5-", "If-Range", tag).statusCode());
    String date = header(first, "Last-Modified");
    assertEquals(200, get("Range", "bytes=5-", "If-Range", date).statusCode());
    assertEquals(304, get("If-None-Match", tag).statusCode());
  }

  @Test
  void whatACacheHasIsNotSentAgain() throws Exception {
    String tag = tag();
    for (String value : new String[] {tag, "\"x\", " + tag, "W/" + tag, "*"}) {
      HttpResponse<byte[]> response = get("If-None-Match", value);
      assertEquals(304, response.statusCode(), value);
      assertEquals(tag, header(response, "ETag"));
      assertEquals(0, response.body().length);
    }
    assertEquals(304, send("HEAD", "/initrd.img", "If-None-Match", tag).statusCode());
    assertEquals(304, get("If-Modified-Since", DATE).statusCode());
    assertEquals(200, get("If-Modified-Since", EARLIER).statusCode());
    assertEquals(200, get("If-Modified-Since", "nonsense").statusCode());
    // The tag is the better witness of the two.
    assertEquals(200, get("If-None-Match", "\"x\"", "If-Modified-Since", DATE).statusCode());
  }

  @Test
  void aConditionThatFailsIsSaid() throws Exception {
    String tag = tag();
    assertEquals(200, get("If-Match", tag).statusCode());
    assertEquals(200, get("If-Match", "*").statusCode());
    assertEquals(412, get("If-Match", "\"x\"").statusCode());
    assertEquals(412, get("If-Match", "W/" + tag).statusCode());
    assertEquals(200, get("If-Unmodified-Since", DATE).statusCode());
    assertEquals(412, get("If-Unmodified-Since", EARLIER).statusCode());
    assertEquals(200, get("If-Match", tag, "If-Unmodified-Since", EARLIER).statusCode());
  }

  @Test
  void aFileThatIsReplacedIsNewAtOnce() throws Exception {
    String tag = tag();
    FileTime time = Files.getLastModifiedTime(file);
    octets[7]++;
    Path next = root.resolve("next");
    Files.write(next, octets);
    Files.setLastModifiedTime(next, time); // as rsync and cp -p do
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    HttpResponse<byte[]> response = get("If-None-Match", tag);
    assertEquals(200, response.statusCode());
    assertArrayEquals(octets, response.body());
    assertNotEquals(tag, header(response, "ETag"));
  }
}
