package io.github.netboot4j.server;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints chains as trees for a person. */
final class SimulateText {
  private static final Map<Verdict.Kind, Style> COLOURS =
      Map.of(
          Verdict.Kind.BOOTS, Style.fg_green,
          Verdict.Kind.LOOPS, Style.fg_red,
          Verdict.Kind.STUCK, Style.fg_red,
          Verdict.Kind.CANNOT_RUN, Style.fg_yellow,
          Verdict.Kind.NOT_SERVED, Style.faint,
          Verdict.Kind.UNKNOWN, Style.fg_yellow);

  private final PrintWriter out;
  private final Ansi ansi;

  SimulateText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void print(Simulated simulated) {
    List<Simulated.Course> bare = new ArrayList<>();
    for (Simulated.Course course : simulated.courses()) {
      if (course.chain().verdict().kind() == Verdict.Kind.NOT_SERVED) {
        bare.add(course);
      } else {
        chain(course);
        out.println();
      }
    }
    for (Simulated.Course course : bare) {
      out.println(head(course) + ": " + Printable.whole(course.chain().verdict().why()));
    }
    if (!bare.isEmpty()) {
      out.println();
    }
    out.println(summary(simulated));
    if (simulated.leftOut() > 0) {
      out.println("left out: " + simulated.leftOut() + " more hosts that the configuration names");
    }
  }

  private String head(Simulated.Course course) {
    BootClient first = course.starts().get(0);
    String starts =
        course.starts().size() == 1
            ? styled(first.label(), Style.bold) + " (" + first.name() + ")"
            : course.starts().stream()
                .map(start -> styled(start.name(), Style.bold))
                .collect(Collectors.joining(", "));
    String whose = course.whose().isEmpty() ? "" : " on " + course.whose();
    return starts + whose + ": " + word(course.chain().verdict().kind());
  }

  private void chain(Simulated.Course course) {
    Chain chain = course.chain();
    Verdict verdict = chain.verdict();
    out.println(head(course));
    steps(chain);
    out.println("└─ " + word(verdict.kind()) + ": " + Printable.whole(Simulated.why(verdict)));
    Step last = chain.steps().get(chain.steps().size() - 1);
    if (verdict.rule() != null && last.image() == null) {
      out.println("     " + styled(Printable.whole(verdict.rule().toString()), Style.faint));
    }
    if (!verdict.remedy().isEmpty()) {
      out.println("     to end it: " + Printable.whole(verdict.remedy()));
    }
  }

  private void steps(Chain chain) {
    for (int index = 0; index < chain.steps().size(); index++) {
      Step step = chain.steps().get(index);
      if (step.choice() instanceof Choice.Fetches fetches) {
        boolean closes = index == chain.verdict().closesAt();
        out.println(
            (closes ? styled("┌▶ ", Style.fg_red) : "├─ ") + fetched(index == 0, step, fetches));
        Reason rule = fetches.reply().rule();
        if (rule != null) {
          out.println("│    " + styled(Printable.whole(rule.toString()), Style.faint));
        }
      }
    }
  }

  private static String fetched(boolean first, Step step, Choice.Fetches fetches) {
    String from = fetches.server() == Ipv4.ANY ? "" : " from " + Ipv4.format(fetches.server());
    String image = step.image() == null ? "" : ": " + step.image().label();
    return (first ? "" : step.client().label() + " ")
        + "fetches "
        + Printable.text(fetches.file())
        + from
        + " ("
        + fetches.from()
        + ")"
        + image;
  }

  private String summary(Simulated simulated) {
    String counts =
        simulated.counts().entrySet().stream()
            .map(count -> count.getValue() + " " + word(count.getKey()))
            .collect(Collectors.joining(", "));
    int machines = simulated.machines().size();
    int clients = simulated.chains().size() / machines;
    return "%s (%s), %d %s on %d %s: %s"
        .formatted(
            Printable.whole(simulated.file().toString()),
            simulated.dialect().label(),
            clients,
            clients == 1 ? "kind of client" : "kinds of client",
            machines,
            machines == 1 ? "machine" : "machines",
            counts);
  }

  private String word(Verdict.Kind kind) {
    return styled(kind.label(), Style.bold, COLOURS.getOrDefault(kind, Style.bold));
  }

  private String styled(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
  }
}
