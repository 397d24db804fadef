package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;

/**
 * The hardware type ({@code htype}, one octet) and the hardware address ({@code chaddr}); nothing
 * without a message.
 */
public record HardwareData() implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    DhcpMessageView message = request.message();
    if (message.length() == 0) {
      return ABSENT;
    }
    space.append(message.hardwareType());
    for (int index = 0; index < message.hardwareAddressLength(); index++) {
      space.append(message.hardwareAddressByte(index));
    }
    return 1 + message.hardwareAddressLength();
  }

  @Override
  public String toString() {
    return "hardware";
  }
}
