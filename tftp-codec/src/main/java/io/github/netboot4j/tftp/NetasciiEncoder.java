package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;

/**
 * Turns the bytes of a file into netascii (RFC 1350 section 1, RFC 764): LF becomes CR LF, CR
 * becomes CR NUL, everything else stays. The file is taken to end its lines with LF.
 *
 * <p>A pair can be cut by the end of a block. The second byte is then kept and comes first in the
 * next block. {@link #state()} and {@link #restore} let a sender go back to an earlier block.
 *
 * <p>Buffers are read and written from their position to their limit, and their positions move.
 * Nothing is allocated.
 */
public final class NetasciiEncoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final int NOTHING_KEPT = -1;

  private int kept = NOTHING_KEPT;

  /** An encoder at the start of a file. */
  public NetasciiEncoder() {}

  /** Goes back to the start of a file. */
  public void reset() {
    kept = NOTHING_KEPT;
  }

  /**
   * Encodes until the source is used up or the target is full.
   *
   * @param source bytes of the file
   * @param target takes the netascii
   */
  public void encode(ByteBuffer source, ByteBuffer target) {
    while (target.hasRemaining()) {
      if (kept != NOTHING_KEPT) {
        target.put((byte) kept);
        kept = NOTHING_KEPT;
      } else if (source.hasRemaining()) {
        byte b = source.get();
        if (b == LF) {
          target.put(CR);
          kept = LF;
        } else {
          target.put(b);
          if (b == CR) {
            kept = 0;
          }
        }
      } else {
        return;
      }
    }
  }

  /**
   * Whether the second byte of a pair still waits for room. A file is encoded when its bytes are
   * used up and this is false.
   *
   * @return whether a byte is kept
   */
  public boolean isPending() {
    return kept != NOTHING_KEPT;
  }

  /**
   * What the encoder has in mind, to be given to {@link #restore}.
   *
   * @return an opaque number
   */
  public int state() {
    return kept;
  }

  /**
   * Brings back an earlier state.
   *
   * @param state a number that {@link #state()} returned
   * @throws IllegalArgumentException if it did not
   */
  public void restore(int state) {
    if (state != NOTHING_KEPT && state != 0 && state != LF) {
      throw new IllegalArgumentException("state " + state + " is unknown");
    }
    kept = state;
  }
}
