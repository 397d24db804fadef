package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;

/** Told of what the DHCP server did. Called on the serving thread: be quick, keep nothing. */
interface DhcpListener {
  /**
   * A request was answered.
   *
   * @param request who asked; in use only during the call
   * @param replyType a value of {@link io.github.netboot4j.dhcp.MessageType}
   * @param address what the client got, 0 for none
   * @param decision what it is to run
   */
  void answered(BootRequest request, int replyType, int address, BootDecision decision);

  /**
   * A client gave its address back, or found it in use.
   *
   * @param request who; in use only during the call
   * @param address which
   */
  void givenBack(BootRequest request, int address);

  /**
   * A sound request got no answer.
   *
   * @param request who asked; in use only during the call
   * @param why in words
   */
  void ignored(BootRequest request, String why);

  /**
   * Bytes that are no DHCP message arrived.
   *
   * @param fault what is wrong
   * @param offset where, in octets from the start of the datagram
   * @param octets the datagram's length
   */
  void malformed(DhcpFault fault, int offset, int octets);
}
