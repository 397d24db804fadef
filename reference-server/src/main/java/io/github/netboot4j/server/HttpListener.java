package io.github.netboot4j.server;

import java.net.InetSocketAddress;

/** Told of what the HTTP server did. Called on a serving thread. */
interface HttpListener {
  /**
   * A request was answered.
   *
   * @param client who asked
   * @param method such as {@code GET}
   * @param path as asked for; from the network, so escape it before showing it
   * @param status of the answer
   * @param bytes of content sent
   */
  void answered(InetSocketAddress client, String method, String path, int status, long bytes);

  /**
   * A file was fetched whole by one GET. {@link #answered} has told of it before.
   *
   * @param client who asked
   * @param path as asked for; from the network, so escape it before showing it
   */
  default void fetched(InetSocketAddress client, String path) {}

  /**
   * A script could not be filled in for a machine. {@link #answered} tells of it too.
   *
   * @param client who asked
   * @param why in one line, which can hold what a client sent
   */
  default void notFilledIn(InetSocketAddress client, String why) {}

  /**
   * A connection could not be taken.
   *
   * @param detail what the system said
   */
  default void notConnected(String detail) {}
}
