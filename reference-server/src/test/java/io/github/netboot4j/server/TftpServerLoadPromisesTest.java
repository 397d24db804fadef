package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.server.lab.Await;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.client.TftpException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What strangers can make the server do, one test for each class of fault that has been a published
 * bug in a TFTP program, named after it. All of it stays on the loopback interface, whose many
 * addresses stand for many machines.
 */
@Timeout(300)
class TftpServerLoadPromisesTest extends TftpServerFixture {
  private static final int CLIENTS = 1000;
  private static final int FLOOD = Boolean.getBoolean("netboot4j.long") ? 100_000 : 3 * CLIENTS;

  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Some seconds. */
  private static final TftpRetransmission FOR_A_WHILE =
      new TftpRetransmission(30_000_000L, 2, 200_000_000L, 30, 30);

  private final AtomicInteger threads = new AtomicInteger();

  private void restartWithDefaults() throws IOException {
    restartCountingThreads(TftpLimits.DEFAULTS);
  }

  private void restartCountingThreads(TftpLimits limits) throws IOException {
    server.close();
    server =
        new TftpServer(
            ANY_PORT,
            new FileRoot(directory, false),
            null,
            limits,
            TftpPorts.ANY,
            task -> {
              threads.incrementAndGet();
              return new Thread(task);
            },
            events);
    server.start();
  }

  /** One of the many addresses of the loopback interface. */
  private static InetSocketAddress machine(int number) throws IOException {
    byte[] address = {127, 1, (byte) (number / 250), (byte) (1 + number % 250)};
    return new InetSocketAddress(InetAddress.getByAddress(address), 0);
  }

  /** Before the first valid ACK, one packet and two resends, however often it is asked. */
  @ParameterizedTest
  @CsvSource({
    "f,'',3,516",
    "f,blksize=65464,3,40",
    "f,blksize=65464 windowsize=64 tsize=0 timeout=1,3,80",
    "f,windowsize=64,3,40",
    "none,'',1,40",
    "../x,'',1,40"
  })
  void amplification_aForgedRequestHasThreePacketsSent(
      String name, String options, int mostPackets, int mostOctets) throws Exception {
    restart(limits(1000, 1000, Duration.ofMillis(30), LONG));
    file("f", 200_000);
    StringBuilder request = new StringBuilder("\0\1" + name + "\0octet\0");
    for (String option : options.split(" ", 0)) {
      request.append(option.isEmpty() ? "" : option.replace('=', '\0') + "\0");
    }
    try (TftpRawClient client = new TftpRawClient()) {
      for (int i = 0; i < (mostPackets == 1 ? 1 : 20); i++) {
        client.send(server.localAddress(), latin1(request.toString()));
      }
      events.next();
      client.write(server.localAddress(), "end");
      int packets = 0;
      while (!client.receive().errorMessage().endsWith(" end")) {
        packets++;
        int octets = client.octets();
        assertTrue(octets <= mostOctets, () -> octets + " octets in a packet");
      }
      // One transfer but where this thread or the server's waited long for the processor.
      int most = mostPackets * (events.requested.size() - 1);
      assertTrue(packets > 0 && packets <= most, packets + " packets");
    }
  }

  @Test
  void amplification_whatIsNoRequestHasNothingSent() throws Exception {
    try (TftpRawClient client = new TftpRawClient()) {
      client.send(server.localAddress(), latin1("\0\3\0\1data"));
      client.send(server.localAddress(), latin1("\0\4\0\1"));
      client.send(server.localAddress(), latin1("\0\5\0\1text\0"));
      client.send(server.localAddress(), latin1("\0\6blksize\0" + "512\0"));
      client.send(server.localAddress(), new byte[0]);
      client.send(server.localAddress(), new byte[1400]);
      client.write(server.localAddress(), "end");
      assertTrue(client.receive().errorMessage().endsWith(" end"));
    }
  }

  /** The broadcast address of the loopback interface is heard by sockets on the wildcard. */
  @Test
  void amplification_aBroadcastRequestIsIgnored() throws Exception {
    file("f", 100);
    InetAddress broadcast = InetAddress.getByName("127.255.255.255");
    byte[] request = latin1("\0\1f\0octet\0");
    try (DatagramSocket client = new DatagramSocket(machine(1));
        DatagramSocket wildcard = new DatagramSocket(0)) {
      client.setBroadcast(true);
      client.setSoTimeout(60_000);
      wildcard.setSoTimeout(2_000);
      client.send(
          new DatagramPacket(request, request.length, broadcast, server.localAddress().getPort()));
      client.send(new DatagramPacket(request, request.length, broadcast, wildcard.getLocalPort()));
      try {
        wildcard.receive(new DatagramPacket(new byte[100], 100));
      } catch (java.net.SocketTimeoutException e) {
        Assumptions.abort("this system's loopback interface has no broadcast");
      }
      byte[] end = latin1("\0\2end\0octet\0");
      client.send(new DatagramPacket(end, end.length, server.localAddress()));
      DatagramPacket answer = new DatagramPacket(new byte[600], 600);
      client.receive(answer);
      assertEquals(TftpOpcode.ERROR, answer.getData()[1]);
      assertEquals(server.localAddress().getPort(), answer.getPort());
    }
    assertEquals(List.of("end"), events.requested);
  }

  @Test
  void rrqFlood_transfersThreadsAndFilesAreBoundedAndANewcomerIsServed() throws Exception {
    byte[] file = file("f", 3000);
    restartWithDefaults();
    int filesBefore = openFiles();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger sent = new AtomicInteger();
    Thread flood = new Thread(() -> flood(sent, stop));
    flood.start();
    try {
      int most = 0;
      while (sent.get() < FLOOD) {
        most = Math.max(most, assertBounds(filesBefore));
      }
      for (int newcomer = 0; newcomer < 3; newcomer++) {
        assertArrayEquals(
            file, Await.until("the newcomer to be served", LONG, PAUSE, this::newcomer));
        most = Math.max(most, assertBounds(filesBefore));
      }
      System.out.printf(
          "flood: %,d requests for files from ever other ports: at most %,d files and sockets and %d"
              + " threads, and a newcomer is served%n",
          sent.get(), most, threads.get());
    } finally {
      stop.set(true);
      flood.join();
    }
  }

  /** One that does not get the processor for a quarter of a second loses its place again. */
  private Optional<byte[]> newcomer() throws IOException, InterruptedException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try {
      client().withoutOptions().retransmission(FOR_A_WHILE).build().get("f", sink);
      return Optional.of(sink.toByteArray());
    } catch (TftpException.TimedOut e) {
      return Optional.empty();
    }
  }

  /** Returns how many files and sockets are open. */
  private int assertBounds(int filesBefore) {
    assertTrue(server.runningTransfers() <= TftpLimits.DEFAULTS.maximumTransfers());
    assertTrue(
        threads.get() <= 1 + Runtime.getRuntime().availableProcessors(), threads + " threads");
    // A socket and a file each, of those that are about to end too; and those of the client.
    int most = 2 * (TftpLimits.DEFAULTS.maximumTransfers() + TftpTransfers.MOST_ENDING) + 100;
    int files = openFiles() - filesBefore;
    assertTrue(files <= most, files + " files");
    return files;
  }

  /** Requests from many machines and ports that nobody is at; some thousand a second. */
  private void flood(AtomicInteger sent, AtomicBoolean stop) {
    ByteBuffer request = ByteBuffer.wrap(latin1("\0\1f\0octet\0"));
    try {
      while (!stop.get()) {
        try (DatagramChannel forged = DatagramChannel.open()) {
          forged.bind(machine(sent.getAndIncrement()));
          forged.send(request.rewind(), server.localAddress());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How many this process has, the directories of a listing among them; 0 where it is not told. */
  private static int openFiles() {
    String[] files = new File("/proc/self/fd").list();
    return files == null ? 0 : files.length;
  }

  @Test
  void requestRate_ofOneAddressIsLimited() throws Exception {
    file("f", 10);
    server.close();
    TftpLimits all = limits(1000, 1000, LONG, LONG);
    server =
        new TftpServer(
            ANY_PORT,
            new FileRoot(directory, false),
            null,
            new TftpLimits(
                all.maximumTransfers(),
                all.maximumTransfersPerAddress(),
                TftpParameters.MAXIMUM_BLOCK_SIZE,
                0,
                64,
                all.initialTimeout(),
                all.maximumTimeout(),
                all.maximumResends(),
                all.idleTimeout(),
                all.maximumDuration(),
                10,
                1,
                1,
                Duration.ofSeconds(1),
                0),
            TftpPorts.ANY,
            Thread::new,
            events);
    server.start();
    // More than the limit for each second that this may take.
    while (events.dropped.isEmpty()) {
      try (TftpRawClient client = new TftpRawClient()) {
        client.read(server.localAddress(), "f");
      }
    }
    assertEquals(TftpDropped.TOO_FREQUENT, events.droppedBy.get(0));
    TftpRequestRate rate = new TftpRequestRate(10);
    InetAddress one = machine(1).getAddress();
    for (int second = 0; second < 3; second++) {
      for (int request = 0; request < 15; request++) {
        assertEquals(request < 10, rate.allows(one, second * 1_000_000_000L + request));
      }
    }
    assertTrue(rate.allows(machine(2).getAddress(), 2_000_000_100L));
  }

  /** They never answer. */
  @Test
  void stalledClients_aThousandSilentOnesHoldNobodyUp() throws Exception {
    byte[] file = file("f", 3000);
    restartCountingThreads(limits(CLIENTS, CLIENTS, LONG, LONG));
    try (Clients silent = new Clients()) {
      for (int i = 0; i < CLIENTS; i++) {
        Client client = silent.add(i);
        client.send("\0\1f\0octet\0tsize\0" + "0\0");
        client.receive();
      }
      assertEquals(CLIENTS, server.runningTransfers());
      assertArrayEquals(file, fetchByAskingAgain("f"));
      assertTrue(threads.get() <= 1 + Runtime.getRuntime().availableProcessors());
    }
  }

  /** They take a part of the file, and then nothing. */
  @Test
  void stalledClients_aThousandThatStopHalfWayHoldNobodyUp() throws Exception {
    byte[] file = file("f", 3000);
    restartCountingThreads(limits(CLIENTS, CLIENTS, LONG, LONG));
    try (Clients stalled = new Clients()) {
      for (int i = 0; i < CLIENTS; i++) {
        Client client = stalled.add(i);
        client.send("\0\1f\0octet\0");
        client.receive();
        client.acknowledge(1);
        client.receive();
      }
      assertEquals(CLIENTS, server.runningTransfers());
      assertArrayEquals(file, fetchByAskingAgain("f"));
      // And those that were only slow go on.
      for (Client slow : stalled.all.subList(CLIENTS - 10, CLIENTS)) {
        slow.acknowledge(2);
        slow.receive();
        assertEquals(3, slow.buffer.get(3));
      }
    }
  }

  /**
   * Just before each timeout, so that it is never silent: its place is its own, and its time ends.
   */
  @Test
  void stalledClients_oneThatOnlyRepeatsItselfEnds() throws Exception {
    restart(limits(10, 10, Duration.ofMillis(50), Duration.ofMillis(400)));
    file("f", 3000);
    try (TftpRawClient client = new TftpRawClient()) {
      client.read(server.localAddress(), "f");
      client.receive();
      client.acknowledge(1);
      while (server.runningTransfers() > 0) {
        client.acknowledge(1);
      }
    }
    assertEquals(TftpOutcome.TIMED_OUT, events.next().outcome());
  }

  /** Many clients, each with a socket on an address of its own. */
  private final class Clients implements AutoCloseable {
    final List<Client> all = new ArrayList<>();

    Client add(int number) throws IOException {
      Client client = new Client(number);
      all.add(client);
      return client;
    }

    @Override
    public void close() throws IOException {
      for (Client client : all) {
        client.channel.close();
      }
    }
  }

  private final class Client {
    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(600);
    private InetSocketAddress peer = server.localAddress();

    Client(int number) throws IOException {
      channel.bind(machine(number));
      channel.socket().setSoTimeout(60_000);
    }

    void send(String packet) throws IOException {
      channel.send(ByteBuffer.wrap(latin1(packet)), peer);
    }

    void acknowledge(int block) throws IOException {
      channel.send(ByteBuffer.wrap(new byte[] {0, 4, 0, (byte) block}), peer);
    }

    void receive() throws IOException {
      DatagramPacket packet = new DatagramPacket(buffer.array(), buffer.capacity());
      channel.socket().receive(packet);
      peer = (InetSocketAddress) packet.getSocketAddress();
    }
  }
}
