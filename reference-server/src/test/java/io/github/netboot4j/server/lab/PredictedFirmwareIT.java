package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.chainload.simulate.BootClient;
import io.github.netboot4j.chainload.simulate.BootImages;
import io.github.netboot4j.chainload.simulate.Choice;
import io.github.netboot4j.chainload.simulate.Simulator;
import io.github.netboot4j.chainload.simulate.Step;
import io.github.netboot4j.chainload.simulate.Verdict;
import io.github.netboot4j.dhcp.DhcpMessageView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the simulator says of a configuration, and what real firmware does that the real dnsmasq
 * answers by the same file.
 */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class PredictedFirmwareIT {
  private static final String MAC = "52:54:00:00:00:07";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int BOOT_SERVER_PORT = 4011;

  @TempDir private Path directory;

  @BeforeAll
  static void require() {
    Lab.require();
    Dnsmasq.require();
  }

  /** A program that asks, and the file that it then receives. */
  private record Stage(int architecture, String userClass, String file) {}

  @Test
  void theLoopThatIsPredicted() throws Exception {
    Files.createDirectories(root());
    Files.copy(Lab.SNPONLY, root().resolve("snponly.efi"));
    Path file = configuration("dhcp-boot=snponly.efi\nenable-tftp\ntftp-root=" + root() + "\n");
    io.github.netboot4j.chainload.simulate.Chain predicted = predict(file);
    assertEquals(Verdict.Kind.LOOPS, predicted.verdict().kind(), predicted::toString);
    List<Stage> expected = new ArrayList<>();
    predicted.steps().forEach(step -> expected.add(stage(step)));
    // Once round the loop, and its first program again.
    expected.addAll(expected.subList(predicted.verdict().closesAt(), predicted.steps().size()));
    List<Stage> seen =
        boot(
            file,
            packets -> {
              List<Stage> stages = stages(BootTrace.of(packets, MAC));
              return stages.size() >= expected.size() ? Optional.of(stages) : Optional.empty();
            });
    assertEquals(expected, seen.subList(0, expected.size()));
  }

  @Test
  void nobodyAtPort4011AsPredicted() throws Exception {
    Files.createDirectories(root());
    Files.copy(Lab.SNPONLY, root().resolve("snponly.efi"));
    Path file =
        configuration(
            "dhcp-option-force=60,PXEClient\ndhcp-boot=snponly.efi\nenable-tftp\ntftp-root="
                + root()
                + "\n");
    io.github.netboot4j.chainload.simulate.Chain predicted = predict(file);
    assertEquals(Verdict.Kind.STUCK, predicted.verdict().kind(), predicted::toString);
    assertTrue(predicted.verdict().why().contains("port 4011, and nobody is there"));
    List<LabPacket> seen =
        boot(
            file,
            packets -> {
              long asked =
                  packets.stream()
                      .filter(packet -> packet.sourceMac().equals(MAC))
                      .filter(packet -> packet.destinationPort() == BOOT_SERVER_PORT)
                      .count();
              return asked >= 2 ? Optional.of(packets) : Optional.empty();
            });
    assertEquals(List.of(), stages(BootTrace.of(seen, MAC)));
    assertTrue(
        BootTrace.of(seen, MAC).stream().noneMatch(BootStep.TftpRequest.class::isInstance),
        "it fetches nothing");
  }

  private Path root() {
    return directory.resolve("tftp");
  }

  private Path configuration(String boot) throws IOException {
    return Files.writeString(
        directory.resolve("dnsmasq.conf"),
        "dhcp-range=192.0.2.100,192.0.2.150,255.255.255.0\n" + boot);
  }

  private io.github.netboot4j.chainload.simulate.Chain predict(Path file)
      throws ConfigurationException {
    Simulator simulator =
        Simulator.of(DnsmasqConf.read(file, false)).withImages(BootImages.byName().under(root()));
    return simulator.simulate(
        BootClient.named("uefi-x64").orElseThrow(),
        simulator.machines().get(0).withMacAddress(Long.parseLong(MAC.replace(":", ""), 16)));
  }

  private static Stage stage(Step step) {
    ByteBuffer asks =
        step.client()
            .discover(io.github.netboot4j.chainload.simulate.Machine.on(0xC000_0201, 0xFFFF_FF00));
    BootRequest request = new BootRequest().wrap(new DhcpMessageView().wrap(asks, 0, asks.limit()));
    String userClass = request.userClass().isPresent() ? request.userClass().toString() : "";
    return new Stage(
        request.architectureCode(), userClass, ((Choice.Fetches) step.choice()).file());
  }

  /** Each file that was received whole, with the program that had asked before. */
  private static List<Stage> stages(List<BootStep> steps) {
    List<Stage> stages = new ArrayList<>();
    LabDhcp asking = null;
    for (BootStep step : steps) {
      if (step instanceof BootStep.Dhcp dhcp && dhcp.message().type().equals("DISCOVER")) {
        asking = dhcp.message();
      } else if (step instanceof BootStep.TftpDone done && asking != null) {
        stages.add(new Stage(asking.architecture(), asking.userClass(), done.file()));
      }
    }
    return stages;
  }

  /** Starts dnsmasq and the machine, and waits until the packets tell what is waited for. */
  private <T> T boot(Path file, Function<List<LabPacket>, Optional<T>> until)
      throws IOException, InterruptedException {
    Path serial = directory.resolve("serial.log");
    try (NetworkNamespace namespace = NetworkNamespace.open();
        LabProcess server =
            Dnsmasq.start(
                namespace,
                directory,
                file,
                NetworkNamespace.BRIDGE,
                "--group=root",
                "--log-facility=-",
                "--no-ping");
        PacketCapture capture =
            PacketCapture.start(namespace, directory, directory.resolve("packets.pcap"));
        Qemu qemu = Qemu.start(namespace, Qemu.uefiPxe(), MAC, directory, serial)) {
      return Await.until(
          "what is predicted",
          LIMIT,
          () -> {
            server.requireAlive();
            qemu.requireAlive();
            return until.apply(capture.packets());
          });
    }
  }
}
