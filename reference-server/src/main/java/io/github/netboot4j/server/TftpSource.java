package io.github.netboot4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the payload of DATA packets comes from. */
interface TftpSource {
  /**
   * Fills places for payloads, in order, from their positions to their limits. Each has room for
   * one block; what stays empty is behind the end of the file.
   *
   * @param block which block the first place takes, counted from 1. A block is asked for in order,
   *     or again if it has not been acknowledged
   * @param places the places
   * @param count how many of them to fill, from the first
   * @return bytes put into them altogether
   * @throws IOException if the file cannot be read, or changed since it was opened
   */
  long read(long block, ByteBuffer[] places, int count) throws IOException;

  /** How many blocks it may be asked for before they are to be sent. */
  int blocksAhead();

  /** The bytes as they are. */
  static TftpSource octets(ServedFile file, int blockSize) {
    return new TftpSource() {
      @Override
      public long read(long block, ByteBuffer[] places, int count) throws IOException {
        long read = file.read(places, count, (block - 1) * blockSize);
        if (read < (long) count * blockSize) {
          file.requireUnchanged();
        }
        return read;
      }

      @Override
      public int blocksAhead() {
        return Integer.MAX_VALUE;
      }
    };
  }
}
