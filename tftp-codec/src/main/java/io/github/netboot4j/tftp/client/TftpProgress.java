package io.github.netboot4j.tftp.client;

/** Is told how far a transfer has come. */
@FunctionalInterface
public interface TftpProgress {
  /**
   * Called after each step forward, by the thread that runs the transfer: it should be quick. An
   * exception that it throws ends the transfer, the server is told, and the caller gets it.
   *
   * @param bytes bytes received, or acknowledged by the server, so far
   * @param total bytes in all, or {@link io.github.netboot4j.tftp.TftpParameters#UNKNOWN_SIZE} if
   *     nobody said
   */
  void transferred(long bytes, long total);
}
