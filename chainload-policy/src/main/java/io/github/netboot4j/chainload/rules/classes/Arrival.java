package io.github.netboot4j.chainload.rules.classes;

import io.github.netboot4j.chainload.BootRequest;

/**
 * Where a request comes in: always known, since a server knows its own addresses.
 *
 * @param address the server's own address there; 0 where that is not known
 * @param port the port that the request is sent to
 * @param interfaceName empty where that is not known
 * @param netmask 0 where that is not known
 */
public record Arrival(int address, int port, String interfaceName, int netmask) {
  /** At a server that has the first address of a subnet, on an interface without a name. */
  public static Arrival inSubnet(int address, int netmask, int port) {
    return new Arrival(address + 1, port, "", netmask);
  }

  /** The arrival of a request. */
  public static Arrival of(BootRequest request) {
    return new Arrival(
        request.arrivalAddress(),
        request.arrivalPort(),
        request.arrivalInterface(),
        request.arrivalNetmask());
  }

  /** Has a request arrive here. */
  public BootRequest at(BootRequest request) {
    return request.arrivedAt(address, port).arrivedOn(interfaceName, netmask);
  }
}
