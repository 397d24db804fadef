package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.server.lab.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole server on loopback, and what its admin address says of it. */
final class AdminServerTest {
  private static final int LOOPBACK = Ipv4.parse("127.0.0.1");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final DemoRules rules = new DemoRules();
  private final ServerCounts counts = new ServerCounts(rules);
  private DemoRoot root;

  /** Threads that this server did not start. */
  private Set<Thread> others;

  private ServerSettings settings;
  private ReferenceServer server;
  private int adminPort;

  @BeforeEach
  void start() throws Exception {
    others = Thread.getAllStackTraces().keySet();
    root = DemoRoot.create();
    settings = DemoCommand.settings(root);
    server =
        ReferenceServer.open(
            settings, DurableLeases.inMemory(settings.dhcp().emptyTable()), counts);
    server.start();
    ServerSocketChannel channel = AdminServer.bind(Addresses.of(LOOPBACK, 0));
    adminPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    server.alsoCloses(
        new AdminServer(channel, server::trouble, new Metrics(counts, server, () -> 7)::text));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    root.close();
  }

  private HttpResponse<String> ask(int port, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LIMIT)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String metrics() throws Exception {
    HttpResponse<String> metrics = ask(adminPort, "GET", "/metrics");
    assertEquals(200, metrics.statusCode());
    assertEquals(
        Optional.of("text/plain; version=0.0.4; charset=utf-8"),
        metrics.headers().firstValue("Content-Type"));
    return metrics.body();
  }

  /** The value of one sample, such as {@code netboot4j_leases{state="active"}}. */
  private static double value(String metrics, String sample) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(sample + " is not in\n" + metrics));
  }

  private void boot() throws Exception {
    StringWriter story = new StringWriter();
    DemoMachine machine = new DemoMachine("one", TestRequests.MAC, DemoFirmware.BIOS_PXE);
    assertTrue(
        machine.boot(
            settings.dhcp(),
            settings.tftpPort(),
            rules,
            new DemoPrinter(new PrintWriter(story, true))),
        story::toString);
  }

  @Test
  void healthIsOkUntilLeasesCannotBeStored() throws Exception {
    HttpResponse<String> ok = ask(adminPort, "GET", "/healthz");
    assertEquals("200 ok\n", ok.statusCode() + " " + ok.body());
    server.leases().table().storable(false);
    HttpResponse<String> failing = ask(adminPort, "GET", "/healthz");
    assertEquals("503 leases cannot be stored\n", failing.statusCode() + " " + failing.body());
    assertEquals(1, value(metrics(), "netboot4j_store_failing"));
    assertEquals(0, value(metrics(), "netboot4j_healthy"));
    server.leases().table().storable(true);
    assertEquals(200, ask(adminPort, "HEAD", "/healthz").statusCode());
  }

  @Test
  void healthNamesAListenerThatHasDied() throws Exception {
    Thread listener =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("dhcp-") && !others.contains(thread))
            .findFirst()
            .orElseThrow();
    listener.interrupt(); // which closes the channel that it waits on
    String said =
        Await.until(
            "the listener's end to show",
            LIMIT,
            () -> {
              String trouble = server.trouble();
              return Optional.ofNullable(trouble);
            });
    assertEquals("not listening any more: DHCP on loopback", said);
    assertEquals(503, ask(adminPort, "GET", "/healthz").statusCode());
  }

  @Test
  void aBootIsSeenInTheMetrics() throws Exception {
    assertEquals(50, value(metrics(), "netboot4j_pool_free{pool=\"127.77.0.10-127.77.0.59\"}"));
    boot();
    try (DatagramSocket stranger = new DatagramSocket(Addresses.of(LOOPBACK, 0))) {
      byte[] rubbish = "no message".getBytes(StandardCharsets.US_ASCII);
      stranger.send(
          new DatagramPacket(
              rubbish, rubbish.length, Addresses.of(LOOPBACK, settings.dhcp().port())));
    }
    assertEquals(404, ask(settings.httpPort(), "GET", "/nowhere").statusCode());
    assertEquals(405, ask(settings.httpPort(), "POST", "/nowhere").statusCode());
    assertEquals(414, ask(settings.httpPort(), "GET", "/" + "x".repeat(9_000)).statusCode());
    HttpRequest talkative =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.httpPort() + "/"))
            .header("X-Story", "x".repeat(9_000))
            .build();
    assertEquals(431, client.send(talkative, HttpResponse.BodyHandlers.discarding()).statusCode());
    String metrics =
        Await.until(
            "all to be counted",
            LIMIT,
            () -> {
              try {
                String all = metrics();
                return value(all, "netboot4j_dhcp_dropped_total{reason=\"malformed\"}") == 1
                        && all.contains("tftp_transfers_total{outcome=\"complete\"}")
                        && all.contains("http_requests_total{status=\"200\"}")
                        && all.contains("http_requests_total{status=\"404\"}")
                        && all.contains("http_requests_total{status=\"405\"}")
                        && all.contains("http_requests_total{status=\"414\"}")
                        && all.contains("http_requests_total{status=\"431\"}")
                        && value(all, "netboot4j_leases{state=\"active\"}") == 1
                    ? Optional.of(all)
                    : Optional.empty();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    assertEquals(2, value(metrics, "netboot4j_dhcp_received_total{type=\"discover\"}"));
    assertEquals(2, value(metrics, "netboot4j_dhcp_received_total{type=\"request\"}"));
    assertEquals(2, value(metrics, "netboot4j_dhcp_answers_total{type=\"ack\"}"));
    assertEquals(1, value(metrics, "netboot4j_tftp_transfers_total{outcome=\"complete\"}"));
    double loader = (double) Files.size(root.tftp().resolve(DemoRoot.BIOS_LOADER));
    assertEquals(loader, value(metrics, "netboot4j_tftp_sent_bytes_total"));
    assertEquals(1, value(metrics, "netboot4j_http_requests_total{status=\"200\"}"));
    assertTrue(value(metrics, "netboot4j_http_sent_bytes_total") > 0);
    assertTrue(value(metrics, "netboot4j_store_commit_seconds_count") > 0);
    assertTrue(value(metrics, "netboot4j_store_leases_total") > 0);
    assertEquals(49, value(metrics, "netboot4j_pool_free{pool=\"127.77.0.10-127.77.0.59\"}"));
    assertEquals(1, value(metrics, "netboot4j_chains"));
    assertEquals(7, value(metrics, "netboot4j_log_untold_total"));
    assertTrue(metrics.contains("netboot4j_boot_decisions_total{rule=\""), metrics);
    assertTrue(value(metrics, "process_files_open_files") > 0);
  }

  @Test
  void whatIsNotThereIsNotToldByTheBootPortEither() throws Exception {
    for (String path : new String[] {"/healthz", "/metrics"}) {
      assertEquals(404, ask(settings.httpPort(), "GET", path).statusCode());
      HttpResponse<String> refused = ask(adminPort, "POST", path);
      assertEquals(405, refused.statusCode());
      assertEquals(Optional.of("GET, HEAD"), refused.headers().firstValue("Allow"));
    }
    assertEquals(404, ask(adminPort, "GET", "/" + DemoRoot.SCRIPT).statusCode());
    assertEquals("", ask(adminPort, "HEAD", "/metrics").body());
  }

  @Test
  void poolsOfANewConfigurationTakeThePlaceOfTheOld() throws Exception {
    assertTrue(metrics().contains("pool=\"127.77.0.10-127.77.0.59\""));
    LocalInterface on = settings.dhcp().on();
    server.serve(
        new ServerSettings(
            DhcpSettings.ofPool(
                on,
                settings.dhcp().port(),
                settings.dhcp().clientPort(),
                AddressRange.parse("127.77.2.10-127.77.2.11"),
                Ipv4.ANY,
                List.of(),
                Duration.ofMinutes(30)),
            settings.policy(),
            settings.tftpRoot(),
            settings.tftpPort(),
            settings.httpRoot(),
            settings.httpPort()));
    String metrics = metrics();
    assertEquals(2, value(metrics, "netboot4j_pool_addresses{pool=\"127.77.2.10-127.77.2.11\"}"));
    assertFalse(metrics.contains("127.77.0.10"), metrics);
  }

  /** Every metric of ours stands in the table for operators, and what stands there exists. */
  @Test
  void theTableOfMetricsIsThatOfTheCode() throws Exception {
    boot();
    assertNotNull(ask(settings.httpPort(), "GET", "/nowhere"));
    Await.until(
        "the requests to be counted",
        LIMIT,
        () ->
            counts.httpStatus[404].sum() > 0 && counts.transfers.get(TftpOutcome.COMPLETE).sum() > 0
                ? Optional.of(true)
                : Optional.empty());
    Set<String> families =
        metrics()
            .lines()
            .filter(line -> line.startsWith("# TYPE netboot4j_"))
            .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    String operating = Files.readString(Path.of("..", "docs", "operating.md"));
    Set<String> documented =
        Pattern.compile("(?m)^\\| `(netboot4j_[a-z0-9_]+)")
            .matcher(operating)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(families, documented);
    String limits = Files.readString(Path.of("..", "docs", "limits.md"));
    List<String> ofLimits =
        Pattern.compile("`(netboot4j_[a-z0-9_]+)")
            .matcher(limits)
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertTrue(ofLimits.size() > 15, ofLimits::toString);
    assertTrue(families.containsAll(ofLimits), () -> ofLimits + " of " + families);
  }
}
