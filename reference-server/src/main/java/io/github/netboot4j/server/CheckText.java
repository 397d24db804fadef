package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.Finding;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints each finding as compilers do, {@code file:line: error: text [name]}, and a summary. */
final class CheckText implements CheckPrinter {
  private final PrintWriter out;
  private final boolean strict;

  CheckText(PrintWriter out, boolean strict) {
    this.out = out;
    this.strict = strict;
  }

  @Override
  public void print(CheckResult result) {
    for (Finding finding : result.findings()) {
      String place = finding.source() + (finding.line() > 0 ? ":" + finding.line() : "");
      String severity = CheckResult.severity(finding, strict).name().toLowerCase(Locale.ROOT);
      String text = finding.text().replace("\u2026", "...");
      out.println(
          Printable.whole(
              "%s: %s: %s [%s]".formatted(place, severity, text, finding.kind().label())));
    }
    if (result.dialect() != null) {
      out.println(
          Printable.whole(
              "%s: %s, %s; %s on %s%s"
                  .formatted(
                      result.file(),
                      counted(result.count(Finding.Severity.ERROR, strict), "error"),
                      counted(result.count(Finding.Severity.WARNING, strict), "warning"),
                      counted(result.clients().size(), "client"),
                      counted(result.machines(), "machine"),
                      result.leftOut() == 0
                          ? ""
                          : ", not on " + result.leftOut() + " more that it names")));
    }
    if (result.proof() != null) {
      String first = result.proof().toString().lines().findFirst().orElse("");
      out.println(Printable.whole(result.file() + ": " + first));
    }
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
