package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.rules.RuleSet;
import io.github.netboot4j.chainload.rules.classes.MachineTrail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Whether any machine at all can loop under a configuration. Every modelled program is played
 * through on every class of machine: whenever a rule looks at who the machine is or where it
 * stands, and another machine could have made it come out otherwise, that machine is played through
 * too, until none is left. Programs that only another one starts are played as the first, so that
 * it does not matter what started them.
 *
 * <pre>{@code
 * LoopProof proof = LoopProof.of(configuration, BootImages.byName(), 10_000);
 * System.out.println(proof); // no client can loop: 34 classes of machine examined
 * }</pre>
 */
public final class LoopProof {
  private static final int MOST_TOLD = 20;

  private final int examined;
  private final List<Chain> loops;
  private final List<String> open;

  private LoopProof(int examined, Collection<Chain> loops, Collection<String> open) {
    this.examined = examined;
    this.loops = List.copyOf(loops);
    this.open = List.copyOf(open);
  }

  /**
   * Examines a configuration.
   *
   * @param configuration read from a file
   * @param images what files are
   * @param most how many chains are played through before it is given up
   * @return what was found out
   */
  public static LoopProof of(BootConfiguration configuration, BootImages images, int most) {
    return of(configuration, images, most, () -> true);
  }

  /**
   * Examines a configuration for as long as there is time.
   *
   * @param configuration read from a file
   * @param images what files are
   * @param most how many chains are played through before it is given up
   * @param goOn is asked before each chain; whether to go on
   * @return what was found out until then; proves nothing if it was given up
   */
  public static LoopProof of(
      BootConfiguration configuration, BootImages images, int most, BooleanSupplier goOn) {
    return new Examination(configuration, images, most, goOn).result();
  }

  /**
   * Tries machines by chance, for a policy whose rules cannot be looked into. Finds loops, proves
   * nothing.
   *
   * @param policy what is to be run
   * @param images what files are
   * @param machines how many machines each program is played through on
   * @param seed the same machines for the same seed
   * @return the loops that were found
   */
  public static LoopProof sampled(BootPolicy policy, BootImages images, int machines, long seed) {
    Simulator simulator = Simulator.of(policy).withImages(images);
    Findings findings = new Findings();
    Random random = new Random(seed);
    Machine usual = simulator.machines().get(0);
    for (int count = 0; count < machines; count++) {
      Machine machine =
          count == 0
              ? usual
              : usual
                  .withMacAddress(random.nextLong() & 0xFEFF_FFFF_FFFFL)
                  .withUuid(new UUID(random.nextLong(), random.nextLong()));
      for (BootClient client : BootClient.all()) {
        findings.add(simulator.simulate(client, machine));
      }
    }
    findings.open.add("a policy whose rules cannot be looked into: machines were tried by chance");
    return findings.result();
  }

  /**
   * Whether it is certain that no client can loop.
   *
   * @return false if there is a loop, or something is left open
   */
  public boolean isProven() {
    return loops.isEmpty() && open.isEmpty();
  }

  /**
   * How many classes of machine were played through, each with one program.
   *
   * @return at least one for each modelled program
   */
  public int examined() {
    return examined;
  }

  /**
   * The loops, one for each program and rule to blame.
   *
   * @return each with a machine that it happens to
   */
  public List<Chain> loops() {
    return loops;
  }

  /**
   * What stands in the way of a proof.
   *
   * @return sentences, without order; empty for nothing
   */
  public List<String> open() {
    return open;
  }

  /** The result in one line, and one for each thing left open. */
  @Override
  public String toString() {
    String examinedWords = examined + " classes of machine examined";
    if (isProven()) {
      return "no client can loop: " + examinedWords;
    }
    StringBuilder text = new StringBuilder();
    text.append(
        loops.isEmpty()
            ? "no client was found that loops, which is not proven: "
            : loops.size() == 1 ? "one loop: " : loops.size() + " loops: ");
    text.append(examinedWords);
    open.forEach(reason -> text.append("\n  not proven: ").append(reason));
    return text.toString();
  }

  /** What was found so far. */
  private static final class Findings {
    private final Map<String, Chain> loops = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private int examined;

    void add(Chain chain) {
      examined++;
      Verdict verdict = chain.verdict();
      if (verdict.kind() == Verdict.Kind.LOOPS) {
        loops.putIfAbsent(chain.client().name() + " " + verdict.rule(), chain);
      } else if (verdict.kind() == Verdict.Kind.UNKNOWN && open.size() < MOST_TOLD) {
        open.add(verdict.why());
      }
    }

    LoopProof result() {
      return new LoopProof(examined, loops.values(), open);
    }
  }

  /** Plays every program through on every class of machine. */
  private static final class Examination {
    private final BootConfiguration configuration;
    private final BootImages images;
    private final Simulator plain;
    private final int most;
    private final BooleanSupplier goOn;
    private final Findings findings = new Findings();

    Examination(
        BootConfiguration configuration, BootImages images, int most, BooleanSupplier goOn) {
      this.configuration = configuration;
      this.images = images;
      this.most = most;
      this.goOn = goOn;
      plain = Simulator.of(configuration).withImages(images);
    }

    LoopProof result() {
      if (!(configuration.policy() instanceof RuleSet rules)) {
        return sampled(configuration.policy(), images, 1, 0);
      }
      List<MachineTrail> begin = MachineTrail.any();
      for (BootClient client : BootClient.all()) {
        ArrayDeque<MachineTrail> waiting = new ArrayDeque<>();
        begin.forEach(trail -> waiting.add(trail.fresh()));
        while (!waiting.isEmpty()) {
          if (findings.examined >= most) {
            findings.open.add(
                "there are more than " + most + " classes of machine; allow for more");
            return findings.result();
          }
          if (!goOn.getAsBoolean()) {
            findings.open.add("there was no time to examine more classes of machine");
            return findings.result();
          }
          MachineTrail trail = waiting.remove();
          if (trail.isShown()) {
            findings.add(play(client, trail, rules));
          } else {
            findings.open.add("whether there is a machine for some way through the rules");
          }
          waiting.addAll(trail.takeOthers());
          if (!trail.isCertain()) {
            findings.open.add("a rule compares what a machine says in ways not looked into here");
          }
        }
      }
      return findings.result();
    }

    private Chain play(BootClient client, MachineTrail trail, RuleSet rules) {
      Machine machine = machine(trail);
      FollowedServer server = new FollowedServer(rules, configuration.addresses(), trail);
      Simulator followed =
          Simulator.followed(server, configuration.listensAtBootServerPort(), machine)
              .withImages(images);
      Chain chain = followed.simulate(client, machine);
      boolean loops = chain.verdict().kind() == Verdict.Kind.LOOPS;
      return loops ? plain.simulate(client, machine) : chain;
    }

    private Machine machine(MachineTrail trail) {
      Machine usual = plain.machines().get(0);
      long high = trail.machineId(1);
      UUID uuid =
          new UUID(
              (long) Integer.reverseBytes((int) (high >>> 32)) << 32
                  | (Short.reverseBytes((short) (high >>> 16)) & 0xFFFFL) << 16
                  | (Short.reverseBytes((short) high) & 0xFFFFL),
              trail.machineId(9));
      String circuit = hexadecimal(trail.relaySays(1));
      String remote = hexadecimal(trail.relaySays(2));
      String name =
          "machine %s, UUID %s%s%s"
              .formatted(
                  mac(trail.macAddress()),
                  uuid,
                  circuit.isEmpty() ? "" : ", circuit " + circuit,
                  remote.isEmpty() ? "" : ", remote " + remote);
      return usual
          .named(name)
          .withMacAddress(trail.macAddress())
          .withUuid(uuid)
          .behind(trail.relay())
          .withCircuit(circuit, remote);
    }

    private static String mac(long address) {
      byte[] octets = ByteBuffer.allocate(Long.BYTES).putLong(address).array();
      return HexFormat.ofDelimiter(":").formatHex(octets, 2, Long.BYTES);
    }

    private static String hexadecimal(String octets) {
      return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
