package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.tftp.TftpMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
    private final BlockingQueue<ChainLoop> loops = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> transfers = new LinkedBlockingQueue<>();

    @Override
    public void looping(ChainLoop loop) {
      loops.add(loop);
    }

    @Override
    public void finished(
        InetSocketAddress client,
        String fileName,
        @Nullable TftpMode mode,
        long bytes,
        long durationNanos,
        TftpOutcome outcome,
        String detail) {
      transfers.add(fileName + " " + outcome);
    }

    @Override
    public void answered(BootRequest request, int type, int address, BootDecision decision) {
      rules.answered(request, type, address, decision);
      marked.countDown();
    }

    @Override
    public void malformed(DhcpFault fault, int offset, int octets) {
      malformed.incrementAndGet();
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    root = DemoRoot.create();
    settings = DemoCommand.settings(root);
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
      assertTrue(marked.await(60, TimeUnit.SECONDS));
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

  /** iPXE that is told to fetch iPXE: three times around, and then it is told why on its screen. */
  @Test
  void aLoopIsBrokenWithAScriptThatTheServerServes() throws Exception {
    String loader = DemoRoot.BIOS_LOADER;
    settings =
        new ServerSettings(
            settings.dhcp(),
            request -> BootDecision.boot(loader).because(new Reason("the rule to blame")),
            settings.tftpRoot(),
            settings.tftpPort(),
            settings.httpRoot(),
            settings.httpPort());
    try (ReferenceServer server = open()) {
      server.start();
      for (int round = 0; round < 3; round++) {
        assertTrue(listener.loops.isEmpty());
        DhcpMessageView told = ask();
        assertEquals(loader, told.bootFile());
        fetch(told.yourAddress(), loader);
      }
      ChainLoop loop = listener.loops.poll(60, TimeUnit.SECONDS);
      assertNotNull(loop);
      assertEquals("the rule to blame", loop.rule().rule());

      DhcpMessageView told = ask();
      String script = "http://127.0.0.1:" + settings.httpPort() + "/netboot4j-loop/1.ipxe";
      assertEquals(script, told.bootFile());
      HttpResponse<String> shown =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(script)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(200, shown.statusCode());
      assertTrue(shown.body().contains("the rule to blame"), shown.body());
      assertEquals(shown.body(), fetch(told.yourAddress(), "netboot4j-loop/1.ipxe"));
      assertTrue(listener.loops.isEmpty());
    }
  }

  private DhcpMessageView ask() throws IOException {
    try (DemoDhcpSocket socket = new DemoDhcpSocket(settings.dhcp())) {
      byte[] packet = new byte[1024];
      int octets =
          DemoFirmware.IPXE_BIOS.write(
              new DhcpMessageWriter(),
              ByteBuffer.wrap(packet),
              MessageType.DISCOVER,
              TestRequests.MAC,
              7,
              Ipv4.ANY,
              Ipv4.ANY);
      DhcpMessageView offer =
          socket.exchange(packet, octets, 7, TestRequests.MAC, Duration.ofSeconds(60));
      assertNotNull(offer);
      return offer;
    }
  }

  /** From the address that the machine was given, and seen to its end by the server. */
  private String fetch(int address, String name) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(Addresses.of(address, 0))) {
      socket.setSoTimeout(60_000);
      byte[] request = ("\0\1" + name + "\0octet\0").getBytes(StandardCharsets.ISO_8859_1);
      socket.send(
          new DatagramPacket(request, request.length, Addresses.of(LOOPBACK, settings.tftpPort())));
      StringBuilder content = new StringBuilder();
      DatagramPacket data = new DatagramPacket(new byte[516], 516);
      do {
        socket.receive(data);
        byte[] block = data.getData();
        content.append(new String(block, 4, data.getLength() - 4, StandardCharsets.ISO_8859_1));
        byte[] acknowledgment = {0, 4, block[2], block[3]};
        socket.send(new DatagramPacket(acknowledgment, 4, data.getSocketAddress()));
      } while (data.getLength() == 516);
      assertEquals(name + " COMPLETE", listener.transfers.poll(60, TimeUnit.SECONDS));
      return content.toString();
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
