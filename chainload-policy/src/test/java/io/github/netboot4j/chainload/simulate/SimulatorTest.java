package io.github.netboot4j.chainload.simulate;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.userClass;
import static io.github.netboot4j.chainload.ClientArchitecture.ARM64_UEFI;
import static io.github.netboot4j.chainload.ClientArchitecture.X64_UEFI;
import static io.github.netboot4j.chainload.ClientArchitecture.X86_BIOS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.simulate.BootImage.Kind;
import org.junit.jupiter.api.Test;

/** Chains under policies made in code. */
final class SimulatorTest {
  private static final BootPolicy SOUND =
      BootPolicy.firstMatch(
          userClass("iPXE", "gPXE").boots("http://192.0.2.1/boot.ipxe"),
          architecture(X86_BIOS).boots("undionly.kpxe"),
          architecture(X64_UEFI).boots("snponly.efi"),
          architecture(ARM64_UEFI).boots("arm64/snponly.efi"));

  private static Chain chain(BootPolicy policy, String client) {
    Simulator simulator = Simulator.of(policy);
    return simulator.simulate(BootClient.get(client), simulator.machines().get(0));
  }

  private static Verdict.Kind kind(BootPolicy policy, String client) {
    return chain(policy, client).verdict().kind();
  }

  @Test
  void theSoundPolicyBoots() {
    Chain chain = chain(SOUND, "bios");
    assertEquals(
        """
        BIOS PXE ROM, any machine
          BIOS PXE ROM fetches undionly.kpxe, iPXE (by its name)
          iPXE over UNDI fetches http://192.0.2.1/boot.ipxe, a script (by its name)
          boots: the script http://192.0.2.1/boot.ipxe (user class iPXE or gPXE)""",
        chain.toString());
    for (String client : new String[] {"uefi-x64", "uefi-arm64", "ipxe-bios", "gpxe"}) {
      assertEquals(Verdict.Kind.BOOTS, kind(SOUND, client), client);
    }
    assertEquals(Verdict.Kind.NOT_SERVED, kind(SOUND, "uefi-ia32"));
    assertEquals(Verdict.Kind.NOT_SERVED, kind(SOUND, "uboot-arm64"));
  }

  @Test
  void withoutTheRuleForIpxeItLoops() {
    BootPolicy policy =
        BootPolicy.firstMatch(
            architecture(X86_BIOS).boots("undionly.kpxe"),
            architecture(X64_UEFI).boots("snponly.efi"));
    Verdict verdict = chain(policy, "bios").verdict();
    assertEquals(Verdict.Kind.LOOPS, verdict.kind());
    assertEquals(1, verdict.closesAt());
    assertEquals("architecture x86 bios", String.valueOf(verdict.rule()));
    assertEquals(Verdict.Kind.LOOPS, kind(policy, "uefi-x64"));
    assertEquals(0, chain(policy, "ipxe-uefi-x64").verdict().closesAt());
  }

  @Test
  void aBiosImageDoesNotRunOnUefi() {
    BootPolicy policy =
        userClass("iPXE")
            .boots("http://192.0.2.1/s")
            .orElse(
                BootPolicy.always(
                    io.github.netboot4j.chainload.BootDecision.boot("undionly.kpxe")));
    assertEquals(Verdict.Kind.BOOTS, kind(policy, "bios"));
    Verdict verdict = chain(policy, "uefi-x64").verdict();
    assertEquals(Verdict.Kind.CANNOT_RUN, verdict.kind());
    assertEquals("undionly.kpxe is for x86 bios; this is UEFI PXE on x64", verdict.why());
  }

  @Test
  void anUnknownFileIsUnknown() {
    BootPolicy policy = architecture(X86_BIOS).boots("loader.bin");
    assertEquals(Verdict.Kind.UNKNOWN, kind(policy, "bios"));
    Simulator told =
        Simulator.of(policy).withImages(BootImages.byName().declaring("loader.bin", Kind.GRUB));
    assertEquals(
        Verdict.Kind.BOOTS,
        told.simulate(BootClient.BIOS_ROM, told.machines().get(0)).verdict().kind());
  }

  @Test
  void gpxeSaysGpxe() {
    BootPolicy policy =
        BootPolicy.firstMatch(
            userClass("gPXE").boots("http://192.0.2.1/boot.gpxe"),
            architecture(X86_BIOS).boots("undionly.kpxe"));
    assertEquals(Verdict.Kind.LOOPS, kind(policy, "bios"));
    Simulator old =
        Simulator.of(policy).withImages(BootImages.byName().declaring("undionly.kpxe", Kind.GPXE));
    assertEquals(
        Verdict.Kind.BOOTS,
        old.simulate(BootClient.BIOS_ROM, old.machines().get(0)).verdict().kind());
    Simulator early =
        Simulator.of(policy)
            .withImages(BootImages.byName().declaring("undionly.kpxe", Kind.EARLY_GPXE));
    assertEquals(
        Verdict.Kind.LOOPS,
        early.simulate(BootClient.BIOS_ROM, early.machines().get(0)).verdict().kind());
  }

  @Test
  void besideAnotherServerItBootsToo() {
    Simulator simulator = Simulator.ofProxy(SOUND);
    Machine machine = simulator.machines().get(0);
    Chain uefi = simulator.simulate(BootClient.UEFI_X64, machine);
    assertEquals(Verdict.Kind.BOOTS, uefi.verdict().kind(), uefi::toString);
    assertTrue(
        uefi.steps().get(0).exchanges().stream()
            .anyMatch(exchange -> exchange.asked().contains("port 4011")),
        uefi::toString);
    Chain bios = simulator.simulate(BootClient.BIOS_ROM, machine);
    assertEquals(Verdict.Kind.BOOTS, bios.verdict().kind(), bios::toString);
  }
}
