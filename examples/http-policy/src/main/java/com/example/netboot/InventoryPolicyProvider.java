package com.example.netboot;

import static io.github.netboot4j.chainload.BootCondition.userClass;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootPolicyProvider;
import java.net.URI;

/** Named in META-INF/services, where the server's --policy finds it. */
public final class InventoryPolicyProvider implements BootPolicyProvider {
  @Override
  public String name() {
    return "inventory";
  }

  /** Firmware gets iPXE; iPXE gets what the inventory says, or else a menu. */
  @Override
  public BootPolicy policy() {
    String inventory = System.getenv().getOrDefault("INVENTORY", "http://127.0.0.1:8080/machines/");
    BootPolicy asked = new InventoryPolicy(URI.create(inventory));
    return userClass("iPXE")
        .then(asked)
        .orElse(userClass("iPXE").boots("menu.ipxe"))
        .otherwise(BootDecision.boot("undionly.kpxe"));
  }
}
