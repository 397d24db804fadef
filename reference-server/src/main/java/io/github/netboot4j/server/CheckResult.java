package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.Check;
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
 * @param findings in the order of file and line
 */
record CheckResult(
    String file,
    @Nullable Dialect dialect,
    List<BootClient> clients,
    int machines,
    int leftOut,
    List<Finding> findings) {
  private static final int UNREADABLE = 2;

  static CheckResult of(String file, Dialect dialect, List<BootClient> clients, Check check) {
    return new CheckResult(
        file, dialect, clients, check.machines(), check.machinesLeftOut(), check.findings());
  }

  static CheckResult unreadable(String file, Finding why) {
    return new CheckResult(file, null, List.of(), 0, 0, List.of(why));
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
