package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A client that does what a test says, packet by packet. */
final class TftpRawClient implements AutoCloseable {
  private static final int LARGEST = 2000;

  final TftpPacketView view = new TftpPacketView();
  final ByteBuffer received = ByteBuffer.allocate(LARGEST);
  private final ByteBuffer outgoing = ByteBuffer.allocate(LARGEST);
  private final TftpPacketWriter writer = new TftpPacketWriter().wrap(outgoing, 0, LARGEST);
  private final DatagramSocket socket = new DatagramSocket();

  private int octets;

  /** Where the last packet came from; acknowledgments and errors go there. */
  SocketAddress peer;

  TftpRawClient() throws IOException {
    socket.setSoTimeout(60_000);
  }

  /** Which port it asks from. */
  int port() {
    return socket.getLocalPort();
  }

  void read(InetSocketAddress server, String fileName) throws IOException {
    peer = server;
    send(writer.beginReadRequest(fileName, TftpMode.OCTET).finish());
  }

  void readSized(InetSocketAddress server, String fileName) throws IOException {
    peer = server;
    send(writer.beginReadRequest(fileName, TftpMode.OCTET).option("tsize", 0).finish());
  }

  void write(InetSocketAddress server, String fileName) throws IOException {
    peer = server;
    send(writer.beginWriteRequest(fileName, TftpMode.OCTET).finish());
  }

  void data(int blockNumber, byte[] payload) throws IOException {
    int header = writer.data(blockNumber);
    outgoing.put(header, payload);
    send(header + payload.length);
  }

  void acknowledge(int blockNumber) throws IOException {
    send(writer.acknowledgment(blockNumber));
  }

  void fail(int errorCode) throws IOException {
    send(writer.error(errorCode, "test"));
  }

  void send(InetSocketAddress to, byte[] packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, to));
  }

  /** Waits for a packet, which is then in the view. */
  TftpPacketView receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(received.array(), LARGEST);
    socket.receive(packet);
    peer = packet.getSocketAddress();
    octets = packet.getLength();
    return view.wrap(received, 0, packet.getLength());
  }

  /** How long the packet is that was received last. */
  int octets() {
    return octets;
  }

  byte[] payload() {
    return Arrays.copyOfRange(
        received.array(), view.payloadOffset(), view.payloadOffset() + view.payloadLength());
  }

  private void send(int length) throws IOException {
    socket.send(new DatagramPacket(outgoing.array(), length, peer));
  }

  @Override
  public void close() {
    socket.close();
  }
}
