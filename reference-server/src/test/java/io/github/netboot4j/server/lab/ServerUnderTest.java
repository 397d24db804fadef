package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final int BOOT_SERVER = 4011;

  /** Starts the process. */
  @FunctionalInterface
  private interface Launch {
    LabProcess start(int number) throws IOException;
  }

  private final Launch launch;
  private final List<Integer> ports;
  private LabProcess process;
  private int restarts;

  /** What belongs to it: the server that gives the addresses, if this one does not; a relay. */
  private final List<LabProcess> others = new ArrayList<>();

  private final List<Runnable> closing = new ArrayList<>();

  private ServerUnderTest(Launch launch, List<Integer> ports) throws IOException {
    this.launch = launch;
    this.ports = ports;
    this.process = launch.start(0);
  }

  /** Starts what a machine boots from, and returns when its sockets are open. */
  @FunctionalInterface
  interface Start {
    ServerUnderTest start(NetworkNamespace namespace, Path directory, Path log)
        throws IOException, InterruptedException;
  }

  /**
   * Starts the server in {@code directory}, where it finds its files below {@code tftp} and {@code
   * http}, and returns when its sockets are open.
   */
  static ServerUnderTest start(NetworkNamespace namespace, Path directory, Path log)
      throws IOException, InterruptedException {
    return start(
        namespace,
        directory,
        log,
        List.of(DHCP, TFTP),
        List.of(
            "--pool",
            "192.0.2.100-192.0.2.150",
            "--leases",
            directory.resolve("leases.db").toString()));
  }

  /** Starts dnsmasq for the addresses and this server as a proxy, both on the same address. */
  static ServerUnderTest startBesideDnsmasq(NetworkNamespace namespace, Path directory, Path log)
      throws IOException, InterruptedException {
    LabProcess dnsmasq =
        Dnsmasq.start(
            namespace,
            directory,
            Dnsmasq.NO_FILE,
            NetworkNamespace.BRIDGE,
            "--log-dhcp",
            "--log-facility=-",
            "--bind-interfaces",
            "--dhcp-range=192.0.2.100,192.0.2.150,1h");
    try {
      Await.until(
          "dnsmasq to open UDP 67",
          TO_START,
          () -> {
            dnsmasq.requireAlive();
            return isOpen(dnsmasq, "udp", UDP_OPEN, DHCP) ? Optional.of(true) : Optional.empty();
          });
      ServerUnderTest server =
          start(namespace, directory, log, List.of(DHCP, TFTP, BOOT_SERVER), List.of("--proxy"));
      return server.with(dnsmasq, () -> {});
    } catch (IOException | InterruptedException | AssertionError e) {
      dnsmasq.close();
      throw e;
    }
  }

  private static ServerUnderTest start(
      NetworkNamespace namespace, Path directory, Path log, List<Integer> ports, List<String> more)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("--interface", NetworkNamespace.BRIDGE));
    flags.addAll(bootFlags(NetworkNamespace.ADDRESS));
    flags.addAll(more);
    return serve(namespace, directory, log, flags, ports);
  }

  /** The flags for what is booted, where the server has this address. */
  static List<String> bootFlags(String address) {
    return List.of(
        "--bios",
        "undionly.kpxe",
        "--uefi-x64",
        "snponly.efi",
        "--script",
        "http://" + address + SCRIPT);
  }

  /**
   * Starts the server with other flags, beside those for the files.
   *
   * @param ports of UDP that it opens
   */
  static ServerUnderTest serve(
      NetworkNamespace namespace, Path directory, Path log, List<String> flags, List<Integer> ports)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Lab.serverJar().toString(),
                "serve",
                "--tftp-root",
                directory.resolve("tftp").toString(),
                "--http-root",
                directory.resolve("http").toString()));
    command.addAll(flags);
    Launch launch =
        number ->
            namespace.start(
                "the server",
                command,
                directory,
                number == 0 ? log : log.resolveSibling(log.getFileName() + "." + number));
    ServerUnderTest server = new ServerUnderTest(launch, ports);
    try {
      server.awaitOpen();
      return server;
    } catch (IOException | InterruptedException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  private void awaitOpen() throws IOException, InterruptedException {
    Await.until(
        "the server to open UDP " + ports + " and TCP 80",
        TO_START,
        () -> {
          requireAlive();
          boolean open = isOpen(process, "tcp", TCP_LISTEN, HTTP);
          for (int port : ports) {
            open &= isOpen(process, "udp", UDP_OPEN, port);
          }
          return open ? Optional.of(true) : Optional.empty();
        });
  }

  /** Ends the server as a power cut would, and starts it again; returns when it is open. */
  void killAndStartAgain() throws IOException, InterruptedException {
    process.kill();
    process = launch.start(++restarts);
    awaitOpen();
  }

  /** What it uses. */
  ServerFigures figures() {
    return new ServerFigures(process.pid());
  }

  /** Has something closed after the server. */
  ServerUnderTest with(LabProcess other, Runnable close) {
    others.add(other);
    closing.add(close);
    return this;
  }

  void requireAlive() {
    process.requireAlive();
    others.forEach(LabProcess::requireAlive);
  }

  @Override
  public void close() {
    process.close();
    others.forEach(LabProcess::close);
    closing.forEach(Runnable::run);
  }

  /** Whether the port is open in the server's namespace, for IPv4 alone or for both families. */
  private static boolean isOpen(LabProcess process, String protocol, String state, int port)
      throws IOException {
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
