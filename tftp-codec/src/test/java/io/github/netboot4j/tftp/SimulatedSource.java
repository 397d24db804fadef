package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;

/** A file block by block, possibly as netascii; a block can be read again. */
final class SimulatedSource {
  private final ByteBuffer file;
  private final int blockSize;
  private final boolean netascii;
  private final NetasciiEncoder encoder = new NetasciiEncoder();
  private final int[] offsets;
  private final int[] states;

  SimulatedSource(byte[] file, TftpParameters agreed) {
    this.file = ByteBuffer.wrap(file);
    blockSize = agreed.blockSize();
    netascii = agreed.mode() == TftpMode.NETASCII;
    int blocks = netascii ? 2 * file.length / blockSize + 3 : 2;
    offsets = new int[blocks];
    states = new int[blocks];
    states[1] = encoder.state();
  }

  /** Puts a block behind the header and returns its length. */
  int read(long block, ByteBuffer packet) {
    int header = TftpPacketWriter.DATA_HEADER_LENGTH;
    if (!netascii) {
      int from = (int) ((block - 1) * blockSize);
      int length = Math.min(blockSize, file.capacity() - from);
      packet.put(header, file, from, length);
      return length;
    }
    int at = (int) block;
    encoder.restore(states[at]);
    packet.limit(header + blockSize).position(header);
    encoder.encode(file.position(offsets[at]), packet);
    int length = packet.position() - header;
    packet.clear();
    if (length == blockSize) {
      offsets[at + 1] = file.position();
      states[at + 1] = encoder.state();
    }
    return length;
  }
}
