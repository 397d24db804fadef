package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.List;

/** The machines that a configuration tells apart, as far as it names them. */
final class ConfiguredMachines {
  private ConfiguredMachines() {}

  /** The server stands on the first subnet; the others are behind relays. */
  static List<Machine> of(BootConfiguration configuration) {
    List<Machine> machines = new ArrayList<>();
    List<AddressPlan.Subnet> subnets = configuration.addresses().subnets();
    for (AddressPlan.Subnet subnet : subnets) {
      Machine first = Machine.on(subnets.get(0).address() + 1, subnets.get(0).netmask());
      machines.add(
          machines.isEmpty()
              ? first
              : first
                  .named("any machine of " + Ipv4.format(subnet.address()))
                  .behind(subnet.address() + 1));
    }
    return machines;
  }
}
