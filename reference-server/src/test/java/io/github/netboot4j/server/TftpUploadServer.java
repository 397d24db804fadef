package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one file without options, packet by packet, or refuses it. */
final class TftpUploadServer implements AutoCloseable {
  private final DatagramSocket requests = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final CompletableFuture<byte[]> file = new CompletableFuture<>();
  private final TftpPacketView request = new TftpPacketView();

  TftpUploadServer(boolean refuses) throws IOException {
    Thread thread =
        new Thread(
            () -> {
              try (TftpRawClient transfer = new TftpRawClient()) {
                file.complete(take(transfer, refuses));
              } catch (IOException | AssertionError e) {
                file.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private byte[] take(TftpRawClient transfer, boolean refuses) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[600], 600);
    requests.receive(packet);
    request.wrap(ByteBuffer.wrap(packet.getData()), 0, packet.getLength());
    assertEquals(TftpOpcode.WRITE_REQUEST, request.opcode());
    transfer.peer = packet.getSocketAddress();
    if (refuses) {
      transfer.fail(6);
      return new byte[0];
    }
    transfer.acknowledge(0);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int block = 0;
    while (true) {
      transfer.receive();
      if (transfer.view.blockNumber() != block + 1) {
        continue; // the one before, sent again since this thread was slow
      }
      block++;
      taken.write(transfer.payload());
      transfer.acknowledge(block);
      if (transfer.view.payloadLength() < 512) {
        return taken.toByteArray();
      }
    }
  }

  String uri(String file) {
    return "tftp://127.0.0.1:" + requests.getLocalPort() + "/" + file;
  }

  byte[] taken() throws Exception {
    return file.get(60, TimeUnit.SECONDS);
  }

  /** What was asked for; after {@link #taken()}. */
  TftpPacketView request() {
    return request;
  }

  @Override
  public void close() {
    requests.close();
  }
}
