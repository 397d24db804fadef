package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpPeer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one transfer. It hands on the packets of the server alone, turns others away, and
 * can be interrupted while it waits.
 */
final class TransferSocket implements AutoCloseable {
  /** A request is never longer (RFC 2347). */
  private static final int LONGEST_REQUEST = 512;

  private static final int LEAST_RECEIVED = 2048;
  private static final int MOST_KERNEL_BUFFER = 4 << 20;
  private static final long STRANGER_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SEND_PATIENCE_MILLIS = 100;

  /** The packet that was received last. */
  final TftpPacketView view = new TftpPacketView();

  /** Writes into what {@link #send(int)} sends. */
  final TftpPacketWriter writer;

  private final InetSocketAddress server;
  private final TftpPeer peer;
  private final long started = System.nanoTime();
  private final long timeLimitNanos;
  private final Selector selector;
  private final DatagramChannel channel;
  private final SelectionKey key;
  private final ByteBuffer incoming;

  /** What {@link #writer} writes into, seen with the limits of the packet. */
  private final ByteBuffer outgoing;

  /** Where packets go: the server's port for requests, and then the one that it answers from. */
  private InetSocketAddress destination;

  /** Who answered from an address that was not asked. */
  private @Nullable InetSocketAddress elsewhere;

  private @Nullable IOException sendFailure;

  /**
   * Opens a socket, and starts the clock.
   *
   * @param requestOpcode what kind of request will be sent
   */
  TransferSocket(ClientSettings settings, int requestOpcode) throws TftpException.Local {
    server = settings.server();
    destination = server;
    timeLimitNanos = settings.timeLimitNanos();
    peer =
        TftpPeer.server(
            settings.anyAddress() ? null : server.getAddress(),
            requestOpcode,
            STRANGER_INTERVAL_NANOS);
    outgoing = ByteBuffer.allocate(LONGEST_REQUEST);
    writer = new TftpPacketWriter().wrap(outgoing.duplicate(), 0, LONGEST_REQUEST);
    // One byte more than the largest block, so that a larger one does not look like it.
    int largest = TftpPacketWriter.DATA_HEADER_LENGTH + settings.asked().blockSize() + 1;
    incoming = ByteBuffer.allocate(Math.max(LEAST_RECEIVED, largest));
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw noSocket(e);
    }
    DatagramChannel opened = null;
    try {
      opened =
          DatagramChannel.open(
              server.getAddress() instanceof Inet4Address
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      channel = opened;
      enlargeBuffer(settings.asked());
      channel.bind(null);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      closeQuietly(opened);
      closeQuietly(selector);
      throw noSocket(e);
    } catch (UnsupportedOperationException e) {
      closeQuietly(selector);
      throw new TftpException.Local("this machine has no IPv6 to reach " + shown(server));
    }
  }

  /** Room for two windows, as far as the system allows it: what does not fit is lost. */
  private void enlargeBuffer(TftpParameters asked) throws IOException {
    long wanted = 2L * asked.windowSize() * (asked.blockSize() + 1024L);
    if (wanted > channel.getOption(StandardSocketOptions.SO_RCVBUF)) {
      channel.setOption(
          StandardSocketOptions.SO_RCVBUF, (int) Math.min(wanted, MOST_KERNEL_BUFFER));
    }
  }

  /** Where the server sends from; where it hears requests as long as that is not known. */
  InetSocketAddress peer() {
    return destination;
  }

  /**
   * Sends the request that {@link #writer} wrote.
   *
   * @throws TftpException.Local if it cannot be sent: then no other one can either
   */
  void sendRequest(int length) throws TftpException.Local, InterruptedException {
    if (length == TftpPacketWriter.NO_ROOM) {
      throw new TftpException.Local(
          "the file name is too long for a request of " + LONGEST_REQUEST + " bytes");
    }
    try {
      send(outgoing.limit(length).position(0), server);
    } catch (IOException e) {
      throw new TftpException.Local(
          "nothing can be sent to " + shown(server) + ": " + PlainText.reason(e), e);
    }
  }

  /** Sends the packet that {@link #writer} wrote. One that cannot be sent is lost. */
  void send(int length) throws InterruptedException {
    sendOrLose(outgoing.limit(length).position(0));
  }

  /** Sends a packet from its position to its limit. One that cannot be sent is lost. */
  void sendOrLose(ByteBuffer packet) throws InterruptedException {
    try {
      send(packet, destination);
    } catch (IOException e) {
      sendFailure = e;
    }
  }

  /** Waits while the system has no room for the packet, but not for long. */
  private void send(ByteBuffer packet, InetSocketAddress to)
      throws IOException, InterruptedException {
    stopIfInterrupted();
    if (channel.send(packet, to) > 0) {
      return;
    }
    key.interestOps(SelectionKey.OP_WRITE);
    selector.select(SEND_PATIENCE_MILLIS);
    selector.selectedKeys().clear();
    key.interestOps(SelectionKey.OP_READ);
    channel.send(packet, to);
  }

  /**
   * Waits for a packet of the server.
   *
   * @param until when to stop, in nanoseconds
   * @return whether one came, which is then in {@link #view}; false may also mean that another
   *     packet came, of no use
   * @throws TftpException.TimedOut if the transfer takes too long altogether
   */
  boolean receive(long until) throws TftpException, InterruptedException {
    long now = System.nanoTime();
    long left = started + timeLimitNanos - now;
    if (left <= 0) {
      throw new TftpException.TimedOut("not done within " + seconds(timeLimitNanos));
    }
    InetSocketAddress sender;
    try {
      sender = next(now + Math.min(left, until - now));
    } catch (IOException e) {
      throw new TftpException.Local("nothing can be received: " + PlainText.reason(e), e);
    }
    if (sender == null || sender.getPort() == 0) {
      return false;
    }
    boolean readable = view.tryWrap(incoming, 0, incoming.limit());
    switch (peer.judge(sender.getAddress(), sender.getPort(), view, System.nanoTime())) {
      case PEER -> {
        destination = sender;
        return readable;
      }
      case STRANGER -> {
        elsewhere = sender;
        sendError(TftpErrorCode.UNKNOWN_TRANSFER_ID, "Unknown transfer identifier", sender);
      }
      case IGNORED -> {}
    }
    return false;
  }

  private @Nullable InetSocketAddress next(long until) throws IOException, InterruptedException {
    while (true) {
      stopIfInterrupted();
      InetSocketAddress sender = (InetSocketAddress) channel.receive(incoming.clear());
      if (sender != null) {
        incoming.flip();
        return sender;
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      selector.selectedKeys().clear();
    }
  }

  /** The payload of the DATA packet in view, in an array. */
  ByteBuffer payload() {
    return incoming.slice(view.payloadOffset(), view.payloadLength());
  }

  /** Tells the server, if it has answered by now, that the transfer is over. */
  void fail(int errorCode, String message) {
    if (hasAnswered()) {
      sendError(errorCode, message, destination);
    }
  }

  private boolean hasAnswered() {
    return peer.port() != 0;
  }

  private void sendError(int errorCode, String message, InetSocketAddress to) {
    int length = writer.error(errorCode, message);
    try {
      channel.send(outgoing.limit(length).position(0), to);
    } catch (IOException e) {
      sendFailure = e; // The transfer ends without that, and nobody waits for an answer.
    }
  }

  /** Why nothing came, as far as it is known. */
  TftpException.TimedOut silence(long bytes) {
    StringBuilder what = new StringBuilder();
    if (hasAnswered()) {
      what.append("nothing new from %s after %d bytes".formatted(shown(destination), bytes));
    } else {
      what.append("no answer from ").append(shown(server));
      if (elsewhere != null) {
        what.append(", but from %s, which was not asked".formatted(shown(elsewhere)));
      }
    }
    IOException failure = sendFailure;
    if (failure != null) {
      what.append(" (").append(PlainText.reason(failure)).append(')');
    }
    return new TftpException.TimedOut(what.toString());
  }

  private static String shown(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private static String seconds(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the transfer was interrupted");
    }
  }

  private static TftpException.Local noSocket(IOException e) {
    return new TftpException.Local("no socket can be opened: " + PlainText.reason(e), e);
  }

  @Override
  public void close() {
    closeQuietly(channel);
    closeQuietly(selector);
  }

  /** Closing a socket without a connection loses nothing. */
  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (Exception e) {
        // Nothing was written that could be lost.
      }
    }
  }
}
