package io.github.netboot4j.server;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.stage;
import static io.github.netboot4j.chainload.BootCondition.userClass;

import io.github.netboot4j.chainload.BootCondition;
import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootStage;
import io.github.netboot4j.chainload.ClientArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return ofRules(
        script,
        bios,
        uefiX64,
        uefiX64Http == null ? List.of() : List.of(overHttp().boots(uefiX64Http)));
  }

  /**
   * Makes the policy of a server on several interfaces.
   *
   * @param uefiX64Http by the interface a machine asks on, the URI of its loader over HTTP; empty
   *     if it is not to be had there
   */
  static BootPolicy onInterfaces(
      String script,
      @Nullable String bios,
      @Nullable String uefiX64,
      Map<LocalInterface, String> uefiX64Http) {
    if (uefiX64Http.size() < 2) {
      return of(script, bios, uefiX64, uefiX64Http.values().stream().findFirst().orElse(null));
    }
    List<BootPolicy> rules = new ArrayList<>();
    uefiX64Http.forEach(
        (on, uri) ->
            rules.add(
                overHttp()
                    .and(
                        BootCondition.of(
                            "interface " + on.name(),
                            request -> request.arrivalInterface().equals(on.name())))
                    .boots(uri)));
    return ofRules(script, bios, uefiX64, rules);
  }

  private static BootCondition overHttp() {
    return stage(BootStage.UEFI_HTTP).and(architecture(ClientArchitecture.X64_UEFI));
  }

  private static BootPolicy ofRules(
      String script,
      @Nullable String bios,
      @Nullable String uefiX64,
      List<? extends BootPolicy> overHttp) {
    List<BootPolicy> rules = new ArrayList<>();
    rules.add(userClass("iPXE", "gPXE").boots(script));
    // Firmware that wants a URI can do nothing with a name, so it ends here either way.
    rules.addAll(overHttp);
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
