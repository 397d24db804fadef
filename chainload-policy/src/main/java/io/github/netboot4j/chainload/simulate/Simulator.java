package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.dhcp.Ipv4;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows machines along their chains, before any of them reboots.
 *
 * <pre>{@code
 * Simulator simulator = Simulator.of(policy);
 * for (BootClient client : BootClient.firstStages()) {
 *   System.out.println(simulator.simulate(client, simulator.machines().get(0)));
 * }
 * }</pre>
 *
 * <p>The policy decides over the octets of real requests, and the clients choose by the octets of
 * the replies. A state that comes again closes a loop: the same program fetches the same file from
 * the same server. Immutable; safe for use by threads if the policy is.
 */
public final class Simulator {
  private static final int USUAL_SERVER = 0xC000_0201; // 192.0.2.1
  private static final int USUAL_NETMASK = 0xFFFF_FF00;

  private final Function<Machine, Network> networks;
  private final List<Machine> machines;
  private final int leftOut;
  private final BootImages images;
  private final Remedies remedies;

  private Simulator(
      Function<Machine, Network> networks,
      ConfiguredMachines machines,
      BootImages images,
      Remedies remedies) {
    this.networks = networks;
    this.machines = List.copyOf(machines.machines());
    this.leftOut = machines.leftOut();
    this.images = images;
    this.remedies = remedies;
  }

  /**
   * A DHCP server with a policy, that gives everyone an address and does not listen at port 4011.
   *
   * @param policy what is to be run
   * @return a simulator with one machine, which knows files by their names
   */
  public static Simulator of(BootPolicy policy) {
    return of(
        new PolicyNetwork.Setting(policy, null, false, false),
        null,
        new ConfiguredMachines(List.of(), 0));
  }

  /**
   * A ProxyDHCP server with a policy: another server gives addresses, and this one says what to
   * boot, at port 67 and at port 4011.
   *
   * @param policy what is to be run
   * @return a simulator with one machine, which knows files by their names
   */
  public static Simulator ofProxy(BootPolicy policy) {
    return of(
        new PolicyNetwork.Setting(policy, null, true, true),
        null,
        new ConfiguredMachines(List.of(), 0));
  }

  /** A server whose every look at a machine is noted. */
  static Simulator followed(FollowedServer server, boolean bootServerPort, Machine machine) {
    return of(
        new PolicyNetwork.Setting(server, server, false, bootServerPort),
        null,
        new ConfiguredMachines(List.of(machine), 0));
  }

  /**
   * The server that a configuration was written for, with its subnets and hosts.
   *
   * @param configuration read from a file
   * @return a simulator with the machines of {@link #machines()}, which knows files by their names
   */
  public static Simulator of(BootConfiguration configuration) {
    return of(
        new PolicyNetwork.Setting(
            configuration.policy(),
            configuration.addresses(),
            false,
            configuration.listensAtBootServerPort()),
        configuration.dialect(),
        ConfiguredMachines.of(configuration));
  }

  /**
   * Servers that are asked in another way, such as real ones.
   *
   * @param network who answers, whatever the machine
   * @param machines the machines there are
   * @return a simulator, which knows files by their names
   */
  public static Simulator over(Network network, Collection<Machine> machines) {
    return new Simulator(
        machine -> network,
        new ConfiguredMachines(List.copyOf(machines), 0),
        BootImages.byName(),
        new Remedies(null, null));
  }

  private static Simulator of(
      PolicyNetwork.Setting setting, @Nullable Dialect dialect, ConfiguredMachines machines) {
    Machine usual = Machine.on(USUAL_SERVER, USUAL_NETMASK);
    return new Simulator(
        machine -> new PolicyNetwork(setting, machine),
        machines.machines().isEmpty() ? new ConfiguredMachines(List.of(usual), 0) : machines,
        BootImages.byName(),
        new Remedies(setting, dialect));
  }

  /**
   * The same with other knowledge of files.
   *
   * @param better what files are
   * @return a new simulator
   */
  public Simulator withImages(BootImages better) {
    return new Simulator(networks, new ConfiguredMachines(machines, leftOut), better, remedies);
  }

  /**
   * The machines that a configuration makes a difference between, as far as it names them: one on
   * each of its subnets, and each host.
   *
   * @return at least one; the first is none that is named
   */
  public List<Machine> machines() {
    return machines;
  }

  /**
   * How many hosts there are besides those of {@link #machines()}, which has the first of many.
   *
   * @return 0 if none was left out
   */
  public int machinesLeftOut() {
    return leftOut;
  }

  /**
   * Follows one machine.
   *
   * @param client what it starts with
   * @param machine who and where it is
   * @return its chain to the end
   */
  public Chain simulate(BootClient client, Machine machine) {
    Machine same = machine.withMacAddress(client.macAddress(machine));
    return new Walk(client, machine, same).follow();
  }

  /** One chain on its way. */
  private final class Walk {
    private final BootClient client;
    private final Machine machine;
    private final Machine same;
    private final Network network;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /**
     * A walk.
     *
     * @param same the machine with the hardware address that it keeps all along
     */
    Walk(BootClient client, Machine machine, Machine same) {
      this.client = client;
      this.machine = machine;
      this.same = same;
      this.network = networks.apply(machine);
    }

    Chain follow() {
      BootClient program = client;
      while (true) {
        Conversation conversation = new Conversation(program, same, network);
        Choice choice = program.choose(conversation);
        if (choice instanceof Choice.EndsUp end) {
          steps.add(new Step(program, conversation.exchanges(), choice, null));
          return ends(verdict(end, steps.size()));
        }
        Choice.Fetches fetches = (Choice.Fetches) choice;
        List<Exchange> asked = conversation.exchanges();
        PlainScript script = null;
        do {
          fetches = script == null ? fetches : script.next(fetches);
          Integer before = seen.putIfAbsent(state(program, fetches), steps.size());
          if (before != null) {
            return ends(loop(program, fetches, before, same));
          }
          steps.add(new Step(program, asked, fetches, images.find(fetches.file())));
          asked = List.of();
          script = script(program, fetches);
        } while (script != null && !script.asksAgain());
        if (script == null) {
          Loading loading = Loading.of(program, images.find(fetches.file()));
          if (loading.next() == null) {
            return ends(new Verdict(loading.kind(), loading.why(), fetches.reply().rule(), "", -1));
          }
          program = loading.next();
        }
      }
    }

    private Chain ends(Verdict verdict) {
      return new Chain(client, machine, steps, verdict);
    }

    private static String state(BootClient program, Choice.Fetches fetches) {
      return program.name() + " " + Ipv4.format(fetches.server()) + " " + fetches.file();
    }

    /** What a script that is at hand plainly does; null for what is none, or decides by itself. */
    private @Nullable PlainScript script(BootClient program, Choice.Fetches fetches) {
      boolean runs =
          program.runner() == Chooser.Runner.ETHERBOOT
              && images.find(fetches.file()).kind() == BootImage.Kind.SCRIPT;
      Path file = runs ? images.file(fetches.file()) : null;
      return file == null ? null : PlainScript.of(file);
    }
  }

  /**
   * Follows every machine with every client.
   *
   * @param clients what they start with
   * @return a chain for each pair, client by client
   */
  public List<Chain> simulateAll(Collection<BootClient> clients) {
    List<Chain> chains = new ArrayList<>();
    for (BootClient client : clients) {
      for (Machine machine : machines) {
        chains.add(simulate(client, machine));
      }
    }
    return chains;
  }

  /** A program that another one loaded and that is told nothing is stuck, not unserved. */
  private static Verdict verdict(Choice.EndsUp end, int steps) {
    boolean loaded = steps > 1 && end.kind() == Verdict.Kind.NOT_SERVED;
    return new Verdict(
        loaded ? Verdict.Kind.STUCK : end.kind(), end.why(), rule(end.reply()), end.remedy(), -1);
  }

  private Verdict loop(BootClient program, Choice.Fetches fetches, int closesAt, Machine machine) {
    return new Verdict(
        Verdict.Kind.LOOPS,
        program.label() + " fetches " + fetches.file() + " again and again",
        rule(fetches.reply()),
        remedies.against(program, fetches, machine),
        closesAt);
  }

  private static @Nullable Reason rule(@Nullable Reply reply) {
    return reply == null ? null : reply.rule();
  }
}
