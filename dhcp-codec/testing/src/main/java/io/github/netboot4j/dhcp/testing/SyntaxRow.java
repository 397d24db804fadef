package io.github.netboot4j.dhcp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of a table of small configurations: one of them, whether the server that it is for takes
 * it, and what netboot4j's own reader says. The heads of the tables have their form.
 *
 * @param text the configuration
 * @param outcome what netboot4j's reader says: {@code taken}, or line and message
 * @param refusedHereOnly whether the real server takes what that reader refuses
 */
public record SyntaxRow(String text, String outcome, boolean refusedHereOnly) {
  private static final String BOTH = " => ";
  private static final String HERE_ONLY = " =! ";
  private static final Pattern REMARK = Pattern.compile("[0-9]+: [A-Z]+_?[A-Z]* ");

  /**
   * The rows of a table.
   *
   * @param name {@code dhcpd-syntax.txt} or {@code dnsmasq-syntax.txt}
   * @return in the table's order
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

  /**
   * Whether the real server takes the configuration.
   *
   * @return what ISC dhcpd 4.4.3, or dnsmasq 2.90, said of it
   */
  public boolean takenByServer() {
    return refusedHereOnly || outcome.equals("taken") || REMARK.matcher(outcome).lookingAt();
  }

  private static SyntaxRow read(String line, String sign) {
    int at = line.indexOf(sign);
    String text = line.substring(0, at).replace("\\n", "\n") + "\n";
    return new SyntaxRow(text, line.substring(at + sign.length()), sign.equals(HERE_ONLY));
  }
}
