package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or are broken, and what others notice of them. */
@Timeout(300)
final class HttpHostileTest {
  /** More than the buffers of two sockets hold. */
  private static final int LARGE = 32 << 20;

  private static final String REQUEST = " HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir private Path directory;
  private Path root;
  private HttpFiles server;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    root = Files.createDirectory(directory.resolve("root"));
    Files.writeString(directory.resolve("secret"), "secret");
    Files.writeString(root.resolve("boot.ipxe"), "#!ipxe\n");
    Files.write(root.resolve("large"), new byte[LARGE]);
    server = HttpFilesUnderTest.started(root);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The status line of the answer. */
  private static String status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\r'; octet = in.read()) {
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private String ask(String request) throws IOException {
    Socket socket = connect();
    write(socket, request);
    return status(socket);
  }

  private void assertServed() throws IOException {
    assertEquals("HTTP/1.1 200 OK", ask("GET /boot.ipxe" + REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%5csecret",
        "/..\\secret",
        "/%5c..%5csecret",
        "/%c0%ae%c0%ae/secret",
        "/%252e%252e/secret",
        "/%2e%2e%2fsecret",
        "/.%2e/secret",
        "/boot.ipxe/../../secret",
        "/%u002e%u002e/secret",
        "/..%00/secret",
        "/%ff%fe",
        "/boot.ipxe%00.html",
        "/boot.ipxe%0a",
        "/boot.ipxe/",
        "/boot.ipxe/x",
        "/c:/secret",
        "http://127.0.0.1/../secret"
      })
  void noSpellingLeadsOutOrToAnotherName(String path) throws IOException {
    String status = ask("GET " + path + REQUEST);
    assertTrue(status.startsWith("HTTP/1.1 40"), status);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%20b+c.efi,a b+c.efi",
    "/100%25.efi,100%.efi",
    "/%C3%BC.efi,\u00fc.efi",
    "/semi%3bcolon.efi,semi;colon.efi",
    "/./x/../plain.efi,plain.efi",
    "//plain.efi,plain.efi",
    "/plain.efi?mac=52:54:00:00:00:01&x,plain.efi"
  })
  void aNameIsReadAsItIsMeant(String path, String name) throws IOException {
    Files.writeString(root.resolve(name), "x");
    assertEquals("HTTP/1.1 200 OK", ask("GET " + path + REQUEST));
  }

  @Test
  void aLinkServesWhatIsBelowTheRootAlone() throws IOException {
    Files.createSymbolicLink(root.resolve("inside"), Path.of("boot.ipxe"));
    Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
    assertEquals("HTTP/1.1 200 OK", ask("GET /inside" + REQUEST));
    assertEquals("HTTP/1.1 403 Forbidden", ask("GET /up/secret" + REQUEST));
    assertEquals("HTTP/1.1 404 Not Found", ask("GET /circle" + REQUEST));
  }

  @Test
  void whatIsTooLargeARequestIsRefused() throws IOException {
    String much = "x".repeat(HttpFiles.MAXIMUM_HEADER);
    assertEquals(
        "HTTP/1.1 431 Request Header Fields Too Large",
        ask("GET /boot.ipxe HTTP/1.1\r\nHost: x\r\nX: " + much));
    String status = ask("GET /" + much);
    assertTrue(status.startsWith("HTTP/1.1 414"), status);
    assertServed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n",
        "GET / FTP/9\r\n\r\n"
      })
  void whatIsNoRequestIsRefused(String octets) throws IOException {
    String status = ask(octets);
    assertTrue(status.isEmpty() || status.matches("HTTP/1.1 (4\\d\\d|505) .*"), status);
    assertServed();
  }

  @Test
  void clientsThatReadNothingHoldUpNobody() throws IOException {
    for (int client = 0; client < 2 * HttpFiles.MAXIMUM_THREADS; client++) {
      write(connect(), "GET /large" + REQUEST);
    }
    assertServed();
  }

  @Test
  void clientsThatSayNothingMakeRoomForNewcomers() throws Exception {
    for (int client = 0; client < HttpConnections.MOST_PER_ADDRESS + 50; client++) {
      write(connect(), "GET /boot.ipxe HTTP/1.1\r\nHost: x\r\nX: ");
    }
    Await.until(
        "room for newcomers",
        Duration.ofMinutes(1),
        Duration.ofMillis(5),
        () -> {
          assertServed();
          int connections = server.connections();
          return connections <= HttpConnections.MOST_PER_ADDRESS
              ? Optional.of(connections)
              : Optional.empty();
        });
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws IOException {
    Socket socket = connect();
    for (int request = 0; request < 3; request++) {
      write(socket, "HEAD /boot.ipxe" + REQUEST);
      assertEquals("HTTP/1.1 200 OK", status(socket));
      StringBuilder rest = new StringBuilder();
      while (rest.indexOf("\r\n\r\n") < 0) {
        rest.append((char) socket.getInputStream().read());
      }
    }
  }

  @Test
  void aFileThatChangesWhileItIsSentNeverArrivesWhole() throws IOException {
    Files.setLastModifiedTime(root.resolve("large"), FileTime.fromMillis(12_345_000));
    Socket socket = connect();
    write(socket, "GET /large HTTP/1.0\r\n\r\n");
    assertEquals("HTTP/1.1 200 OK", status(socket));
    Files.write(root.resolve("large"), new byte[LARGE]);
    assertTrue(readAll(socket) < LARGE);
    assertServed();
  }

  @Test
  void aFileThatIsReplacedWhileItIsSentArrivesAsItWas() throws IOException {
    Socket socket = connect();
    write(socket, "GET /large HTTP/1.0\r\n\r\n");
    assertEquals("HTTP/1.1 200 OK", status(socket));
    Files.delete(root.resolve("large"));
    Files.write(root.resolve("large"), new byte[1]);
    assertTrue(readAll(socket) > LARGE); // with the headers
  }

  private static long readAll(Socket socket) {
    byte[] octets = new byte[65_536];
    long count = 0;
    try {
      InputStream in = socket.getInputStream();
      for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
        count += read;
      }
    } catch (IOException e) {
      // Broken off, which is the way to say so.
    }
    return count;
  }
}
