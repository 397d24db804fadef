package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packaged server in a namespace of its own, and a wire to another one for its clients. Its
 * leases are in {@code leases.db} of a directory, where it finds its files below {@code tftp} and
 * {@code http}.
 */
final class WiredServer implements AutoCloseable {
  static final String ADDRESS = "198.18.0.1";
  static final String CLIENT_ADDRESS = "198.18.255.2";
  static final String INTERFACE = "up0";
  static final String CLIENT_INTERFACE = "wire";

  /** What is in the one file that is served. */
  static final String SCRIPT_TEXT = "#!ipxe\nexit\n";

  private static final String HEALTH = "http://127.0.0.1:9067/healthz";
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_SAY = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final NetworkNamespace host;
  private final NetworkNamespace clients;
  private final Path directory;
  private final Path log;
  private LabProcess process;

  private WiredServer(NetworkNamespace host, NetworkNamespace clients, Path directory)
      throws IOException {
    this.host = host;
    this.clients = clients;
    this.directory = directory;
    this.log = directory.resolve("server.log");
  }

  /** Aborts the test, or fails it, where there can be no such server. */
  static void require() {
    List<String> missing = Lab.jarMissing();
    Lab.program(missing, "curl", "curl");
    if (Lab.program(missing, "ip", "iproute2")) {
      Lab.privileges(missing);
    }
    Lab.require("no wire can be made here", missing);
  }

  /**
   * Starts the server, and returns when it serves.
   *
   * @param java what begins its command: the JVM, with its flags
   * @param flags of {@code serve}, beside those for the interface, the files and the leases
   */
  static WiredServer start(Path directory, List<String> java, String... flags)
      throws IOException, InterruptedException {
    for (String root : List.of("tftp", "http")) {
      Path files = Files.createDirectories(directory.resolve(root));
      Files.writeString(files.resolve(ServerUnderTest.SCRIPT.substring(1)), SCRIPT_TEXT);
    }
    NetworkNamespace host = NetworkNamespace.empty();
    NetworkNamespace clients = NetworkNamespace.empty();
    WiredServer server = new WiredServer(host, clients, directory);
    try {
      server.join();
      server.serve(java, flags);
      return server;
    } catch (IOException | InterruptedException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /** The JVM that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Lays the wire, with an address at each end. */
  void join() throws IOException {
    join(host, clients);
  }

  /** Lays a wire as that of such a server between other namespaces. */
  static void join(NetworkNamespace host, NetworkNamespace clients) throws IOException {
    host.inside(
        "link",
        "add",
        INTERFACE,
        "type",
        "veth",
        "peer",
        "name",
        CLIENT_INTERFACE,
        "netns",
        clients.name());
    host.inside("address", "add", ADDRESS + "/16", "dev", INTERFACE);
    host.inside("link", "set", INTERFACE, "up");
    clients.inside("address", "add", CLIENT_ADDRESS + "/16", "dev", CLIENT_INTERFACE);
    clients.inside("link", "set", CLIENT_INTERFACE, "up");
  }

  private void serve(List<String> java, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("-jar", Lab.serverJar().toString(), "serve"));
    command.addAll(List.of("--interface", INTERFACE));
    command.addAll(List.of("--tftp-root", directory.resolve("tftp").toString()));
    command.addAll(List.of("--http-root", directory.resolve("http").toString()));
    if (!List.of(flags).contains("--proxy")) {
      command.addAll(List.of("--leases", leases().toString()));
    }
    command.addAll(List.of("--script", "http://" + ADDRESS + ServerUnderTest.SCRIPT));
    command.addAll(List.of(flags));
    process = host.start("the server", command, directory, log);
    awaitSaying("leases: ", TO_START);
  }

  /** Where the server is. */
  NetworkNamespace host() {
    return host;
  }

  /** Where its clients are. */
  NetworkNamespace clients() {
    return clients;
  }

  Path leases() {
    return directory.resolve("leases.db");
  }

  /** Runs a program where the clients are, to its end; what it printed is in the file returned. */
  Path run(String name, List<String> command, long seconds)
      throws IOException, InterruptedException {
    Path said = directory.resolve(name + ".log");
    try (LabProcess client = clients.start(name, command, directory, said)) {
      int status = client.exitStatus(seconds);
      if (status != 0) {
        throw new AssertionError(
            name
                + " ended with "
                + status
                + ":\n"
                + Files.readString(said)
                + "\nthe server: "
                + end());
      }
    }
    return said;
  }

  /** Has a client that was never seen before ask for an address; what it was answered. */
  List<String> ask(int client) throws IOException, InterruptedException {
    List<String> command = clientClass(LinkClient.class, CLIENT_ADDRESS, Integer.toString(client));
    return Files.readAllLines(run("client" + client, command, 180));
  }

  /** The command that runs a class of the tests. */
  static List<String> clientClass(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The lines of the log that have a text. */
  List<String> said(String text) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).toList();
    }
  }

  void awaitSaying(String text) throws IOException, InterruptedException {
    awaitSaying(text, TO_SAY);
  }

  private void awaitSaying(String text, Duration limit) throws IOException, InterruptedException {
    Await.until(
        "the server to say " + text,
        limit,
        PAUSE,
        () -> {
          requireAlive();
          return said(text).isEmpty() ? Optional.empty() : Optional.of(text);
        });
  }

  void requireAlive() throws IOException {
    try {
      process.requireAlive();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + end(), e);
    }
  }

  /** Fails unless the server calls itself well. */
  void requireHealthy() throws IOException, InterruptedException {
    Path said = directory.resolve("health.log");
    List<String> command = List.of("curl", "-sS", "--max-time", "60", HEALTH);
    try (LabProcess curl = host.start("curl", command, directory, said)) {
      curl.exitStatus(90);
    }
    String health = Files.readString(said).strip();
    if (!health.equals("ok")) {
      throw new AssertionError("the server is not well: " + health + "\n" + end());
    }
  }

  /** Fails if the log shows an exception that nobody expected. */
  void requireNoStackTrace() throws IOException {
    List<String> traces = new ArrayList<>(said("\tat "));
    traces.addAll(said("Exception in thread"));
    if (!traces.isEmpty()) {
      throw new AssertionError("stack traces in the log: " + end());
    }
  }

  private String end() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  /** What it uses. */
  ServerFigures figures() {
    return new ServerFigures(process.pid());
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    clients.close();
    host.close();
  }
}
