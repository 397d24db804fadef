package com.example.netboot;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.UserClass;
import java.nio.ByteBuffer;

/** What a DHCP packet says, in a line. */
public final class Decode {
  private final DhcpMessageView message = new DhcpMessageView();
  private final UserClass userClass = new UserClass();

  /** A line for a person, whatever the packet holds. */
  public String line(ByteBuffer packet) {
    if (!message.tryWrap(packet, packet.position(), packet.remaining())) {
      return "not DHCP: " + message.fault() + " at octet " + message.faultOffset();
    }
    boolean ipxe = userClass.read(message) && userClass.matches("iPXE");
    // macAddress() is -1, all f here, for a client that is not on an Ethernet.
    return "%s of %012x%s".formatted(
        MessageType.name(message.messageType()), message.macAddress(), ipxe ? ", iPXE" : "");
  }
}
