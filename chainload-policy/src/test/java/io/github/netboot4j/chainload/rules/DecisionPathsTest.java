package io.github.netboot4j.chainload.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import io.github.netboot4j.dhcp.testing.RequestSample;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A decision is the same whoever asked before. */
class DecisionPathsTest {
  private static final int SERVER = Ipv4.parse("198.18.0.1");
  private static final int REQUESTS = 150;

  @Property(tries = 60, shrinking = net.jqwik.api.ShrinkingMode.OFF)
  void dhcpd_aWarmPolicyDecidesAsAColdOne(@ForAll("dhcpd") String file, @ForAll long seed)
      throws IOException {
    assertWarmIsCold(Dialect.ISC_DHCPD, file, seed);
  }

  @Provide
  static Arbitrary<String> dhcpd() {
    return DhcpdConfigurations.any();
  }

  @Property(tries = 60, shrinking = net.jqwik.api.ShrinkingMode.OFF)
  void dnsmasq_aWarmPolicyDecidesAsAColdOne(@ForAll("dnsmasq") String file, @ForAll long seed)
      throws IOException {
    assertWarmIsCold(Dialect.DNSMASQ, file, seed);
  }

  @Provide
  static Arbitrary<String> dnsmasq() {
    return DnsmasqConfigurations.any();
  }

  private static void assertWarmIsCold(Dialect dialect, String text, long seed) throws IOException {
    List<Rule> rules = rules(dialect, text);
    RuleSet warm = new RuleSet(rules);
    Random random = new Random(seed);
    List<RequestSample> samples =
        RequestSamples.generate(seed, REQUESTS, SERVER + 20, List.of(SERVER + 256), true);
    for (int asked = 0; asked < 3 * REQUESTS; asked++) {
      RequestSample sample = samples.get(random.nextInt(REQUESTS));
      int port = random.nextInt(8) == 0 ? BootRequest.BOOT_SERVER_PORT : BootRequest.SERVER_PORT;
      int own = random.nextInt(8) == 0 ? SERVER + 1 : SERVER;
      BootRequest request = request(sample.message(), own, port);
      assertEquals(
          text(new RuleSet(rules).decide(request)), text(warm.decide(request)), sample.summary());
    }
  }

  private static List<Rule> rules(Dialect dialect, String text) throws IOException {
    Path file = Files.createTempFile("netboot4j-paths", ".conf");
    try {
      Files.writeString(file, text);
      return ((RuleSet) ConfigurationReader.read(file, dialect, true).policy()).rules();
    } catch (ConfigurationException e) {
      Assume.that(false);
      throw new AssertionError(e);
    } finally {
      Files.delete(file);
    }
  }

  private static BootRequest request(byte[] message, int own, int port) {
    DhcpMessageView view = new DhcpMessageView().wrap(ByteBuffer.wrap(message), 0, message.length);
    return new BootRequest()
        .wrap(view)
        .arrivedAt(own, port)
        .arrivedOn("eth0", Ipv4.parse("255.255.0.0"))
        .given(SERVER + 30);
  }

  /** All that is written into a reply. */
  private static String text(BootDecision decision) {
    StringBuilder text = new StringBuilder(decision.toString()).append(decision.isSilent());
    ReplyFields fields = decision.fields();
    if (fields != null) {
      text.append(' ').append(fields.nextServer());
      text.append(' ').append(HexFormat.of().formatHex(fields.serverName()));
      for (int code : fields.optionCodes()) {
        byte[] value = fields.option(code);
        text.append(' ').append(code).append('=');
        text.append(value == null ? "none" : HexFormat.of().formatHex(value));
      }
      for (int code : fields.echoedCodes()) {
        text.append(" echo ").append(code);
      }
    }
    return text.toString();
  }

  /** More ways than are kept: those that are not are decided all the same. */
  @Example
  void moreWaysThanAreKept() {
    int hosts = DecisionPaths.MOST_NODES + 100;
    Selector byTransaction =
        new Selector() {
          @Override
          public int select(BootRequest request, Workspace space) {
            return request.message().transactionId();
          }

          @Override
          public String name(int number) {
            return "number " + number;
          }
        };
    List<Rule> rules = new ArrayList<>();
    for (int number = 0; number < hosts; number++) {
      rules.add(
          new Rule(
              Field.FILE,
              new Condition.Selected(byTransaction, number),
              Data.of("f" + number),
              new Reason("rule " + number)));
    }
    RuleSet policy = new RuleSet(rules);
    byte[] message = RequestSamples.generate(1, 1, SERVER, List.of(), false).get(0).message();
    for (int round = 0; round < 2; round++) {
      for (int number = 0; number < hosts; number++) {
        ByteBuffer.wrap(message).putInt(4, number);
        BootRequest request = request(message, SERVER, BootRequest.SERVER_PORT);
        assertEquals("f" + number, policy.decide(request).bootFile());
      }
    }
  }

  /** A server with more addresses than decisions are kept for. */
  @Example
  void moreAddressesThanAreKept() {
    RuleSet policy =
        new RuleSet(
            List.of(
                new Rule(
                    Field.NEXT_SERVER,
                    Condition.always(),
                    Data.ARRIVAL_ADDRESS,
                    new Reason("its own"))));
    byte[] message = RequestSamples.generate(1, 1, SERVER, List.of(), false).get(0).message();
    for (int address = 1; address < 300; address++) {
      ReplyFields fields =
          policy.decide(request(message, address, BootRequest.SERVER_PORT)).fields();
      assertEquals(address, fields == null ? 0 : fields.nextServer());
    }
  }
}
