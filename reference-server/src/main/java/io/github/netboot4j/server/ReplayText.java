package io.github.netboot4j.server;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints a replay for a person: a line for each request, and one for each field that differs. */
final class ReplayText implements ReplayPrinter {
  private static final int BOOT_SERVER_PORT = 4011;

  private final PrintWriter out;
  private final Ansi ansi;

  ReplayText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  @Override
  public void print(ReplayResult result) {
    String who =
        "%6d  %s  %-8s  %-14s"
            .formatted(
                result.record(),
                Printable.mac(result.client()),
                result.type() + (result.port() == BOOT_SERVER_PORT ? " 4011" : ""),
                result.stage());
    if (!result.isCompared()) {
      out.println(who + styled("  not compared: " + result.notCompared(), Style.faint));
    } else if (!result.isDifferent()) {
      out.println(who + styled("  same: ", Style.fg_green) + boots(result.given()));
    } else {
      out.println(who + styled("  differs", Style.fg_red));
      differences(result);
      out.println("        " + Printable.whole(result.rule().toString()));
    }
    out.flush();
  }

  private void differences(ReplayResult result) {
    ReplayAnswer given = result.given();
    ReplayAnswer wouldBe = result.wouldBe();
    if (given == null || wouldBe == null) {
      line("answer", boots(given), boots(wouldBe));
      return;
    }
    for (ReplayAnswer.Difference difference : result.differences()) {
      ReplayField field = difference.field();
      line(field.label(), field.shown(difference.was()), field.shown(difference.wouldBe()));
    }
  }

  private void line(String field, String was, String wouldBe) {
    out.println("        %-10s was %s, would be %s".formatted(field, was, wouldBe));
  }

  private static String boots(@Nullable ReplayAnswer answer) {
    if (answer == null) {
      return "no answer";
    }
    String file = answer.bootFile();
    return file == null ? "nothing to boot" : Printable.text(file);
  }

  /** In colour on a terminal. The text is not read as markup: what a sender wrote stays that. */
  private String styled(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
  }
}
