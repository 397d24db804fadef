package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.MessageType;

/**
 * The message is of a type (53).
 *
 * @param type a value of {@link MessageType}
 */
public record MessageTypeIs(int type) implements Condition {
  @Override
  public boolean holds(BootRequest request, Workspace space) {
    return request.message().messageType() == type;
  }

  @Override
  public String toString() {
    return type == MessageType.NONE
        ? "it is a BOOTP request"
        : "it is a DHCP" + MessageType.name(type);
  }
}
