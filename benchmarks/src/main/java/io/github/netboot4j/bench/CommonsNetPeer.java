package io.github.netboot4j.bench;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.Map;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPAckPacket;
import org.apache.commons.net.tftp.TFTPDataPacket;
import org.apache.commons.net.tftp.TFTPPacket;
import org.apache.commons.net.tftp.TFTPPacketException;
import org.apache.commons.net.tftp.TFTPReadRequestPacket;

/** commons-net, called as its own client and server call it. */
final class CommonsNetPeer {
  private static final int PORT = 69;

  private final InetAddress address = InetAddress.getLoopbackAddress();

  /** A packet as it comes from a socket. */
  DatagramPacket datagram(byte[] packet) {
    return new DatagramPacket(packet, packet.length, address, PORT);
  }

  /** The sum of {@link TftpDecodeBenchmark}, or -1 for a packet that is refused. */
  long decode(DatagramPacket datagram) {
    TFTPPacket packet;
    try {
      packet = TFTPPacket.newTFTPPacket(datagram);
    } catch (TFTPPacketException e) {
      return -1;
    }
    if (packet instanceof TFTPReadRequestPacket request) {
      String name = request.getFilename();
      Map<String, String> options = request.getOptions();
      return 1L
          + name.length()
          + name.charAt(0)
          + (request.getMode() == TFTP.OCTET_MODE ? 1 : 0)
          + Long.parseLong(options.get("tsize"))
          + Long.parseLong(options.get("blksize"))
          + Long.parseLong(options.get("windowsize"));
    }
    if (packet instanceof TFTPDataPacket data) {
      return 3L
          + data.getBlockNumber()
          + data.getDataLength()
          + (data.getData()[data.getDataOffset()] & 0xFF);
    }
    return packet instanceof TFTPAckPacket ack ? 4L + ack.getBlockNumber() : -1;
  }

  /** A DATA packet of all of this payload. */
  DatagramPacket data(byte[] payload) {
    return new TFTPDataPacket(address, PORT, TftpPackets.BLOCK, payload, 0, payload.length)
        .newDatagram();
  }

  /** An ACK. */
  DatagramPacket acknowledgment() {
    return new TFTPAckPacket(address, PORT, TftpPackets.BLOCK).newDatagram();
  }
}
