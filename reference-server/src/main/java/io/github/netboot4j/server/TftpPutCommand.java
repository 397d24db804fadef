package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j tftp put}: writes a file to a TFTP server. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a file to a TFTP server.",
    footer = {
      "",
      "Example:",
      "  netboot4j tftp put tftp://192.0.2.1/upload/report.txt report.txt",
      "",
      "Exit codes: 0 done, 1 the transfer failed, 2 the command is wrong."
    })
final class TftpPutCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Parameters(
      index = "0",
      paramLabel = "URI",
      converter = TftpTransferOptions.UriConverter.class,
      description = "Where to: tftp://HOST[:PORT]/FILE[;mode=octet|netascii]")
  private TftpUri uri;

  @SuppressWarnings("NullAway.Init")
  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The file here; - is the standard input.")
  private Path file;

  @Mixin private final TftpTransferOptions options = new TftpTransferOptions();

  @Override
  public Integer call() throws StartupException {
    if (file.equals(STANDARD_INPUT)) {
      return options.run(
          spec,
          uri,
          "standard input",
          client -> client.build().put(uri.fileName(), System.in, TftpParameters.UNKNOWN_SIZE));
    }
    if (!Files.exists(file)) {
      throw new StartupException("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new StartupException(file + " is a directory");
    }
    if (!Files.isReadable(file)) {
      throw new StartupException(file + " may not be read by this user");
    }
    return options.run(
        spec, uri, file.toString(), client -> client.build().put(uri.fileName(), file));
  }
}
