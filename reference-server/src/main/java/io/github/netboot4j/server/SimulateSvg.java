package io.github.netboot4j.server;

import io.github.netboot4j.chainload.simulate.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws chains as SVG: columns from the left to the right, loops in red. */
final class SimulateSvg {
  private static final int MARGIN = 24;
  private static final int TITLE = 36;
  private static final int BOX = 250;
  private static final int HEIGHT = 42;
  private static final int GAP = 240;
  private static final int ROW = 74;
  private static final int LETTERS = 34;

  private static final Map<Verdict.Kind, String> COLOURS =
      Map.of(
          Verdict.Kind.BOOTS, "#1a7f37",
          Verdict.Kind.LOOPS, "#cf222e",
          Verdict.Kind.STUCK, "#cf222e",
          Verdict.Kind.CANNOT_RUN, "#9a6700",
          Verdict.Kind.NOT_SERVED, "#6e7781",
          Verdict.Kind.UNKNOWN, "#9a6700");

  private final SimulateGraph graph;
  private final int[] x;
  private final int[] y;
  private final StringBuilder svg = new StringBuilder();

  private SimulateSvg(SimulateGraph graph) {
    this.graph = graph;
    x = new int[graph.nodes().size()];
    y = new int[graph.nodes().size()];
  }

  static String draw(SimulateGraph graph) {
    return new SimulateSvg(graph).draw();
  }

  static String colour(Verdict.Kind kind) {
    return COLOURS.getOrDefault(kind, "#24292f");
  }

  private String draw() {
    int rows = place();
    int columns = 1;
    for (SimulateGraph.Node node : graph.nodes()) {
      columns = Math.max(columns, node.column() + 1);
    }
    int width = 2 * MARGIN + columns * BOX + (columns - 1) * GAP + LETTERS;
    for (SimulateGraph.Edge edge : graph.edges()) {
      if (edge.loop()) {
        width = Math.max(width, x[edge.from()] + BOX + GAP);
      }
    }
    int height = TITLE + 2 * MARGIN + rows * ROW;
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                + " viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"13\">%n")
            .formatted(width, height));
    svg.append("<title>").append(escaped(graph.title())).append("</title>\n<defs>\n");
    marker("arrow", "#57606a");
    marker("loop", colour(Verdict.Kind.LOOPS));
    svg.append("</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(
        MARGIN, MARGIN + 6, "#24292f", "font-weight=\"bold\" font-size=\"16\"", graph.title(), 120);
    edges();
    for (int number = 0; number < x.length; number++) {
      node(number);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Rows in the order of appearance, but none above what leads to it if that can be. */
  private int place() {
    Map<Integer, Integer> next = new HashMap<>();
    int rows = 1;
    for (int number = 0; number < x.length; number++) {
      int column = graph.nodes().get(number).column();
      int row = next.getOrDefault(column, 0);
      for (SimulateGraph.Edge edge : graph.edges()) {
        if (edge.to() == number && !edge.loop() && edge.from() < number) {
          row = Math.max(row, (y[edge.from()] - top()) / ROW);
          break;
        }
      }
      next.put(column, row + 1);
      rows = Math.max(rows, row + 1);
      x[number] = MARGIN + column * (BOX + GAP);
      y[number] = top() + row * ROW;
    }
    return rows;
  }

  private static int top() {
    return TITLE + MARGIN;
  }

  private void edges() {
    Map<Long, Integer> between = new HashMap<>();
    List<String> labels = new ArrayList<>();
    for (SimulateGraph.Edge edge : graph.edges()) {
      int already = between.merge(((long) edge.from() << 32) | edge.to(), 1, Integer::sum) - 1;
      int middle = HEIGHT / 2;
      int startX = x[edge.from()] + BOX;
      int startY = y[edge.from()] + middle;
      if (edge.loop()) {
        loop(edge, labels);
        continue;
      }
      int endX = x[edge.to()] - 4;
      int endY = y[edge.to()] + middle;
      svg.append(
          ("<path d=\"M%d,%d C%d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"#57606a\""
                  + " marker-end=\"url(#arrow)\"/>%n")
              .formatted(startX, startY, startX + 60, startY, endX - GAP + 60, endY, endX, endY));
      label(labels, endX - GAP + 14, endY - 6 - 14 * already, "#24292f", edge.text());
    }
    labels.forEach(svg::append);
  }

  /** From the right side of a program back to its own top, or to the top of an earlier one. */
  private void loop(SimulateGraph.Edge edge, List<String> labels) {
    int startX = x[edge.from()] + BOX;
    int startY = y[edge.from()] + HEIGHT / 2;
    int endX = x[edge.to()] + BOX - 40;
    int endY = y[edge.to()] - 2;
    svg.append(
        ("<path d=\"M%d,%d C%d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                + " marker-end=\"url(#loop)\"/>%n")
            .formatted(
                startX,
                startY,
                startX + 46,
                startY,
                endX + (startX - endX) / 2,
                Math.min(startY, endY) - 46,
                endX,
                endY,
                colour(Verdict.Kind.LOOPS)));
    label(labels, startX + 30, startY + 16, colour(Verdict.Kind.LOOPS), edge.text());
  }

  private static void label(List<String> into, int atX, int atY, String colour, String text) {
    if (!text.isEmpty()) {
      into.add(
          ("<text x=\"%d\" y=\"%d\" fill=\"%s\" font-size=\"11\" stroke=\"#ffffff\""
                  + " stroke-width=\"3\" paint-order=\"stroke\">%s</text>%n")
              .formatted(atX, atY, colour, escaped(shortened(text, LETTERS))));
    }
  }

  private void node(int number) {
    SimulateGraph.Node node = graph.nodes().get(number);
    Verdict.Kind end = node.end();
    if (end == null) {
      svg.append(
          ("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#f6f8fa\""
                  + " stroke=\"#57606a\"/>%n")
              .formatted(x[number], y[number], BOX, HEIGHT));
      boolean two = !node.below().isEmpty();
      text(x[number] + 10, y[number] + (two ? 18 : 26), "#24292f", "", node.text(), LETTERS);
      if (two) {
        text(x[number] + 10, y[number] + 34, "#57606a", "font-size=\"11\"", node.below(), 39);
      }
      return;
    }
    text(x[number] + 4, y[number] + 18, colour(end), "font-weight=\"bold\"", end.label(), LETTERS);
    text(x[number] + 4, y[number] + 34, colour(end), "font-size=\"11\"", node.text(), 46);
  }

  private void text(int atX, int atY, String colour, String more, String text, int letters) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\" %s>%s<title>%s</title></text>%n"
            .formatted(atX, atY, colour, more, escaped(shortened(text, letters)), escaped(text)));
  }

  private void marker(String name, String colour) {
    svg.append(
        ("<marker id=\"%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
                + " markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
                + "<path d=\"M0,0 L8,4 L0,8 z\" fill=\"%s\"/></marker>%n")
            .formatted(name, colour));
  }

  private static String shortened(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
