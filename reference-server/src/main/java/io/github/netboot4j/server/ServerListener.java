package io.github.netboot4j.server;

/** Told of everything the server does. */
interface ServerListener extends DhcpListener, TftpListener, HttpListener {
  /**
   * A machine loops. Told once for each loop.
   *
   * @param loop who, with which file, by which rule
   */
  default void looping(ChainLoop loop) {}

  /**
   * The configuration was read again.
   *
   * @param served whether what was read is served now; else what was served before goes on
   */
  default void reloaded(boolean served) {}
}
