package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit in docs/operating.md under a real systemd, with a real client. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class ServiceIT {
  private static final String ADMIN = "http://127.0.0.1:9067";
  private static final Path JAVA = Path.of("/opt/netboot4j/java/bin/java");
  private static final Path CONFIGURATION = Path.of("/etc/netboot4j/dhcpd.conf");
  private static final Duration TO_START = Duration.ofSeconds(60);

  /** CAP_NET_BIND_SERVICE alone. */
  private static final String ITS_RIGHTS = "0000000000000400";

  @TempDir private Path directory;

  @BeforeAll
  static void require() {
    List<String> missing = Lab.jarMissing();
    SystemdMachine.missing(missing);
    Lab.program(missing, "curl", "curl");
    if (Lab.program(missing, "ip", "iproute2")) {
      Lab.privileges(missing);
    }
    Lab.require("no second systemd can be started here", missing);
  }

  private static String configuration(String file) {
    return """
        subnet 198.18.0.0 netmask 255.255.0.0 {
          range 198.18.1.0 198.18.1.255;
          filename "%s";
        }
        """
        .formatted(file);
  }

  private void write(Path path, String text) throws Exception {
    Path file = directory.resolve("files").resolve(Path.of("/").relativize(path));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void install() throws Exception {
    String unit = ServiceUnit.text(JAVA).replace("eth1", WiredServer.INTERFACE);
    write(Path.of("/etc/systemd/system/netboot4j.service"), unit);
    write(Path.of("/etc/systemd/system/confined.service"), confined(unit));
    write(CONFIGURATION, configuration("first.0"));
    write(Path.of("/srv/tftp/first.0"), "what is fetched");
    Path jar = directory.resolve("files/opt/netboot4j/netboot4j.jar");
    Files.createDirectories(jar.getParent());
    Files.copy(Lab.serverJar(), jar);
  }

  /** A unit that may do as little, and does nothing. */
  private static String confined(String unit) {
    String none =
        unit.replaceFirst("(?m)^Type=.*$", "Type=oneshot")
            .replaceFirst("(?m)^ExecStart=.*$", "ExecStart=/bin/true")
            .replaceFirst("(?m)^Restart=.*$", "Restart=no");
    assertTrue(none.contains("Type=oneshot\n") && none.contains("/bin/true\n"), none);
    return none;
  }

  /**
   * Aborts the test where the system does not let systemd confine a service as the unit asks, such
   * as a container of somebody else's. That the unit asks for what there is, is tested elsewhere.
   */
  private static void assumeServicesCanBeConfined(SystemdMachine machine) throws Exception {
    SystemdMachine.Said said = machine.run("systemctl", "start", "confined");
    Assumptions.assumeTrue(
        said.status() == 0,
        () -> "a second systemd cannot confine a service here: " + said.text() + journal(machine));
  }

  @Test
  void itServesWithItsFewRightsReloadsStopsAndRemembers() throws Exception {
    install();
    try (NetworkNamespace host = NetworkNamespace.empty();
        NetworkNamespace clients = NetworkNamespace.empty()) {
      WiredServer.join(host, clients);
      try (SystemdMachine machine = SystemdMachine.start(directory, host)) {
        assumeServicesCanBeConfined(machine);
        done(machine, "systemctl", "start", "netboot4j");
        awaitMetric(machine, "netboot4j_healthy 1");
        assertMayDoLittle(machine);
        assertServed(machine, clients);

        done(machine, "sh", "-c", "echo '%s' >%s".formatted(configuration("2nd"), CONFIGURATION));
        done(machine, "systemctl", "reload", "netboot4j");
        awaitMetric(machine, "netboot4j_reloads_total{result=\"served\"} 1");

        long begun = System.nanoTime();
        done(machine, "systemctl", "stop", "netboot4j");
        double seconds = (System.nanoTime() - begun) / 1e9;
        // Of one that did not end by itself, or not well, systemd would keep that.
        assertEquals("inactive\n", shown(machine, "ActiveState"), () -> journal(machine));
        assertEquals("success\n", shown(machine, "Result"), () -> journal(machine));
        assertTrue(journal(machine).contains("INFO  stopped; "), () -> journal(machine));

        done(machine, "systemctl", "start", "netboot4j");
        awaitMetric(machine, "netboot4j_leases{state=\"active\"} 1");
        done(machine, "systemctl", "stop", "netboot4j");
        System.out.printf(
            "service: leased, reloaded, stopped in %.1f s of 5, and knew its lease afterwards%n",
            seconds);
      }
    }
  }

  private static void assertMayDoLittle(SystemdMachine machine) throws Exception {
    String pid = shown(machine, "MainPID").strip();
    String status = done(machine, "cat", "/proc/" + pid + "/status");
    for (String set : List.of("CapPrm", "CapEff", "CapBnd")) {
      assertTrue(status.contains(set + ":\t" + ITS_RIGHTS + "\n"), status);
    }
    assertTrue(status.contains("NoNewPrivs:\t1\n"), status);
    assertTrue(!status.contains("Uid:\t0\t"), status);
  }

  /** A lease for who broadcasts, and a file for who then asks. */
  private void assertServed(SystemdMachine machine, NetworkNamespace clients) throws Exception {
    List<String> leased =
        said(clients, WiredServer.clientClass(LinkClient.class, WiredServer.CLIENT_ADDRESS, "1"));
    assertTrue(
        leased.stream().anyMatch(line -> line.startsWith("ACK 198.18.1.")),
        () -> leased + journal(machine));
    List<String> fetched =
        said(
            clients,
            List.of("curl", "-sS", "-m", "20", "tftp://" + WiredServer.ADDRESS + "/first.0"));
    assertEquals(List.of("what is fetched"), fetched, () -> journal(machine));
  }

  private List<String> said(NetworkNamespace clients, List<String> command) throws Exception {
    Path log = directory.resolve("client.log");
    try (LabProcess client = clients.start("a client", command, directory, log)) {
      client.exitStatus(60);
    }
    return Files.readAllLines(log);
  }

  private static void awaitMetric(SystemdMachine machine, String line) throws Exception {
    List<String> last = new ArrayList<>();
    try {
      Await.until(
          line,
          TO_START,
          () -> {
            String text = machine.run("curl", "-sS", "-m", "20", ADMIN + "/metrics").text();
            last.add(text);
            return text.lines().anyMatch(own -> own.startsWith(line))
                ? Optional.of(true)
                : Optional.empty();
          });
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + "\n" + last.get(last.size() - 1) + journal(machine), e);
    }
  }

  private static String shown(SystemdMachine machine, String property) throws Exception {
    return done(machine, "systemctl", "show", "--property=" + property, "--value", "netboot4j");
  }

  /** What a command says that must succeed. */
  private static String done(SystemdMachine machine, String... command) throws Exception {
    SystemdMachine.Said said = machine.run(command);
    assertEquals(0, said.status(), () -> said.text() + journal(machine));
    return said.text();
  }

  private static String journal(SystemdMachine machine) {
    try {
      return "\n"
          + machine.run("systemctl", "status", "--no-pager", "--full", "netboot4j").text()
          + machine.run("journalctl", "--no-pager", "--lines=200").text();
    } catch (IOException | InterruptedException e) {
      return "\nno journal: " + e;
    }
  }
}
