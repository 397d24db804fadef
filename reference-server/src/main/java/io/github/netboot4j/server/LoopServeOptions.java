package io.github.netboot4j.server;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The flags of {@code serve} for machines that load the same file for ever, and their checks. */
final class LoopServeOptions {
  private static final int FEWEST = 2;
  private static final int MOST = 100;

  @Option(
      names = "--loop-breaker",
      paramLabel = "HOW",
      description = {
        "What a machine is answered that fetches the same file again and again: script (for",
        "iPXE, one that says so on its screen; no boot file for others), no-file, or off.",
        "Default: script."
      })
  private String breaker = "script";

  @Option(
      names = "--loop-count",
      paramLabel = "N",
      description = "How often in a row is a loop. Default: 3.")
  private int count = LoopSettings.DEFAULTS.count();

  @Option(
      names = "--loop-window",
      paramLabel = "SECONDS",
      description = "Within which time. Default: 300.")
  private int window = (int) LoopSettings.DEFAULTS.window().toSeconds();

  LoopSettings checked() throws StartupException {
    LoopSettings.Breaker how =
        switch (breaker) {
          case "script" -> LoopSettings.Breaker.SCRIPT;
          case "no-file" -> LoopSettings.Breaker.NO_FILE;
          case "off" -> LoopSettings.Breaker.OFF;
          default ->
              throw new StartupException(
                  "--loop-breaker '" + Printable.text(breaker) + "' is not script, no-file or off");
        };
    if (count < FEWEST || count > MOST) {
      throw new StartupException("--loop-count " + count + " is not from 2 to 100");
    }
    if (window < 1) {
      throw new StartupException("--loop-window " + window + " is not a time");
    }
    return new LoopSettings(how, count, Duration.ofSeconds(window));
  }
}
