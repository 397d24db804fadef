package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Boots one machine against the server until it has fetched and run the boot script, then judges
 * the packets. The packets and the logs stay in {@code target/firmware}.
 */
final class FirmwareBoot {
  private static final Path OUTPUT = Path.of("target", "firmware").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(2);
  private static final int LINES_OF_EVIDENCE = 50;
  private static final String SCRIPT_RUNS = "CHAIN-OK ";
  private static final String SCRIPT_TEXT =
      "#!ipxe\necho " + SCRIPT_RUNS + "${net0/mac}\nsleep 1\nexit\n";

  private final String name;
  private final String mac;
  private final Path directory;
  private final Path packets;
  private final Path serverLog;
  private final Path serialLog;

  private FirmwareBoot(String name, String mac) {
    this.name = name;
    this.mac = mac;
    directory = OUTPUT.resolve(name);
    packets = OUTPUT.resolve(name + ".pcap");
    serverLog = OUTPUT.resolve(name + ".server.log");
    serialLog = OUTPUT.resolve(name + ".serial.log");
  }

  /**
   * Boots a machine and checks its steps; prints the stages, or on failure what is known.
   *
   * @param name for the files
   * @param title the chain in words
   * @param mac lower case, colons
   * @param expected the checks, on the steps that the packets tell
   */
  static void run(
      String name, String title, String mac, Qemu.Client client, Consumer<Chain> expected)
      throws IOException, InterruptedException {
    run(name, title, mac, client, ServerUnderTest::start, expected);
  }

  /** The same, from other servers. */
  static void run(
      String name,
      String title,
      String mac,
      Qemu.Client client,
      ServerUnderTest.Start servers,
      Consumer<Chain> expected)
      throws IOException, InterruptedException {
    run(name, title, mac, client, servers, (steps, server) -> {}, expected);
  }

  /** What is done to the server while a machine boots. */
  @FunctionalInterface
  interface Meanwhile {
    /** Called again and again with the steps so far. */
    void seen(List<BootStep> steps, ServerUnderTest server)
        throws IOException, InterruptedException;

    /** Called once, when the machine runs the script and the servers are still there. */
    default void booted(ServerUnderTest server) throws IOException, InterruptedException {}
  }

  /** The same, with something done to the servers meanwhile. */
  static void run(
      String name,
      String title,
      String mac,
      Qemu.Client client,
      ServerUnderTest.Start servers,
      Meanwhile meanwhile,
      Consumer<Chain> expected)
      throws IOException, InterruptedException {
    Lab.require();
    FirmwareBoot boot = new FirmwareBoot(name, mac);
    boot.prepare();
    try {
      Duration time = boot.boot(client, servers, meanwhile);
      Chain chain = new Chain(BootTrace.of(LabCapture.read(boot.packets), mac));
      expected.accept(chain);
      System.out.printf(
          "firmware: %s: booted in %d s%nfirmware:   %s%n",
          title, time.toSeconds(), chain.stages());
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      boot.printEvidence(e);
      throw e;
    }
  }

  private void prepare() throws IOException {
    deleteTree(directory);
    for (Path file : List.of(packets, serverLog, serialLog)) {
      Files.deleteIfExists(file);
    }
    Path tftp = Files.createDirectories(directory.resolve("tftp"));
    Path http = Files.createDirectories(directory.resolve("http"));
    for (Path root : List.of(tftp, http)) {
      for (Path file : List.of(Lab.UNDIONLY, Lab.SNPONLY)) {
        Files.copy(file, root.resolve(file.getFileName()));
      }
    }
    Files.writeString(http.resolve(ServerUnderTest.SCRIPT.substring(1)), SCRIPT_TEXT);
  }

  /** Returns the time from the machine's start until it ran the script. */
  private Duration boot(Qemu.Client client, ServerUnderTest.Start servers, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    try (NetworkNamespace namespace = NetworkNamespace.open();
        ServerUnderTest server = servers.start(namespace, directory, serverLog);
        PacketCapture capture = PacketCapture.start(namespace, directory, packets)) {
      long start = System.nanoTime();
      try (Qemu qemu = Qemu.start(namespace, client, mac, directory, serialLog)) {
        Await.until(
            "an answer to the request for " + ServerUnderTest.SCRIPT,
            LIMIT,
            () -> {
              List<BootStep> steps = BootTrace.of(capture.packets(), mac);
              Optional<BootStep> answer =
                  steps.stream().filter(FirmwareBoot::isScriptAnswer).findFirst();
              meanwhile.seen(steps, server);
              if (answer.isEmpty()) {
                server.requireAlive();
                qemu.requireAlive();
              }
              return answer;
            });
        Await.until(
            "the line \"" + SCRIPT_RUNS + mac + "\" on the console, from the script",
            SCRIPT_LIMIT,
            () -> lines(serialLog).stream().filter(this::isFromScript).findFirst());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        meanwhile.booted(server);
        return time;
      }
    }
  }

  private static boolean isScriptAnswer(BootStep step) {
    return step instanceof BootStep.HttpResponse response
        && response.request().path().equals(ServerUnderTest.SCRIPT);
  }

  private boolean isFromScript(String line) {
    return line.contains(SCRIPT_RUNS + mac);
  }

  private void printEvidence(Throwable cause) {
    StringBuilder evidence = new StringBuilder();
    evidence.append("firmware: " + name + ": FAILED: " + cause.getMessage() + "\n");
    try {
      add(evidence, "console (" + serialLog + ")", lines(serialLog));
      add(evidence, "server's log (" + serverLog + ")", lines(serverLog));
      List<LabPacket> all = Files.exists(packets) ? LabCapture.read(packets) : List.of();
      add(
          evidence,
          "packets with a payload (" + packets + ")",
          all.stream().filter(packet -> packet.length() > 0).map(LabPacket::summary).toList());
      add(
          evidence,
          "steps of " + mac,
          BootTrace.of(all, mac).stream()
              .map(step -> "%9.3f %s".formatted(step.seconds(), step.text()))
              .toList());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    System.out.print(evidence);
  }

  private static void add(StringBuilder evidence, String title, List<String> lines) {
    int skipped = Math.max(0, lines.size() - LINES_OF_EVIDENCE);
    evidence.append("firmware: " + title + ", the last of " + lines.size() + " lines:\n");
    lines.stream().skip(skipped).forEach(line -> evidence.append("    " + line + "\n"));
  }

  /** A log's lines as a console would show them in the end, without control characters. */
  private static List<String> lines(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    return Arrays.stream(text.replaceAll("\u001b\\[[0-9;=?]*[A-Za-z]", "").split("\r*\n", -1))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .map(line -> line.replaceAll("\\p{Cntrl}", "").stripTrailing())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
