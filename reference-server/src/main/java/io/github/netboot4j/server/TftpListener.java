package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the TFTP server does. Methods are called from the threads of the server and of its
 * transfers, at the same time; they return soon and throw nothing. File names and details can hold
 * what a client sent: escape them before they go to a log.
 */
interface TftpListener {
  /**
   * A read or write request came that is about to be served or refused.
   *
   * @param client where it came from
   * @param fileName the name that was asked for
   * @param mode null when it is unknown
   */
  default void requested(InetSocketAddress client, String fileName, @Nullable TftpMode mode) {}

  /**
   * A request has ended. Each {@link #requested} is followed by one of these.
   *
   * @param client where it came from
   * @param fileName the name that was asked for
   * @param mode null when it is unknown
   * @param bytes bytes of the file that were sent or, for a write request, received, each counted
   *     once
   * @param durationNanos nanoseconds since the request
   * @param outcome how it ended
   * @param detail more about it, possibly empty
   */
  default void finished(
      InetSocketAddress client,
      String fileName,
      @Nullable TftpMode mode,
      long bytes,
      long durationNanos,
      TftpOutcome outcome,
      String detail) {}

  /**
   * A packet was dropped because it cannot be read.
   *
   * @param fault why
   * @param offset where, in bytes from the start of the packet
   * @param peer where it came from
   */
  default void rejected(TftpFault fault, int offset, InetSocketAddress peer) {}

  /**
   * A request was dropped because a limit is reached.
   *
   * @param client where it came from
   * @param fileName the name that was asked for
   * @param why which limit
   */
  default void dropped(InetSocketAddress client, String fileName, TftpDropped why) {}

  /**
   * A transfer from this server has ended that had to send packets again.
   *
   * @param packets how many of them, 1 or more
   */
  default void resent(long packets) {}

  /**
   * The socket that hears requests failed; the server goes on.
   *
   * @param detail what failed
   */
  default void troubled(String detail) {}
}
