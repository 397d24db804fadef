package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.NetasciiEncoder;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The DATA packets of a file that is read once, from its start to its end. Those of one window are
 * kept, as a sender goes back that far and no further.
 */
final class UploadBlocks {
  private static final int TEXT = 8192;

  private final FileSource source;
  private final long size;
  private final int packetLength;
  private final int windowSize;
  private final @Nullable NetasciiEncoder encoder;
  private final ByteBuffer text;
  private final TftpPacketWriter writer = new TftpPacketWriter();

  /** At {@code block % windowSize}; made when they are needed first. */
  private final @Nullable ByteBuffer[] packets;

  private long made;
  private long read;
  private boolean ended;

  /**
   * Starts at the beginning of a file.
   *
   * @param size bytes in it, or {@link TftpParameters#UNKNOWN_SIZE}
   */
  UploadBlocks(FileSource source, long size, TftpParameters agreed) {
    this.source = source;
    this.size = size;
    packetLength = TftpPacketWriter.DATA_HEADER_LENGTH + agreed.blockSize();
    windowSize = agreed.windowSize();
    packets = new ByteBuffer[windowSize];
    encoder = agreed.mode() == TftpMode.NETASCII ? new NetasciiEncoder() : null;
    text = ByteBuffer.allocate(encoder == null ? 0 : TEXT).limit(0);
  }

  /**
   * A DATA packet, from position 0 to its limit.
   *
   * @param block the next one that was never asked for, or one less than a window before it
   * @param blockNumber its number on the wire
   * @throws IOException if the file cannot be read, or is not as long as was said
   */
  ByteBuffer packet(long block, int blockNumber) throws IOException {
    int slot = (int) (block % windowSize);
    ByteBuffer packet = packets[slot];
    if (block <= made && packet != null) {
      return packet.position(0);
    }
    if (packet == null) {
      packet = ByteBuffer.allocate(packetLength);
      packets[slot] = packet;
    }
    packet.clear();
    packet.position(writer.wrap(packet, 0, packetLength).data(blockNumber));
    if (encoder == null) {
      fill(packet);
    } else {
      encode(packet, encoder);
    }
    made = block;
    return packet.flip();
  }

  /** Whether a block was asked for before. */
  boolean isMade(long block) {
    return block <= made;
  }

  /** Reads until the target is full or the file ends. */
  private void fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining() && !ended) {
      int bytes = source.read(target);
      ended = bytes < 0;
      read += Math.max(bytes, 0);
      if (size != TftpParameters.UNKNOWN_SIZE && (read > size || (ended && read < size))) {
        throw new IOException(
            "it has %s bytes, not %d as was said"
                .formatted(read > size ? "more than " + size : String.valueOf(read), size));
      }
    }
  }

  private void encode(ByteBuffer target, NetasciiEncoder with) throws IOException {
    while (true) {
      with.encode(text, target);
      if (!target.hasRemaining() || ended) {
        return;
      }
      fill(text.clear());
      text.flip();
    }
  }
}
