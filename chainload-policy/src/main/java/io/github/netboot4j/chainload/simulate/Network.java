package io.github.netboot4j.chainload.simulate;

import java.nio.ByteBuffer;
import java.util.List;

/** What a client can ask: servers, modelled or real. */
@FunctionalInterface
public interface Network {
  /** The destination of a broadcast. */
  int BROADCAST = 0xFFFF_FFFF;

  /**
   * Asks all servers that hear it.
   *
   * @param message a whole DHCP message, from the buffer's position to its limit; not kept
   * @param destination an IPv4 address, or {@link #BROADCAST}
   * @param port 67 or 4011
   * @return every reply in the order of arrival; empty for silence
   */
  List<Reply> ask(ByteBuffer message, int destination, int port);
}
