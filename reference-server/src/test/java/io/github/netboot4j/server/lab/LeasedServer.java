package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged server on loopback and high ports, with its leases in a file. */
final class LeasedServer implements AutoCloseable {
  static final String RELAY_ADDRESS = "127.0.0.2";

  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final LabProcess process;
  private final Path log;

  private LeasedServer(LabProcess process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the server, and returns when it serves. */
  static LeasedServer start(Path directory, Path leases, int port)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "server", ".log");
    Path tftp = Files.createDirectories(directory.resolve("tftp"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Lab.serverJar().toString(),
            "serve",
            "--interface",
            "lo",
            "--netmask",
            "255.255.0.0",
            "--pool",
            "127.0.1.0-127.0.200.255",
            "--lease-time",
            "1d",
            "--tftp-root",
            tftp.toString(),
            "--script",
            "http://192.0.2.9/x",
            "--dhcp-port",
            Integer.toString(port),
            "--tftp-port",
            Integer.toString(port + 2),
            "--leases",
            leases.toString());
    LeasedServer server =
        new LeasedServer(LabProcess.start("the server", command, directory, log), log);
    try {
      Await.until(
          "the server to start",
          TO_START,
          PAUSE,
          () -> {
            server.requireAlive();
            return server.says("leases: ") ? Optional.of(true) : Optional.empty();
          });
      return server;
    } catch (IOException | InterruptedException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  void requireAlive() throws IOException {
    try {
      process.requireAlive();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + Files.readString(log), e);
    }
  }

  boolean says(String text) throws IOException {
    return Files.readString(log).contains(text);
  }

  void awaitSaying(String text) throws IOException, InterruptedException {
    Await.until(
        "the server to say " + text,
        Duration.ofSeconds(30),
        PAUSE,
        () -> says(text) ? Optional.of(true) : Optional.empty());
  }

  /** What it uses. */
  ServerFigures figures() {
    return new ServerFigures(process.pid());
  }

  /** Ends it as a power cut would: at once, with nothing tidied up. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** The leases in a file, as an operator's tool reads them: the address of each MAC address. */
  static Map<Long, Integer> active(Path leases) throws SQLException {
    Map<Long, Integer> found = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + leases);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT mac, address FROM lease WHERE state = 1")) {
      while (rows.next()) {
        found.put(rows.getLong(1), (int) rows.getLong(2));
      }
    }
    return found;
  }

  /** Ends it as an operator does. */
  void stop() {
    process.close();
  }

  @Override
  public void close() {
    stop();
  }
}
