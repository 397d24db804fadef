package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The packaged server, started as an operator starts it. */
final class ServerUnderTest implements AutoCloseable {
  static final String SCRIPT = "/boot.ipxe";

  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final int DHCP = 67;
  private static final int TFTP = 69;
  private static final int HTTP = 80;
  // States in /proc/net/udp and /proc/net/tcp.
  private static final String UDP_OPEN = "07";
  private static final String TCP_LISTEN = "0A";

  private final LabProcess process;

  private ServerUnderTest(LabProcess process) {
    this.process = process;
  }

  /**
   * Starts the server in {@code directory}, where it finds its files below {@code tftp} and {@code
   * http}, and returns when its sockets are open.
   */
  static ServerUnderTest start(NetworkNamespace namespace, Path directory, Path log)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            Lab.serverJar().toString(),
            "serve",
            "--leases",
            directory.resolve("leases.db").toString(),
            "--interface",
            NetworkNamespace.BRIDGE,
            "--pool",
            "192.0.2.100-192.0.2.150",
            "--tftp-root",
            directory.resolve("tftp").toString(),
            "--http-root",
            directory.resolve("http").toString(),
            "--bios",
            "undionly.kpxe",
            "--uefi-x64",
            "snponly.efi",
            "--script",
            "http://" + NetworkNamespace.ADDRESS + SCRIPT);
    ServerUnderTest server =
        new ServerUnderTest(namespace.start("the server", command, directory, log));
    try {
      Await.until(
          "the server to open UDP 67, UDP 69 and TCP 80",
          TO_START,
          () -> {
            server.requireAlive();
            return server.isOpen("udp", UDP_OPEN, DHCP)
                    && server.isOpen("udp", UDP_OPEN, TFTP)
                    && server.isOpen("tcp", TCP_LISTEN, HTTP)
                ? Optional.of(server)
                : Optional.empty();
          });
      return server;
    } catch (IOException | InterruptedException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() {
    process.close();
  }

  /** Whether the port is open in the server's namespace, for IPv4 alone or for both families. */
  private boolean isOpen(String protocol, String state, int port) throws IOException {
    for (String family : List.of("", "6")) {
      Path table = Path.of("/proc", Long.toString(process.pid()), "net", protocol + family);
      if (Files.exists(table)
          && Files.readAllLines(table).stream().skip(1).anyMatch(row -> tells(row, state, port))) {
        return true;
      }
    }
    return false;
  }

  /** A row reads {@code 0: 00000000:0043 00000000:0000 07 …}: number, local, remote, state. */
  private static boolean tells(String row, String state, int port) {
    String[] columns = row.strip().split("\\s+", 5);
    return columns[1].endsWith(String.format(":%04X", port)) && columns[3].equals(state);
  }
}
