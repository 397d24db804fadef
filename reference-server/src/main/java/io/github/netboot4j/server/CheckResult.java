package io.github.netboot4j.server;

import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.Check;
import io.github.netboot4j.chainload.simulate.LoopProof;
import io.github.netboot4j.chainload.simulate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} found in one file.
 *
 * @param file its name as the user gave it
 * @param dialect what it is written in; null if it could not be read
 * @param clients those that were played through it
 * @param machines on how many machines
 * @param leftOut how many machines it names besides
 * @param findings in the order of file and line, then loops that only the proof found
 * @param proof whether any machine at all can loop; null if that was not asked
 */
record CheckResult(
    String file,
    @Nullable Dialect dialect,
    List<BootClient> clients,
    int machines,
    int leftOut,
    List<Finding> findings,
    @Nullable LoopProof proof) {
  private static final int UNREADABLE = 2;

  static CheckResult of(
      String file,
      Dialect dialect,
      List<BootClient> clients,
      Check check,
      @Nullable LoopProof proof) {
    List<Finding> findings = new ArrayList<>(check.findings());
    if (proof != null) {
      for (Chain chain : proof.loops()) {
        Finding loop = loop(file, chain);
        if (findings.stream().noneMatch(found -> isTheSame(found, loop))) {
          findings.add(loop);
        }
      }
    }
    return new CheckResult(
        file, dialect, clients, check.machines(), check.machinesLeftOut(), findings, proof);
  }

  private static Finding loop(String file, Chain chain) {
    Verdict verdict = chain.verdict();
    Reason rule = verdict.rule();
    String source = rule == null ? null : rule.source();
    String text = chain.client().name() + " (" + chain.machine() + "): " + verdict.why();
    return new Finding(
        Finding.Kind.LOOP,
        source == null ? file : source,
        rule == null || source == null ? 0 : rule.line(),
        verdict.remedy().isEmpty() ? text : text + "; " + verdict.remedy());
  }

  /** The same rule has machines loop, whichever. */
  private static boolean isTheSame(Finding found, Finding loop) {
    return found.kind() == Finding.Kind.LOOP
        && found.source().equals(loop.source())
        && found.line() == loop.line();
  }

  static CheckResult unreadable(String file, Finding why) {
    return new CheckResult(file, null, List.of(), 0, 0, List.of(why), null);
  }

  static Finding.Severity severity(Finding finding, boolean strict) {
    return strict ? Finding.Severity.ERROR : finding.kind().severity();
  }

  long count(Finding.Severity severity, boolean strict) {
    return findings.stream().filter(finding -> severity(finding, strict) == severity).count();
  }

  /** 0 without an error, 1 with one, 2 for a file that could not be read. */
  int exitCode(boolean strict) {
    return dialect == null ? UNREADABLE : count(Finding.Severity.ERROR, strict) > 0 ? 1 : 0;
  }

  /** A word for the result: {@code fine}, {@code errors} or {@code unreadable}. */
  String word(boolean strict) {
    return switch (exitCode(strict)) {
      case 0 -> "fine";
      case 1 -> "errors";
      default -> "unreadable";
    };
  }
}
