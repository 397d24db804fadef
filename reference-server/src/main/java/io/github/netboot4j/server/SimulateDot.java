package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.Verdict;
import java.util.List;

/** Draws chains for Graphviz. */
final class SimulateDot {
  private SimulateDot() {}

  static String draw(SimulateGraph graph) {
    StringBuilder dot = new StringBuilder("digraph chains {\n  rankdir=LR;\n");
    dot.append("  label=").append(quoted(Printable.whole(graph.title()))).append(";\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    dot.append("  edge [fontname=\"sans-serif\"];\n");
    List<SimulateGraph.Node> nodes = graph.nodes();
    for (int number = 0; number < nodes.size(); number++) {
      SimulateGraph.Node node = nodes.get(number);
      Verdict.Kind end = node.end();
      String text = end == null ? node.text() : end.label() + ": " + node.text();
      String whole = node.below().isEmpty() ? text : text + "\n" + node.below();
      dot.append("  n%d [label=%s%s];%n".formatted(number, quoted(whole), style(end)));
    }
    for (SimulateGraph.Edge edge : graph.edges()) {
      dot.append(
          "  n%d -> n%d [label=%s%s];%n"
              .formatted(
                  edge.from(),
                  edge.to(),
                  quoted(edge.text()),
                  edge.loop() ? ", color=red, fontcolor=red, penwidth=2" : ""));
    }
    return dot.append("}\n").toString();
  }

  private static String style(Verdict.@org.jspecify.annotations.Nullable Kind end) {
    return end == null ? "" : ", shape=plaintext, fontcolor=" + quoted(SimulateSvg.colour(end));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
