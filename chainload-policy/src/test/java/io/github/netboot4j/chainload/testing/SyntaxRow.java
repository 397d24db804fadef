package io.github.netboot4j.chainload.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of a table of small configurations: one of them, and what becomes of it. The head of {@code
 * dhcpd-syntax.txt} has the form.
 *
 * @param text the configuration
 * @param outcome {@code taken}, or line and message
 * @param refusedHereOnly whether the real server takes what is refused here
 */
public record SyntaxRow(String text, String outcome, boolean refusedHereOnly) {
  private static final String BOTH = " => ";
  private static final String HERE_ONLY = " =! ";
  private static final Pattern REMARK = Pattern.compile("[0-9]+: [A-Z]+_?[A-Z]* ");

  /**
   * The rows of a table.
   *
   * @param name of the resource beside this class
   */
  public static List<SyntaxRow> of(String name) {
    try (InputStream in = SyntaxRow.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such table: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(line -> read(line, line.contains(BOTH) ? BOTH : HERE_ONLY))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the real server takes the configuration. */
  public boolean takenByServer() {
    return refusedHereOnly || outcome.equals("taken") || REMARK.matcher(outcome).lookingAt();
  }

  private static SyntaxRow read(String line, String sign) {
    int at = line.indexOf(sign);
    String text = line.substring(0, at).replace("\\n", "\n") + "\n";
    return new SyntaxRow(text, line.substring(at + sign.length()), sign.equals(HERE_ONLY));
  }
}
