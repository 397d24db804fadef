package io.github.netboot4j.server;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.stage;
import static io.github.netboot4j.chainload.BootCondition.userClass;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.ClientArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy of the command line's flags: boot loaders get the script, firmware its loader. */
final class FlagPolicy {
  private FlagPolicy() {}

  /**
   * Makes the policy.
   *
   * @param script for iPXE and gPXE
   * @param bios loader for BIOS machines, or null for none
   * @param uefiX64 loader for UEFI machines over TFTP, or null for none
   * @param uefiX64Http the URI of that loader over HTTP, or null if it is not to be had there
   */
  static BootPolicy of(
      String script,
      @Nullable String bios,
      @Nullable String uefiX64,
      @Nullable String uefiX64Http) {
    List<BootPolicy> rules = new ArrayList<>();
    rules.add(userClass("iPXE", "gPXE").boots(script));
    // Firmware that wants a URI can do nothing with a name, so it ends here either way.
    if (uefiX64Http != null) {
      rules.add(
          stage(BootStage.UEFI_HTTP)
              .and(architecture(ClientArchitecture.X64_UEFI))
              .boots(uefiX64Http));
    }
    rules.add(stage(BootStage.UEFI_HTTP).decides(BootDecision.noBoot()));
    if (bios != null) {
      rules.add(architecture(ClientArchitecture.X86_BIOS).boots(bios));
    }
    if (uefiX64 != null) {
      rules.add(architecture(ClientArchitecture.X64_UEFI).boots(uefiX64));
    }
    return BootPolicy.firstMatch(rules.toArray(BootPolicy[]::new)).otherwise(BootDecision.noBoot());
  }
}
