package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback whose dnsmasq.conf is changed while it runs. */
final class ReloadTest {
  private static final LocalInterface ON =
      new LocalInterface("lo", Ipv4.parse("127.0.0.1"), Ipv4.mask(8));

  @TempDir private Path directory;
  private Path file;
  private final ServerCounts counts = new ServerCounts(new DemoRules());
  private ReferenceServer server;
  private Reload reload;
  private int port;

  @BeforeEach
  void start() throws Exception {
    file = directory.resolve("dnsmasq.conf");
    write("dhcp-range=127.77.3.10,127.77.3.20,255.0.0.0", "dhcp-boot=first");
    port = DemoCommand.freeDhcpPort();
    ServerSettings settings = read();
    server =
        ReferenceServer.open(
            settings, DurableLeases.inMemory(settings.dhcp().emptyTable()), counts);
    server.start();
    reload = new Reload(settings, this::read, server, counts::reloaded);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void write(String... lines) throws Exception {
    Files.write(file, List.of(lines));
  }

  private ServerSettings read() throws StartupException {
    ServeConfiguration read = ServeConfiguration.read(file, null, false);
    DhcpSettings dhcp =
        new DhcpSettings(
            read.on(ON.name()),
            port,
            port + 1,
            read.read().addresses(),
            read.toString(),
            Ipv4.ANY,
            List.of());
    return new ServerSettings(dhcp, read.read().policy(), null, 69, null, 80);
  }

  /** What a new client is offered: address and boot file. */
  private String offered(long mac) throws Exception {
    ByteBuffer datagram = ByteBuffer.allocate(600);
    DhcpMessageWriter discover =
        TestRequests.asUefi(TestRequests.start(MessageType.DISCOVER, mac, datagram));
    int octets = discover.finish();
    DhcpSettings here =
        new DhcpSettings(ON, port, port + 1, read().dhcp().plan(), "", 0, List.of());
    try (DemoDhcpSocket socket = new DemoDhcpSocket(here)) {
      DhcpMessageView offer =
          socket.exchange(
              Arrays.copyOf(datagram.array(), octets),
              octets,
              0x1234_5678,
              mac,
              Duration.ofSeconds(60));
      return offer == null ? "silence" : Ipv4.format(offer.yourAddress()) + " " + offer.bootFile();
    }
  }

  @Test
  void whatIsReadAgainIsServedFromThenOn() throws Exception {
    assertEquals("127.77.3.10 first", offered(1));
    write("dhcp-range=127.77.4.10,127.77.4.20,255.0.0.0", "dhcp-boot=second");
    assertTrue(reload.run());
    assertEquals("127.77.4.10 second", offered(2));
    assertEquals(1, counts.reloads.sum());
  }

  @Test
  void whatCannotBeReadLeavesEverythingAsItWas() throws Exception {
    String good = Files.readString(file);
    write("dhcp-range=127.77.4.10,127.77.4.20,255.0.0.0", "dhcp-bott=second");
    assertFalse(reload.run());
    Files.writeString(file, good);
    assertEquals("127.77.3.10 first", offered(1));
    assertEquals(1, counts.failedReloads.sum());
    assertEquals(0, counts.reloads.sum());
  }

  @Test
  void whatTakesARestartIsNotServed() throws Exception {
    String good = Files.readString(file);
    write("dhcp-range=127.0.0.0,proxy,255.0.0.0", "pxe-service=x86PC,\"x\",second");
    assertFalse(reload.run());
    Files.writeString(file, good);
    assertEquals("127.77.3.10 first", offered(1));
  }

  @Test
  void aChangeOfTheFileOrOfOneBesideItIsSeen() throws Exception {
    List<String> before = Reload.state(file);
    assertEquals(before, Reload.state(file));
    Files.writeString(directory.resolve("hosts.conf"), "dhcp-host=x");
    List<String> after = Reload.state(file);
    assertNotEquals(before, after);
    Files.writeString(directory.resolve("hosts.conf"), "dhcp-host=xy");
    assertNotEquals(after, Reload.state(file));
    Files.delete(file);
    assertNotEquals(after, Reload.state(file));
  }
}
