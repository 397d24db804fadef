package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;

/**
 * The hardware address is a certain one, some of whose octets may be any.
 *
 * @param hardwareType the type (1 for Ethernet); 0 for any
 * @param octets the address, one character an octet
 * @param wildcards the octets that may be any: bit 0 stands for the last
 */
public record HardwareAddressIs(int hardwareType, String octets, long wildcards)
    implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    DhcpMessageView message = request.message();
    int length = octets.length();
    if (message.statedHardwareAddressLength() != length
        || message.hardwareAddressLength() != length
        || (hardwareType != 0 && message.hardwareType() != hardwareType)) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      boolean wild = (wildcards >>> (length - 1 - index) & 1) != 0;
      if (!wild && message.hardwareAddressByte(index) != octets.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /** How many octets must agree. */
  public int fixed() {
    return octets.length() - Long.bitCount(wildcards);
  }

  @Override
  public String toString() {
    return "hardware address is "
        + (hardwareType == 0 || hardwareType == 1 ? "" : "of type " + hardwareType + ": ")
        + OctetPattern.hexadecimal(octets, wildcards);
  }
}
