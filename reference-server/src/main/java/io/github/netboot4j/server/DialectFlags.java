package io.github.netboot4j.server;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Dialect;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say how a configuration is to be read. */
final class DialectFlags {
  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      converter = ConfigurationFile.DialectConverter.class,
      description = "dhcpd, dnsmasq or windows. Default: told by the content of the file.")
  private @Nullable Dialect dialect;

  @Option(
      names = "--go-on",
      description = {
        "Leave out what is not understood, and say so, even where it could",
        "change what is booted."
      })
  private boolean goOn;

  /** Whether there are any. */
  boolean isGiven() {
    return dialect != null || goOn;
  }

  /** Reads it, to be served. */
  ServeConfiguration readToServe(Path file) throws StartupException {
    return ServeConfiguration.read(file, dialect, goOn);
  }

  /** Reads it, and says on {@code err} what its owner must know. */
  BootConfiguration read(Path file, PrintWriter err) throws ConfigurationException {
    return ConfigurationFile.read(file, dialect, goOn, err);
  }

  /** The same; a part of a configuration is read as if it declared a subnet, which is said. */
  BootConfiguration readPart(Path file, PrintWriter err) throws ConfigurationException {
    return ConfigurationFile.readPart(file, dialect, goOn, err);
  }

  /** The same, without a word on what is not understood. */
  BootConfiguration part(Path file, PrintWriter err) throws ConfigurationException {
    return ConfigurationFile.part(file, dialect, goOn, err);
  }
}
