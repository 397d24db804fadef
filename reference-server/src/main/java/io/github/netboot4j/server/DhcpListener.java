package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;

/** Told of what the DHCP server did. Called on the serving thread: be quick, keep nothing. */
interface DhcpListener {
  /**
   * A sound request arrived. What becomes of it is told by the others here, or nothing is to be
   * said of it.
   *
   * @param messageType a value of {@link io.github.netboot4j.dhcp.MessageType}, or unknown
   */
  default void received(int messageType) {}

  /**
   * A request was answered.
   *
   * @param request who asked; in use only during the call
   * @param replyType a value of {@link io.github.netboot4j.dhcp.MessageType}
   * @param address what the client got, 0 for none
   * @param decision what it is to run
   */
  default void answered(BootRequest request, int replyType, int address, BootDecision decision) {}

  /**
   * A client gave its address back, or found it in use.
   *
   * @param request who; in use only during the call
   * @param address which
   */
  default void givenBack(BootRequest request, int address) {}

  /**
   * A client that boots takes an address that another server offered it, which that server now
   * gives it. Only a ProxyDHCP server hears so.
   *
   * @param request who; in use only during the call
   * @param address which, not 0
   */
  default void tookOfAnother(BootRequest request, int address) {}

  /**
   * A sound request got no answer.
   *
   * @param request who asked; in use only during the call
   * @param kind why not
   * @param why the same in words
   */
  default void ignored(BootRequest request, Unanswered kind, String why) {}

  /** A packet was not answered since something threw, such as a policy of somebody's own. */
  default void failed() {}

  /**
   * Bytes that are no DHCP message arrived.
   *
   * @param fault what is wrong
   * @param offset where, in octets from the start of the datagram
   * @param octets the datagram's length
   */
  default void malformed(DhcpFault fault, int offset, int octets) {}
}
