package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a machine that loops is answered instead. */
final class LoopBreakerTest {
  private static final int OWN = Ipv4.parse("192.0.2.1");
  private static final int CLIENT = Ipv4.parse("192.0.2.100");
  private static final String LOADER = "undionly.kpxe";
  private static final byte[] ROUTER = {(byte) 192, 0, 2, 9};

  private final List<ChainLoop> told = new ArrayList<>();
  private final DemoRules others = new DemoRules();
  private BootDecision decision =
      BootDecision.boot(LOADER).because(new Reason("filename \"${x}\" && # `it`;", "d.conf", 7));
  private @Nullable String scriptsAt = "http://192.0.2.1:8080/";
  private long now;

  private final LoopGuard guard = guard(LoopSettings.Breaker.SCRIPT);
  private final ServerListener listener =
      new ServerListener() {
        @Override
        public void looping(ChainLoop loop) {
          told.add(loop);
        }

        @Override
        public void answered(BootRequest request, int type, int address, BootDecision decided) {
          others.answered(request, type, address, decided);
        }

        @Override
        public void answered(
            InetSocketAddress client, String method, String path, int status, long bytes) {}

        @Override
        public void givenBack(BootRequest request, int address) {}

        @Override
        public void ignored(BootRequest request, Unanswered kind, String why) {}

        @Override
        public void malformed(io.github.netboot4j.dhcp.DhcpFault fault, int offset, int octets) {}
      };

  private ServerListener watched = guard.before(listener);

  private LoopGuard guard(LoopSettings.Breaker how) {
    return new LoopGuard(new LoopSettings(how, 3, Duration.ofMinutes(5)), () -> now);
  }

  private BootPolicy breaker() {
    return guard.around(request -> decision, OWN, () -> scriptsAt);
  }

  private static BootRequest ipxe() {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    DhcpMessageWriter writer = TestRequests.start(MessageType.DISCOVER, TestRequests.MAC, buffer);
    int octets = writer.option(OptionCode.USER_CLASS, "iPXE").finish();
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, octets));
  }

  private static BootRequest uefi() {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    int octets =
        TestRequests.asUefi(TestRequests.start(MessageType.DISCOVER, TestRequests.MAC, buffer))
            .finish();
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, octets));
  }

  /** Goes around until the loop is known; the answer to the next request. */
  private BootDecision afterLoop(BootPolicy breaker, BootRequest request) {
    for (int round = 0; round < 3; round++) {
      assertEquals(LOADER, breaker.decide(request).bootFile());
      watched.answered(request, MessageType.OFFER, CLIENT, breaker.decide(request));
      watched.answered(request, MessageType.ACK, CLIENT, breaker.decide(request));
      watched.finished(Addresses.of(CLIENT, 2000), LOADER, null, 1, 1, TftpOutcome.COMPLETE, "");
    }
    assertEquals(1, told.size());
    return breaker.decide(request);
  }

  @Test
  void ipxeGetsAScriptOverHttp() {
    BootPolicy breaker = breaker();
    BootDecision broken = afterLoop(breaker, ipxe());
    assertEquals("http://192.0.2.1:8080/netboot4j-loop/1.ipxe", broken.bootFile());
    assertTrue(
        broken.reason().rule().startsWith("loop broken: undionly.kpxe was fetched 3 times"),
        broken.toString());
    byte[] content = guard.content("/netboot4j-loop/1.ipxe");
    assertNotNull(content);
    String script = new String(content, StandardCharsets.US_ASCII);
    assertTrue(script.startsWith("#!gpxe\necho \n"), script);
    assertTrue(script.contains("fetched undionly.kpxe 3 times in a row"), script);
    assertTrue(script.contains("asks as iPXE, user class iPXE, from 52:54:00:12:34:56"), script);
    assertTrue(script.contains("tells it to: d.conf:7: filename x it"), script);
    assertTrue(script.endsWith("sleep 300\nexit\n"), script);
    assertTrue(
        script
            .chars()
            .allMatch(c -> c == '\n' || c == '#' || c == '!' || "${}&|`;\"'".indexOf(c) < 0));
  }

  @Test
  void theAnswerThatBreaksItIsNoStepOfTheChain() {
    BootPolicy breaker = breaker();
    BootDecision broken = afterLoop(breaker, ipxe());
    watched.answered(ipxe(), MessageType.OFFER, CLIENT, broken);
    watched.answered(ipxe(), MessageType.ACK, CLIENT, broken);
    watched.fetched(Addresses.of(CLIENT, 2000), "/netboot4j-loop/1.ipxe");
    assertEquals(broken.bootFile(), breaker.decide(ipxe()).bootFile());
    assertEquals(1, told.size());
  }

  @Test
  void withoutHttpTheScriptComesByTftp() {
    scriptsAt = "";
    assertEquals("netboot4j-loop/1.ipxe", afterLoop(breaker(), ipxe()).bootFile());
  }

  @Test
  void whereNothingIsServedThereIsNoFile() {
    scriptsAt = null;
    assertNoFile(afterLoop(breaker(), ipxe()));
  }

  @Test
  void noScriptUnlessItIsWanted() {
    LoopGuard quiet = guard(LoopSettings.Breaker.NO_FILE);
    watched = quiet.before(listener);
    assertNoFile(afterLoop(quiet.around(request -> decision, OWN, () -> scriptsAt), ipxe()));
  }

  @Test
  void aLoopThatIsNotToBeBrokenIsReportedAllTheSame() {
    LoopGuard off = guard(LoopSettings.Breaker.OFF);
    watched = off.before(listener);
    BootPolicy policy = off.around(request -> decision, OWN, () -> scriptsAt);
    assertEquals(LOADER, afterLoop(policy, ipxe()).bootFile());
  }

  private static void assertNoFile(BootDecision broken) {
    assertFalse(broken.boots());
    assertFalse(broken.isSilent());
    assertTrue(broken.reason().rule().startsWith("loop broken: "), broken.toString());
  }

  @Test
  void firmwareGetsNoFile() {
    assertNoFile(afterLoop(breaker(), uefi()));
    // iPXE on the same machine is another program.
    assertEquals(LOADER, breaker().decide(ipxe()).bootFile());
  }

  @Test
  void whatElseAConfigurationSaysStays() {
    decision =
        BootDecision.of(
                new ReplyFields.Builder()
                    .nextServer(7)
                    .file(LOADER.getBytes(StandardCharsets.US_ASCII))
                    .serverName(new byte[] {'x'})
                    .option(OptionCode.ROUTER, ROUTER)
                    .option(OptionCode.BOOT_FILE_NAME, new byte[] {'x'})
                    .option(OptionCode.TFTP_SERVER_NAME, new byte[] {'x'})
                    .option(OptionCode.VENDOR_SPECIFIC_INFORMATION, new byte[] {'x'})
                    .echo(OptionCode.CLIENT_MACHINE_IDENTIFIER)
                    .build())
            .because(new Reason("filename", "dhcpd.conf", 2));
    ReplyFields fields = afterLoop(breaker(), ipxe()).fields();
    assertNotNull(fields);
    assertEquals(OWN, fields.nextServer());
    assertEquals(
        "http://192.0.2.1:8080/netboot4j-loop/1.ipxe",
        new String(fields.file(), StandardCharsets.US_ASCII));
    assertEquals(0, fields.serverName().length);
    assertArrayEquals(new int[] {OptionCode.ROUTER}, fields.optionCodes());
    assertArrayEquals(ROUTER, fields.option(OptionCode.ROUTER));
    assertArrayEquals(new int[] {OptionCode.CLIENT_MACHINE_IDENTIFIER}, fields.echoedCodes());
    scriptsAt = null;
    ReplyFields none = breaker().decide(ipxe()).fields();
    assertNotNull(none);
    assertEquals(0, none.nextServer());
    assertEquals(0, none.file().length);
  }

  @Test
  void aChangedPolicyEndsItAtOnce() {
    BootPolicy breaker = breaker();
    afterLoop(breaker, ipxe());
    decision = BootDecision.boot("http://192.0.2.1/boot.ipxe");
    assertEquals("http://192.0.2.1/boot.ipxe", breaker.decide(ipxe()).bootFile());
    assertNull(guard.content("netboot4j-loop/1.ipxe"));
  }

  @Test
  void onlyItsOwnFilesAreMade() {
    BootPolicy breaker = breaker();
    afterLoop(breaker, ipxe());
    for (String path :
        List.of(
            "netboot4j-loop/2.ipxe",
            "netboot4j-loop/",
            "netboot4j-loop/1.ipxe/",
            "x/netboot4j-loop/1.ipxe",
            "netboot4j-loop/99999999999999999999.ipxe")) {
      assertNull(guard.content(path), path);
    }
  }
}
