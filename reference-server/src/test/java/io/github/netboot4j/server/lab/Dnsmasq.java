package io.github.netboot4j.server.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** dnsmasq in a namespace, with all of its files in one directory. */
final class Dnsmasq {
  private static final String PROGRAM = "dnsmasq";

  /** For one that flags alone tell what to do. */
  static final Path NO_FILE = Path.of("/dev/null");

  private Dnsmasq() {}

  /** Aborts the test, or fails it, where there is no dnsmasq. */
  static void require() {
    List<String> missing = new ArrayList<>();
    Lab.program(missing, PROGRAM, "dnsmasq-base");
    Lab.require("no other server gives addresses here", missing);
  }

  /**
   * Starts it; it may not hear yet.
   *
   * @param configuration its file
   * @param on the interface that it serves
   * @param more flags beside those for its files and against DNS
   */
  static LabProcess start(
      NetworkNamespace in, Path directory, Path configuration, String on, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM,
                "--keep-in-foreground",
                "--conf-file=" + configuration,
                "--user=root",
                "--port=0",
                "--pid-file=" + directory.resolve("dnsmasq.pid"),
                "--interface=" + on,
                "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases")));
    command.addAll(List.of(more));
    return in.start(PROGRAM, command, directory, directory.resolve("dnsmasq.log"));
  }
}
