package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.server.lab.LabProcess;
import io.github.netboot4j.tftp.TftpOpcode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar is told to end (SIGTERM) while it serves all that it can. */
final class ServerStopIT {
  private static final int LOOPBACK = Ipv4.parse("127.0.0.1");

  /** What is promised; the process has no more than its own bounds, and a busy machine more. */
  private static final long PROMISED_SECONDS = 5;

  private static final long SECONDS_ON_A_BUSY_MACHINE = 60;

  @TempDir private Path directory;

  @Test
  void transfersAreToldLeasesAreStoredAndItEndsInTime() throws Exception {
    Files.write(directory.resolve("file"), new byte[100_000]);
    Path leases = directory.resolve("leases.db");
    Path log = directory.resolve("log");
    int port = DemoCommand.freeDhcpPort();
    int tftpPort = DemoCommand.freeUdpPort();
    int httpPort = DemoCommand.freeTcpPort();
    int adminPort = DemoCommand.freeTcpPort();
    while (adminPort == httpPort) {
      adminPort = DemoCommand.freeTcpPort();
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("netboot4j.jar"),
            "serve",
            "--interface",
            "lo",
            "--pool",
            "127.77.5.10-127.77.5.20",
            "--tftp-root",
            directory.toString(),
            "--http-root",
            directory.toString(),
            "--bios",
            "file",
            "--script",
            "file",
            "--leases",
            leases.toString(),
            "--dhcp-port",
            Integer.toString(port),
            "--tftp-port",
            Integer.toString(tftpPort),
            "--http-port",
            Integer.toString(httpPort),
            "--log",
            "json",
            "--admin",
            "127.0.0.1:" + adminPort);
    try (LabProcess server = LabProcess.start("the server", command, directory, log)) {
      Await.until(
          "the admin address",
          Duration.ofSeconds(60),
          () ->
              Files.readString(log).contains("admin address: 127.0.0.1")
                  ? Optional.of(true)
                  : Optional.empty());
      lease(port);
      try (TftpRawClient transfer = new TftpRawClient();
          Socket request = new Socket();
          Socket asked = new Socket()) {
        InetSocketAddress tftp = Addresses.of(LOOPBACK, tftpPort);
        transfer.read(tftp, "file");
        transfer.receive();
        transfer.acknowledge(1);
        transfer.receive();
        request.connect(Addresses.of(LOOPBACK, httpPort));
        request.getOutputStream().write("GET /file HT".getBytes(StandardCharsets.US_ASCII));
        asked.connect(Addresses.of(LOOPBACK, adminPort));

        long begun = System.nanoTime();
        Process kill = new ProcessBuilder("kill", "-TERM", Long.toString(server.pid())).start();
        assertEquals(0, kill.waitFor());
        assertEquals(143, server.exitStatus(SECONDS_ON_A_BUSY_MACHINE));
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("stopped in %.1f s of %d%n", seconds, PROMISED_SECONDS);

        while (transfer.receive().opcode() != TftpOpcode.ERROR) {
          // Sent before.
        }
        assertEquals("The server stops", transfer.view.errorMessage());
      }
      assertTrue(Files.readString(log).contains("stopped; 0 packets were malformed"));
    }
    assertIsJsonWithOneTrace(Files.readAllLines(log));
    assertFalse(Files.exists(LeaseFiles.beside(leases, LeaseFiles.LOG)), "the log is not merged");
    List<LeaseRecord> stored = LeaseDatabase.read(leases);
    assertEquals(1, stored.size(), stored::toString);
  }

  private static void assertIsJsonWithOneTrace(List<String> lines) throws IOException {
    List<String> traces = new ArrayList<>();
    for (String line : lines) {
      Map<String, String> fields = new HashMap<>();
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        assertEquals(JsonToken.START_OBJECT, parser.nextToken(), line);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          parser.nextToken();
          fields.put(parser.currentName(), parser.getText());
        }
        assertEquals(JsonToken.END_OBJECT, parser.currentToken(), line);
        assertNull(parser.nextToken(), line);
      }
      assertTrue(fields.keySet().containsAll(List.of("time", "level", "message")), line);
      if ("dhcp.answered".equals(fields.get("event"))) {
        assertEquals(Printable.mac(TestRequests.MAC), fields.get("machine"), line);
        traces.add(fields.get("trace"));
      }
    }
    assertEquals(2, traces.size(), lines::toString);
    assertEquals(traces.get(0), traces.get(1));
  }

  /** As firmware gets one. */
  private static void lease(int port) throws IOException {
    DhcpSettings dhcp =
        DhcpSettings.ofPool(
            new LocalInterface("lo", LOOPBACK, Ipv4.mask(8)),
            port,
            port + 1,
            AddressRange.parse("127.77.5.10-127.77.5.20"),
            Ipv4.ANY,
            List.of(),
            Duration.ofMinutes(30));
    try (DemoDhcpSocket socket = new DemoDhcpSocket(dhcp)) {
      int wanted = Ipv4.ANY;
      int from = Ipv4.ANY;
      for (int type : new int[] {MessageType.DISCOVER, MessageType.REQUEST}) {
        byte[] packet = new byte[1024];
        int octets =
            DemoFirmware.BIOS_PXE.write(
                new DhcpMessageWriter(),
                ByteBuffer.wrap(packet),
                type,
                TestRequests.MAC,
                type,
                wanted,
                from);
        DhcpMessageView reply =
            socket.exchange(packet, octets, type, TestRequests.MAC, Duration.ofSeconds(60));
        assertNotNull(reply, MessageType.name(type));
        wanted = reply.yourAddress();
        from = reply.serverIdentifier();
      }
    }
  }
}
