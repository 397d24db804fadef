package io.github.netboot4j.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code netboot4j tftp}: a client for the command line. */
@Command(
    name = "tftp",
    mixinStandardHelpOptions = true,
    description = "Reads a file from a TFTP server, or writes one to it.",
    subcommands = {TftpGetCommand.class, TftpPutCommand.class})
final class TftpCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
