package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program started by a test, with its output in a file. It ends with {@link #close} or, if the
 * JVM is told to stop before that, with the JVM. Nothing but this program and its children is ever
 * ended.
 */
public final class LabProcess implements AutoCloseable {
  private static final long SECONDS_TO_END = 10;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(LabProcess::end), "end-lab-processes"));
  }

  private final String name;
  private final Process process;

  private LabProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts a program with standard output and error in {@code log}, and no input. */
  public static LabProcess start(String name, List<String> command, Path directory, Path log)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    RUNNING.add(process);
    return new LabProcess(name, process);
  }

  /** The program's process id. */
  public long pid() {
    return process.pid();
  }

  /** Fails when the program has ended by itself. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended early, exit status " + process.exitValue());
    }
  }

  /**
   * Waits for the program to end by itself.
   *
   * @return its exit status
   * @throws AssertionError if it has not ended after so many seconds
   */
  public int exitStatus(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end");
    }
    return process.exitValue();
  }

  /** Ends the program at once (SIGKILL); returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    RUNNING.remove(process);
  }

  /** Asks the program to end (SIGTERM), and ends it by force (SIGKILL) if it does not. */
  @Override
  public void close() {
    end(process);
    RUNNING.remove(process);
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
