package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Conversion;
import io.github.netboot4j.chainload.dialect.Dialect;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netboot4j convert}: the boot part of a configuration in another dialect. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the boot part of a configuration in another dialect: boot file, next server, server",
      "name, the options 43, 60, 66, 67, 175, 209 and 210, and for whom there is no answer.",
      "What that dialect cannot say stands in the output as comments, and on standard error."
    },
    footer = {
      "",
      "Example:",
      "  netboot4j convert /etc/dnsmasq.conf --to dhcpd -o dhcpd.conf",
      "",
      "Exit codes: 0 converted, 1 converted with losses or not written, 2 the file or a flag",
      "cannot be used."
    })
final class ConvertCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIALECT",
      converter = ConfigurationFile.DialectConverter.class,
      description = "dhcpd, dnsmasq, or windows: a PowerShell script.")
  private Dialect to = Dialect.ISC_DHCPD;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write. Default: standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() throws ConfigurationException {
    PrintWriter err = spec.commandLine().getErr();
    BootConfiguration read = configuration.read(err);
    Conversion conversion = Conversion.of(read, configuration.path().toString(), to);
    conversion.lost().forEach(line -> err.println("lost: " + Printable.whole(line)));
    err.flush();
    if (output == null) {
      spec.commandLine().getOut().print(conversion.text());
      spec.commandLine().getOut().flush();
    } else {
      try {
        Files.writeString(output, conversion.text(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        err.println("netboot4j: " + output + " cannot be written: " + e.getMessage());
        return 1;
      }
    }
    return conversion.lost().isEmpty() ? 0 : 1;
  }
}
