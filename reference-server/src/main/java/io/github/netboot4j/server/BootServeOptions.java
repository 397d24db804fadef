package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code serve} for what machines are to run, and their checks. */
final class BootServeOptions {
  @Option(
      names = "--bios",
      paramLabel = "FILE",
      description = "Loader for BIOS machines, below --tftp-root; such as undionly.kpxe.")
  private @Nullable String bios;

  @Option(
      names = "--uefi-x64",
      paramLabel = "FILE",
      description = {
        "Loader for UEFI x64 machines, below --tftp-root; such as snponly.efi.",
        "If --http-root has it too, UEFI HTTP Boot gets it from there."
      })
  private @Nullable String uefiX64;

  @Option(
      names = "--script",
      paramLabel = "URL",
      description = "What iPXE and gPXE get: a URL, or a file below --tftp-root.")
  private @Nullable String script;

  @Mixin private final NamedPolicy named = new NamedPolicy();

  /** Where the files are looked for. */
  record Roots(Path tftp, @Nullable Path http, int httpPort, TftpServeOptions tftpFlags) {}

  /** Refuses what a configuration says. */
  void refuseBesideConfiguration() throws StartupException {
    String why = "--config says it already";
    DhcpServeOptions.refuse(why, "--bios", bios != null);
    DhcpServeOptions.refuse(why, "--uefi-x64", uefiX64 != null);
    DhcpServeOptions.refuse(why, "--script", script != null);
    DhcpServeOptions.refuse(why, "--policy", named.isGiven());
  }

  /** Whether there is something to run at all. */
  void require() throws StartupException {
    if (script == null && !named.isGiven()) {
      throw ServeCommand.missing("--script");
    }
  }

  /** Whether the policy is somebody's own, from a jar. */
  boolean isOfAnother() {
    return named.isGiven();
  }

  /** The policy of the flags. */
  BootPolicy policy(List<LocalInterface> on, Roots roots) throws StartupException {
    String scriptName = script;
    if (named.isGiven() || scriptName == null) {
      String why = "--policy says it already";
      DhcpServeOptions.refuse(why, "--script", script != null);
      if (bios != null || uefiX64 != null) {
        throw new StartupException(why + ": leave --bios and --uefi-x64 out");
      }
      return named.load();
    }
    checkLoader("--bios", bios, roots);
    checkLoader("--uefi-x64", uefiX64, roots);
    checkScript(scriptName, on, roots);
    try {
      return FlagPolicy.onInterfaces(scriptName, bios, uefiX64, httpUris(on, roots));
    } catch (IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()));
    }
  }

  private static void checkLoader(String flag, @Nullable String file, Roots roots)
      throws StartupException {
    if (file != null) {
      checkFile(flag + " " + file, file, "--tftp-root", roots.tftp());
      roots.tftpFlags().checkServed(flag + " " + file, file, roots.tftp());
    }
  }

  private static void checkScript(String script, List<LocalInterface> on, Roots roots)
      throws StartupException {
    String where = "--script " + script;
    // ${…} is for iPXE to fill in: there is nothing to check before that.
    if (script.contains("${")) {
      return;
    }
    URI uri;
    try {
      uri = new URI(script);
    } catch (URISyntaxException e) {
      throw new StartupException(where + ": " + e.getReason());
    }
    if (uri.getScheme() == null) {
      String file = orTemplate(script, roots.tftp());
      checkFile(where, file, "--tftp-root", roots.tftp());
      roots.tftpFlags().checkServed(where, file, roots.tftp());
      return;
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    boolean ours =
        "http".equals(uri.getScheme())
            && on.stream().anyMatch(one -> Ipv4.format(one.address()).equals(uri.getHost()))
            && port == roots.httpPort();
    Path http = roots.http();
    if (ours && http == null) {
      throw new StartupException(where + " points to this server, but there is no --http-root");
    }
    if (ours && http != null) {
      checkFile(where, orTemplate(uri.getPath(), http), "--http-root", http);
    }
  }

  /** The file of a name, or the template that is to be filled in where there is none. */
  private static String orTemplate(String name, Path root) {
    String template = ScriptTemplates.templateOf(name);
    return template == null || new File(root.toFile(), name).exists() ? name : template;
  }

  private static void checkFile(String where, String name, String rootFlag, Path root)
      throws StartupException {
    try {
      Path file = root.resolve(name.replaceFirst("^/+", "")).normalize();
      if (!file.startsWith(root)) {
        throw new StartupException(where + ": the file is not below " + rootFlag);
      }
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new StartupException(
            where + ": there is no such file to be read in " + rootFlag + " " + root);
      }
    } catch (InvalidPathException e) {
      throw new StartupException(where + ": " + e.getReason());
    }
  }

  /** Where UEFI HTTP Boot gets its loader, by the interface that it asks on; empty if nowhere. */
  private Map<LocalInterface, String> httpUris(List<LocalInterface> on, Roots roots)
      throws StartupException {
    Map<LocalInterface, String> uris = new LinkedHashMap<>();
    Path http = roots.http();
    if (uefiX64 != null && http != null && Files.isRegularFile(http.resolve(uefiX64))) {
      for (LocalInterface one : on) {
        uris.put(one, httpUri(one, uefiX64, roots.httpPort()));
      }
    }
    return uris;
  }

  private static String httpUri(LocalInterface on, String file, int httpPort)
      throws StartupException {
    try {
      int port = httpPort == 80 ? -1 : httpPort;
      String path = "/" + file.replaceFirst("^/+", "");
      return new URI("http", null, Ipv4.format(on.address()), port, path, null, null)
          .toASCIIString();
    } catch (URISyntaxException e) {
      throw new StartupException("--uefi-x64 " + file + ": " + e.getReason());
    }
  }
}
