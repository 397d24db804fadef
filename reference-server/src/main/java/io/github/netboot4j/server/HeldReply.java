package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A copy of a reply that leaves later, and how. */
final class HeldReply {
  private static final int LARGEST_REPLY = 1_500;

  /** Sends a reply. */
  @FunctionalInterface
  interface Sender {
    void send(ByteBuffer reply, InetSocketAddress target) throws IOException;
  }

  private final ByteBuffer octets = ByteBuffer.allocateDirect(LARGEST_REPLY);
  private InetSocketAddress target = new InetSocketAddress(0);
  private Sender by = (reply, to) -> {};

  /**
   * Takes a reply in place of the one before.
   *
   * @param reply is copied, from 0 to its limit
   */
  HeldReply keep(ByteBuffer reply, InetSocketAddress to, Sender sender) {
    octets.clear().put(0, reply, 0, reply.limit()).limit(reply.limit());
    target = to;
    by = sender;
    return this;
  }

  /** Lets it go. If the network does not take it, its client asks again. */
  void send() {
    try {
      by.send(octets, target);
    } catch (IOException e) {
      // As above.
    }
  }
}
