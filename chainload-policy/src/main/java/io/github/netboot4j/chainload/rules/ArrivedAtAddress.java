package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;

/**
 * The request came in where the server has an address.
 *
 * @param address the server's own IPv4 address
 */
public record ArrivedAtAddress(int address) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return request.arrivalAddress() == address;
  }

  @Override
  public String toString() {
    return "it arrives at " + Ipv4.format(address);
  }
}
