package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Machine;
import io.github.netboot4j.chainload.simulate.Simulator;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code simulate} prints.
 *
 * @param file the configuration's name as the user gave it
 * @param dialect whose it is
 * @param chains every client on every machine, client by client
 * @param machines the machines
 * @param leftOut how many more hosts there are
 */
record Simulated(
    Path file, Dialect dialect, List<Chain> chains, List<Machine> machines, int leftOut) {
  /** Machines that fare alike with one client. */
  private record Group(Chain chain, List<Machine> machines) {
    /** Their names; of many the first, and how many more. */
    String names() {
      String first =
          machines.stream().limit(3).map(Machine::toString).collect(Collectors.joining(", "));
      return machines.size() > 3 ? first + " and " + (machines.size() - 3) + " more" : first;
    }
  }

  /**
   * What becomes of several clients from their first file on.
   *
   * @param chain that of the first
   * @param starts the clients
   * @param whose the machines; empty if there is only one
   */
  record Course(Chain chain, List<BootClient> starts, String whose) {}

  static Simulated of(
      Path file,
      Dialect dialect,
      Simulator simulator,
      List<BootClient> clients,
      @Nullable Machine only) {
    List<Machine> machines = only != null ? List.of(only) : simulator.machines();
    List<Chain> chains = new ArrayList<>();
    for (BootClient client : clients) {
      for (Machine machine : machines) {
        chains.add(simulator.simulate(client, machine));
      }
    }
    return new Simulated(
        file, dialect, chains, machines, only != null ? 0 : simulator.machinesLeftOut());
  }

  boolean hasTrouble() {
    return chains.stream().anyMatch(chain -> chain.verdict().kind().isTrouble());
  }

  /** How many chains end in each way. */
  Map<Verdict.Kind, Integer> counts() {
    Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
    for (Chain chain : chains) {
      counts.merge(chain.verdict().kind(), 1, Integer::sum);
    }
    return counts;
  }

  /** Clients and machines that fare alike are put together; those of few words are the last. */
  List<Course> courses() {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Chain chain : chains) {
      groups
          .computeIfAbsent(
              chain.client().name() + course(chain), any -> new Group(chain, new ArrayList<>()))
          .machines
          .add(chain.machine());
    }
    Map<String, Course> courses = new LinkedHashMap<>();
    for (Group group : groups.values()) {
      String whose = machines.size() > 1 ? Printable.whole(group.names()) : "";
      courses
          .computeIfAbsent(
              whose + course(group.chain), any -> new Course(group.chain, new ArrayList<>(), whose))
          .starts
          .add(group.chain.client());
    }
    return List.copyOf(courses.values());
  }

  /**
   * What happens along a chain, whoever starts it and on whichever machine. A program that loops by
   * itself is not put together with others.
   */
  private static String course(Chain chain) {
    StringBuilder course = new StringBuilder();
    course.append(chain.verdict().closesAt() == 0 ? chain.client().name() : "");
    for (int index = 0; index < chain.steps().size(); index++) {
      Step step = chain.steps().get(index);
      course.append('\n').append(index == 0 ? "" : step.client().name());
      if (step.choice() instanceof Choice.Fetches fetches) {
        course.append(' ').append(fetches.file()).append(' ').append(fetches.server());
        course.append(' ').append(fetches.from()).append(' ').append(fetches.reply().rule());
      }
    }
    Verdict verdict = chain.verdict();
    return course
        .append('\n')
        .append(verdict.kind())
        .append(why(verdict))
        .append(verdict.rule())
        .append(verdict.remedy())
        .toString();
  }

  /** Why, without whom it happens to. */
  static String why(Verdict verdict) {
    int who = verdict.why().indexOf("; this is ");
    return who < 0 ? verdict.why() : verdict.why().substring(0, who);
  }
}
