package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Explanation.Considered;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.dialect.Dialect;
import java.util.Locale;
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
    Reason blamed = fetches.reply().rule();
    String inForce = blamed == null ? "the rule in force" : place(blamed);
    StringBuilder text = new StringBuilder(told.what).append(", ");
    Considered lost = lost(program, fetches, machine);
    if (lost == null) {
      text.append("and no rule for that goes before ").append(inForce);
    } else if (lost.why().endsWith("goes before it")) {
      text.append("but ").append(inForce).append(" goes before ").append(place(lost.rule()));
      text.append(", which would give it ").append(lost.value());
    } else {
      text.append("and ").append(place(lost.rule())).append(", which would give it ");
      text.append(lost.value()).append(", does not hold: ").append(lost.why());
      boolean canHoldForMore = dialect != Dialect.WINDOWS_DHCP;
      if (canHoldForMore && !told.userClass.isEmpty() && lost.why().contains("PXE\"")) {
        // It asks for another loader's user class.
        text.append("; have that hold for user class ").append(told.userClass).append(" too");
        return text.toString();
      }
    }
    return text.append("; ").append(told.change(dialect, blamed)).toString();
  }

  private static String place(Reason rule) {
    return rule.source() == null ? rule.rule() : rule.source() + ":" + rule.line();
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

    String change(@Nullable Dialect dialect, @Nullable Reason blamed) {
      if (dialect == null) {
        return "add a rule for it with a script before that";
      }
      boolean service = blamed != null && blamed.rule().startsWith("pxe-service");
      return switch (dialect) {
        case ISC_DHCPD -> dhcpd();
        case DNSMASQ -> service ? service() : dnsmasq();
        case WINDOWS_DHCP ->
            userClass.isEmpty()
                ? "no class can tell it apart: load a build that says iPXE"
                : "define a user class with the ID " + userClass + ", and a value 067 for it";
      };
    }

    private String dhcpd() {
      return userClass.isEmpty()
          ? "put if exists ipxe { filename \"http://...\"; } there, with option ipxe code 175 ="
              + " string; at the top"
          : "put if option user-class = \""
              + userClass
              + "\" { filename \"http://...\"; } there, and the other filename into its else";
    }

    private String dnsmasq() {
      return match() + "dhcp-boot=tag:" + tag() + ",http://...";
    }

    private String service() {
      return match()
          + "pxe-service=tag:"
          + tag()
          + ",...,http://... and put tag:!"
          + tag()
          + " into the other pxe-service lines";
    }

    private String match() {
      return userClass.isEmpty()
          ? "add dhcp-match=set:ipxe,175 and "
          : "add dhcp-userclass=set:" + tag() + "," + userClass + " and ";
    }

    private String tag() {
      return userClass.isEmpty() ? "ipxe" : userClass.toLowerCase(Locale.ROOT);
    }
  }
}
