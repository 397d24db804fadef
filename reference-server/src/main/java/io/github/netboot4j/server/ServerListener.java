package io.github.netboot4j.server;

import java.net.InetSocketAddress;

/** Told of everything the server does. */
interface ServerListener extends DhcpListener, TftpListener, HttpListener {
  /**
   * A machine loops. Told once for each loop.
   *
   * @param loop who, with which file, by which rule
   */
  default void looping(ChainLoop loop) {}

  @Override
  default void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {}
}
