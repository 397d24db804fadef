package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The systemd unit in docs/operating.md. */
public final class ServiceUnit {
  private static final Pattern UNIT = Pattern.compile("(?ms)^```\n(\\[Unit].*?)^```");

  private ServiceUnit() {}

  /** Its text, with another Java. */
  public static String text(Path java) throws IOException {
    Matcher found = UNIT.matcher(Files.readString(Path.of("..", "docs", "operating.md")));
    if (!found.find()) {
      throw new AssertionError("no unit in the document");
    }
    return found.group(1).replace("/usr/bin/java", java.toString());
  }
}
