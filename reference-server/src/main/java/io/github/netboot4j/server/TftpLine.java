package io.github.netboot4j.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** How a download reaches its client. It is used on the thread of the download's loop alone. */
abstract sealed class TftpLine implements Closeable permits TftpLine.Own, TftpSharedPort.Line {
  /** What packets go out by. */
  abstract DatagramChannel channel();

  /** From now on the download is called when a packet is there, and when there is room. */
  abstract void join(TftpLoop loop, TftpDownload download) throws IOException;

  /** Whether packets of this length may be sent many at once from now on. */
  abstract boolean enableSegmentation(int octets);

  /** From now on each send is one packet. */
  abstract void disableSegmentation();

  /** Sends; if there is no room it says so, and the download is called when there is. */
  abstract boolean send(ByteBuffer packets, InetSocketAddress client) throws IOException;

  /** Takes a packet; null if there is none. */
  abstract @Nullable InetSocketAddress receive(ByteBuffer incoming) throws IOException;

  /** A port for one transfer, as RFC 1350 has it. */
  static final class Own extends TftpLine {
    private final DatagramChannel channel;
    private @Nullable SelectionKey selection;

    Own(DatagramChannel channel) {
      this.channel = channel;
    }

    @Override
    DatagramChannel channel() {
      return channel;
    }

    @Override
    void join(TftpLoop loop, TftpDownload download) throws IOException {
      channel.configureBlocking(false);
      selection = channel.register(loop.selector(), SelectionKey.OP_READ, download);
    }

    @Override
    boolean enableSegmentation(int octets) {
      return TftpSegmentation.enable(channel, octets);
    }

    @Override
    void disableSegmentation() {
      TftpSegmentation.disable(channel);
    }

    @Override
    boolean send(ByteBuffer packets, InetSocketAddress client) throws IOException {
      if (channel.send(packets, client) > 0) {
        return true;
      }
      wait(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      return false;
    }

    @Override
    @Nullable InetSocketAddress receive(ByteBuffer incoming) throws IOException {
      SelectionKey key = selection;
      boolean readable = key == null || key.isReadable();
      if (key != null && key.isWritable()) {
        wait(SelectionKey.OP_READ);
      }
      return readable ? (InetSocketAddress) channel.receive(incoming) : null;
    }

    private void wait(int operations) {
      if (selection != null) {
        selection.interestOps(operations);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
