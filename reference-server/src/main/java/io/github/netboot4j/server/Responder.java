package io.github.netboot4j.server;

import java.nio.ByteBuffer;

/** Answers datagrams, without sockets. Each serving thread has one of its own. */
interface Responder {
  /**
   * Answers a datagram.
   *
   * @param datagram holds it from 0
   * @param octets its length
   * @param out takes the answer from 0; another buffer
   * @param now milliseconds of a steady clock
   * @return the answer's length, or 0 for silence; then {@link #destination()} says where to
   */
  int respond(ByteBuffer datagram, int octets, ByteBuffer out, long now);

  /** Where the last answer goes: the relay, the client's own address, or limited broadcast. */
  int destination();

  /** Whether the last answer goes to a relay: to the servers' port, not the clients'. */
  boolean isToRelay();

  /** Whether the last answer must not leave before the changes of the leases are stored. */
  boolean promisesLease();

  /** The address that the last answer offers; 0 if it is no offer of an address. */
  default int offered() {
    return 0;
  }

  /** Whether the client of the last offer did not have that address before. */
  default boolean offersAnother() {
    return false;
  }
}
