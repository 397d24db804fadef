package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dozen lines at the start that say what is served, where, and from which files. */
final class StartupReport {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  /** Rules that are shown. */
  private static final int MOST_RULES = 5;

  /** What a rule of a configuration begins with that names a boot file. */
  private static final String OF_A_FILE = "file = ";

  private StartupReport() {}

  /**
   * Writes it.
   *
   * @param leases where they are kept, in words
   * @param known how many addresses are known from before
   */
  static void tell(ServerSettings settings, String leases, int known) {
    DhcpSettings dhcp = settings.dhcp();
    LOG.info(
        "{} on Java {}, process {}",
        new Main.Version().getVersion()[0],
        Runtime.version(),
        ProcessHandle.current().pid());
    for (LocalInterface on : dhcp.interfaces()) {
      LOG.info(
          "interface {}, {} on {}{}",
          on.name(),
          Ipv4.format(on.address()),
          on.subnet(),
          dhcp.at(on).proxy() ? ": ProxyDHCP, beside another server" : "");
    }
    LOG.info("DHCP on port {}: {}", dhcp.port(), dhcp.described());
    LOG.info("addresses: {}", pools(dhcp.plan()));
    tellFiles(settings);
    tellRules(settings.policy().toString().lines().toList());
    LOG.info("loops: {}", settings.loops().described());
    LOG.info(
        "leases: {}{}", leases, known == 0 ? "" : number(known) + " addresses known from before");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, ", %,d", number);
  }

  private static String pools(AddressPlan plan) {
    List<AddressPlan.Range> ranges = List.copyOf(new HashSet<>(plan.ranges()));
    if (ranges.isEmpty()) {
      return "none in ranges";
    }
    long count =
        ranges.stream()
            .mapToLong(
                range ->
                    Integer.toUnsignedLong(range.last())
                        - Integer.toUnsignedLong(range.first())
                        + 1)
            .sum();
    return String.format(
        Locale.ROOT, "%,d in %d %s", count, ranges.size(), ranges.size() == 1 ? "range" : "ranges");
  }

  private static void tellFiles(ServerSettings settings) {
    if (settings.tftpRoot() == null) {
      LOG.info("no TFTP");
    } else {
      LOG.info(
          "TFTP on port {}{}: files below {}",
          settings.tftpPort(),
          settings.tftpOptions().ports().described(),
          settings.tftpRoot());
      TftpOptions options = settings.tftpOptions();
      if (options.uploads() != null) {
        LOG.info(
            "TFTP uploads into {}, up to {} bytes each; files that are there {}",
            options.uploads(),
            String.format(Locale.ROOT, "%,d", TftpLimits.DEFAULTS.maximumUploadSize()),
            options.overwrites() ? "may be replaced" : "stay");
      }
    }
    if (settings.httpRoot() == null) {
      LOG.info("no HTTP");
    } else {
      LOG.info("HTTP on port {}: files below {}", settings.httpPort(), settings.httpRoot());
    }
  }

  private static void tellRules(List<String> rules) {
    // Of another server's configuration there are many more, about whatever else is told.
    List<String> files = rules.stream().filter(rule -> rule.startsWith(OF_A_FILE)).toList();
    List<String> shown = files.isEmpty() ? rules : files;
    shown.stream()
        .limit(MOST_RULES)
        .forEach(rule -> LOG.info("rule: {}", rule.replaceAll("\\p{Cntrl}", "?")));
    int more = rules.size() - Math.min(MOST_RULES, shown.size());
    if (more > 0) {
      LOG.info("and {} {} more", more, more == 1 ? "rule" : "rules");
    }
  }
}
