package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines that a configuration tells apart, as far as it names them: one of each subnet, and
 * each client that it names by a hardware address, where it can be.
 *
 * @param machines the machines, those of the subnets first
 * @param leftOut how many named clients there are besides
 */
record ConfiguredMachines(List<Machine> machines, int leftOut) {
  /** Named clients beyond are left out, and counted. */
  private static final int MOST_NAMED = 256;

  /** The server stands on the first subnet; the others are behind relays. */
  static ConfiguredMachines of(BootConfiguration configuration) {
    AddressPlan plan = configuration.addresses();
    List<Machine> machines = new ArrayList<>();
    for (AddressPlan.Subnet subnet : plan.subnets()) {
      AddressPlan.Subnet first = plan.subnets().get(0);
      Machine there = Machine.on(first.address() + 1, first.netmask());
      machines.add(
          machines.isEmpty()
              ? there
              : there
                  .named("any machine of " + Ipv4.format(subnet.address()))
                  .behind(subnet.address() + 1));
    }
    if (machines.isEmpty()) {
      return new ConfiguredMachines(List.of(), 0);
    }
    List<Machine> anywhere = List.copyOf(machines);
    Map<Long, Machine> named = new LinkedHashMap<>();
    int leftOut = 0;
    for (AddressPlan.NamedClient client : plan.namedClients()) {
      if (named.size() >= MOST_NAMED) {
        leftOut++;
      } else if (!named.containsKey(client.macAddress())) {
        named.put(client.macAddress(), where(client, anywhere, plan));
      }
    }
    machines.addAll(named.values());
    return new ConfiguredMachines(machines, leftOut);
  }

  /** On the subnet where an address is kept for it, or else on the first. */
  private static Machine where(
      AddressPlan.NamedClient client, List<Machine> anywhere, AddressPlan plan) {
    for (Machine machine : anywhere) {
      Machine there = named(client, machine);
      ByteBuffer message = BootClient.BIOS_ROM.discover(there);
      DhcpMessageView view = new DhcpMessageView().wrap(message, 0, message.limit());
      BootRequest request =
          new BootRequest()
              .wrap(view)
              .arrivedAt(there.server(), BootRequest.SERVER_PORT)
              .arrivedOn("", there.netmask());
      if (plan.reservedFor(request) != Ipv4.ANY) {
        return there;
      }
    }
    return named(client, anywhere.get(0));
  }

  private static Machine named(AddressPlan.NamedClient client, Machine machine) {
    return machine.named(client.name()).withMacAddress(client.macAddress());
  }
}
