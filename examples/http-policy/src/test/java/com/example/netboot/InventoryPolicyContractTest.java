package com.example.netboot;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.testing.BootPolicyContract;
import java.net.URI;

/**
 * What the server loads keeps the contract of boot policies, also without the inventory: nobody
 * listens at port 9 of loopback.
 */
class InventoryPolicyContractTest extends BootPolicyContract {
  @Override
  protected BootPolicy policy() {
    return InventoryPolicyProvider.policy(URI.create("http://127.0.0.1:9/machines/"));
  }
}
