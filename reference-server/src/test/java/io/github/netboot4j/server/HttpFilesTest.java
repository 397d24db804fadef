package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFilesTest {
  @TempDir private Path directory;
  private Path root;
  private HttpFiles server;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> fetched = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    root = Files.createDirectory(directory.resolve("root"));
    Files.writeString(directory.resolve("secret"), "secret");
    Files.createDirectory(root.resolve("empty"));
    Files.write(root.resolve("snponly.efi"), new byte[100_000]);
    Files.writeString(root.resolve("boot.ipxe"), "#!ipxe\n");
    Files.createSymbolicLink(root.resolve("out"), directory.resolve("secret"));
    server =
        new HttpFiles(
            InetAddress.getLoopbackAddress(),
            0,
            root,
            path ->
                path.equals("/made.ipxe") ? "#!gpxe\n".getBytes(StandardCharsets.US_ASCII) : null,
            new KnownMachines(),
            new HttpListener() {
              @Override
              public void answered(
                  InetSocketAddress from, String method, String path, int status, long bytes) {
                events.add(method + " " + path + " " + status + " " + bytes);
              }

              @Override
              public void fetched(InetSocketAddress from, String path) {
                fetched.add(path);
              }
            });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void whoComesBeforeTheStartIsServedAfterIt() throws Exception {
    try (HttpFiles late =
            new HttpFiles(
                InetAddress.getLoopbackAddress(),
                0,
                root,
                path -> null,
                new KnownMachines(),
                (client, method, path, status, bytes) -> {});
        Socket early = new Socket(InetAddress.getLoopbackAddress(), late.port())) {
      early.setSoTimeout(60_000);
      String request = "GET /boot.ipxe HTTP/1.0\r\n\r\n";
      early.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      late.start();
      String answer = new String(early.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("#!ipxe\n"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"/snponly.efi,application/efi", "/boot.ipxe,text/plain"})
  void aFileComesWithItsType(String path, String type) throws Exception {
    HttpResponse<byte[]> response = send("GET", path);
    assertEquals(200, response.statusCode());
    assertArrayEquals(Files.readAllBytes(root.resolve(path.substring(1))), response.body());
    assertEquals(type, response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(
        "GET " + path + " 200 " + response.body().length, events.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void anEmptyFileIsAnAnswerThatEnds() throws Exception {
    Files.createFile(root.resolve("nothing.efi"));
    assertEquals(0, send("GET", "/nothing.efi").body().length);
    assertEquals("GET /nothing.efi 200 0", events.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void headTellsTheLengthAlone() throws Exception {
    HttpResponse<byte[]> response = send("HEAD", "/snponly.efi");
    assertEquals(200, response.statusCode());
    assertEquals("100000", response.headers().firstValue("Content-Length").orElse(""));
    assertEquals(0, response.body().length);
  }

  @Test
  void aFileThatIsMadeIsServedLikeOthers() throws Exception {
    HttpResponse<byte[]> response = send("GET", "/made.ipxe");
    assertEquals(200, response.statusCode());
    assertEquals("#!gpxe\n", new String(response.body(), StandardCharsets.US_ASCII));
    assertEquals("text/plain", response.headers().firstValue("Content-Type").orElse(""));
    response = send("HEAD", "/made.ipxe");
    assertEquals(200, response.statusCode());
    assertEquals("7", response.headers().firstValue("Content-Length").orElse(""));
    assertEquals(0, response.body().length);
    assertEquals(405, send("POST", "/made.ipxe").statusCode());
  }

  @Test
  void onlyAWholeFileCountsAsFetched() throws Exception {
    send("HEAD", "/snponly.efi");
    send("GET", "/nothing");
    HttpRequest part =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/snponly.efi"))
            .header("Range", "bytes=0-9")
            .build();
    assertEquals(206, client.send(part, HttpResponse.BodyHandlers.discarding()).statusCode());
    send("GET", "/boot.ipxe?again=1");
    assertEquals("/boot.ipxe?again=1", fetched.poll(60, TimeUnit.SECONDS));
    assertTrue(fetched.isEmpty(), fetched::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/", "/empty/", "/out"})
  void whatIsNoFileBelowTheRootIsRefused(String path) throws Exception {
    HttpResponse<byte[]> response = send("GET", path);
    assertTrue(response.statusCode() == 404 || response.statusCode() == 403);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertFalse(body.contains("secret"), body);
    assertFalse(body.contains(directory.toString()), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    HttpResponse<byte[]> response = send(method, "/boot.ipxe");
    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/%2e%2e/secret",
        "/x/..%2f..%2fsecret",
        "/..;/secret",
        "/%00",
        "//../secret"
      })
  void noSpellingLeadsOutOfTheRoot(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET " + path + " HTTP/1.0\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }
  }
}
