package io.github.netboot4j.server;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints for a person: a DHCP message as a block of lines, a TFTP packet as one. */
final class DecodeText implements DecodePrinter {
  /** How much of a value one line shows, and how many lines of it. */
  private static final int LINE = 80;

  private static final int MOST_LINES = 8;

  /** Where the values stand: all but three names of registered options leave room. */
  private static final int INDENT = 45;

  private final PrintWriter out;
  private final Ansi ansi;

  DecodeText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  @Override
  public void dhcp(DecodedDhcp message) {
    out.println(heading(message.frame(), message.source(), message.destination(), message.title()));
    out.println(
        "  op %s  htype %s  hlen %s  hops %s  xid %s  secs %s  flags %s"
            .formatted(
                shown(message.op()),
                shown(message.htype()),
                shown(message.hlen()),
                shown(message.hops()),
                shown(message.xid()),
                shown(message.secs()),
                flags(message.flags())));
    out.println(
        "  ciaddr %s  yiaddr %s  siaddr %s  giaddr %s"
            .formatted(
                shown(message.ciaddr()),
                shown(message.yiaddr()),
                shown(message.siaddr()),
                shown(message.giaddr())));
    out.println("  chaddr " + shown(colons(message.chaddr())));
    name("sname", message.sname());
    name("file", message.file());
    for (DecodedOption option : message.options()) {
      option(option);
    }
    fault(message.fault());
    out.println();
    out.flush();
  }

  /** A transfer has many packets, so each is one line. */
  @Override
  public void tftp(DecodedTftp packet) {
    String title = packet.title();
    StringBuilder line = new StringBuilder();
    line.append(
        heading(
            packet.frame(),
            packet.source(),
            packet.destination(),
            title == null ? "TFTP" : "TFTP " + title));
    for (Object value :
        new @Nullable Object[] {
          packet.file(), packet.mode(), packet.block(), packet.code(), packet.message()
        }) {
      if (value != null) {
        line.append(' ').append(Printable.text(value.toString()));
      }
    }
    if (packet.length() != null) {
      line.append("  ").append(packet.length()).append(" octets");
    }
    for (DecodedTftp.Option option : packet.options()) {
      line.append("  ").append(Printable.text(option.name()));
      line.append('=').append(Printable.text(option.value()));
    }
    out.println(line);
    fault(packet.fault());
    out.flush();
  }

  private String heading(long frame, String source, String destination, String title) {
    return styled("frame " + frame, Style.bold)
        + "  "
        + source
        + " → "
        + destination
        + "  "
        + styled(Printable.text(title), Style.bold, Style.fg_cyan);
  }

  private void fault(@Nullable DecodedFault fault) {
    if (fault != null) {
      out.println(
          styled(
              "  fault at octet %d: %s (%s)"
                  .formatted(fault.offset(), fault.description(), fault.kind()),
              Style.bold,
              Style.fg_red));
    }
  }

  private void name(String field, @Nullable String name) {
    if (name == null || !name.isEmpty()) {
      out.println("  " + field + " " + (name == null ? shown(null) : Printable.text(name)));
    }
  }

  private void option(DecodedOption option) {
    String value = option.text() != null ? option.text() : option.value();
    StringBuilder lines = new StringBuilder();
    lines.append("  %3d  %-36s  ".formatted(option.code(), option.name()));
    if (option.fault() != null) {
      String fault = option.fault().name().replace('_', ' ').toLowerCase(Locale.ROOT);
      lines.append(styled(fault, Style.fg_red)).append("  ");
    }
    int shown = 0;
    for (int from = 0, to; from < value.length(); from = to) {
      if (from > 0) {
        lines.append(System.lineSeparator()).append(" ".repeat(INDENT));
      }
      if (shown++ == MOST_LINES) {
        lines.append("… ").append(option.value().length() / 2).append(" octets in all");
        break;
      }
      to = lineEnd(value, from);
      lines.append(Printable.text(value.substring(from, to).stripTrailing()));
    }
    out.println(lines.toString().stripTrailing());
  }

  /** Between two words if there are words. */
  private static int lineEnd(String value, int from) {
    int end = from + LINE;
    if (end >= value.length()) {
      return value.length();
    }
    int space = value.lastIndexOf(' ', end - 1);
    return space > from ? space + 1 : end;
  }

  private static String flags(@Nullable Integer flags) {
    if (flags == null) {
      return shown(null);
    }
    return "0x%04x%s".formatted(flags, (flags & 0x8000) != 0 ? " (broadcast)" : "");
  }

  private static @Nullable String colons(@Nullable String hex) {
    return hex == null ? null : hex.replaceAll("..(?=.)", "$0:");
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "(cut)" : value.toString();
  }

  /** In colour on a terminal. The text is not read as markup: what a sender wrote stays that. */
  private String styled(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
  }
}
