package io.github.netboot4j.tftp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** One side of a transfer: a shell as thin as one around a socket. */
abstract class SimulatedSide implements SimulatedNetwork.Host {
  static final long STRANGER_INTERVAL = 5000;
  static final InetAddress ADDRESS = address(1);

  private static final InetAddress ELSEWHERE = address(2);

  final SimulatedNetwork network;
  final int port;
  final ByteBuffer packet;
  final TftpPacketWriter writer;
  final TftpPacketView view = new TftpPacketView();
  final TftpPeer peer;
  long strangersAnswered;

  SimulatedSide(SimulatedNetwork network, int port, TftpPeer peer, int blockSize) {
    this.network = network;
    this.port = port;
    this.peer = peer;
    packet = ByteBuffer.allocate(Math.max(600, blockSize + 4));
    writer = new TftpPacketWriter().wrap(packet, 0, packet.capacity());
    network.attach(port, this);
  }

  final void send(int toPort, int length) {
    network.send(port, toPort, Bytes.written(packet, 0, length));
  }

  final void sendToPeer(int length) {
    send(peer.port(), length);
  }

  @Override
  public final void receive(SimulatedNetwork.Address from, ByteBuffer bytes) {
    view.tryWrap(bytes, 0, bytes.limit());
    InetAddress address = from == SimulatedNetwork.Address.OURS ? ADDRESS : ELSEWHERE;
    int fromPort = network.fromPort;
    switch (peer.judge(address, fromPort, view, network.now())) {
      case PEER -> received(bytes);
      case STRANGER -> {
        strangersAnswered++;
        int length = writer.error(TftpErrorCode.UNKNOWN_TRANSFER_ID, "");
        if (from == SimulatedNetwork.Address.OURS) {
          send(fromPort, length);
        }
      }
      case IGNORED -> {}
    }
  }

  /** The packet of the peer is in view. */
  abstract void received(ByteBuffer bytes);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
