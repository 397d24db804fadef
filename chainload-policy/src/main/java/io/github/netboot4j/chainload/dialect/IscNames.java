package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.dhcp.Ipv4;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks up the addresses of host names that a configuration has in place of addresses. Done once,
 * when it is read; after the first name that leads to nothing no other is asked for.
 */
final class IscNames {
  private final Map<String, int[]> known = new HashMap<>();
  private boolean unreachable;

  /**
   * Names not looked up yet.
   *
   * @param reachable whether they may be asked for at all
   */
  IscNames(boolean reachable) {
    unreachable = !reachable;
  }

  /** The IPv4 addresses of a name; none if it cannot be looked up. */
  int[] addressesOf(String name) {
    return known.computeIfAbsent(name, this::lookUp);
  }

  private int[] lookUp(String name) {
    int[] found = unreachable ? new int[0] : ask(name);
    unreachable |= found.length == 0;
    return found;
  }

  private static int[] ask(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name))
          .filter(Inet4Address.class::isInstance)
          .mapToInt(address -> ByteBuffer.wrap(address.getAddress()).getInt())
          .filter(address -> address != Ipv4.ANY)
          .toArray();
    } catch (UnknownHostException | SecurityException e) {
      return new int[0];
    }
  }
}
