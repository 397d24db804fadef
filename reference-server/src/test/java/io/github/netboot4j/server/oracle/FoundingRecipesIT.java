package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSample.Route;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The oracle itself: what the real servers are known to answer to the founding recipes. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class FoundingRecipesIT {
  /** Nothing, raw, a list, and more than the name. */
  private static final List<String> USER_CLASSES = List.of("", "gPXE", "\4gPXE", "gPXEx");

  private static final String SCRIPT = "http://my.web.server/real_boot_script.php";

  static final OracleNetwork RECIPE_NETWORK =
      new OracleNetwork(List.of("192.168.10.1/24"), List.of("192.168.10.250/24"));

  private static Path fixture(String dialect) {
    return DialectOracle.fixtures("oracle/" + dialect, "founding.conf").get(0);
  }

  @Test
  void dhcpdComparesExactOctetsAndAnswersInTheHeader() throws IOException, InterruptedException {
    OracleLab.require(RealServer.DHCPD);
    assertEquals(
        List.of("file=undionly.kpxe", "file=" + SCRIPT, "file=undionly.kpxe", "file=undionly.kpxe"),
        answers(RealServer.DHCPD, OracleNetwork.USUAL));
  }

  @Test
  void dnsmasqLooksForThePartAndAnswersInOption67() throws IOException, InterruptedException {
    OracleLab.require(RealServer.DNSMASQ);
    assertEquals(
        List.of(
            "67=gpxe-git-pcnet32.pxe\0",
            "67=" + SCRIPT + "\0",
            "67=" + SCRIPT + "\0",
            "67=" + SCRIPT + "\0"),
        answers(RealServer.DNSMASQ, RECIPE_NETWORK));
  }

  @Test
  void thisServerAnswersTheSameToBothRecipes() throws IOException, InterruptedException {
    OracleLab.require(RealServer.NETBOOT4J);
    assertEquals(
        List.of("file=undionly.kpxe", "file=" + SCRIPT, "file=undionly.kpxe", "file=undionly.kpxe"),
        answers(RealServer.NETBOOT4J, fixture("dhcpd"), OracleNetwork.USUAL));
    assertEquals(
        List.of(
            "67=gpxe-git-pcnet32.pxe\0",
            "67=" + SCRIPT + "\0",
            "67=" + SCRIPT + "\0",
            "67=" + SCRIPT + "\0"),
        answers(RealServer.NETBOOT4J, fixture("dnsmasq"), RECIPE_NETWORK));
  }

  private static List<String> answers(RealServer server, OracleNetwork network)
      throws IOException, InterruptedException {
    return answers(server, fixture(server.program()), network);
  }

  private static List<String> answers(RealServer server, Path file, OracleNetwork network)
      throws IOException, InterruptedException {
    List<RequestSample> samples = new ArrayList<>();
    for (String userClass : USER_CLASSES) {
      DhcpBytes message =
          DhcpBytes.discover()
              .header(7, samples.size())
              .header(10, 0x80)
              .header(28, 0x00, 0x0C, 0x29, 0xAA, 0xBB, 0xCC)
              .option(55, 1, 3, 66, 67);
      if (!userClass.isEmpty()) {
        message.option(77, userClass);
      }
      samples.add(new RequestSample(userClass, Route.DIRECT, message.end(), false));
    }
    List<String> answers = new ArrayList<>();
    try (OracleLab lab = OracleLab.open()) {
      for (OracleExchange exchange : lab.ask(server, file, network, samples)) {
        DhcpMessageView reply = wrap(exchange);
        OptionValue value = new OptionValue();
        boolean inOption = reply.readOption(OptionCode.BOOT_FILE_NAME, value);
        answers.add(
            inOption
                ? "67=" + new String(value.toByteArray(), StandardCharsets.ISO_8859_1)
                : "file=" + reply.bootFile());
      }
    }
    return answers;
  }

  private static DhcpMessageView wrap(OracleExchange exchange) {
    return new DhcpMessageView()
        .wrap(ByteBuffer.wrap(exchange.reply()), 0, exchange.reply().length);
  }

  /** Every request for an address is answered, also those through a relay; some lead to an ACK. */
  @Test
  void noRequestIsLost() throws IOException, InterruptedException {
    OracleLab.require(RealServer.DHCPD);
    OracleNetwork network = OracleNetwork.USUAL;
    try (OracleLab lab = OracleLab.open()) {
      for (long seed = 1; seed <= 3; seed++) {
        List<RequestSample> samples =
            RequestSamples.generate(
                seed, 300, network.clientAddress(), network.relayAddresses(), false);
        List<OracleExchange> exchanges =
            lab.ask(RealServer.DHCPD, fixture("dhcpd"), network, samples);
        assertTrue(exchanges.size() > samples.size(), "some ask for what they were offered");
        for (OracleExchange exchange : exchanges) {
          // This dhcpd.conf is not authoritative, so dhcpd leaves INFORMs alone.
          assertEquals(!isInform(exchange), exchange.isAnswered(), exchange.sample().summary());
        }
        assertTrue(
            exchanges.subList(300, exchanges.size()).stream()
                .anyMatch(exchange -> wrap(exchange).messageType() == MessageType.ACK));
      }
    }
  }

  private static boolean isInform(OracleExchange exchange) {
    return exchange.sent()[DhcpBytes.OPTIONS + 2] == MessageType.INFORM;
  }

  @Test
  void whatCannotBeServedIsSaid(@TempDir Path directory) throws IOException, InterruptedException {
    Path file = directory.resolve("bad.conf");
    for (RealServer server : List.of(RealServer.DHCPD, RealServer.DNSMASQ)) {
      OracleLab.require(server);
      Files.writeString(file, "filename \"a\n");
      assertFalse(server.syntaxAccepts(file));
      assertTrue(server.syntaxAccepts(fixture(server.program())));
    }
  }
}
