package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpUri;
import io.github.netboot4j.tftp.client.TftpClientBuilder;
import io.github.netboot4j.tftp.client.TftpException;
import io.github.netboot4j.tftp.client.TftpResult;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netboot4j tftp get}: reads a file from a TFTP server. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads a file from a TFTP server.",
      "It appears under its name when it is whole; a transfer that fails or is stopped leaves nothing."
    },
    footer = {
      "",
      "Examples:",
      "  netboot4j tftp get tftp://192.0.2.1/pxe/snponly.efi",
      "  netboot4j tftp get tftp://192.0.2.1/boot.ipxe -o - | less",
      "",
      "Exit codes: 0 done, 1 the transfer failed, 2 the command is wrong."
    })
final class TftpGetCommand implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final int BUFFER = 1 << 16;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Parameters(
      paramLabel = "URI",
      converter = TftpTransferOptions.UriConverter.class,
      description = "What to read: tftp://HOST[:PORT]/FILE[;mode=octet|netascii]")
  private TftpUri uri;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "Where it goes; - is the standard output.",
        "Default: the last part of its name, in this directory."
      })
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace a file that is there already.")
  private boolean force;

  @Mixin private final TftpTransferOptions options = new TftpTransferOptions();

  @Override
  public Integer call() throws StartupException {
    if (STANDARD_OUTPUT.equals(output)) {
      OutputStream out = new FileOutputStream(FileDescriptor.out); // tells when its reader is gone
      return options.run(spec, uri, null, client -> get(client, out));
    }
    Path target = target();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return options.run(spec, uri, target.toString(), client -> getInto(client, target));
    }
    if (Files.exists(target) && !force) {
      throw new StartupException(target + " exists; --force replaces it, -o names another file");
    }
    return options.run(
        spec,
        uri,
        target.toString(),
        client -> client.replaceExisting(force).build().get(uri.fileName(), target));
  }

  /** A device or a pipe is written to; nothing is put in its place. */
  private TftpResult getInto(TftpClientBuilder client, Path target)
      throws TftpException, InterruptedException, StartupException {
    try (OutputStream stream = Files.newOutputStream(target)) {
      return get(client, stream);
    } catch (TftpException e) {
      throw e;
    } catch (IOException e) {
      throw new StartupException(target + " cannot be written: " + e.getMessage());
    }
  }

  private TftpResult get(TftpClientBuilder client, OutputStream stream)
      throws TftpException, InterruptedException {
    return client.build().get(uri.fileName(), new BufferedOutputStream(stream, BUFFER));
  }

  private Path target() throws StartupException {
    if (output == null) {
      return lastPart();
    }
    return Files.isDirectory(output) ? output.resolve(lastPart()) : output;
  }

  /** What the file is called behind all slashes, the server's kind and Windows' kind. */
  private Path lastPart() throws StartupException {
    String name = uri.fileName();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    boolean usable =
        !last.isEmpty()
            && !last.equals(".")
            && !last.equals("..")
            && last.chars().noneMatch(Character::isISOControl);
    if (usable) {
      try {
        return Path.of(last);
      } catch (InvalidPathException e) {
        // Said below.
      }
    }
    throw new StartupException(
        "'" + Printable.text(name) + "' does not end in a name for the output; give one with -o");
  }
}
