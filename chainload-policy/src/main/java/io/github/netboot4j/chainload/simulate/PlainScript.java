package io.github.netboot4j.chainload.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script of iPXE that plainly asks again ({@code autoboot}) or goes on with one file ({@code
 * chain}): nothing in it depends on anything, and whatever it tries succeeds. (iPXE {@code
 * hci/commands/autoboot_cmd.c}, {@code image_cmd.c}.)
 *
 * @param chains the file that it goes on with; empty if it asks again
 */
record PlainScript(String chains) {
  private static final long LONGEST = 65_536;

  /** Commands that change nothing about what is booted. */
  private static final Set<String> HARMLESS =
      Set.of("echo", "dhcp", "ifopen", "ifconf", "ifclose", "ifstat", "route", "sleep", "show");

  private static final Set<String> CHAINS = Set.of("chain", "boot");

  /** What the script of a file plainly does; null if that is not plain, or it ends by itself. */
  static @Nullable PlainScript of(Path file) {
    String text;
    try {
      if (Files.size(file) > LONGEST) {
        return null;
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
    for (String line : text.lines().toList()) {
      String command = line.strip();
      if (command.isEmpty() || command.startsWith("#")) {
        continue;
      }
      // What it tries succeeds: what stands behind || is not done.
      for (String part : command.split("\\|\\|", 2)[0].split("&&", -1)) {
        String[] words = part.strip().split("\\s+", -1);
        if (words[0].equals("autoboot")) {
          return new PlainScript("");
        }
        if (CHAINS.contains(words[0])) {
          return chained(words);
        }
        if (!HARMLESS.contains(words[0])) {
          return null;
        }
      }
    }
    return null;
  }

  private static @Nullable PlainScript chained(String[] words) {
    for (int index = 1; index < words.length; index++) {
      if (!words[index].startsWith("-")) {
        return words[index].contains("${") ? null : new PlainScript(words[index]);
      }
    }
    return null;
  }

  boolean asksAgain() {
    return chains.isEmpty();
  }

  /** The file that it goes on with, as seen from where the script is. */
  Choice.Fetches next(Choice.Fetches script) {
    String from = "chain in " + script.file();
    if (chains.contains("://") || (chains.startsWith("/") && !script.file().contains("://"))) {
      return new Choice.Fetches(chains, script.server(), from, script.reply());
    }
    String of = script.file();
    int path = of.contains("://") ? of.indexOf('/', of.indexOf("://") + 3) : 0;
    int end = chains.startsWith("/") ? path : of.lastIndexOf('/') + 1;
    return new Choice.Fetches(
        of.substring(0, Math.max(end, 0)) + chains, script.server(), from, script.reply());
  }
}
