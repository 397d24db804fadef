package io.github.netboot4j.tftp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A server that does what a test says, packet by packet, on a thread of its own. */
final class ScriptedServer implements AutoCloseable {
  /** What the server does, from the first packet on. */
  interface Script {
    void run(ScriptedServer server) throws Exception;
  }

  private static final int LARGEST = 65_535;
  private static final int PATIENCE_MILLIS = 60_000;

  final TftpPacketView view = new TftpPacketView();
  private final DatagramSocket requests;
  private final DatagramSocket transfer;
  private final ByteBuffer received = ByteBuffer.allocate(LARGEST);
  private final ByteBuffer outgoing = ByteBuffer.allocate(LARGEST);
  private final TftpPacketWriter writer = new TftpPacketWriter().wrap(outgoing, 0, LARGEST);
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int length;

  /** Where the client sends from, once a request came. */
  SocketAddress client;

  ScriptedServer(Script script) throws IOException {
    this(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress(), script);
  }

  /** A server that hears on one address and answers from another. */
  ScriptedServer(InetAddress hears, InetAddress answers, Script script) throws IOException {
    requests = new DatagramSocket(0, hears);
    transfer = new DatagramSocket(0, answers);
    requests.setSoTimeout(PATIENCE_MILLIS);
    transfer.setSoTimeout(PATIENCE_MILLIS);
    Thread thread =
        new Thread(
            () -> {
              try {
                script.run(this);
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "scripted server");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) requests.getLocalSocketAddress();
  }

  /** Where it answers from. */
  InetSocketAddress transferAddress() {
    return (InetSocketAddress) transfer.getLocalSocketAddress();
  }

  /** Waits for a request, which is then in the view. */
  TftpPacketView request() throws IOException {
    return receive(requests);
  }

  /** Waits for the next packet of the transfer, which is then in the view. */
  TftpPacketView receive() throws IOException {
    return receive(transfer);
  }

  private TftpPacketView receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(received.array(), LARGEST);
    socket.receive(packet);
    client = packet.getSocketAddress();
    length = packet.getLength();
    return view.wrap(received, 0, length);
  }

  /** The packet in view, one character a byte. */
  String packet() {
    return new String(received.array(), 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The payload of the DATA packet in view. */
  byte[] payload() {
    assertEquals(TftpOpcode.DATA, view.opcode());
    return Arrays.copyOfRange(received.array(), view.payloadOffset(), length);
  }

  void expectAcknowledgment(int blockNumber) throws IOException {
    receive();
    assertEquals(TftpOpcode.ACKNOWLEDGMENT, view.opcode());
    assertEquals(blockNumber, view.blockNumber());
  }

  void expectError(int errorCode) throws IOException {
    receive();
    assertEquals(TftpOpcode.ERROR, view.opcode());
    assertEquals(errorCode, view.errorCode());
  }

  /** Sends a block of a file. */
  void data(byte[] file, int block, int blockSize) throws IOException {
    int from = (block - 1) * blockSize;
    int header = writer.data(block & 0xffff);
    int size = Math.min(blockSize, file.length - from);
    outgoing.put(header, file, from, size);
    send(transfer, header + size);
  }

  void acknowledge(int blockNumber) throws IOException {
    send(transfer, writer.acknowledgment(blockNumber));
  }

  /** Sends an OACK: names and values by turns. */
  void options(String... options) throws IOException {
    writer.beginOptionAcknowledgment();
    for (int i = 0; i < options.length; i += 2) {
      writer.option(options[i], options[i + 1]);
    }
    send(transfer, writer.finish());
  }

  void error(int errorCode, String message) throws IOException {
    send(transfer, writer.error(errorCode, message));
  }

  /** Sends bytes, one a character. */
  void raw(String packet) throws IOException {
    byte[] bytes = packet.getBytes(StandardCharsets.ISO_8859_1);
    transfer.send(new DatagramPacket(bytes, bytes.length, client));
  }

  private void send(DatagramSocket socket, int size) throws IOException {
    socket.send(new DatagramPacket(outgoing.array(), size, client));
  }

  /** Sends a whole file in lock-step, from the block after {@code acknowledged}. */
  void sendAll(byte[] file, int blockSize, int acknowledged) throws IOException {
    for (int block = acknowledged + 1; block <= file.length / blockSize + 1; block++) {
      data(file, block, blockSize);
      expectAcknowledgment(block & 0xffff);
    }
  }

  static byte[] file(int size) {
    byte[] file = new byte[size];
    new Random(size).nextBytes(file);
    return file;
  }

  /** Waits for the end of the script, and fails as it did. */
  void awaitScript() throws Exception {
    try {
      done.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  /** That nothing came that was not looked at. */
  void assertNothingUnread() throws IOException {
    assertEquals(0, unread(requests, 0) + unread(transfer, 0));
  }

  /** That so many requests came that were not looked at, and nothing else. */
  void assertUnreadRequests(int count) throws IOException {
    assertEquals(count, unread(requests, count));
    assertEquals(0, unread(transfer, 0));
  }

  /** That so many packets of a transfer came that were not looked at. */
  void assertUnreadOfTransfer(int count) throws IOException {
    assertEquals(count, unread(transfer, count));
  }

  /** Packets that came and were not looked at, once there are so many as are expected. */
  static int unread(DatagramSocket socket, int expected) throws IOException {
    int packets = 0;
    try {
      while (true) {
        socket.setSoTimeout(packets < expected ? PATIENCE_MILLIS : 1);
        socket.receive(new DatagramPacket(new byte[LARGEST], LARGEST));
        packets++;
      }
    } catch (SocketTimeoutException e) {
      return packets;
    }
  }

  @Override
  public void close() throws SocketException {
    requests.close();
    transfer.close();
  }
}
