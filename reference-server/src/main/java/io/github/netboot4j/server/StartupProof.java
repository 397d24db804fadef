package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.LoopProof;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether a machine can loop under what is served, as {@code prove} does. That takes a while,
 * so machines are served meanwhile: it runs on a thread of its own, and not for ever.
 */
final class StartupProof {
  /** How many classes of machine are played through at most. */
  private static final int MOST_CLASSES = 20_000;

  private static final long LONGEST_SECONDS = 30;

  /** How many machines are tried by chance on rules that cannot be looked into. */
  private static final int MACHINES = 10;

  private static final int MOST_TOLD = 3;
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  private StartupProof() {}

  /** Examines a configuration; {@code tftpRoot} has the files that it names, null for none. */
  static void begin(BootConfiguration configuration, @Nullable Path tftpRoot) {
    begin(() -> of(configuration, images(tftpRoot)));
  }

  /** Examines a configuration now, and not for ever. */
  static LoopProof of(BootConfiguration configuration, BootImages images) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    return LoopProof.of(configuration, images, MOST_CLASSES, () -> System.nanoTime() - end < 0);
  }

  /** Tries the policy of the command line's flags. */
  static void begin(ServerSettings settings) {
    begin(
        () ->
            LoopProof.sampled(settings.policy(), images(settings.tftpRoot()), MACHINES, MACHINES));
  }

  private static BootImages images(@Nullable Path tftpRoot) {
    return tftpRoot == null ? BootImages.byName() : BootImages.byName().under(tftpRoot);
  }

  private static void begin(Supplier<LoopProof> examination) {
    Thread thread =
        new Thread(
            () -> {
              try {
                tell(examination.get());
              } catch (RuntimeException e) {
                LOG.warn("proof: the rules could not be examined: {}", e.toString());
              }
            },
            "proof");
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes the result: a line, and one for each of a few loops. */
  static void tell(LoopProof proof) {
    String first = Printable.whole(proof.toString().lines().findFirst().orElse(""));
    if (proof.loops().isEmpty()) {
      LOG.info("proof: {}", first);
      return;
    }
    LOG.warn("proof: {}; check and prove tell more", first);
    for (Chain chain : proof.loops().subList(0, Math.min(MOST_TOLD, proof.loops().size()))) {
      LOG.warn(
          "proof: {} loops: {} [{}]",
          chain.client().name(),
          Printable.whole(chain.verdict().why()),
          Printable.whole(String.valueOf(chain.verdict().rule())));
    }
  }
}
