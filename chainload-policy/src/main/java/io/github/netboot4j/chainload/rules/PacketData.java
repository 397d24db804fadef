package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;

/**
 * Octets of the message itself.
 *
 * @param offset of the first, from the start of the fixed header
 * @param length how many, as far as there are any
 */
public record PacketData(Numeric offset, Numeric length) implements Data {
  @Override
  public int append(BootRequest request, Workspace space) {
    long from = offset.value(request, space);
    long count = length.value(request, space);
    DhcpMessageView message = request.message();
    if (from == Numeric.ABSENT
        || count == Numeric.ABSENT
        || from < 0
        || count < 0
        || from >= message.length()) {
      return ABSENT;
    }
    int octets = (int) Math.min(count, message.length() - from);
    for (int index = 0; index < octets; index++) {
      space.append(message.buffer().get(message.offset() + (int) from + index));
    }
    return octets;
  }

  @Override
  public String toString() {
    return "packet(" + offset + ", " + length + ")";
  }
}
