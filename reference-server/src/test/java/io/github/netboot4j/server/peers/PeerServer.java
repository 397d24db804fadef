package io.github.netboot4j.server.peers;

import io.github.netboot4j.server.lab.LabProcess;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpPacketWriter;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A TFTP server of others over a directory, on the loopback interface. They all need root:
 * tftpd-hpa to change its root directory, dnsmasq for port 69.
 *
 * <p>What they cannot do, in the releases of Debian 12:
 *
 * <ul>
 *   <li>tftpd-hpa 5.2 and dnsmasq 2.90 know no {@code windowsize}.
 *   <li>dnsmasq takes no uploads, agrees to blocks of 2263 bytes at most, and sends a CR in
 *       netascii as it is.
 *   <li>atftpd 0.8 waits for a second at least before it sends again. A block of netascii is then
 *       another than the first time. It acknowledges an upload before it has written all of it.
 *   <li>All three serve a request that comes twice in two transfers, of which a client takes part
 *       in one. The other is heard until the client turns it away, or until it gives up.
 * </ul>
 */
final class PeerServer implements AutoCloseable {
  enum Kind {
    TFTPD_HPA("tftpd-hpa", "usr/sbin/in.tftpd"),
    ATFTPD("atftpd", "usr/sbin/atftpd"),
    DNSMASQ("dnsmasq-base", "usr/sbin/dnsmasq");

    private final String debianPackage;
    private final String path;

    Kind(String debianPackage, String path) {
      this.debianPackage = debianPackage;
      this.path = path;
    }

    private PeerProgram program() {
      return new PeerProgram(debianPackage, path);
    }

    boolean takesUploads() {
      return this != DNSMASQ;
    }

    /** Whether it can send this to our client. */
    boolean sends(OurClient client) {
      return switch (client) {
        case NETASCII -> this != DNSMASQ;
        case WINDOW_64 -> this == ATFTPD;
        default -> true;
      };
    }

    /** Whether it can also when packets are lost. */
    boolean sendsUnderLoss(OurClient client) {
      return sends(client) && (this != ATFTPD || client != OurClient.NETASCII);
    }

    /** The greatest file that it sends or takes in good time when packets are lost. */
    int mostUnderLoss() {
      return this == TFTPD_HPA ? Integer.MAX_VALUE : 100_000;
    }

    private List<String> arguments(InetSocketAddress address, Path directory) {
      String host = address.getAddress().getHostAddress();
      String port = Integer.toString(address.getPort());
      return switch (this) {
        case TFTPD_HPA ->
            List.of(
                "--foreground",
                "--address",
                host + ":" + port,
                "--user",
                "nobody",
                "--retransmit",
                "100000",
                "--create",
                "--permissive",
                "--secure",
                directory.toString());
        case ATFTPD ->
            List.of(
                "--daemon",
                "--no-fork",
                "--bind-address",
                host,
                "--port",
                port,
                "--user",
                "root.root",
                "--retry-timeout",
                "1",
                "--logfile",
                "-",
                directory.toString());
        case DNSMASQ ->
            List.of(
                "--conf-file=/dev/null",
                "--keep-in-foreground",
                "--log-facility=-",
                "--pid-file=",
                "--user=root",
                "--port=0",
                "--listen-address=" + host,
                "--bind-interfaces",
                "--enable-tftp",
                "--tftp-max=1000",
                "--tftp-root=" + directory);
      };
    }
  }

  private static final int DNSMASQ_PORT = 69;
  private static final int PATIENCE = 600;
  private static final int PAUSE_MILLIS = 100;

  private final InetSocketAddress address;
  private final LabProcess process;

  private PeerServer(InetSocketAddress address, LabProcess process) {
    this.address = address;
    this.process = process;
  }

  /**
   * Starts a server, and returns when it answers.
   *
   * @param directory what it serves
   * @param log takes what it prints
   */
  static PeerServer start(Kind kind, Path directory, Path log) throws IOException {
    PeerProgram program = kind.program();
    program.require();
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      PeerProgram.missing("the rights of root, for " + program.debianPackage());
    }
    InetSocketAddress address = kind == Kind.DNSMASQ ? ownAddress() : freePort();
    PeerServer server =
        new PeerServer(address, program.start(kind.arguments(address, directory), log));
    try {
      server.awaitAnswer();
    } catch (IOException | AssertionError e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Where it hears requests. */
  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }

  private static InetSocketAddress freePort() throws IOException {
    while (true) {
      // Not one that the system gives to one of many clients before the server has it.
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), LossyRelay.nextPort());
      try (DatagramSocket socket = new DatagramSocket(address)) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
      } catch (BindException e) {
        // taken: the next one
      }
    }
  }

  /** The port cannot be chosen, so the address is one that nobody else will have. */
  private static InetSocketAddress ownAddress() throws IOException {
    long pid = ProcessHandle.current().pid();
    byte[] address = {127, (byte) (pid >> 16 | 0x80), (byte) (pid >> 8), (byte) pid};
    return new InetSocketAddress(InetAddress.getByAddress(address), DNSMASQ_PORT);
  }

  private void awaitAnswer() throws IOException {
    ByteBuffer request = ByteBuffer.allocate(100);
    TftpPacketWriter writer = new TftpPacketWriter().wrap(request, 0, request.capacity());
    int length = writer.beginReadRequest("no-such-file", TftpMode.OCTET).finish();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PAUSE_MILLIS);
      for (int i = 0; i < PATIENCE; i++) {
        process.requireAlive();
        socket.send(new DatagramPacket(request.array(), length, address));
        try {
          socket.receive(new DatagramPacket(new byte[1000], 1000));
          return;
        } catch (SocketTimeoutException e) {
          // not yet
        }
      }
    }
    throw new AssertionError("the server at " + address + " does not answer");
  }
}
