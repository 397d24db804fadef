package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole server on loopback, with real sockets. */
final class ReferenceServerTest {
  private static final int LOOPBACK = Ipv4.parse("127.0.0.1");
  private static final int PACKETS = 2_000;

  private final AtomicInteger malformed = new AtomicInteger();
  private final CountDownLatch marked = new CountDownLatch(1);
  private final Listener listener = new Listener();
  private DemoRoot root;
  private ServerSettings settings;

  /** Counts what is malformed; a request of the marker's MAC address ends the counting. */
  private final class Listener implements ServerListener {
    private final DemoRules rules = new DemoRules();

    @Override
    public void answered(BootRequest request, int type, int address, BootDecision decision) {
      rules.answered(request, type, address, decision);
      marked.countDown();
    }

    @Override
    public void givenBack(BootRequest request, int address) {}

    @Override
    public void ignored(BootRequest request, String why) {}

    @Override
    public void malformed(DhcpFault fault, int offset, int octets) {
      malformed.incrementAndGet();
    }

    @Override
    public void answered(
        InetSocketAddress client, String method, String path, int status, long bytes) {}
  }

  @BeforeEach
  void prepare() throws Exception {
    root = DemoRoot.create();
    int dhcpPort = DemoCommand.freeDhcpPort();
    int httpPort = DemoCommand.freeTcpPort();
    settings =
        new ServerSettings(
            DhcpSettings.ofPool(
                new LocalInterface("loopback", LOOPBACK, Ipv4.mask(8)),
                dhcpPort,
                dhcpPort + 1,
                AddressRange.parse("127.77.1.10-127.77.1.19"),
                Ipv4.ANY,
                List.of(),
                Duration.ofMinutes(30)),
            FlagPolicy.of(
                "http://127.0.0.1:" + httpPort + "/" + DemoRoot.SCRIPT,
                DemoRoot.BIOS_LOADER,
                DemoRoot.UEFI_LOADER,
                null),
            root.tftp(),
            DemoCommand.freeUdpPort(),
            root.http(),
            httpPort);
  }

  @AfterEach
  void clean() throws Exception {
    root.close();
  }

  private ReferenceServer open() throws StartupException {
    return ReferenceServer.open(
        settings, DurableLeases.inMemory(settings.dhcp().emptyTable()), listener);
  }

  @Test
  void rubbishOnBothPortsIsCountedAndTheNextMachineStillBoots() throws Exception {
    try (ReferenceServer server = open();
        DatagramSocket stranger = new DatagramSocket(Addresses.of(LOOPBACK, 0))) {
      server.start();
      Random random = new Random(20_261_123);
      for (int packet = 0; packet < PACKETS; packet++) {
        byte[] bytes = new byte[random.nextInt(600)];
        random.nextBytes(bytes);
        int port = packet % 2 == 0 ? settings.dhcp().port() : settings.tftpPort();
        stranger.send(new DatagramPacket(bytes, bytes.length, Addresses.of(LOOPBACK, port)));
      }
      StringWriter story = new StringWriter();
      DemoMachine machine = new DemoMachine("after it", TestRequests.MAC, DemoFirmware.UEFI_PXE);
      boolean booted =
          machine.boot(
              settings.dhcp(),
              settings.tftpPort(),
              listener.rules,
              new DemoPrinter(new PrintWriter(story, true)));
      assertTrue(booted, story::toString);
      assertTrue(marked.await(5, TimeUnit.SECONDS));
      // The system may drop datagrams that come faster than they are read, but not all of them.
      assertTrue(malformed.get() > 0 && malformed.get() <= PACKETS / 2, malformed::toString);
    }
  }

  @Test
  void aSecondServerFindsThePortsTakenAndLeavesTheFirstAlone() throws Exception {
    try (ReferenceServer first = open()) {
      first.start();
      StartupException refused = assertThrows(StartupException.class, this::open);
      assertEquals(
          "DHCP port %d is taken by another program; stop that, or choose another port with"
                  .formatted(settings.dhcp().port())
              + " --dhcp-port",
          refused.getMessage());
      DemoMachine machine = new DemoMachine("still", TestRequests.MAC, DemoFirmware.BIOS_PXE);
      StringWriter story = new StringWriter();
      assertTrue(
          machine.boot(
              settings.dhcp(),
              settings.tftpPort(),
              listener.rules,
              new DemoPrinter(new PrintWriter(story, true))),
          story::toString);
    }
  }

  @Test
  void aClosedServerFreesItsPorts() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (ReferenceServer server = open()) {
        server.start();
      }
    }
  }
}
