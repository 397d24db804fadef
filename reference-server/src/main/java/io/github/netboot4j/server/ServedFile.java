package io.github.netboot4j.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is served under one name, over TFTP or HTTP: the same octets from the first to the last. */
abstract sealed class ServedFile implements Closeable permits DiskFile, MadeFile {
  private final ByteBuffer[] one = new ByteBuffer[1];

  /** Bytes in the file when it was opened. */
  abstract long size();

  /**
   * Reads at an offset until the targets are full or the file ends.
   *
   * @param count how many of the targets to fill, from the first
   * @return bytes read
   * @throws IOException if it cannot be read or has become shorter
   */
  abstract long read(ByteBuffer[] targets, int count, long offset) throws IOException;

  /** Reads at an offset into one target; see the other method. */
  final long read(ByteBuffer target, long offset) throws IOException {
    one[0] = target;
    return read(one, 1, offset);
  }

  /**
   * To be called when the last byte has been read.
   *
   * @throws IOException if the file was changed since it was opened
   */
  abstract void requireUnchanged() throws IOException;

  /** Tells this content from others; null if it is made for each request. */
  abstract @Nullable FileVersion version();
}
