package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A policy that another jar brings, as the command line names it. */
final class NamedPolicy {
  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "A policy that a jar brings, in place of --bios, --uefi-x64 and --script.")
  private @Nullable String name;

  @Option(
      names = "--policy-jar",
      paramLabel = "JAR[,JAR]",
      split = ",",
      description = "The jar of --policy, and those it needs, with commas between.")
  private List<Path> jars = List.of();

  boolean isGiven() {
    return name != null || !jars.isEmpty();
  }

  /** Loads it. The jars stay open for as long as this program runs. */
  BootPolicy load() throws StartupException {
    if (name == null) {
      throw new StartupException("--policy-jar needs --policy NAME beside it");
    }
    List<URL> from = new ArrayList<>();
    for (Path jar : jars) {
      from.add(checked(jar));
    }
    ClassLoader loader =
        new URLClassLoader(from.toArray(URL[]::new), NamedPolicy.class.getClassLoader());
    try {
      return BootPolicy.named(name, loader);
    } catch (IllegalArgumentException e) {
      throw new StartupException("--policy " + name + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      throw new StartupException("--policy " + name + " cannot be loaded: " + e);
    }
  }

  private static URL checked(Path jar) throws StartupException {
    try {
      if (!Files.isDirectory(jar)) {
        new ZipFile(jar.toFile()).close();
      }
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new StartupException("--policy-jar " + jar + " cannot be read: " + e.getMessage());
    }
  }
}
