package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation.Considered;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** The smallest change that ends a loop, in the words of the configuration. */
final class Remedies {
  private final PolicyNetwork.@Nullable Setting setting;
  private final @Nullable Dialect dialect;

  Remedies(PolicyNetwork.@Nullable Setting setting, @Nullable Dialect dialect) {
    this.setting = setting;
    this.dialect = dialect;
  }

  /** What would end the loop of a program that fetches this again and again. */
  String against(BootClient program, Choice.Fetches fetches, Machine machine) {
    Told told = Told.by(program);
    StringBuilder text = new StringBuilder(told.what).append("; ");
    Considered lost = lost(program, fetches, machine);
    if (lost != null) {
      text.append(lost.rule())
          .append(" would give it ")
          .append(lost.value())
          .append(", but ")
          .append(lost.why());
    } else {
      Reason blamed =
          fetches.reply().decision() == null ? null : fetches.reply().decision().reason();
      text.append("no rule for that goes before ")
          .append(blamed == null ? "the one in force" : blamed.toString());
    }
    return text.append(": ").append(told.change(dialect)).toString();
  }

  /** A rule that would have given it another file. */
  private @Nullable Considered lost(BootClient program, Choice.Fetches fetches, Machine machine) {
    if (setting == null) {
      return null;
    }
    PolicyNetwork network = new PolicyNetwork(setting, machine);
    BootRequest request = network.arrived(program.discover(machine), BootRequest.SERVER_PORT);
    for (Considered rule : setting.policy().explain(request).considered()) {
      boolean names = rule.about().equals("file") || rule.about().equals("option 67");
      if (names
          && !rule.won()
          && !rule.value().contains(fetches.file())
          && rule.value().contains("://")) {
        return rule;
      }
    }
    return null;
  }

  /**
   * By what a program can be told.
   *
   * @param what in words
   * @param userClass its user class; empty if it has none
   */
  private record Told(String what, String userClass) {
    static Told by(BootClient program) {
      return switch (program.name()) {
        case "gpxe" -> new Told("it says user class gPXE", "gPXE");
        case "gpxe-early", "flexboot-bios", "flexboot-uefi-x64" ->
            new Told("it says no user class, but sends option 175", "");
        default ->
            program.runner() == Chooser.Runner.ETHERBOOT
                ? new Told("it says user class iPXE", "iPXE")
                : new Told("it says nothing else than before", "");
      };
    }

    String change(@Nullable Dialect dialect) {
      if (dialect == null) {
        return "add a rule for it with a script";
      }
      return switch (dialect) {
        case ISC_DHCPD ->
            userClass.isEmpty()
                ? "put `if exists ipxe { filename \"http://…\"; }` there, with `option ipxe code 175"
                    + " = string;` at the top"
                : "put `if option user-class = \""
                    + userClass
                    + "\" { filename \"http://…\"; }` in"
                    + " that scope, and the other file into its else";
        case DNSMASQ ->
            userClass.isEmpty()
                ? "add dhcp-match=set:ipxe,175 and dhcp-boot=tag:ipxe,http://…"
                : "add dhcp-userclass=set:"
                    + userClass.toLowerCase(java.util.Locale.ROOT)
                    + ","
                    + userClass
                    + " and dhcp-boot=tag:"
                    + userClass.toLowerCase(java.util.Locale.ROOT)
                    + ",http://…";
        case WINDOWS_DHCP ->
            userClass.isEmpty()
                ? "no class can tell it apart; load a build that says iPXE"
                : "define a user class with the ID " + userClass + ", and a value 067 for it";
      };
    }
  }
}
