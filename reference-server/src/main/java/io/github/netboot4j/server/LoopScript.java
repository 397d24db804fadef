package io.github.netboot4j.server;

import java.util.regex.Pattern;

/** A script for iPXE and gPXE that says on the machine's screen why it does not boot. */
final class LoopScript {
  /** What a person needs to read it; then the machine goes on with what it boots next. */
  private static final int SECONDS = 300;

  /** What the loaders' command line could take for something else than text. */
  private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9./:_=,+@()-]+");

  private static final int LONGEST = 400;

  private LoopScript() {}

  /** The script, in ASCII. Both loaders take the magic of the older one. */
  static String of(ChainLoop loop) {
    StringBuilder script = new StringBuilder("#!gpxe\n");
    echo(script, "");
    echo(script, "netboot4j has broken a loop.");
    echo(
        script,
        "This machine fetched %s %d times in a row, and would for ever."
            .formatted(loop.file(), loop.times()));
    echo(script, "It asks as %s, from %s.".formatted(loop.asker(), Printable.mac(loop.machine())));
    echo(script, "The rule that tells it to: " + loop.rule());
    echo(script, "That rule must give this program another file, such as a script.");
    script.append("sleep ").append(SECONDS).append("\nexit\n");
    return script.toString();
  }

  private static void echo(StringBuilder script, String text) {
    String plain = SPECIAL.matcher(text).replaceAll(" ").strip();
    script
        .append("echo ")
        .append(plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST))
        .append('\n');
  }
}
