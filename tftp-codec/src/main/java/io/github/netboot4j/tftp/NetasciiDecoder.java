package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;

/**
 * Turns netascii into the bytes of a file that ends its lines with LF: CR LF becomes LF, CR NUL
 * becomes CR, everything else stays. A CR before any other byte is against RFC 764 and is kept as
 * it is.
 *
 * <p>A pair can be cut by the end of a block. The CR is then kept until the next block tells what
 * it means. After the last block, {@link #finish} puts a CR that was left.
 *
 * <p>Buffers are read and written from their position to their limit, and their positions move.
 * Nothing is allocated. The target never needs more than one byte over what is left in the source.
 */
public final class NetasciiDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private boolean carriageReturn;

  /** A decoder at the start of a file. */
  public NetasciiDecoder() {}

  /** Goes back to the start of a file. */
  public void reset() {
    carriageReturn = false;
  }

  /**
   * Decodes until the source is used up or the target is full.
   *
   * @param source netascii
   * @param target takes the bytes of the file
   */
  public void decode(ByteBuffer source, ByteBuffer target) {
    while (source.hasRemaining() && target.hasRemaining()) {
      byte b = source.get(source.position());
      if (!carriageReturn) {
        source.position(source.position() + 1);
        carriageReturn = b == CR;
        if (!carriageReturn) {
          target.put(b);
        }
        continue;
      }
      carriageReturn = false;
      target.put(b == LF ? LF : CR);
      if (b == LF || b == 0) {
        source.position(source.position() + 1);
      }
    }
  }

  /**
   * Ends the file: a CR that still waited for its second byte is put.
   *
   * @param target takes at most one byte
   * @return whether the file is complete; false when the target had no room for that CR
   */
  public boolean finish(ByteBuffer target) {
    if (!carriageReturn) {
      return true;
    }
    if (!target.hasRemaining()) {
      return false;
    }
    target.put(CR);
    carriageReturn = false;
    return true;
  }
}
