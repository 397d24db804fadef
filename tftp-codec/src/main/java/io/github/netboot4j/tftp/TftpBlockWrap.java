package io.github.netboot4j.tftp;

/**
 * What follows block number 65535. RFC 1350 does not say, so a file of more blocks goes by what
 * both sides hold to. Nearly all go on with 0.
 */
public enum TftpBlockWrap {
  /** 65535 is followed by 0. */
  TO_ZERO(0x10000),

  /**
   * 65535 is followed by 1, and 0 stays the number that acknowledges an OACK or a write request.
   */
  TO_ONE(0xffff);

  private final int cycle;

  TftpBlockWrap(int cycle) {
    this.cycle = cycle;
  }

  /** The number on the wire, 0 to 65535, of a block counted from 1; 0 for 0. */
  int number(long block) {
    return this == TO_ONE && block > 0 ? (int) ((block - 1) % cycle) + 1 : (int) (block % cycle);
  }

  /**
   * How many blocks {@code number} lies after {@code block}: 0 to one less than the cycle, or -1 if
   * it never comes.
   */
  int distance(long block, int number) {
    if (this == TO_ONE && number == 0) {
      return block == 0 ? 0 : -1;
    }
    return Math.floorMod(number - number(block), cycle);
  }

  /** The same distance counted backwards: 0 to one less than the cycle. */
  int backward(int distance) {
    return distance == 0 ? 0 : cycle - distance;
  }

  /** The greatest window in which a number names one block only. */
  int maximumWindow() {
    return cycle - 1;
  }

  void requireWindow(int windowSize) {
    if (windowSize > maximumWindow()) {
      throw new IllegalArgumentException("window size " + windowSize + " is too large for " + this);
    }
  }
}
