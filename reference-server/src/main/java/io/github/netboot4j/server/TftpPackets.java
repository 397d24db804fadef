package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpPacketWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * DATA packets one behind the other in a buffer. Their payloads are read from the file straight to
 * where they are sent from, many by one call.
 */
final class TftpPackets {
  private static final int HEADER = TftpPacketWriter.DATA_HEADER_LENGTH;

  private final TftpSource source;
  private final int blockSize;
  private final ByteBuffer buffer;
  private final ByteBuffer[] places;
  private final TftpPacketWriter writer = new TftpPacketWriter();
  private long first = 1;
  private int count;
  private long octets;

  /**
   * Packets that are yet to be made.
   *
   * @param buffer has room for one packet at least; its room and {@code most} limit how many there
   *     can be at once
   */
  TftpPackets(TftpSource source, int blockSize, ByteBuffer buffer, int most) {
    this.source = source;
    this.blockSize = blockSize;
    this.buffer = buffer;
    buffer.clear();
    int room = Math.min(source.blocksAhead(), buffer.capacity() / (HEADER + blockSize));
    places = new ByteBuffer[Math.min(most, room)];
    for (int i = 0; i < places.length; i++) {
      places[i] = buffer.slice(start(i) + HEADER, blockSize);
    }
  }

  /** How many packets there can be at once. */
  int most() {
    return places.length;
  }

  /** Whether the packet of this block is made. */
  boolean has(long block) {
    return block >= first && block < first + count;
  }

  /** Forgets all packets, as when the buffer was used for something else. */
  void clear() {
    count = 0;
  }

  /**
   * Makes packets in place of those there are; fewer than asked for when the file ends.
   *
   * @param block the first
   * @param number the number that this block has on the wire; the next ones follow, modulo 65536
   * @param asked how many, 1 to {@link #most()}
   */
  void make(long block, int number, int asked) throws IOException {
    count = 0;
    for (int i = 0; i < asked; i++) {
      places[i].clear();
    }
    octets = source.read(block, places, asked);
    buffer.clear();
    first = block;
    count = (int) Math.min(asked, octets / blockSize + 1);
    for (int i = 0; i < count; i++) {
      writer.wrap(buffer, start(i), HEADER).data(number + i & 0xffff);
    }
  }

  /** Bytes in the payload of a block that is made. */
  int payloadLength(long block) {
    return (int) Math.min(blockSize, octets - (block - first) * blockSize);
  }

  /**
   * The buffer, from the start of one packet to the end of another. All but the last packet of all
   * are of the same length.
   *
   * @param block the first, which is made
   * @param asked how many, 1 to {@link #countFrom}
   */
  ByteBuffer range(long block, int asked) {
    int index = (int) (block - first);
    int last = index + asked - 1;
    return buffer.limit(start(last) + HEADER + payloadLength(first + last)).position(start(index));
  }

  /** How many packets there are from this block on. */
  int countFrom(long block) {
    return (int) (first + count - block);
  }

  private int start(int index) {
    return index * (HEADER + blockSize);
  }
}
