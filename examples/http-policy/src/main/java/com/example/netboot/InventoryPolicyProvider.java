package com.example.netboot;

import static io.github.netboot4j.chainload.BootCondition.architecture;
import static io.github.netboot4j.chainload.BootCondition.userClass;
import static io.github.netboot4j.chainload.ClientArchitecture.X64_UEFI;
import static io.github.netboot4j.chainload.ClientArchitecture.X86_BIOS;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootPolicyProvider;
import java.net.URI;

/** Named in META-INF/services, where the server's --policy finds it. */
public final class InventoryPolicyProvider implements BootPolicyProvider {
  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public BootPolicy policy() {
    return policy(
        URI.create(
            System.getenv().getOrDefault("INVENTORY", "http://127.0.0.1:8080/machines/")));
  }

  /** Firmware gets the iPXE that it can run; iPXE gets what the inventory says, or else a menu. */
  static BootPolicy policy(URI inventory) {
    return BootPolicy.firstMatch(
        userClass("iPXE").then(new InventoryPolicy(inventory)),
        userClass("iPXE").boots("menu.ipxe"),
        architecture(X86_BIOS).boots("undionly.kpxe"),
        architecture(X64_UEFI).boots("snponly.efi"));
  }
}
