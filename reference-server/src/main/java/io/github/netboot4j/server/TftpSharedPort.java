package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One port for requests and all downloads, which are told apart by address and port of the client:
 * for networks in which answers from another port than the one that was asked do not arrive, as
 * behind NAT and in containers. RFC 1350 wants a port for each transfer; clients learn the port
 * from the first answer, and do not mind which it is.
 */
final class TftpSharedPort {
  /** Packets of one client that wait to be looked at; what comes beyond is lost, as UDP may. */
  private static final int MOST_WAITING = 64;

  private final DatagramChannel channel;
  private final Map<InetSocketAddress, Line> lines = new ConcurrentHashMap<>();

  /** Downloads over a channel that stays in blocking mode. */
  TftpSharedPort(DatagramChannel channel) {
    this.channel = channel;
  }

  /** Hands a packet on to the download that it is for, if there is one; on the hearing thread. */
  void heard(InetSocketAddress from, ByteBuffer packet) {
    Line line = lines.get(from);
    if (line == null || packet.limit() > TftpTransfer.LONGEST_INCOMING) {
      return;
    }
    byte[] octets = new byte[packet.limit()];
    packet.get(0, octets);
    line.take(octets);
  }

  /** A line to a client. It takes the place of one that the same client had. */
  TftpLine line(InetSocketAddress client) {
    return new Line(client);
  }

  /** The part of one download. */
  final class Line extends TftpLine {
    private final InetSocketAddress client;
    private final Queue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile @Nullable TftpLoop loop;
    private volatile @Nullable TftpDownload download;

    private Line(InetSocketAddress client) {
      this.client = client;
    }

    private void take(byte[] octets) {
      TftpLoop on = loop;
      TftpDownload of = download;
      if (on != null && of != null && waiting.offer(octets)) {
        on.arrived(of);
      }
    }

    @Override
    DatagramChannel channel() {
      return channel;
    }

    @Override
    void join(TftpLoop loop, TftpDownload download) {
      this.loop = loop;
      this.download = download;
      loop.follow(download);
      Line before = lines.put(client, this);
      TftpDownload old = before == null ? null : before.download;
      if (old != null) {
        // Both are of this loop. The client has given up what it asked for before.
        old.finish(TftpOutcome.FAILED, "its client asked for something else");
      }
    }

    @Override
    boolean enableSegmentation(int octets) {
      return false; // it would hold for the packets of others too
    }

    @Override
    void disableSegmentation() {
      // It is not enabled.
    }

    @Override
    boolean send(ByteBuffer packets, InetSocketAddress to) throws IOException {
      channel.send(packets, to); // waits for room
      return true;
    }

    @Override
    @Nullable InetSocketAddress receive(ByteBuffer incoming) {
      byte[] octets = waiting.poll();
      if (octets == null) {
        return null;
      }
      incoming.put(octets);
      return client;
    }

    @Override
    public void close() {
      lines.remove(client, this);
      TftpLoop on = loop;
      TftpDownload of = download;
      if (on != null && of != null) {
        on.forget(of);
      }
    }
  }
}
