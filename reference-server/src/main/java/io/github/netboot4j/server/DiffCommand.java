package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.simulate.PolicyDifference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j diff}: which clients two configurations answer differently. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says which clients two configurations answer differently, and how: every class of client",
      "that the rules of both tell apart is asked. The two may be of different servers."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j diff dhcpd.conf dhcpd.conf.new",
      "  netboot4j diff dhcpd.conf dnsmasq.conf --json",
      "",
      "Exit codes: 0 no client is answered differently, 1 some are, or that could not be found",
      "out, 2 a configuration or a flag cannot be used."
    })
final class DiffCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "The configuration in use.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The configuration to be used.")
  private Path after = Path.of("");

  @Option(
      names = "--old-dialect",
      paramLabel = "DIALECT",
      converter = ConfigurationFile.DialectConverter.class,
      description = "dhcpd, dnsmasq or windows. Default: told by the content of the file.")
  private @Nullable Dialect beforeDialect;

  @Option(
      names = "--new-dialect",
      paramLabel = "DIALECT",
      converter = ConfigurationFile.DialectConverter.class,
      description = "The same for the new one.")
  private @Nullable Dialect afterDialect;

  @Option(names = "--go-on", description = "Leave out what is not understood, and say so.")
  private boolean goOn;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many classes of client are asked at most. Default: ${DEFAULT-VALUE}.")
  private int most;

  @Option(names = "--json", description = "One JSON object on one line; docs/proof.md has it.")
  private boolean json;

  @Override
  public Integer call() throws ConfigurationException, StartupException {
    if (most < 1) {
      throw new StartupException("--classes is 1 or more");
    }
    PrintWriter err = spec.commandLine().getErr();
    BootConfiguration old = ConfigurationFile.readPart(before, beforeDialect, goOn, err);
    BootConfiguration changed = ConfigurationFile.readPart(after, afterDialect, goOn, err);
    PolicyDifference difference = PolicyDifference.between(old, changed, most);
    PrintWriter out = spec.commandLine().getOut();
    DiffPrinter printer = new DiffPrinter(out, before, after);
    if (json) {
      printer.json(difference);
    } else {
      printer.text(difference);
    }
    out.flush();
    return difference.changes().isEmpty() && difference.isComplete() ? 0 : 1;
  }
}
