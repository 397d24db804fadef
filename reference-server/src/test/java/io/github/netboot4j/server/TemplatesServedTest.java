package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.tftp.client.TftpClient;
import io.github.netboot4j.tftp.client.TftpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** Templates over HTTP and TFTP. */
final class TemplatesServedTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path root;
  private final KnownMachines machines = new KnownMachines();
  private final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
  private final TftpEvents events = new TftpEvents();
  private HttpFiles http;
  private TftpServer tftp;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(root.resolve("boot.ipxe.template"), "#!ipxe\necho {{mac}} {{server}}\n");
    Files.writeString(root.resolve("slip.ipxe.template"), "#!ipxe\necho {{serial}}\n");
    http =
        new HttpFiles(
            LOOPBACK,
            0,
            root,
            MadeFiles.NONE,
            machines,
            new HttpListener() {
              @Override
              public void answered(
                  InetSocketAddress from, String method, String path, int status, long bytes) {}

              @Override
              public void notFilledIn(InetSocketAddress from, String why) {
                faults.add(why);
              }
            });
    http.start();
    tftp =
        new TftpServer(
            new InetSocketAddress(LOOPBACK, 0),
            new FileRoot(root, false, MadeFiles.NONE, new ScriptTemplates(machines)),
            null,
            TftpLimits.DEFAULTS,
            TftpPorts.ANY,
            Thread::new,
            events);
    tftp.start();
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    tftp.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + http.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String fetch(String name) throws Exception {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    TftpClient.builder(tftp.localAddress()).build().get(name, sink);
    return sink.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aKnownMachineGetsItsScript() throws Exception {
    machines.remember(Ipv4.parse("127.0.0.1"), 0x5254_0000_0001L, 0, 0, 0);
    String expected = "#!ipxe\necho 52:54:00:00:00:01 127.0.0.1\n";
    HttpResponse<String> response = get("/boot.ipxe");
    assertEquals(expected, response.body());
    assertEquals("text/plain", response.headers().firstValue("Content-Type").orElse(""));
    // What is made for one machine is nothing for caches.
    assertTrue(response.headers().firstValue("ETag").isEmpty());
    assertTrue(response.headers().firstValue("Last-Modified").isEmpty());
    assertEquals(expected, fetch("boot.ipxe"));
  }

  @Test
  void aRequestMaySayWhoAsks() throws Exception {
    String body = get("/boot.ipxe?mac=52:54:00:00:00:02").body();
    assertEquals("#!ipxe\necho 52:54:00:00:00:02 127.0.0.1\n", body);
  }

  @Test
  void whatIsMissingIsSaidInOneLineOverHttp() throws Exception {
    HttpResponse<String> response = get("/boot.ipxe");
    assertEquals(500, response.statusCode());
    String why = "/boot.ipxe.template, line 2: {{mac}} is not known of 127.0.0.1";
    assertEquals(why + "\n", response.body());
    assertEquals(why, faults.poll(60, TimeUnit.SECONDS));
    assertEquals(500, get("/slip.ipxe").statusCode());
    assertEquals(404, get("/none.ipxe").statusCode());
  }

  @Test
  void andOverTftp() throws Exception {
    String why = "boot.ipxe.template, line 2: {{mac}} is not known of 127.0.0.1";
    TftpException refused = assertThrows(TftpException.class, () -> fetch("boot.ipxe"));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    TftpEvents.Finished end = events.next();
    assertEquals(TftpOutcome.FAILED, end.outcome());
    assertEquals(why, end.detail());
  }
}
