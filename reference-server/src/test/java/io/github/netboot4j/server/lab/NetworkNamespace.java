package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace. Closing it removes everything in it; so does the end of the JVM. */
public final class NetworkNamespace implements AutoCloseable {
  static final String BRIDGE = "br0";
  static final String TAP = "tap0";
  static final String ADDRESS = "192.0.2.1";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final Set<NetworkNamespace> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> OPEN.forEach(NetworkNamespace::close), "remove-lab-namespaces"));
  }

  private final String name;

  private NetworkNamespace(String name) {
    this.name = name;
    OPEN.add(this);
  }

  /**
   * Makes a namespace with a bridge that has the address 192.0.2.1/24, and a tap device on it for
   * one virtual machine.
   *
   * @throws IOException with what {@code ip} said, when the system does not allow it
   */
  static NetworkNamespace open() throws IOException {
    NetworkNamespace namespace = empty();
    try {
      namespace.inside("link", "add", BRIDGE, "type", "bridge");
      namespace.inside("address", "add", ADDRESS + "/24", "dev", BRIDGE);
      namespace.inside("tuntap", "add", "dev", TAP, "mode", "tap");
      namespace.inside("link", "set", TAP, "master", BRIDGE, "up");
      namespace.inside("link", "set", BRIDGE, "up");
      return namespace;
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
  }

  /**
   * Makes a namespace with nothing but a loopback interface.
   *
   * @throws IOException with what {@code ip} said, when the system does not allow it
   */
  public static NetworkNamespace empty() throws IOException {
    String name = "nb4j-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    if (Files.exists(Path.of("/run/netns", name))) {
      // The process that had our process id before us was killed before it could remove it.
      ip("netns", "del", name);
    }
    ip("netns", "add", name);
    NetworkNamespace namespace = new NetworkNamespace(name);
    try {
      namespace.inside("link", "set", "lo", "up");
      return namespace;
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
  }

  /** The name that {@code ip netns} knows it by. */
  public String name() {
    return name;
  }

  /** The command that runs {@code command} in here. {@code ip} becomes it: the pid is the same. */
  public List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  /** Starts a program in here. */
  public LabProcess start(String program, List<String> command, Path directory, Path log)
      throws IOException {
    return LabProcess.start(program, command(command), directory, log);
  }

  @Override
  public void close() {
    if (!OPEN.remove(this)) {
      return;
    }
    try {
      ip("netns", "del", name);
    } catch (IOException e) {
      System.out.println("firmware: " + name + " stays behind: " + e.getMessage());
    }
  }

  /** Runs {@code ip} on what is in here. */
  public void inside(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-n", name));
    all.addAll(List.of(arguments));
    ip(all.toArray(String[]::new));
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + String.join(" ", command), e);
    }
  }
}
