package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chains as one picture: programs, what they fetch, and how that ends. A program of machines
 * that fare alike stands there once, whoever loads it.
 *
 * @param title what is drawn
 * @param nodes programs and ends, each with its column from the left
 * @param edges what is fetched
 */
record SimulateGraph(String title, List<Node> nodes, List<Edge> edges) {
  /**
   * A program, or an end.
   *
   * @param text its name, and below it whose it is
   * @param end how the chain ends here; null for a program
   * @param column from 0
   */
  record Node(String text, String below, Verdict.@Nullable Kind end, int column) {}

  /**
   * What leads from one node to another.
   *
   * @param text the file; empty for the way to an end without one
   * @param loop whether it closes a loop
   */
  record Edge(int from, int to, String text, boolean loop) {}

  static SimulateGraph of(Simulated simulated) {
    Builder builder = new Builder();
    int left = 0;
    for (Simulated.Course course : simulated.courses()) {
      if (course.chain().verdict().kind() == Verdict.Kind.NOT_SERVED) {
        left += course.starts().size();
      } else {
        builder.add(course);
      }
    }
    String title = simulated.file() + " (" + simulated.dialect().label() + ")";
    return new SimulateGraph(
        left == 0 ? title : title + ", without " + left + " that are not served",
        builder.nodes(),
        List.copyOf(builder.edges));
  }

  private static String file(Step step) {
    return step.choice() instanceof Choice.Fetches fetches ? Printable.text(fetches.file()) : "";
  }

  private static final class Builder {
    private record Key(String program, String whose, Verdict.@Nullable Kind end, int column) {}

    private final Map<Key, Integer> numbers = new LinkedHashMap<>();
    private final List<Integer> columns = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    void add(Simulated.Course course) {
      Chain chain = course.chain();
      Verdict verdict = chain.verdict();
      List<Step> steps = chain.steps();
      List<Integer> way = new ArrayList<>();
      way.add(node(start(course), 0));
      for (int index = 1; index < steps.size(); index++) {
        int at = way.get(index - 1);
        String program = steps.get(index).client().label();
        way.add(node(new Key(program, course.whose(), null, -1), columns.get(at) + 1));
        edges.add(new Edge(at, way.get(index), file(steps.get(index - 1)), false));
      }
      int last = way.get(way.size() - 1);
      String file = file(steps.get(steps.size() - 1));
      if (verdict.closesAt() >= 0) {
        edges.add(new Edge(last, way.get(verdict.closesAt()), file, true));
        return;
      }
      int column = columns.get(last) + 1;
      String why = Printable.text(Simulated.why(verdict));
      int end = node(new Key(why, "", verdict.kind(), column), column);
      edges.add(new Edge(last, end, file, false));
    }

    private static Key start(Simulated.Course course) {
      List<String> starts = course.starts().stream().map(BootClient::label).toList();
      String first = starts.get(0);
      if (starts.size() == 1) {
        return new Key(first, course.whose(), null, -1);
      }
      String others = "or " + String.join(", ", starts.subList(1, starts.size()));
      String below = course.whose().isEmpty() ? others : course.whose() + "; " + others;
      return new Key(first + " + " + (starts.size() - 1) + " more", below, null, -1);
    }

    /** A node stands behind everything that leads to it. */
    private int node(Key key, int column) {
      int number = numbers.computeIfAbsent(key, of -> numbers.size());
      if (number == columns.size()) {
        columns.add(column);
      } else if (columns.get(number) < column) {
        columns.set(number, column);
      }
      return number;
    }

    List<Node> nodes() {
      pushRight();
      List<Node> nodes = new ArrayList<>();
      numbers.forEach(
          (key, number) ->
              nodes.add(new Node(key.program, key.whose, key.end, columns.get(number))));
      return nodes;
    }

    /** What was moved to the right moves what follows; the ways that close loops do not count. */
    private void pushRight() {
      boolean moved = true;
      for (int round = 0; moved && round < numbers.size(); round++) {
        moved = false;
        for (Edge edge : edges) {
          if (!edge.loop
              && edge.from != edge.to
              && columns.get(edge.to) <= columns.get(edge.from)) {
            columns.set(edge.to, columns.get(edge.from) + 1);
            moved = true;
          }
        }
      }
    }
  }
}
