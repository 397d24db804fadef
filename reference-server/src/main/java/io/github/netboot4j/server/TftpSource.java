package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the payload of DATA packets comes from. */
interface TftpSource {
  /**
   * Fills the packet from its position with a block. Its room is the block size; less means that
   * this block is the last.
   *
   * @param block counted from 1. A block is asked for in order, or again if it has not been
   *     acknowledged
   * @param packet filled from its position to its limit
   * @throws IOException if the file cannot be read, or changed since it was opened
   */
  void read(long block, ByteBuffer packet) throws IOException;

  /** The bytes as they are. */
  static TftpSource octets(TftpFile file) {
    return (block, packet) -> {
      file.read(packet, (block - 1) * packet.remaining());
      if (packet.hasRemaining()) {
        file.requireUnchanged();
      }
    };
  }
}
