package io.github.netboot4j.server;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where answers go, as the JDK wants it: a few objects for each address, so those of relays and of
 * the clients that were answered last are kept.
 */
final class Targets {
  private static final int KEPT = 4_096;

  private final @Nullable InetSocketAddress[] kept = new @Nullable InetSocketAddress[KEPT];
  private final int[] addresses = new int[KEPT];

  /** An address and port. */
  InetSocketAddress of(int address, int port) {
    int index = (address ^ address >>> Short.SIZE) & KEPT - 1;
    InetSocketAddress target = kept[index];
    if (target == null || addresses[index] != address || target.getPort() != port) {
      target = Addresses.of(address, port);
      kept[index] = target;
      addresses[index] = address;
    }
    return target;
  }
}
