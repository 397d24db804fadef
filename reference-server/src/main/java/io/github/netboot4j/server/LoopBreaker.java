package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ReplyFields;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a machine that loops with something that ends it: iPXE and gPXE with a script, other
 * programs with no boot file. All others are answered as the policy decides.
 */
final class LoopBreaker implements BootPolicy {
  /** Options that say what to boot, or from where. */
  private static final Set<Integer> BOOT_OPTIONS =
      Set.of(
          OptionCode.VENDOR_SPECIFIC_INFORMATION,
          OptionCode.VENDOR_CLASS_IDENTIFIER,
          OptionCode.TFTP_SERVER_NAME,
          OptionCode.BOOT_FILE_NAME);

  /** Where the script for a loop is. */
  @FunctionalInterface
  interface Scripts {
    /** A file's name or a URI; null if there is none. */
    @Nullable String of(ChainLoop loop);
  }

  private final BootPolicy policy;
  private final ChainWatch watch;
  private final int ownAddress;
  private final Scripts scripts;
  private final LongSupplier clock;

  LoopBreaker(
      BootPolicy policy, ChainWatch watch, int ownAddress, Scripts scripts, LongSupplier clock) {
    this.policy = policy;
    this.watch = watch;
    this.ownAddress = ownAddress;
    this.scripts = scripts;
    this.clock = clock;
  }

  @Override
  public BootDecision decide(BootRequest request) {
    BootDecision decision = policy.decide(request);
    if (!watch.knowsLoops() || !decision.boots()) {
      return decision;
    }
    ClientKey key = ClientKey.of(request.message(), new OptionValue());
    ChainLoop loop =
        key == null
            ? null
            : watch.loopOf(
                key, ChainLoop.Asker.of(request), decision.bootFile(), clock.getAsLong());
    return loop == null ? decision : instead(decision, loop);
  }

  private BootDecision instead(BootDecision decision, ChainLoop loop) {
    String script = loop.asker().runsScripts() ? scripts.of(loop) : null;
    ReplyFields fields = decision.fields();
    BootDecision instead;
    if (fields != null) {
      instead = BootDecision.of(replaced(fields, script));
    } else {
      instead = script == null ? BootDecision.noBoot() : BootDecision.boot(script);
    }
    return instead.because(loop.brokenBy());
  }

  /** The same fields, for all that a reply says besides booting, and a script to boot. */
  private ReplyFields replaced(ReplyFields fields, @Nullable String script) {
    ReplyFields.Builder reply = new ReplyFields.Builder();
    for (int code : fields.optionCodes()) {
      byte[] value = fields.option(code);
      if (value != null && !BOOT_OPTIONS.contains(code)) {
        reply.option(code, value);
      }
    }
    for (int code : fields.echoedCodes()) {
      reply.echo(code);
    }
    if (script != null) {
      reply.nextServer(ownAddress).file(script.getBytes(StandardCharsets.US_ASCII));
    }
    return reply.build();
  }

  /** The policy's own rules. */
  @Override
  public String toString() {
    return policy.toString();
  }
}
