package io.github.netboot4j.chainload;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.stage;
import static io.github.netboot4j.chainload.BootCondition.userClass;
import static io.github.netboot4j.chainload.ClientArchitecture.X64_UEFI;
import static io.github.netboot4j.chainload.ClientArchitecture.X86_BIOS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule decides, and that it says so. */
class BootPolicyTest {
  private static final String SCRIPT = "http://192.0.2.1/boot.ipxe";

  /** The README's: iPXE and gPXE get the script; others the loader for their architecture. */
  private static final BootPolicy SAMPLE =
      BootPolicy.firstMatch(
          userClass("iPXE", "gPXE").boots(SCRIPT),
          architecture(X86_BIOS).boots("undionly.kpxe"),
          architecture(X64_UEFI).boots("snponly.efi"));

  private static BootDecision decide(BootPolicy policy, byte[] message) {
    return policy.decide(Requests.of(message));
  }

  @Test
  void theSampleOnRealFirmware() {
    assertEquals("snponly.efi", decide(SAMPLE, Requests.UEFI_PXE).bootFile());
    assertEquals("snponly.efi", decide(SAMPLE, Requests.UEFI_HTTP).bootFile());
    assertEquals(SCRIPT, decide(SAMPLE, Requests.UEFI_IPXE).bootFile());
    assertEquals(SCRIPT, decide(SAMPLE, Requests.BIOS_IPXE).bootFile());
    // Its user class was set by hand, so it is not known as iPXE: it is given the loader again.
    assertEquals("undionly.kpxe", decide(SAMPLE, Requests.BIOS_LEGACY).bootFile());
  }

  @ParameterizedTest
  @CsvSource({"0, undionly.kpxe", "7, snponly.efi", "9, snponly.efi", "11, ''", "6, ''"})
  void theSampleWithTheUserClassAbsentRawAndAsAList(int architecture, String loader) {
    assertEquals(loader, decide(SAMPLE, Requests.pxe(architecture).end()).bootFile());
    for (String name : List.of("iPXE", "gPXE")) {
      for (String value : List.of(name, "\4" + name, "\3lab\4" + name, "\4" + name + "\3lab")) {
        byte[] message = Requests.pxe(architecture).option(77, value).end();
        assertEquals(SCRIPT, decide(SAMPLE, message).bootFile());
      }
    }
    for (String value : List.of("gPXEx", "ipxe", "iPXE\0", "\4ipxe", "\5gPXEx", "\4iPXE\0")) {
      byte[] message = Requests.pxe(architecture).option(77, value).end();
      assertEquals(loader, decide(SAMPLE, message).bootFile());
    }
  }

  @Test
  void theReasonNamesTheRule() {
    assertEquals(
        "http://192.0.2.1/boot.ipxe (user class iPXE or gPXE)",
        decide(SAMPLE, Requests.UEFI_IPXE).toString());
    assertEquals(
        "snponly.efi (architecture x64 uefi)", decide(SAMPLE, Requests.UEFI_PXE).toString());
    BootDecision nobody = decide(SAMPLE, DhcpBytes.discover().end());
    assertTrue(nobody.isUndecided());
    assertEquals("undecided (no rule holds)", nobody.toString());
  }

  @Test
  void theFirstThatDecidesIsTheLastAsked() {
    List<Integer> asked = new ArrayList<>();
    BootDecision second = BootDecision.boot("second");
    BootPolicy policy =
        BootPolicy.firstMatch(
            request -> {
              asked.add(1);
              return BootDecision.undecided();
            },
            request -> {
              asked.add(2);
              return second;
            },
            request -> {
              asked.add(3);
              return BootDecision.boot("third");
            });
    assertSame(second, decide(policy, Requests.UEFI_PXE));
    assertEquals(List.of(1, 2), asked);
  }

  @Test
  void bootingNothingIsADecision() {
    BootPolicy policy =
        BootPolicy.firstMatch(
            stage(BootStage.UEFI_HTTP).decides(BootDecision.noBoot()),
            request -> BootDecision.boot("a"));
    BootDecision decision = decide(policy, Requests.UEFI_HTTP);
    assertFalse(decision.boots());
    assertFalse(decision.isUndecided());
    assertEquals("no boot (stage UEFI HTTP Boot)", decision.toString());
    assertEquals("a", decide(policy, Requests.UEFI_PXE).bootFile());
  }

  @Test
  void noPoliciesAreUndecided() {
    assertTrue(decide(BootPolicy.firstMatch(), Requests.UEFI_PXE).isUndecided());
  }

  @Test
  void thePoliciesAreThoseOfTheMomentItWasMade() {
    BootPolicy[] policies = {request -> BootDecision.boot("a")};
    BootPolicy policy = BootPolicy.firstMatch(policies);
    policies[0] = request -> BootDecision.boot("b");
    assertEquals("a", decide(policy, Requests.UEFI_PXE).bootFile());
  }

  @Test
  void otherwiseDecidesForThoseLeftOver() {
    BootDecision fallback = BootDecision.boot("fallback");
    BootPolicy policy = SAMPLE.otherwise(fallback);
    assertSame(fallback, decide(policy, Requests.pxe(6).end()), "with its own reason");
    assertEquals("snponly.efi", decide(policy, Requests.UEFI_PXE).bootFile());
    BootPolicy deniesAll = request -> BootDecision.noBoot();
    assertSame(BootDecision.noBoot(), decide(deniesAll.otherwise(fallback), Requests.UEFI_PXE));
    assertTrue(
        decide(SAMPLE.otherwise(BootDecision.undecided()), Requests.pxe(6).end()).isUndecided());
  }

  @Test
  void conditionsCombine() {
    BootCondition both = userClass("iPXE").and(architecture(X64_UEFI));
    assertEquals("user class iPXE and architecture x64 uefi", both.toString());
    assertTrue(both.holds(Requests.of(Requests.UEFI_IPXE)));
    assertFalse(both.holds(Requests.of(Requests.BIOS_IPXE)));
    assertFalse(both.holds(Requests.of(Requests.UEFI_PXE)));

    BootCondition neither = userClass("iPXE").not();
    assertEquals("not user class iPXE", neither.toString());
    assertTrue(neither.holds(Requests.of(Requests.UEFI_PXE)));
    assertFalse(neither.holds(Requests.of(Requests.UEFI_IPXE)));
  }

  @Test
  void conditionsSayWhatTheyAskFor() {
    assertEquals("user class iPXE", userClass("iPXE").toString());
    assertEquals("architecture x86 bios or x64 uefi", architecture(X64_UEFI, X86_BIOS).toString());
    assertEquals("stage gPXE or iPXE", stage(BootStage.IPXE, BootStage.GPXE).toString());
    assertEquals("rack 7", BootCondition.of("rack 7", request -> true).toString());
  }

  @Test
  void aConditionOfOnesOwn() {
    BootPolicy policy =
        BootCondition.of("that machine", request -> request.macAddress() == 0x525400123456L)
            .boots("special.efi");
    assertEquals("special.efi (that machine)", decide(policy, Requests.UEFI_PXE).toString());
    assertTrue(decide(policy, Requests.pxe(7).end()).isUndecided());
  }

  @Test
  void aPolicyPrintsAsItsRules() {
    assertEquals(
        """
        user class iPXE or gPXE → http://192.0.2.1/boot.ipxe
        architecture x86 bios → undionly.kpxe
        architecture x64 uefi → snponly.efi
        anyone else → no boot""",
        SAMPLE.otherwise(BootDecision.noBoot()).toString());
  }

  @Test
  void aPolicyHandsOutTheSameDecisionAgain() {
    BootDecision first = decide(SAMPLE, Requests.UEFI_PXE);
    assertSame(first, decide(SAMPLE, Requests.UEFI_HTTP));
  }
}
