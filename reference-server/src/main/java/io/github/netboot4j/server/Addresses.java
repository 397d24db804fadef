package io.github.netboot4j.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses held as {@code int}s, as the sockets of the JDK want them. */
final class Addresses {
  private Addresses() {}

  static InetAddress of(int address) {
    byte[] octets = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("four octets are an address", e);
    }
  }

  static InetSocketAddress of(int address, int port) {
    return new InetSocketAddress(of(address), port);
  }
}
