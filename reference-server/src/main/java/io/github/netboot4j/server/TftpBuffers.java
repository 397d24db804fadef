package io.github.netboot4j.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers that transfers take and give back: memory outside the heap is given back late by
 * the garbage collector, so it is not left to it.
 */
final class TftpBuffers {
  private static final int MAXIMUM_KEPT = 64;

  private final Deque<ByteBuffer> kept = new ArrayDeque<>();

  /** A cleared buffer of at least this many bytes. */
  synchronized ByteBuffer take(int bytes) {
    ByteBuffer buffer = kept.pollFirst();
    if (buffer == null || buffer.capacity() < bytes) {
      // Few sizes, so that what one transfer gives back serves the next.
      buffer = ByteBuffer.allocateDirect(Math.max(2048, Integer.highestOneBit(bytes - 1) << 1));
    }
    return buffer.clear();
  }

  synchronized void giveBack(ByteBuffer buffer) {
    if (kept.size() < MAXIMUM_KEPT) {
      kept.addFirst(buffer);
    }
  }
}
