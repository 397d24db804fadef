package io.github.netboot4j.server;

import io.github.netboot4j.tftp.NetasciiEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file as netascii. Where a block starts in the file depends on all that comes before it, so the
 * start of each block that may be asked for again is remembered.
 */
final class NetasciiFile implements TftpSource {
  private final ServedFile file;
  private final NetasciiEncoder encoder = new NetasciiEncoder();
  private final ByteBuffer chunk;
  private final long[] offsets;
  private final int[] states;

  /**
   * Reads a file.
   *
   * @param blockSize bytes in each block but the last
   * @param windowSize how many blocks there can be that are sent and not acknowledged
   */
  NetasciiFile(ServedFile file, int blockSize, int windowSize) {
    this.file = file;
    chunk = ByteBuffer.allocateDirect(blockSize);
    // The blocks of the window, and the one behind it.
    offsets = new long[windowSize + 1];
    states = new int[windowSize + 1];
    states[slot(1)] = encoder.state();
  }

  @Override
  public long read(long block, ByteBuffer[] places, int count) throws IOException {
    long octets = 0;
    for (int i = 0; i < count; i++) {
      read(block + i, places[i]);
      octets += places[i].position();
      if (places[i].hasRemaining()) {
        break;
      }
    }
    return octets;
  }

  @Override
  public int blocksAhead() {
    return 1;
  }

  private void read(long block, ByteBuffer packet) throws IOException {
    long offset = offsets[slot(block)];
    encoder.restore(states[slot(block)]);
    do {
      long length = file.read(chunk.clear(), offset);
      boolean end = length < chunk.capacity();
      chunk.flip().limit((int) length);
      encoder.encode(chunk, packet);
      offset += chunk.position();
      if (end && !chunk.hasRemaining()) {
        break;
      }
    } while (packet.hasRemaining());
    if (packet.hasRemaining()) {
      file.requireUnchanged();
    } else {
      offsets[slot(block + 1)] = offset;
      states[slot(block + 1)] = encoder.state();
    }
  }

  private int slot(long block) {
    return (int) (block % offsets.length);
  }
}
