package io.github.netboot4j.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code serve} for where leases are kept. */
final class LeaseServeOptions {
  private static final Path MEMORY = Path.of("memory");

  @Option(
      names = "--leases",
      paramLabel = "FILE",
      description = {
        "Database of SQLite that leases are kept in; made if it is not there. The word",
        "memory keeps them in none: a restart forgets them. Default: leases.db in the",
        "service's state directory, /var/lib/netboot4j, or ~/.local/state/netboot4j."
      })
  private @Nullable Path file;

  private Path chosen() {
    return file != null ? file : LeaseFiles.byDefault(System.getenv());
  }

  /** Whether there are none to be kept: another server gives the addresses. */
  private static boolean none(DhcpSettings settings) {
    return settings.interfaces().stream().allMatch(on -> settings.at(on).proxy());
  }

  /** Reads what is stored, and stores from then on. */
  DurableLeases open(DhcpSettings settings) throws StartupException {
    Path path = chosen();
    LeaseStore store =
        none(settings) || path.equals(MEMORY) ? LeaseStore.inMemory() : SqliteLeaseStore.open(path);
    return DurableLeases.open(settings.emptyTable(), store, LeaseClock.SYSTEM);
  }

  /** Where they are, in words. */
  String described(DhcpSettings settings) {
    if (none(settings)) {
      return "none; another server gives the addresses";
    }
    return chosen().equals(MEMORY) ? "in memory; a restart forgets them" : chosen().toString();
  }
}
