package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lines that an operator reads. */
final class ConsoleReportTest {
  private static final int ADDRESS = Ipv4.parse("192.0.2.10");
  private static final InetSocketAddress CLIENT = Addresses.of(ADDRESS, 2070);

  @RegisterExtension final LoggedLines lines = new LoggedLines();
  private final LeaseTable leases = new LeaseTable();
  private final ConsoleReport report = new ConsoleReport(leases);

  private void assertTold(String... expected) {
    assertEquals(List.of(expected), lines.messages());
  }

  private static BootRequest request(String userClass) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    int octets =
        TestRequests.asUefi(
                TestRequests.start(MessageType.DISCOVER, TestRequests.MAC, buffer)
                    .option(OptionCode.USER_CLASS, userClass))
            .finish();
    return new BootRequest().wrap(new DhcpMessageView().wrap(buffer, 0, octets));
  }

  @Test
  void anAnswerTellsMachineStageAndRule() {
    BootDecision decision = BootDecision.boot("http://x/y").because(new Reason("the rule"));
    report.answered(request("iPXE"), MessageType.ACK, ADDRESS, decision);
    assertTold(
        "DHCP 52:54:00:12:34:56 iPXE, x64 uefi, user class iPXE"
            + " → ACK 192.0.2.10, http://x/y [the rule]");
  }

  @Test
  void whyAScriptCannotBeFilledInIsToldWhateverElseFailed() {
    report.answered(CLIENT, "GET", "/favicon.ico", 404, 14);
    report.notFilledIn(CLIENT, "/boot.ipxe.template, line 2: {{mac}} is not known of 192.0.2.10");
    report.answered(CLIENT, "GET", "/boot.ipxe", 500, 63);
    report.stopped();
    assertTold(
        "HTTP 192.0.2.10 GET /favicon.ico: 404, 14 bytes",
        "HTTP 192.0.2.10 /boot.ipxe.template, line 2: {{mac}} is not known of 192.0.2.10",
        "stopped; 0 packets were malformed, 0 DHCP requests not answered, 2 transfers failed,"
            + " 0 machines looped");
  }

  @Test
  void aMachineWithTheAddressOfAnotherServerHasOneTraceAndItsName() {
    BootRequest machine = request("iPXE");
    report.answered(machine, MessageType.OFFER, Ipv4.ANY, BootDecision.boot("http://x/y"));
    report.tookOfAnother(machine, ADDRESS);
    report.answered(CLIENT, "GET", "/y", 200, 5);
    assertEquals(
        "HTTP 52:54:00:12:34:56 (192.0.2.10) GET /y: 200, 5 bytes", lines.messages().get(1));
    assertEquals(2, lines.events().size());
    assertEquals(trace(0), trace(1));
  }

  private Object trace(int line) {
    return lines.events().get(line).getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals("trace"))
        .findFirst()
        .orElseThrow()
        .value;
  }

  @Test
  void whatASenderWritesIsEscaped() {
    report.answered(request("a\n\u001b[2J"), MessageType.OFFER, ADDRESS, BootDecision.noBoot());
    assertTold(
        "DHCP 52:54:00:12:34:56 UEFI PXE, x64 uefi, user class a\\u000a\\u001b[2J"
            + " → OFFER 192.0.2.10, nothing to boot [nothing to boot]");
  }

  @Test
  void aTransferNamesTheMachineOfTheLease() {
    leases.bind(
        TestRequests.key(TestRequests.MAC),
        TestRequests.MAC,
        "",
        ADDRESS,
        new Places(ADDRESS, List.of(), address -> false),
        0,
        Duration.ofHours(1));
    report.finished(
        CLIENT, "snponly.efi", TftpMode.OCTET, 173_792, 400_000_000, TftpOutcome.COMPLETE, "");
    report.finished(
        CLIENT, "snponly.efi", TftpMode.OCTET, 0, 0, TftpOutcome.SIZE_PROBED, "error 8 {}");
    report.answered(CLIENT, "GET", "/boot.ipxe", 200, 46);
    report.finished(CLIENT, "log.txt", TftpMode.OCTET, 1_234, 200_000_000, TftpOutcome.STORED, "");
    assertTold(
        "TFTP 52:54:00:12:34:56 (192.0.2.10) snponly.efi: 173,792 bytes in 0.4 s",
        "TFTP 52:54:00:12:34:56 (192.0.2.10) snponly.efi: size told (a probe: the client reads it"
            + " and breaks off) (error 8 {})",
        "HTTP 52:54:00:12:34:56 (192.0.2.10) GET /boot.ipxe: 200, 46 bytes",
        "TFTP 52:54:00:12:34:56 (192.0.2.10) log.txt: 1,234 bytes stored in 0.2 s");
  }

  /** The value of a field in each line; "-" where there is none. */
  private List<String> fields(String name) {
    return lines.events().stream()
        .map(
            line ->
                line.getKeyValuePairs() == null
                    ? "-"
                    : line.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals(name))
                        .map(pair -> String.valueOf(pair.value))
                        .findFirst()
                        .orElse("-"))
        .toList();
  }

  @Test
  void allThatAMachineDoesHasOneTrace() {
    BootDecision decision = BootDecision.boot("x").because(new Reason("the rule"));
    report.ignored(request("x"), Unanswered.STORE_FAILING, "not now");
    report.answered(request("x"), MessageType.OFFER, ADDRESS, decision);
    report.finished(CLIENT, "x", TftpMode.OCTET, 9, 0, TftpOutcome.COMPLETE, "");
    report.answered(request("iPXE"), MessageType.ACK, ADDRESS, decision);
    report.answered(CLIENT, "GET", "/boot.ipxe", 404, 0);
    report.givenBack(request("iPXE"), ADDRESS);
    assertEquals(6, lines.events().size());
    assertEquals(1, fields("trace").stream().distinct().count(), fields("trace")::toString);
    assertTrue(fields("trace").get(0).matches("[0-9a-f]{8}"), fields("trace")::toString);
    report.answered(request(""), MessageType.OFFER, ADDRESS, decision); // firmware once more
    assertNotEquals(fields("trace").get(0), fields("trace").get(6));
    assertEquals(
        List.of(
            "dhcp.ignored",
            "dhcp.answered",
            "tftp.finished",
            "dhcp.answered",
            "http.answered",
            "dhcp.given-back",
            "dhcp.answered"),
        fields("event"));
    assertEquals(
        List.of("-", "192.0.2.10", "192.0.2.10", "192.0.2.10", "192.0.2.10", "192.0.2.10"),
        fields("address").subList(0, 6));
    assertEquals(
        List.of("store_failing", "the rule"),
        List.of(fields("reason").get(0), fields("rule").get(1)));
  }

  @Test
  void whatIsNotLoggedTakesNoMemory() {
    BootDecision decision = BootDecision.boot("x").because(new Reason("the rule"));
    BootRequest request = request("x");
    lines.setLevel(Level.OFF);
    long octets =
        Allocation.ofOneRound(
            1_000,
            () -> {
              report.answered(request, MessageType.OFFER, ADDRESS, decision);
              report.ignored(request, Unanswered.NO_POOL, "not now");
              report.givenBack(request, ADDRESS);
            });
    assertEquals(0, octets);
  }

  @Test
  void aThousandMalformedPacketsAreOneLineAndCounted() {
    for (int packet = 0; packet < 500; packet++) {
      report.malformed(DhcpFault.MESSAGE_TOO_SHORT, 18, 18);
      report.rejected(TftpFault.UNKNOWN_OPCODE, 0, CLIENT);
    }
    report.stopped();
    assertTold(
        "DHCP packet dropped: shorter than the fixed header of 236 octets at offset 18 of 18"
            + " octets",
        "stopped; 1000 packets were malformed, 0 DHCP requests not answered, 0 transfers failed, 0 machines looped");
  }

  @Test
  void aRequestWithoutAnAnswerIsTold() {
    report.ignored(request("x"), Unanswered.NO_ADDRESS_LEFT, "no address left");
    assertTold("DHCP 52:54:00:12:34:56 DISCOVER not answered: no address left");
  }

  @Test
  void answersWithoutEndAreNotToldWithoutEnd() {
    for (int answer = 0; answer < LogBudget.MOST_LINES; answer++) {
      report.answered(CLIENT, "GET", "/boot.ipxe", 200, 46);
    }
    // Lines that were earned meanwhile, at the pace of this machine.
    while (!last().startsWith("more is answered")) {
      report.answered(CLIENT, "GET", "/boot.ipxe", 200, 46);
    }
    int told = lines.events().size();
    for (int answer = 0; answer < 100; answer++) {
      report.answered(request("x"), MessageType.NAK, ADDRESS, BootDecision.noBoot());
      report.answered(request("x"), MessageType.OFFER, ADDRESS, BootDecision.noBoot());
      report.givenBack(request("x"), ADDRESS);
    }
    assertTrue(lines.events().size() < told + 200, () -> last());
  }

  private String last() {
    return lines.events().get(lines.events().size() - 1).getFormattedMessage();
  }

  @Test
  void whatTheSystemDeniesEverybodyIsToldOnce() {
    String denied = "java.net.SocketException: Too many open files";
    report.finished(CLIENT, "a", TftpMode.OCTET, 0, 0, TftpOutcome.FAILED, denied);
    report.troubled(denied);
    report.notConnected("java.io.IOException: Too many open files");
    assertTold(
        "this process has all the open files that it may have; TFTP and HTTP serve nobody more"
            + " until some are closed (ulimit -n, or LimitNOFILE= of the service)");
  }
}
