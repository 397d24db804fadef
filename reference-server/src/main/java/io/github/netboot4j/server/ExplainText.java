package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.OptionValue;
import io.github.netboot4j.dhcp.RegisteredOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints an explanation for a person. */
final class ExplainText {
  private final PrintWriter out;
  private final Ansi ansi;

  ExplainText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void print(Explained explained) {
    client(explained);
    decision(explained.explanation().decision());
    List<Explanation.Considered> won = new ArrayList<>();
    List<Explanation.Considered> lost = new ArrayList<>();
    for (Explanation.Considered rule : explained.explanation().considered()) {
      (rule.won() ? won : lost).add(rule);
    }
    rules("Rules that hold", won, Style.fg_green);
    rules("Rules that do not, or come too late", lost, Style.faint);
  }

  private void client(Explained explained) {
    BootRequest request = explained.request();
    out.println(
        styled(Printable.whole(explained.file().toString()), Style.bold)
            + " ("
            + explained.dialect().label()
            + ") asked by "
            + styled(Printable.text(explained.client()), Style.bold)
            + ", "
            + Printable.mac(request.macAddress()));
    out.println(
        "  architecture %s, vendor class %s, user class %s: %s"
            .formatted(
                request.architectureCode() < 0 ? "unknown" : request.architectureCode(),
                shown(request.vendorClass()),
                Printable.text(userClass(request)),
                request.stage().label()));
    int relay = request.message().relayAddress();
    out.println(
        "  came in %s%s, %s"
            .formatted(
                request.arrivalAddress() == Ipv4.ANY
                    ? "at an unknown address"
                    : "at " + Ipv4.format(request.arrivalAddress()),
                relay == Ipv4.ANY ? "" : " through the relay " + Ipv4.format(relay),
                request.givenAddress() == Ipv4.ANY
                    ? "no address for it here"
                    : "given " + Ipv4.format(request.givenAddress())));
  }

  private static String userClass(BootRequest request) {
    return request.userClass().isPresent() ? request.userClass().toString() : "none";
  }

  private static String shown(OptionValue value) {
    return value.length() == 0 ? "none" : Printable.text(value.toText());
  }

  private void decision(BootDecision decision) {
    String what =
        decision.isSilent()
            ? styled("gets no answer", Style.bold, Style.fg_red)
            : decision.boots()
                ? styled("boots " + Printable.text(decision.bootFile()), Style.bold, Style.fg_green)
                : styled("boots nothing", Style.bold, Style.fg_yellow);
    out.println();
    out.println(what);
    out.println("  " + Printable.whole(decision.reason().toString()));
    ReplyFields fields = decision.fields();
    if (fields != null) {
      reply(fields);
    }
  }

  private void reply(ReplyFields fields) {
    line("next server", Ipv4.format(fields.nextServer()));
    if (fields.serverName().length > 0) {
      line("server name", Printable.octets(fields.serverName()));
    }
    if (fields.file().length > 0) {
      line("file", Printable.octets(fields.file()));
    }
    for (int code : fields.optionCodes()) {
      byte[] value = fields.option(code);
      if (value != null) {
        line("option " + code, Printable.octets(value) + "  " + RegisteredOption.nameOf(code));
      }
    }
  }

  private void line(String field, String value) {
    out.println("    %-12s %s".formatted(field, value));
  }

  private void rules(String title, List<Explanation.Considered> rules, IStyle style) {
    if (rules.isEmpty()) {
      return;
    }
    out.println();
    out.println(styled(title, Style.bold));
    for (Explanation.Considered rule : rules) {
      out.println(
          "  " + styled("%-12s %s".formatted(rule.about(), Printable.text(rule.value())), style));
      out.println("      " + Printable.whole(rule.rule().toString()));
      out.println("      " + Printable.whole(rule.why()));
    }
  }

  /** In colour on a terminal. The text is not read as markup: what a sender wrote stays that. */
  private String styled(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
  }
}
