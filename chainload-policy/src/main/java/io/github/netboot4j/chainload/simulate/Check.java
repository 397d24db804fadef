package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what keeps machines from booting: plays clients through a configuration, and takes
 * along what the configuration shows by itself.
 */
public final class Check {
  private static final int MOST_MACHINES = 3;

  /** How each end of a chain that is none is called; booting is missing. */
  private static final Map<Verdict.Kind, Finding.Kind> KINDS =
      Map.of(
          Verdict.Kind.LOOPS, Finding.Kind.LOOP,
          Verdict.Kind.STUCK, Finding.Kind.STUCK,
          Verdict.Kind.CANNOT_RUN, Finding.Kind.WRONG_ARCHITECTURE,
          Verdict.Kind.NOT_SERVED, Finding.Kind.NOT_SERVED,
          Verdict.Kind.UNKNOWN, Finding.Kind.UNKNOWN_IMAGE);

  private static final String WITHOUT_SERVER =
      "no next server is named: this client may turn to the server that answers, others to none";

  /** Behind it a verdict names the client, which a finding does for many at once. */
  private static final String THIS_IS = "; this is ";

  private final String source;
  private final Simulator simulator;
  private final Map<Trouble, Map<String, Set<Machine>>> troubles = new LinkedHashMap<>();
  private List<Finding> findings = List.of();

  /** What several clients have in common. */
  private record Trouble(Finding.Kind kind, @Nullable Reason rule, String text) {}

  private Check(String source, Simulator simulator) {
    this.source = source;
    this.simulator = simulator;
  }

  /**
   * Checks a configuration.
   *
   * @param configuration read from a file
   * @param source the name of that file, for findings that no line of it is to blame for
   * @param images what files are; with a root, files that it lacks are findings
   * @param clients the clients that matter, each on every machine that the configuration names
   * @return what was found
   */
  public static Check of(
      BootConfiguration configuration,
      String source,
      BootImages images,
      Collection<BootClient> clients) {
    Check check = new Check(source, Simulator.of(configuration).withImages(images));
    check.find(configuration, images, clients);
    return check;
  }

  private void find(
      BootConfiguration configuration, BootImages images, Collection<BootClient> clients) {
    List<Finding> found = new ArrayList<>(configuration.findings());
    Set<String> missing = new LinkedHashSet<>();
    configuration
        .bootFiles()
        .forEach(
            (name, rule) -> {
              if (images.find(name).kind() == BootImage.Kind.MISSING) {
                missing.add(name);
                found.add(at(Finding.Kind.MISSING_FILE, rule, name + " is not there"));
              }
            });
    for (Chain chain : simulator.simulateAll(clients)) {
      take(chain, missing);
    }
    troubles.forEach((trouble, who) -> found.add(finding(trouble, who)));
    found.sort(Comparator.comparing(Finding::source).thenComparingInt(Finding::line));
    findings = List.copyOf(found);
  }

  /**
   * What was found.
   *
   * @return in the order of file and line; clients with the same trouble share a finding
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * On how many machines the clients were played.
   *
   * @return one for each subnet and each client that the configuration names, up to a bound
   */
  public int machines() {
    return simulator.machines().size();
  }

  /**
   * How many clients the configuration names besides.
   *
   * @return 0 unless it names very many
   */
  public int machinesLeftOut() {
    return simulator.machinesLeftOut();
  }

  private Finding at(Finding.Kind kind, @Nullable Reason rule, String text) {
    String file = rule == null ? null : rule.source();
    return rule == null || file == null
        ? new Finding(kind, source, 0, text)
        : new Finding(kind, file, rule.line(), text);
  }

  private void take(Chain chain, Set<String> missing) {
    for (Step step : chain.steps()) {
      Reply reply = step.reply();
      if (step.choice() instanceof Choice.Fetches fetches
          && fetches.server() != Ipv4.ANY
          && reply != null
          && reply.nextServer() == Ipv4.ANY) {
        add(new Trouble(Finding.Kind.NO_NEXT_SERVER, reply.rule(), WITHOUT_SERVER), chain);
      }
    }
    Verdict verdict = chain.verdict();
    Finding.Kind kind = KINDS.get(verdict.kind());
    if (kind == null) {
      return;
    }
    BootImage last = chain.steps().get(chain.steps().size() - 1).image();
    if (last != null && last.kind() == BootImage.Kind.MISSING) {
      if (missing.contains(last.name())) {
        return;
      }
      kind = Finding.Kind.MISSING_FILE;
    }
    int end = verdict.why().lastIndexOf(THIS_IS);
    String why = end < 0 ? verdict.why() : verdict.why().substring(0, end);
    String text = verdict.remedy().isEmpty() ? why : why + "; " + verdict.remedy();
    // That a client takes no offer is a matter of all rules, not of the one behind the offer.
    Reason rule = kind == Finding.Kind.NOT_SERVED ? null : verdict.rule();
    add(new Trouble(kind, rule, text), chain);
  }

  private void add(Trouble trouble, Chain chain) {
    troubles
        .computeIfAbsent(trouble, key -> new LinkedHashMap<>())
        .computeIfAbsent(chain.client().name(), name -> new LinkedHashSet<>())
        .add(chain.machine());
  }

  private Finding finding(Trouble trouble, Map<String, Set<Machine>> who) {
    Set<Machine> machines = new LinkedHashSet<>();
    who.values().forEach(machines::addAll);
    String where = "";
    if (machines.size() < simulator.machines().size()) {
      where =
          machines.stream()
              .limit(MOST_MACHINES)
              .map(Machine::toString)
              .collect(Collectors.joining(", ", " (", ""));
      int more = machines.size() - MOST_MACHINES;
      where += more > 0 ? " and " + more + " more)" : ")";
    }
    String clients = String.join(", ", who.keySet());
    return at(trouble.kind, trouble.rule, clients + where + ": " + trouble.text);
  }
}
