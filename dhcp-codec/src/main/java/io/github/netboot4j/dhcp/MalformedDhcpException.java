package io.github.netboot4j.dhcp;

/**
 * Bytes that are not a DHCP or BOOTP message. Thrown by {@link DhcpMessageView#wrap} alone; {@link
 * DhcpMessageView#tryWrap} tells the same without the cost of an exception.
 */
public final class MalformedDhcpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  private final DhcpFault fault;

  /** Where, in octets from the start of the message. */
  private final int offset;

  MalformedDhcpException(DhcpFault fault, int offset, int length) {
    super(fault.description() + " at offset " + offset + " of " + length + " octets");
    this.fault = fault;
    this.offset = offset;
  }

  /**
   * What is wrong.
   *
   * @return the fault of framing
   */
  public DhcpFault fault() {
    return fault;
  }

  /**
   * Where it is wrong.
   *
   * @return in octets from the start of the message
   */
  public int offset() {
    return offset;
  }
}
