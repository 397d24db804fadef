package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server's process uses.
 *
 * @param pid its process id
 */
record ServerFigures(long pid) {
  private static final Pattern OF_THE_JVM = Pattern.compile("GC Thread|G1 |C[12] Compiler");

  /** How many files and sockets it has open. */
  int descriptors() {
    return entries("fd").length;
  }

  /** How many threads it has, but for those of the JVM, which go by the number of processors. */
  int threads() {
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    int count = 0;
    for (String task : entries("task")) {
      try {
        String name = Files.readString(tasks.resolve(task).resolve("comm"));
        count += OF_THE_JVM.matcher(name).lookingAt() ? 0 : 1;
      } catch (IOException e) {
        // It has ended.
      }
    }
    return count;
  }

  private String[] entries(String of) {
    String[] names = Path.of("/proc", Long.toString(pid), of).toFile().list();
    return names == null ? new String[0] : names;
  }

  /** The octets of its heap that are in use after a full collection, which this has it make. */
  long liveHeap() throws IOException, InterruptedException {
    Path said = Files.createTempFile("histogram", ".log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid),
            "GC.class_histogram");
    try (LabProcess jcmd = LabProcess.start("jcmd", command, Path.of("/"), said);
        Stream<String> lines = Files.lines(said)) {
      jcmd.exitStatus(120);
      return lines
          .filter(line -> line.startsWith("Total"))
          .map(line -> Long.parseLong(line.strip().split("\\s+", 3)[2]))
          .findFirst()
          .orElseThrow(() -> new AssertionError("jcmd tells no heap"));
    } finally {
      Files.delete(said);
    }
  }
}
