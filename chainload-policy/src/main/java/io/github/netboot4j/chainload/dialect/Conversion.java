package io.github.netboot4j.chainload.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The boot part of a configuration, written in another dialect: boot file, next server, server
 * name, the options 43, 60, 66, 67, 175, 209 and 210, and for whom there is no answer.
 *
 * @param text the configuration; what was lost stands in it as comments
 * @param lost what cannot be said in that dialect, a line each, with the place it comes from
 */
public record Conversion(String text, List<String> lost) {
  /**
   * Copies the list.
   *
   * @param text the configuration
   * @param lost what cannot be said in that dialect
   */
  public Conversion {
    lost = List.copyOf(lost);
  }

  /**
   * Converts a configuration.
   *
   * @param configuration what was read
   * @param name its name, for the heading
   * @param to the dialect to write
   * @return the text, and what it could not say
   */
  public static Conversion of(BootConfiguration configuration, String name, Dialect to) {
    PlainPolicy policy = new PlainPolicy(configuration);
    PlainWriter writer =
        switch (to) {
          case ISC_DHCPD -> new PlainToDhcpd(policy);
          case DNSMASQ -> new PlainToDnsmasq(policy);
          case WINDOWS_DHCP -> new PlainToWindows(policy);
        };
    String body = writer.write();
    // What is lost of a line for several fields is told once.
    Set<String> lost = new LinkedHashSet<>(policy.lost());
    lost.addAll(writer.lost());
    StringBuilder text = new StringBuilder();
    text.append("# The boot part of ")
        .append(comment(name))
        .append(" (")
        .append(configuration.dialect().label())
        .append(") for ")
        .append(to.label())
        .append(".\n");
    if (lost.isEmpty()) {
      text.append("# All of it could be said.\n");
    } else {
      text.append("# What could not be said:\n");
      lost.forEach(line -> text.append("#   ").append(comment(line)).append('\n'));
    }
    return new Conversion(text.append('\n').append(body).toString(), List.copyOf(lost));
  }

  /** Fit for a comment: nothing in it ends the line. */
  static String comment(String text) {
    StringBuilder line = new StringBuilder();
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      line.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return line.toString();
  }
}
