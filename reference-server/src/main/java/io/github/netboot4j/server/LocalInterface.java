package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An interface of this machine and the IPv4 address that the server answers from.
 *
 * @param name such as {@code eth0}
 * @param address the server's own address
 * @param netmask of the subnet on that interface
 */
record LocalInterface(String name, int address, int netmask) {

  boolean isOnSubnet(int other) {
    return (other & netmask) == (address & netmask);
  }

  String subnet() {
    return Ipv4.format(address & netmask) + "/" + Integer.bitCount(netmask);
  }

  /**
   * Looks an interface up.
   *
   * @param near of several addresses the one whose subnet has this address is taken
   * @param netmask the subnet's mask, if the interface's own is not to be used
   */
  static LocalInterface find(String name, int near, @Nullable Integer netmask)
      throws StartupException {
    LocalInterface first = null;
    for (InterfaceAddress candidate : lookUp(name).getInterfaceAddresses()) {
      if (candidate.getAddress() instanceof Inet4Address inet) {
        int mask = netmask != null ? netmask : Ipv4.mask(candidate.getNetworkPrefixLength());
        var found = new LocalInterface(name, ByteBuffer.wrap(inet.getAddress()).getInt(), mask);
        if (found.isOnSubnet(near)) {
          return found;
        }
        first = first == null ? found : first;
      }
    }
    if (first == null) {
      throw new StartupException("interface '" + name + "' has no IPv4 address");
    }
    return first;
  }

  private static NetworkInterface lookUp(String name) throws StartupException {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found == null) {
        throw new StartupException(
            "no interface '" + name + "' on this machine; it has: " + names());
      }
      return found;
    } catch (SocketException e) {
      throw new StartupException("cannot read interface '" + name + "': " + e.getMessage());
    }
  }

  private static String names() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .map(NetworkInterface::getName)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
