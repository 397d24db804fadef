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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and changed packets on every port, and clients that nobody ever saw, as fast as they can
 * be sent, while a machine boots whose address is reserved.
 */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
final class StormIT {
  private static final Duration LEAST =
      Duration.ofSeconds(Boolean.getBoolean("netboot4j.long") ? 60 : 10);
  private static final int UEFI_X64 = 7;
  private static final String MAC = "52:54:00:00:00:0c";
  private static final String RESERVED = "192.0.2.20";
  private static final String RELAY = "192.0.2.200";
  private static final String PROXY = "198.51.100.1";
  private static final String CONFIGURATION =
      """
      dhcp-range=192.0.2.100,192.0.2.150,255.255.255.0,1h
      dhcp-host=%s,%s
      dhcp-range=set:proxy,198.51.100.0,proxy,255.255.255.0
      pxe-service=tag:proxy,x86PC,"boot",undionly
      dhcp-userclass=set:ipxe,iPXE
      dhcp-boot=tag:!ipxe,snponly.efi
      dhcp-boot=tag:ipxe,http://192.0.2.1/boot.ipxe
      """
          .formatted(MAC, RESERVED);

  /** A thousand transfers and those about to end with two each, and what is always open. */
  private static final int MOST_DESCRIPTORS = 2_500;

  /** 64 of HTTP for each of two interfaces, and all else. */
  private static final int MOST_THREADS = 2 * 64 + 50;

  /** Of answers, of everything else, and of the start. */
  private static final int MOST_LINES = 10_500;

  private static final int LINES_A_SECOND = 25;
  private static final long MOST_HEAP = 64L << 20;

  @Test
  void aMachineBootsInAStorm() throws Exception {
    Lab.require();
    long size = Files.size(Lab.SNPONLY);
    Storm storm = new Storm();
    FirmwareBoot.run(
        "storm-uefi-x64",
        "UEFI x64 PXE in a storm of packets -> snponly.efi (TFTP) -> iPXE -> script",
        MAC,
        Qemu.uefiPxe(),
        storm::start,
        storm,
        chain -> {
          chain.asks("DISCOVER", UEFI_X64, "");
          assertEquals(RESERVED, chain.acknowledged().yourAddress());
          chain.received("snponly.efi", size);
          chain.asks("DISCOVER", UEFI_X64, "iPXE");
          assertEquals(RESERVED, chain.acknowledged().yourAddress());
          chain.fetched("GET", ServerUnderTest.SCRIPT, RESERVED);
        });
  }

  /** The storm, from a network of its own, and what it did to the server. */
  private static final class Storm implements FirmwareBoot.Meanwhile {
    private Path log = Path.of("storm.log");
    private Path serverLog = Path.of("server.log");
    private long begun;
    private int descriptors;
    private int threads;

    private record Sent(long packets, long connections) {
      boolean isStorm() {
        return packets > 10_000 && connections > 100;
      }
    }

    /** What it last said that it had sent. */
    private Optional<Sent> sent() throws IOException {
      try (Stream<String> lines = Files.lines(log)) {
        return lines
            .reduce((earlier, later) -> later)
            .map(line -> line.split(" ", 2))
            .map(last -> new Sent(Long.parseLong(last[0]), Long.parseLong(last[1])));
      }
    }

    ServerUnderTest start(NetworkNamespace host, Path directory, Path serverLog)
        throws IOException, InterruptedException {
      this.serverLog = serverLog;
      log = directory.resolve("storm.log");
      NetworkNamespace strangers = NetworkNamespace.empty();
      host.inside(
          "link", "add", "up1", "type", "veth", "peer", "name", "wire", "netns", strangers.name());
      host.inside("address", "add", PROXY + "/24", "dev", "up1");
      host.inside("link", "set", "up1", "up");
      strangers.inside("address", "add", "198.51.100.2/24", "dev", "wire");
      strangers.inside("link", "set", "wire", "up");
      strangers.inside("route", "add", "192.0.2.0/24", "via", PROXY);
      // They say that they are a relay on the machine's network.
      strangers.inside("address", "add", RELAY + "/32", "dev", "lo");
      host.inside("route", "add", RELAY + "/32", "via", "198.51.100.2");
      Path file = Files.writeString(directory.resolve("dnsmasq.conf"), CONFIGURATION);
      List<String> flags = new ArrayList<>(List.of("--config", file.toString()));
      flags.addAll(List.of("--interface", NetworkNamespace.BRIDGE + ",up1"));
      flags.addAll(List.of("--leases", directory.resolve("leases.db").toString()));
      ServerUnderTest server =
          ServerUnderTest.serve(host, directory, serverLog, flags, List.of(67, 69, 4011));
      begun = System.nanoTime();
      // It is nice: what it is about is packets, not who has the processors.
      List<String> command = new ArrayList<>(List.of("nice", "-n", "15"));
      command.addAll(
          WiredServer.clientClass(
              PacketStorm.class, RELAY, NetworkNamespace.ADDRESS, PROXY, "20261123"));
      return server.with(strangers.start("the storm", command, directory, log), strangers::close);
    }

    @Override
    public void seen(List<BootStep> steps, ServerUnderTest server) {
      ServerFigures figures = server.figures();
      descriptors = Math.max(descriptors, figures.descriptors());
      threads = Math.max(threads, figures.threads());
      assertTrue(descriptors <= MOST_DESCRIPTORS, descriptors + " descriptors");
      assertTrue(threads <= MOST_THREADS, threads + " threads");
    }

    @Override
    public void booted(ServerUnderTest server) throws IOException, InterruptedException {
      // As long as it takes until it was one: it has the processors that nobody else wants.
      Sent sent =
          Await.until(
              "the storm to have lasted",
              LEAST.plusMinutes(3),
              () -> {
                seen(List.of(), server);
                server.requireAlive();
                boolean over = System.nanoTime() - begun >= LEAST.toNanos();
                return over ? sent().filter(Sent::isStorm) : Optional.empty();
              });
      double seconds = (System.nanoTime() - begun) / 1e9;
      long heap = server.figures().liveHeap();
      assertTrue(heap < MOST_HEAP, heap + " octets of heap");
      String said = Files.readString(serverLog);
      assertTrue(!said.contains("\tat ") && !said.contains("Exception in thread"), said);
      long lines = said.lines().count();
      assertTrue(lines < MOST_LINES + LINES_A_SECOND * seconds, lines + " lines");
      System.out.printf(
          "storm: %,d packets and %,d connections in %.0f s: at most %,d descriptors and %d"
              + " threads, %.1f MiB of heap in use, %,d lines in the log, no stack trace%n",
          sent.packets, sent.connections, seconds, descriptors, threads, heap / 1048576.0, lines);
    }
  }
}
