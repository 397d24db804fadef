package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpOpcode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TFTP transfers of a capture. A transfer begins with a request to port 69; the first answer to
 * the client's port tells the port that the server took for it (RFC 1350 section 4), and from then
 * on those two ports are its own.
 *
 * <p>A request that is sent again may be served twice, from two ports: each request lets one more
 * port in. Of the transfers only the {@link #MOST} that were heard of last are known, so that a
 * capture of nothing but requests takes no more memory than another one.
 */
final class DecodeTransfers {
  /** How many transfers are followed at once. */
  static final int MOST = 4096;

  /** How many ports of a server are known in one transfer. */
  static final int MOST_PORTS = 4;

  private static final int REQUEST_PORT = 69;
  private static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

  private static final class Transfer {
    int server;
    boolean serverKnown;
    int unanswered;
    final int[] ports = new int[MOST_PORTS];

    Transfer(int server) {
      this.server = server;
      serverKnown = server != LIMITED_BROADCAST && server >>> 28 != 0xE;
    }

    boolean isServer(int address) {
      return !serverKnown || address == server;
    }

    boolean has(int port) {
      return Arrays.stream(ports).anyMatch(known -> known == port);
    }

    void add(int address, int port) {
      server = address;
      serverKnown = true;
      unanswered--;
      System.arraycopy(ports, 0, ports, 1, MOST_PORTS - 1);
      ports[0] = port;
    }
  }

  /** By the client's address and port, in the order in which they were heard of. */
  private final Map<Long, Transfer> transfers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Transfer> eldest) {
          return size() > MOST;
        }
      };

  /** Whether a datagram is TFTP. To be asked for each one, in the order of the capture. */
  boolean claims(PcapDatagram datagram) {
    if (datagram.destinationPort() == REQUEST_PORT) {
      requested(datagram);
      return true;
    }
    return datagram.sourcePort() == REQUEST_PORT
        || isFromServer(datagram)
        || isFromClient(datagram);
  }

  /** How many transfers are known. */
  int size() {
    return transfers.size();
  }

  private void requested(PcapDatagram datagram) {
    int opcode = opcode(datagram);
    if (opcode == TftpOpcode.READ_REQUEST || opcode == TftpOpcode.WRITE_REQUEST) {
      long client = key(datagram.sourceAddress(), datagram.sourcePort());
      Transfer transfer = transfers.get(client);
      if (transfer == null || !transfer.isServer(datagram.destinationAddress())) {
        transfer = new Transfer(datagram.destinationAddress());
        transfers.put(client, transfer);
      }
      transfer.unanswered = Math.min(transfer.unanswered + 1, MOST_PORTS);
    }
  }

  private boolean isFromServer(PcapDatagram datagram) {
    Transfer transfer = of(datagram.destinationAddress(), datagram.destinationPort());
    if (transfer == null || !transfer.isServer(datagram.sourceAddress())) {
      return false;
    }
    if (transfer.has(datagram.sourcePort())) {
      return true;
    }
    int opcode = opcode(datagram);
    if (transfer.unanswered == 0
        || opcode < TftpOpcode.DATA
        || opcode > TftpOpcode.OPTION_ACKNOWLEDGMENT) {
      return false;
    }
    transfer.add(datagram.sourceAddress(), datagram.sourcePort());
    return true;
  }

  private boolean isFromClient(PcapDatagram datagram) {
    Transfer transfer = of(datagram.sourceAddress(), datagram.sourcePort());
    return transfer != null
        && transfer.isServer(datagram.destinationAddress())
        && transfer.has(datagram.destinationPort());
  }

  private @Nullable Transfer of(int address, int port) {
    return transfers.get(key(address, port));
  }

  private static long key(int address, int port) {
    return (long) address << 16 | port;
  }

  /** The first two octets, or -1. */
  private static int opcode(PcapDatagram datagram) {
    ByteBuffer buffer = datagram.buffer();
    int offset = datagram.payloadOffset();
    return datagram.payloadLength() < 2 ? -1 : buffer.getShort(offset) & 0xFFFF;
  }
}
