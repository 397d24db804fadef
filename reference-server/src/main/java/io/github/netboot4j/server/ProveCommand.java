package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.simulate.Chain;
import io.github.netboot4j.chainload.simulate.LoopProof;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netboot4j prove}: whether any machine at all can loop. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves that no machine can loop under a configuration, or shows one that does. Every class",
      "of machine that the rules tell apart is played through with every program, not only those",
      "that are named. docs/proof.md says what that assumes."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j prove dhcpd.conf",
      "  netboot4j prove dnsmasq.conf --root /srv/tftp --image loader.efi=grub",
      "",
      "Exit codes: 0 proven, 1 a loop or not proven, 2 the configuration or a flag cannot be used."
    })
final class ProveCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Mixin private ImageFlags images = new ImageFlags();

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "50000",
      description = "How many classes of machine are played at most. Default: ${DEFAULT-VALUE}.")
  private int most;

  @Override
  public Integer call() throws ConfigurationException, StartupException {
    if (most < 1) {
      throw new StartupException("--classes is 1 or more");
    }
    BootConfiguration read = configuration.readPart(spec.commandLine().getErr());
    LoopProof proof = LoopProof.of(read, images.images(), most);
    PrintWriter out = spec.commandLine().getOut();
    for (Chain chain : proof.loops()) {
      chain.toString().lines().forEach(line -> out.println(Printable.whole(line)));
      out.println();
    }
    proof.toString().lines().forEach(line -> out.println(Printable.whole(line)));
    out.flush();
    return proof.isProven() ? 0 : 1;
  }
}
