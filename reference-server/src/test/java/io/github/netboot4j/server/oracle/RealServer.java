package io.github.netboot4j.server.oracle;

import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.server.lab.Lab;
import io.github.netboot4j.server.lab.LabProcess;
import io.github.netboot4j.server.lab.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that is asked what a configuration means. */
public enum RealServer {
  /** ISC dhcpd 4.4. */
  DHCPD("dhcpd", "isc-dhcp-server") {
    @Override
    List<String> checkCommand(Path file) {
      return List.of(program(), "-4", "-t", "-cf", file.toString());
    }

    @Override
    List<String> serveCommand(Path file, Path directory) throws IOException {
      // Without probing addresses first, which takes a second each. What the file says overrides.
      Path wrapper = directory.resolve("wrapper.conf");
      Files.writeString(wrapper, "ping-check false;\ninclude \"" + file.toAbsolutePath() + "\";\n");
      Path leases = Files.writeString(directory.resolve("dhcpd.leases"), "");
      return List.of(
          program(),
          "-4",
          "-d",
          "--no-pid",
          "-cf",
          wrapper.toString(),
          "-lf",
          leases.toString(),
          OracleLab.INTERFACE);
    }
  },

  /** dnsmasq 2.90. */
  DNSMASQ("dnsmasq", "dnsmasq-base") {
    @Override
    List<String> checkCommand(Path file) {
      return List.of(program(), "--test", "-C", file.toString());
    }

    @Override
    List<String> serveCommand(Path file, Path directory) {
      return List.of(
          program(),
          "--keep-in-foreground",
          "--conf-file=" + file.toAbsolutePath(),
          "--user=root",
          "--group=root",
          "--pid-file",
          "--log-facility=-",
          "--no-ping",
          "--no-hosts",
          "--no-resolv",
          "--tftp-no-fail",
          "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases"));
    }
  },

  /** This project's own server, on the configuration of another. */
  NETBOOT4J("java", "openjdk-17-jre-headless") {
    @Override
    List<String> checkCommand(Path file) {
      return List.of(
          program(),
          "-jar",
          Lab.serverJar().toString(),
          "explain",
          file.toString(),
          "--client",
          "bios");
    }

    @Override
    List<String> serveCommand(Path file, Path directory) throws IOException {
      return List.of(
          program(),
          "-XX:+UseSerialGC",
          "-jar",
          Lab.serverJar().toString(),
          "serve",
          "--leases",
          "memory",
          "--interface",
          OracleLab.INTERFACE,
          "--config",
          file.toAbsolutePath().toString(),
          "--tftp-root",
          Files.createDirectories(directory.resolve("tftp")).toString());
    }
  };

  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int LINES_OF_EVIDENCE = 20;

  private final String program;
  private final String debianPackage;

  RealServer(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  abstract List<String> checkCommand(Path file);

  abstract List<String> serveCommand(Path file, Path directory) throws IOException;

  String program() {
    return program;
  }

  String debianPackage() {
    return debianPackage;
  }

  /**
   * Whether the server's own check of its syntax takes the file.
   *
   * @param file a configuration
   * @return whether it exits with status 0
   */
  public boolean syntaxAccepts(Path file) throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(checkCommand(file.toAbsolutePath()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return check.waitFor() == 0;
  }

  /** Starts the server in a namespace and returns when it hears. */
  LabProcess start(NetworkNamespace namespace, Path file, Path directory)
      throws IOException, InterruptedException {
    Path log = directory.resolve(program + ".log");
    LabProcess server = namespace.start(program, serveCommand(file, directory), directory, log);
    Path sockets = Path.of("/proc", Long.toString(server.pid()), "net", "udp");
    try {
      Await.until(
          program + " to open UDP 67",
          TO_START,
          PAUSE,
          () -> {
            server.requireAlive();
            return Files.readString(sockets).contains(":0043 ")
                ? Optional.of(server)
                : Optional.empty();
          });
      return server;
    } catch (IOException | InterruptedException | AssertionError e) {
      server.close();
      throw new IOException(file + ": " + program + " does not serve it:\n" + lastLines(log), e);
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_EVIDENCE), lines.size()));
  }
}
