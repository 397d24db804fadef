package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that is being served, on a port of its own. */
abstract class TftpTransfer {
  /** No packet of a client is longer, but for the DATA of an upload. */
  static final int LONGEST_INCOMING = 1024;

  /** Bytes; no ERROR and no OACK of this server is longer. */
  static final int LONGEST_BUT_DATA = 512;

  private static final long STRANGER_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SHOWN_NAME = 128;

  /**
   * What makes a request a repetition of another: the same bytes from the same address and port. A
   * client that probes the size and then asks for the file from the same port sends other bytes the
   * second time, and is not held up by the end of its probe.
   */
  record Key(InetSocketAddress client, ByteBuffer request) {}

  final TftpServer server;
  private final Key key;
  private final long started = System.nanoTime();
  private final String fileName;
  private final @Nullable TftpMode mode;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  private final TftpPeer peer;
  private volatile boolean heard;
  private volatile long lastHeard = started;
  private volatile boolean cancelled;

  /**
   * A transfer that is yet to begin.
   *
   * @param request the request
   * @param bytes all of it, which belong to the transfer from now on
   */
  TftpTransfer(TftpServer server, InetSocketAddress client, TftpPacketView request, byte[] bytes) {
    this.server = server;
    this.key = new Key(client, ByteBuffer.wrap(bytes));
    peer = TftpPeer.client(client.getAddress(), client.getPort(), STRANGER_INTERVAL_NANOS);
    fileName = request.fileName();
    mode = request.mode();
  }

  final Key key() {
    return key;
  }

  final InetSocketAddress client() {
    return key.client();
  }

  final String fileName() {
    return fileName;
  }

  final @Nullable TftpMode mode() {
    return mode;
  }

  /** The request, in a view of its own. */
  final TftpPacketView request() {
    return new TftpPacketView().wrap(key.request(), 0, key.request().limit());
  }

  final long started() {
    return started;
  }

  final long ageNanos() {
    return System.nanoTime() - started;
  }

  /** Whether the client has answered, which shows that its address is not forged. */
  final boolean isHeard() {
    return heard;
  }

  final void nowHeard(long now) {
    lastHeard = now;
    heard = true;
  }

  /** Since the client brought the transfer on, or asked for it. */
  final long idleNanos() {
    return System.nanoTime() - lastHeard;
  }

  /** Whether the client writes. */
  abstract boolean isUpload();

  /** Ends the transfer soon, from any thread. */
  void cancel() {
    cancelled = true;
  }

  final boolean isCancelled() {
    return cancelled;
  }

  /** Tells the listener how it ended, once. */
  final void tell(TftpOutcome outcome, long bytes, String detail) {
    if (told.compareAndSet(false, true)) {
      String why = cancelled && outcome == TftpOutcome.FAILED ? "ended by the server" : detail;
      server.listener().finished(client(), fileName, mode, bytes, ageNanos(), outcome, why);
    }
  }

  /** Ends it: tells the server, and the listener if that was not told before. */
  final void end(TftpOutcome outcome, long bytes, String detail) {
    if (ended.compareAndSet(false, true)) {
      server.transfers().remove(this);
      try {
        tell(outcome, bytes, detail);
      } finally {
        server.transfers().gone();
      }
    }
  }

  /**
   * Whether a packet is the client's. One of someone else does no harm to the transfer, and is
   * answered now and then.
   *
   * @param packet readable or not
   */
  final boolean isFromClient(
      InetSocketAddress from, TftpPacketView packet, DatagramChannel channel, long now)
      throws ClosedChannelException {
    TftpPeer.Origin origin = peer.judge(from.getAddress(), from.getPort(), packet, now);
    if (origin == TftpPeer.Origin.STRANGER) {
      try {
        channel.send(error(TftpErrorCode.UNKNOWN_TRANSFER_ID, "Unknown transfer identifier"), from);
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        // A forged address that nothing can be sent to must not end the transfer.
      }
    }
    return origin == TftpPeer.Origin.PEER;
  }

  /** An ERROR packet, in a buffer of its own. */
  static ByteBuffer error(int errorCode, String message) {
    ByteBuffer packet = ByteBuffer.allocate(LONGEST_BUT_DATA);
    int length =
        new TftpPacketWriter().wrap(packet, 0, packet.capacity()).error(errorCode, message);
    return packet.limit(length);
  }

  /** Tells the client, if the server ends, that there is no use in waiting for more. */
  final void sayFarewell(DatagramChannel channel) {
    if (server.isClosed()) {
      try {
        channel.send(error(TftpErrorCode.NOT_DEFINED, "The server stops"), client());
      } catch (IOException e) {
        // It finds out by itself.
      }
    }
  }

  final String shown() {
    return shown(fileName);
  }

  /** What was asked for, at a length that fits an ERROR packet. */
  static String shown(String fileName) {
    return fileName.length() <= SHOWN_NAME ? fileName : fileName.substring(0, SHOWN_NAME) + "...";
  }
}
