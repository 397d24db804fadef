package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpdConfigurations;
import io.github.netboot4j.dhcp.testing.DnsmasqConfigurations;
import io.github.netboot4j.dhcp.testing.RequestSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever loops by chance is a loop that the proof has found. */
class LoopProofPropertiesTest {
  private static final int MOST = 3000;
  private static final List<Integer> RELAYS =
      List.of(0, 0, Ipv4.parse("198.19.0.1"), Ipv4.parse("198.18.200.1"));

  @Provide
  Arbitrary<String> dhcpd() {
    return DhcpdConfigurations.any();
  }

  @Provide
  Arbitrary<String> dnsmasq() {
    return DnsmasqConfigurations.any();
  }

  private static BootConfiguration read(String text, Dialect dialect) throws IOException {
    Path file = Files.createTempFile("proof", ".conf");
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      return ConfigurationReader.read(file, dialect, true);
    } catch (ConfigurationException e) {
      Assume.that(false);
      throw new AssertionError(e);
    } finally {
      Files.delete(file);
    }
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static Machine machine(Machine usual, Random random) {
    int relay = any(RELAYS, random);
    long mac =
        random.nextInt(4) == 0
            ? 0x0200_0000_0000L | (random.nextInt() & 0xFFFF_FFFFL)
            : Long.parseLong(any(RequestSamples.MACS, random).replace(":", ""), 16);
    boolean says = relay != 0 && random.nextBoolean();
    return usual
        .withMacAddress(mac)
        .withUuid(new UUID(random.nextLong(), random.nextLong()))
        .behind(relay)
        .withCircuit(
            says ? any(RequestSamples.CIRCUIT_IDS, random) : "",
            says && random.nextBoolean() ? any(RequestSamples.REMOTE_IDS, random) : "");
  }

  private static void holds(String text, Dialect dialect, long seed) throws IOException {
    BootConfiguration configuration = read(text, dialect);
    LoopProof proof = LoopProof.of(configuration, BootImages.byName(), MOST);
    Simulator simulator = Simulator.of(configuration);
    Random random = new Random(seed);
    Machine usual = simulator.machines().get(0);
    for (int count = 0; count < 150; count++) {
      Machine machine = machine(usual, random);
      BootClient client = any(BootClient.all(), random);
      Chain chain = simulator.simulate(client, machine);
      Verdict verdict = chain.verdict();
      if (verdict.kind() == Verdict.Kind.UNKNOWN || verdict.kind() == Verdict.Kind.LOOPS) {
        assertFalse(proof.isProven(), () -> chain + "\n" + proof + "\n" + text);
      }
      if (verdict.kind() == Verdict.Kind.LOOPS && proof.examined() < MOST) {
        assertTrue(
            proof.loops().stream()
                .anyMatch(
                    loop ->
                        loop.client().name().equals(client.name())
                            && String.valueOf(loop.verdict().rule())
                                .equals(String.valueOf(verdict.rule()))),
            () -> machine.macAddress() + " " + chain + "\n" + proof.loops() + "\n" + text);
      }
    }
  }

  @Property(tries = 12)
  void ofDnsmasq(@ForAll("dnsmasq") String text, @ForAll long seed) throws IOException {
    holds(text, Dialect.DNSMASQ, seed);
  }

  @Property(tries = 12)
  void ofDhcpd(@ForAll("dhcpd") String text, @ForAll long seed) throws IOException {
    holds(text.replaceAll("\"f\\d+\"", "\"undionly.kpxe\""), Dialect.ISC_DHCPD, seed);
  }
}
