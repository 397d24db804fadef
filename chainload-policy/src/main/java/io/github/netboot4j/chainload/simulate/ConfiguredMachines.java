package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
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
  /** Of more named clients, one stands for all that are decided alike. */
  private static final int MOST_APART = 64;

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
    Map<Long, Machine> byAddress = new LinkedHashMap<>();
    for (AddressPlan.NamedClient client : plan.namedClients()) {
      if (!byAddress.containsKey(client.macAddress())) {
        byAddress.put(client.macAddress(), where(client, anywhere, plan));
      }
    }
    List<Machine> named = List.copyOf(byAddress.values());
    int leftOut = 0;
    if (named.size() > MOST_APART) {
      List<Alike> classes = alike(named, configuration);
      List<Alike> first = classes.subList(0, Math.min(MOST_NAMED, classes.size()));
      leftOut = named.size() - first.stream().mapToInt(Alike::count).sum();
      named = first.stream().map(Alike::machine).toList();
    }
    machines.addAll(named);
    return new ConfiguredMachines(machines, leftOut);
  }

  /** Machines of which one is named, and how many they are. */
  private record Alike(Machine first, int count) {
    Machine machine() {
      return count == 1 ? first : first.named(first.name() + " and " + (count - 1) + " alike");
    }
  }

  /** Those for which every client's DISCOVER is decided alike, by the same rules. */
  private static List<Alike> alike(List<Machine> named, BootConfiguration configuration) {
    PolicyNetwork.Setting setting =
        new PolicyNetwork.Setting(
            configuration.policy(),
            configuration.addresses(),
            false,
            configuration.listensAtBootServerPort());
    Map<List<Object>, Alike> classes = new LinkedHashMap<>();
    for (Machine machine : named) {
      PolicyNetwork network = new PolicyNetwork(setting, machine);
      List<Object> decisions = new ArrayList<>(List.of(machine.relay()));
      for (BootClient client : BootClient.all()) {
        BootRequest request = network.arrived(client.discover(machine), BootRequest.SERVER_PORT);
        boolean served = request.givenAddress() != Ipv4.ANY;
        decisions.add(served ? booting(configuration.policy().decide(request)) : "no address");
      }
      classes.merge(
          decisions,
          new Alike(machine, 1),
          (alike, one) -> new Alike(alike.first, alike.count + 1));
    }
    return List.copyOf(classes.values());
  }

  /** What of a decision a client could go by, and the rule. */
  private static Object booting(BootDecision decision) {
    ReplyFields fields = decision.fields();
    if (fields == null) {
      return decision;
    }
    List<Object> parts = new ArrayList<>();
    parts.add(decision.reason());
    parts.add(fields.nextServer());
    parts.add(ByteBuffer.wrap(fields.file()));
    for (int code : BootClient.OPTIONS_READ) {
      byte[] value = fields.option(code);
      parts.add(value == null ? "absent" : ByteBuffer.wrap(value));
    }
    return parts;
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
