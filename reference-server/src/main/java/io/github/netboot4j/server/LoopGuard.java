package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Notices loops and breaks them: what one server puts between its parts for that. */
final class LoopGuard implements MadeFiles {
  private static final String DIRECTORY = "netboot4j-loop/";
  private static final Pattern NAME = Pattern.compile("/?" + DIRECTORY + "(\\d{1,18})\\.ipxe");

  private final LoopSettings settings;
  private final ChainWatch watch;
  private final KnownMachines machines = new KnownMachines();
  private final LongSupplier clock;

  LoopGuard(LoopSettings settings) {
    this(settings, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * A guard.
   *
   * @param clock milliseconds of a steady clock
   */
  LoopGuard(LoopSettings settings, LongSupplier clock) {
    this.settings = settings;
    this.watch = new ChainWatch(settings.count(), settings.window());
    this.clock = clock;
  }

  /** A listener that sees what machines do, and tells another one everything. */
  ServerListener before(ServerListener told) {
    return new WatchedServer(told, watch, machines, clock);
  }

  /** The machines that {@link #before} saw. */
  KnownMachines machines() {
    return machines;
  }

  /**
   * A policy that breaks loops.
   *
   * @param policy decides for all who do not loop
   * @param ownAddress the server's IPv4 address, where it asks
   * @param filesAt what to put before the path of a file of this server's: a URI that ends in a
   *     slash, nothing for TFTP, or null if it serves no files
   */
  BootPolicy around(BootPolicy policy, int ownAddress, Supplier<@Nullable String> filesAt) {
    return switch (settings.breaker()) {
      case SCRIPT ->
          new LoopBreaker(
              policy, watch, ownAddress, loop -> script(filesAt.get(), loop.number()), clock);
      case NO_FILE -> new LoopBreaker(policy, watch, ownAddress, loop -> null, clock);
      case OFF -> policy;
    };
  }

  /** How many machines' chains are followed. */
  int followedMachines() {
    return watch.size();
  }

  private static @Nullable String script(@Nullable String filesAt, long number) {
    return filesAt == null ? null : filesAt + DIRECTORY + number + ".ipxe";
  }

  @Override
  public byte @Nullable [] content(String path) {
    Matcher name = NAME.matcher(path);
    ChainLoop loop = name.matches() ? watch.numbered(Long.parseLong(name.group(1))) : null;
    return loop == null ? null : LoopScript.of(loop).getBytes(StandardCharsets.US_ASCII);
  }
}
