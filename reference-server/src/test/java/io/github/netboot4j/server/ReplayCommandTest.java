package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code replay}: recorded requests against configurations, and its exit codes. */
final class ReplayCommandTest {
  private static final Path CAPTURES =
      Path.of("../dhcp-codec/testing/src/main/resources/io/github/netboot4j/capture");

  /** The same with all else that was sent, where the whole workplace of the project is. */
  private static final Path SHARED = Path.of("../../shared/captures");

  /** What the dnsmasq that answered in the recordings was told. */
  private static final String RECORDED =
      """
      dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0
      dhcp-match=set:uefi,option:client-arch,7
      dhcp-vendorclass=set:http,HTTPClient
      dhcp-userclass=set:ipxe,iPXE
      dhcp-boot=undionly.kpxe
      dhcp-boot=tag:uefi,snponly.efi
      dhcp-boot=tag:http,http://192.0.2.1:8080/snponly.efi
      dhcp-boot=tag:ipxe,http://192.0.2.1:8080/boot.ipxe
      dhcp-option-force=tag:http,60,HTTPClient
      """;

  private static final int SERVER = 0xC000_0201;
  private static final int OTHER = 0xC000_0202;

  @TempDir private Path directory;

  private Path configuration(String text) throws Exception {
    return Files.writeString(directory.resolve("dnsmasq.conf"), text);
  }

  private static CommandRun replay(Path capture, Path configuration, String... flags) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("replay", capture.toString(), "--config", configuration.toString()),
                Arrays.stream(flags))
            .toArray(String[]::new));
  }

  private static List<Map<String, Object>> json(Path capture, Path configuration, String... flags) {
    String[] all = Arrays.copyOf(flags, flags.length + 1);
    all[flags.length] = "--json";
    return DecodeJsonReader.lines(replay(capture, configuration, all).out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uefi-x64-to-ipxe",
        "uefi-http-boot-to-ipxe",
        "ipxe-rom-bios",
        "bios-undionly-to-ipxe"
      })
  void theServerOfTheRecordingAnswersAsItDid(String capture) throws Exception {
    CommandRun run = replay(CAPTURES.resolve(capture + ".pcap"), configuration(RECORDED));
    assertEquals(0, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("same: http://192.0.2.1:8080/boot.ipxe"), run.out());
    assertTrue(run.out().contains(" 0 answered differently"), run.out());
  }

  @Test
  void theSharedCapturesSayTheSame() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(SHARED), "the shared captures are here");
    Path recorded = configuration(RECORDED);
    try (DirectoryStream<Path> captures = Files.newDirectoryStream(SHARED, "*.pcap")) {
      for (Path capture : captures) {
        CommandRun run = replay(capture, recorded);
        assertEquals(0, run.exitCode(), capture + "\n" + run.out() + run.err());
      }
    }
  }

  @Test
  void aChangeShowsFieldByFieldWithItsRule() throws Exception {
    Path changed = configuration(RECORDED.replace("snponly.efi", "ipxe.efi"));
    CommandRun run = replay(CAPTURES.resolve("uefi-x64-to-ipxe.pcap"), changed);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("option 67  was \"snponly.efi\\0\", would be \"ipxe.efi\\0\"\n"),
        run.out());
    assertTrue(run.out().contains(changed + ":6: dhcp-boot=tag:uefi,ipxe.efi"), run.out());
    // A DISCOVER and a REQUEST of the firmware; iPXE's three, each answered as before.
    assertTrue(run.out().endsWith("5 requests, 2 answered differently\n"), run.out());
  }

  @Test
  void jsonForPrograms() throws Exception {
    Path changed =
        configuration(RECORDED.replace("tag:uefi,snponly.efi", "tag:uefi,x.efi,,192.0.2.9"));
    List<Map<String, Object>> results = json(CAPTURES.resolve("uefi-x64-to-ipxe.pcap"), changed);
    assertEquals(5, results.size());
    Map<String, Object> first = results.get(0);
    assertEquals(
        List.of(
            "record",
            "times",
            "type",
            "port",
            "mac",
            "stage",
            "server",
            "result",
            "notCompared",
            "given",
            "wouldBe",
            "differences",
            "rule"),
        List.copyOf(first.keySet()));
    assertEquals(1, first.get("record"));
    assertEquals("DISCOVER", first.get("type"));
    assertEquals(67, first.get("port"));
    assertEquals("52:54:00:12:34:56", first.get("mac"));
    assertEquals("UEFI PXE", first.get("stage"));
    assertEquals("192.0.2.1", first.get("server"));
    assertEquals("different", first.get("result"));
    assertEquals(List.of("siaddr", "option 67"), first.get("differences"));
    assertEquals("snponly.efi", member(first, "given").get("bootFile"));
    assertEquals("192.0.2.9", member(first, "wouldBe").get("siaddr"));
    assertEquals("782e65666900", member(first, "wouldBe").get("option 67"));
    assertNull(member(first, "wouldBe").get("file"));
    assertEquals(6, member(first, "rule").get("line"));
    assertEquals("same", results.get(2).get("result"));
  }

  @SuppressWarnings("unchecked") // What the parser makes of it.
  private static Map<String, Object> member(Map<String, Object> of, String name) {
    return (Map<String, Object>) of.get(name);
  }

  @Test
  void whoWouldGetNoAnswer() throws Exception {
    Path elsewhere = configuration("dhcp-range=198.51.100.10,198.51.100.20,255.255.255.0\n");
    CommandRun run = replay(CAPTURES.resolve("ipxe-rom-bios.pcap"), elsewhere);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("answer     was http://192.0.2.1:8080/boot.ipxe, would be no answer"),
        run.out());
    assertTrue(run.out().endsWith("2 requests, 2 answered differently\n"), run.out());
  }

  @Test
  void aRequestThatWasSentAgainIsOne() throws Exception {
    List<Map<String, Object>> results =
        json(CAPTURES.resolve("ipxe-rom-bios.pcap"), configuration(RECORDED));
    assertEquals(List.of(2, 1), results.stream().map(result -> result.get("times")).toList());
    assertEquals(List.of(1, 5), results.stream().map(result -> result.get("record")).toList());
  }

  // Two servers answer one DISCOVER: one gives the address, a ProxyDHCP server says what to boot.

  private static DhcpBytes asked(int type) {
    return DhcpBytes.request()
        .option(53, type)
        .option(60, "PXEClient:Arch:00000:UNDI:002001")
        .option(93, 0, 0);
  }

  private static DhcpBytes reply(int type, int lastOfServer) {
    return DhcpBytes.request().header(0, 2).option(53, type).option(54, 192, 0, 2, lastOfServer);
  }

  private static byte[] toServer(DhcpBytes message, int port) {
    return DecodeCapture.datagram(0, 68, -1, port, message.end());
  }

  private static byte[] fromServer(int server, int port, DhcpBytes message) {
    return DecodeCapture.datagram(server, port, -1, 68, message.end());
  }

  private Path capture(byte[]... frames) throws Exception {
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    for (byte[] frame : frames) {
      capture.frame(frame);
    }
    return Files.write(directory.resolve("two.pcap"), capture.bytes());
  }

  private Path twoServers() throws Exception {
    DhcpBytes plain = reply(2, 2).header(16, 192, 0, 2, 100);
    DhcpBytes proxy =
        reply(2, 1)
            .header(20, 192, 0, 2, 1)
            .header(108, 'p')
            .option(60, "PXEClient")
            .option(43, 6, 1, 8, 255);
    return capture(
        toServer(asked(1), 67), fromServer(OTHER, 67, plain), fromServer(SERVER, 67, proxy));
  }

  @Test
  void likeIsComparedWithLike() throws Exception {
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    Map<String, Object> compared = json(twoServers(), lease).get(0);
    assertEquals("192.0.2.2", compared.get("server"));
    assertNull(member(compared, "given").get("bootFile"));

    Path proxy =
        configuration(
            "port=0\ndhcp-range=192.0.2.0,proxy,255.255.255.0\npxe-prompt=x,0\ndhcp-boot=p\n");
    compared = json(twoServers(), proxy).get(0);
    assertEquals("192.0.2.1", compared.get("server"));
    assertEquals("p", member(compared, "given").get("bootFile"));
    assertEquals("p", member(compared, "wouldBe").get("bootFile"));
    assertFalse(compared.get("differences").toString().contains("file"), compared.toString());
  }

  @Test
  void whoseAnswersCanBeSaid() throws Exception {
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    Map<String, Object> compared = json(twoServers(), lease, "--server", "192.0.2.1").get(0);
    assertEquals("192.0.2.1", compared.get("server"));
    assertEquals("p", member(compared, "given").get("bootFile"));
    // A third server was silent, and this configuration would answer.
    compared = json(twoServers(), lease, "--server", "192.0.2.3").get(0);
    assertEquals("different", compared.get("result"));
    assertNull(compared.get("given"));
    assertTrue(compared.get("wouldBe") != null, compared.toString());
  }

  @Test
  void anAnswerOfTheOtherKindIsNotCompared() throws Exception {
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    Path proxyAlone =
        capture(
            toServer(asked(1), 67), fromServer(SERVER, 67, reply(2, 1).option(60, "PXEClient")));
    CommandRun run = replay(proxyAlone, lease);
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.out().contains("not compared: only ProxyDHCP servers answered"), run.out());
    assertTrue(run.err().contains("can be compared; --server says"), run.err());
  }

  @Test
  void thePortOfBootServersIsApart() throws Exception {
    Path proxy =
        configuration(
            "port=0\ndhcp-range=192.0.2.0,proxy,255.255.255.0\npxe-service=x86PC,Linux,lin\n");
    Path both =
        capture(
            toServer(asked(3), 4011),
            fromServer(SERVER, 67, reply(5, 1).header(108, 'n')),
            fromServer(SERVER, 4011, reply(5, 1).header(108, 'y')));
    Map<String, Object> result = json(both, proxy).get(0);
    assertEquals(4011, result.get("port"));
    assertEquals("y", member(result, "given").get("bootFile"));

    // ISC dhcpd does not hear there.
    Path dhcpd =
        Files.writeString(
            directory.resolve("dhcpd.conf"),
            "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100; filename \"y\"; }\n");
    result = json(both, dhcpd).get(0);
    assertNull(result.get("wouldBe"));
    assertEquals("different", result.get("result"));
  }

  @Test
  void aRefusalIsAMatterOfLeases() throws Exception {
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    Path refused =
        capture(
            toServer(asked(3), 67),
            fromServer(SERVER, 67, reply(6, 1)),
            toServer(asked(1), 67),
            fromServer(SERVER, 67, reply(2, 1).header(16, 192, 0, 2, 150)),
            toServer(asked(7), 67));
    CommandRun run = replay(refused, lease);
    assertTrue(run.out().contains("not compared: it was refused (NAK)"), run.out());
    assertTrue(
        run.out().contains("2 requests, 1 answered differently, 1 not compared; 1 messages"),
        run.out());
    assertEquals(1, run.exitCode());
  }

  @Test
  void whoRefusesBesideOneThatGrantsIsNotMeant() throws Exception {
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    Path both =
        capture(
            toServer(asked(3), 67),
            fromServer(SERVER, 67, reply(6, 1)),
            fromServer(OTHER, 67, reply(5, 2).header(16, 192, 0, 2, 150)));
    Map<String, Object> result = json(both, lease).get(0);
    assertEquals("192.0.2.2", result.get("server"));
    assertNull(result.get("notCompared"));
  }

  @Test
  void theAddressThatWasGivenChoosesThePool() throws Exception {
    Path dhcpd =
        Files.writeString(
            directory.resolve("dhcpd.conf"),
            """
            subnet 192.0.2.0 netmask 255.255.255.0 {
              pool { range 192.0.2.100 192.0.2.149; filename "low"; }
              pool { range 192.0.2.150 192.0.2.199; filename "high"; }
            }
            """);
    Path given =
        capture(
            toServer(asked(1), 67),
            fromServer(
                SERVER,
                67,
                reply(2, 1)
                    .header(16, 192, 0, 2, 150)
                    .header(20, 192, 0, 2, 1)
                    .header(108, 'h', 'i', 'g', 'h')));
    Map<String, Object> result = json(given, dhcpd).get(0);
    assertEquals("high", member(result, "wouldBe").get("bootFile"));
  }

  @Test
  void moreRequestsThanWaitAtOnceAreAllReplayedInTheirOrder() throws Exception {
    int count = ReplayCapture.MOST_OPEN + 10;
    DecodeCapture capture = DecodeCapture.of(DecodeCapture.ETHERNET);
    for (int index = 0; index < count; index++) {
      capture.frame(toServer(asked(1).header(5, index >> 8, index & 0xFF), 67));
    }
    // The oldest no longer waits; the newest does.
    DhcpBytes late = reply(2, 1).header(16, 192, 0, 2, 100);
    capture.frame(fromServer(SERVER, 67, late.header(5, 0, 0)));
    capture.frame(fromServer(SERVER, 67, late.header(5, (count - 1) >> 8, (count - 1) & 0xFF)));
    Path file = Files.write(directory.resolve("many.pcap"), capture.bytes());
    Path lease = configuration("dhcp-range=192.0.2.100,192.0.2.200,255.255.255.0\n");
    List<Map<String, Object>> results = json(file, lease);
    assertEquals(count, results.size());
    assertEquals(1, results.get(0).get("record"));
    assertNull(results.get(0).get("given"));
    assertEquals(count, results.get(count - 1).get("record"));
    assertTrue(results.get(count - 1).get("given") != null);
  }

  private static void assertRefused(String expected, CommandRun run) {
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @Test
  void whatCannotBeRead() throws Exception {
    Path good = configuration(RECORDED);
    Path capture = CAPTURES.resolve("ipxe-rom-bios.pcap");
    assertRefused("there is no file", replay(directory.resolve("none.pcap"), good));
    assertRefused("is not a pcap file", replay(good, good));
    assertRefused("--config", CommandRun.of("replay", capture.toString()));
    assertRefused("dnsmasq.conf:1: ", replay(capture, configuration("dhcp-boot\n")));
    Path renewed = configuration(RECORDED);
    assertRefused("has no DISCOVER and no REQUEST", replay(capture(), renewed));
    byte[] whole = Files.readAllBytes(capture);
    Path cut = Files.write(directory.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 1));
    CommandRun run = replay(cut, renewed);
    assertRefused("not all of it was replayed", run);
    assertTrue(run.out().contains("2 requests"), run.out());
  }
}
