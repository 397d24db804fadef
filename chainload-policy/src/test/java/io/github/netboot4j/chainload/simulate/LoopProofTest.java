package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops of machines that no one thought of are found, and where there are none that is proven. */
final class LoopProofTest {
  private static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.100 192.0.2.199; }\n";

  @TempDir private Path directory;

  private LoopProof proof(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    BootConfiguration configuration = ConfigurationReader.read(file, null, false);
    return LoopProof.of(configuration, BootImages.byName(), 5000);
  }

  private static String told(LoopProof proof) {
    return proof
        + "\n"
        + proof.loops().stream().map(Chain::toString).collect(Collectors.joining("\n"));
  }

  private static final String NO_FLEXBOOT =
      """
      option ipxe code 175 = string;
      next-server 192.0.2.1;
      if exists ipxe { filename "http://192.0.2.1/boot"; }
      elsif option pxe-system-type = 00:07 { filename "ipxe.efi"; }
      elsif option pxe-system-type = 00:00 { filename "undionly.kpxe"; }
      """;

  @Test
  void aSoundConfigurationIsProven() throws Exception {
    LoopProof proof = proof("dhcpd.conf", NO_FLEXBOOT + SUBNET);
    assertTrue(proof.isProven(), () -> told(proof));
    assertTrue(proof.examined() >= 3 * BootClient.all().size(), proof::toString);
    assertTrue(proof.toString().startsWith("no client can loop: "), proof::toString);
  }

  @Test
  void whatIsGivenUpForTimeIsNotProven() throws Exception {
    Path file = Files.writeString(directory.resolve("dhcpd.conf"), NO_FLEXBOOT + SUBNET);
    BootConfiguration configuration = ConfigurationReader.read(file, null, false);
    AtomicInteger left = new AtomicInteger(5);
    LoopProof proof =
        LoopProof.of(configuration, BootImages.byName(), 5000, () -> left.getAndDecrement() > 0);
    assertFalse(proof.isProven());
    assertEquals(5, proof.examined());
    assertEquals(List.of("there was no time to examine more classes of machine"), proof.open());
  }

  /** Today's undionly.kpxe does not say that it is gPXE. */
  @Test
  void theFoundingRecipeLoops() throws Exception {
    String recipe =
        """
        option user-class code 77 = string;
        next-server 192.0.2.1;
        if option user-class = "gPXE" { filename "http://192.0.2.1/boot"; }
        else { filename "undionly.kpxe"; }
        """;
    LoopProof proof = proof("dhcpd.conf", recipe + SUBNET);
    List<String> looping = proof.loops().stream().map(chain -> chain.client().name()).toList();
    assertTrue(looping.contains("bios") && looping.contains("ipxe-undi"), () -> told(proof));
    assertFalse(looping.contains("gpxe"), () -> told(proof));
  }

  /** No model has this address; the rules do. */
  @Test
  void aHostThatLoopsIsFound() throws Exception {
    String host =
        """
        if substring(hardware, 1, 3) = 52:54:11 { filename "undionly.kpxe"; }
        """;
    LoopProof proof = proof("dhcpd.conf", NO_FLEXBOOT + host + SUBNET);
    assertFalse(proof.loops().isEmpty(), () -> told(proof));
    for (Chain chain : proof.loops()) {
      assertEquals(0x525411, chain.machine().macAddress() >>> 24, () -> told(proof));
      assertEquals(Verdict.Kind.LOOPS, chain.verdict().kind());
    }
  }

  @Test
  void aCircuitThatLoopsIsFound() throws Exception {
    String text =
        """
        dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0
        dhcp-match=set:ipxe,175
        dhcp-circuitid=set:lab,port7
        dhcp-boot=tag:!ipxe,undionly.kpxe
        dhcp-boot=tag:ipxe,http://192.0.2.1/boot
        dhcp-boot=tag:lab,undionly.kpxe
        """;
    LoopProof proof = proof("dnsmasq.conf", text);
    assertFalse(proof.loops().isEmpty(), () -> told(proof));
    for (Chain chain : proof.loops()) {
      assertEquals("706f727437", chain.machine().circuit(), () -> told(proof));
    }
    assertFalse(
        proof("dnsmasq.conf", text.replace("lab,undi", "lab,tag:!ipxe,undi")).loops().size() > 0);
  }

  @Test
  void anUnknownFileIsNotTakenForFine() throws Exception {
    LoopProof proof = proof("dhcpd.conf", NO_FLEXBOOT.replace("ipxe.efi", "what.efi") + SUBNET);
    assertTrue(proof.loops().isEmpty(), () -> told(proof));
    assertFalse(proof.isProven());
    assertTrue(proof.toString().contains("nothing is known about what.efi"), proof::toString);
  }

  @Test
  void theBoundIsTold() throws Exception {
    Path file = Files.writeString(directory.resolve("dhcpd.conf"), NO_FLEXBOOT + SUBNET);
    LoopProof proof =
        LoopProof.of(ConfigurationReader.read(file, null, false), BootImages.byName(), 3);
    assertEquals(3, proof.examined());
    assertFalse(proof.isProven());
    assertTrue(proof.toString().contains("more than 3 classes"), proof::toString);
  }

  @Test
  void aPolicyOfCodeIsNeverProven() {
    BootPolicy fine = BootPolicy.always(BootDecision.boot("http://192.0.2.1/boot.efi"));
    assertFalse(LoopProof.sampled(fine, BootImages.byName(), 3, 1).isProven());
    BootPolicy looping = BootPolicy.always(BootDecision.boot("undionly.kpxe"));
    assertFalse(LoopProof.sampled(looping, BootImages.byName(), 3, 1).loops().isEmpty());
  }

  /** 200 hosts and their rules are one class each for each program; the bound is not reached. */
  @Test
  void twoHundredRulesAreExamined() throws Exception {
    StringBuilder text = new StringBuilder(NO_FLEXBOOT).append(SUBNET);
    for (int host = 0; host < 200; host++) {
      text.append(
          "host h%d { hardware ethernet 52:54:00:00:01:%02x; next-server 192.0.2.%d; }%n"
              .formatted(host, host, host + 1));
    }
    Path file = Files.writeString(directory.resolve("dhcpd.conf"), text);
    BootConfiguration configuration = ConfigurationReader.read(file, null, false);
    LoopProof proof = LoopProof.of(configuration, BootImages.byName(), 20_000);
    assertTrue(proof.isProven(), () -> told(proof));
    assertTrue(proof.examined() > 200 * BootClient.all().size(), proof::toString);
  }
}
