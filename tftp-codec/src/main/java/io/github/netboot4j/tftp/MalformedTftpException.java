package io.github.netboot4j.tftp;

/**
 * A packet that cannot be read. Only {@link TftpPacketView#wrap} throws it; {@link
 * TftpPacketView#tryWrap} tells the same without an exception.
 */
public final class MalformedTftpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  private final TftpFault fault;

  /** Where, in bytes from the start of the packet. */
  private final int offset;

  MalformedTftpException(TftpFault fault, int offset) {
    super("malformed TFTP packet: " + fault + " at offset " + offset);
    this.fault = fault;
    this.offset = offset;
  }

  /**
   * Why the packet cannot be read.
   *
   * @return the fault
   */
  public TftpFault fault() {
    return fault;
  }

  /**
   * Where the fault lies.
   *
   * @return bytes from the start of the packet
   */
  public int offset() {
    return offset;
  }
}
