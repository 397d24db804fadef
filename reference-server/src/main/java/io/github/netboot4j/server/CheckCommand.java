package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Finding;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Check;
import io.github.netboot4j.chainload.simulate.LoopProof;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j check}: what in configurations keeps machines from booting. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays boot clients through configurations, and says which of them loop or are stuck and",
      "what is likely to be a slip: one line for each finding, with file and line, as compilers",
      "write them. docs/findings.md explains each. Without --clients it ends with what prove says:",
      "whether any machine at all can loop."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j check /etc/dhcp/dhcpd.conf",
      "  netboot4j check dnsmasq.conf --root /srv/tftp --clients bios,uefi-x64 --strict",
      "  netboot4j check dhcpd.conf --image undionly.kpxe=gpxe",
      "",
      "Exit codes: 0 no error, 1 an error: a client loops or is stuck, or a file is missing; 2 a",
      "file or a flag cannot be used."
    })
final class CheckCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Configurations: dhcpd.conf of ISC dhcpd, dnsmasq.conf, or what",
        "Export-DhcpServer of Windows writes."
      })
  private List<Path> files = new ArrayList<>();

  @Mixin private DialectFlags reading = new DialectFlags();

  @Mixin private ClientFlags clients = new ClientFlags();

  @Mixin private ImageFlags images = new ImageFlags();

  @Option(names = "--strict", description = "Warnings are errors.")
  private boolean strict;

  @Option(
      names = "--json",
      description = "One JSON object a line for each file; docs/findings.md has it.")
  private boolean json;

  @Override
  public Integer call() throws StartupException {
    List<BootClient> played = clients.clients();
    BootImages known = images.images();
    PrintWriter out = spec.commandLine().getOut();
    CheckPrinter printer = json ? new CheckJson(out, strict) : new CheckText(out, strict);
    int exitCode = 0;
    for (Path file : files) {
      CheckResult result = check(file, played, known);
      printer.print(result);
      out.flush();
      exitCode = Math.max(exitCode, result.exitCode(strict));
    }
    return exitCode;
  }

  private CheckResult check(Path file, List<BootClient> played, BootImages known) {
    String name = file.toString();
    try {
      PrintWriter err = spec.commandLine().getErr();
      BootConfiguration read = reading.part(file, err);
      Check check = Check.of(read, name, known, played);
      LoopProof proof = clients.areNamed() ? null : StartupProof.of(read, known);
      return CheckResult.of(name, read.dialect(), played, check, proof);
    } catch (ConfigurationException e) {
      return CheckResult.unreadable(name, Finding.of(e));
    }
  }
}
