package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code serve} for what TFTP does on demand only, and their checks. */
final class TftpServeOptions {
  @Option(
      names = "--tftp-follow-links",
      description = {
        "Follow symbolic links that stay below --tftp-root.",
        "Default: links are not served."
      })
  private boolean followsLinks;

  @Option(
      names = "--tftp-upload",
      paramLabel = "DIR",
      description = {
        "Directory that TFTP clients may write into. TFTP knows no passwords:",
        "whoever reaches this port may. Default: no uploads."
      })
  private @Nullable Path uploads;

  @Option(
      names = "--tftp-upload-overwrite",
      description = "Let uploads replace files. Default: a file that is there stays.")
  private boolean overwrites;

  @Option(
      names = "--tftp-ports",
      paramLabel = "FIRST-LAST",
      converter = FlagConverters.PortsConverter.class,
      description = "Ports that transfers use, for firewalls. Default: any that is free.")
  private @Nullable TftpPorts ports;

  @Option(
      names = "--tftp-single-port",
      description = {
        "Use the port of requests for all transfers: behind NAT and in containers, where",
        "answers from another port get lost. Default: each transfer has a port of its own."
      })
  private boolean singlePort;

  /**
   * The flags, checked.
   *
   * @param root the directory that TFTP serves, absolute
   * @param web the directory that HTTP serves, absolute, if there is one
   */
  TftpOptions checked(Path root, @Nullable Path web) throws StartupException {
    if (singlePort && (ports != null || uploads != null)) {
      throw new StartupException(
          "--tftp-single-port leaves no port for "
              + (ports != null ? "--tftp-ports" : "--tftp-upload")
              + "; leave one of the two out");
    }
    if (uploads == null) {
      if (overwrites) {
        throw new StartupException("--tftp-upload-overwrite says nothing without --tftp-upload");
      }
      return new TftpOptions(followsLinks, null, false, ports());
    }
    String where = "--tftp-upload " + uploads;
    if (!Files.isDirectory(uploads)) {
      throw new StartupException(
          where + (Files.exists(uploads) ? " is no directory" : " is missing"));
    }
    if (!Files.isWritable(uploads) || !Files.isExecutable(uploads)) {
      throw new StartupException(where + " may not be written by this user");
    }
    Path directory = real(where, uploads);
    if (overwrites
        && (real(where, root).startsWith(directory)
            || (web != null && real(where, web).startsWith(directory)))) {
      throw new StartupException(
          where
              + " holds what machines boot, which --tftp-upload-overwrite would let anyone replace;"
              + " choose a directory of its own");
    }
    return new TftpOptions(followsLinks, directory, overwrites, ports());
  }

  private TftpPorts ports() {
    if (singlePort) {
      return TftpPorts.SHARED;
    }
    return ports == null ? TftpPorts.ANY : ports;
  }

  private static Path real(String where, Path directory) throws StartupException {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw new StartupException(where + " cannot be used: " + e.getMessage());
    }
  }

  /** That TFTP will serve a file that machines are told to fetch. */
  void checkServed(String where, String name, Path root) throws StartupException {
    try {
      new FileRoot(root, followsLinks).open(name).close();
    } catch (AccessDeniedException e) {
      boolean link = "symbolic link".equals(e.getReason());
      throw new StartupException(
          where
              + ": TFTP does not serve it: "
              + (e.getReason() == null ? "not readable" : e.getReason())
              + (link ? "; put the file there, or give --tftp-follow-links" : ""));
    } catch (IOException e) {
      throw new StartupException(where + ": TFTP cannot serve it: " + e.getMessage());
    }
  }
}
