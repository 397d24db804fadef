package io.github.netboot4j.server;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** The demo's lines: what happened on the left, why on the right. */
record DemoPrinter(PrintWriter out) {
  void asks(String who, String said, String got, String rule) {
    line("DHCP", who + " asks" + said, "gets " + got + "  [rule: " + rule + "]");
  }

  void step(String protocol, String did, String result) {
    line(protocol, did, result);
  }

  void booted(String what) {
    out.println(Ansi.AUTO.string("  @|green booted|@  " + what));
  }

  void failed(String why) {
    out.println(Ansi.AUTO.string("  @|red failed|@  " + why));
  }

  private void line(String protocol, String did, String result) {
    out.printf("  %-6s  %-34s → %s%n", protocol, did, result);
  }
}
