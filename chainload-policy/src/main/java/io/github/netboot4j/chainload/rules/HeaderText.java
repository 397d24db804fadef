package io.github.netboot4j.chainload.rules;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;

/**
 * What the client itself has in a text field of the header, up to a NUL; nothing when empty.
 *
 * @param bootFile {@code file} rather than {@code sname}
 */
public record HeaderText(boolean bootFile) implements Data {
  private static final int SERVER_NAME = 44;
  private static final int BOOT_FILE = 108;

  @Override
  public int append(BootRequest request, Workspace space) {
    DhcpMessageView message = request.message();
    int start = bootFile ? BOOT_FILE : SERVER_NAME;
    int end = bootFile ? DhcpMessageView.HEADER_LENGTH : BOOT_FILE;
    if (message.length() < end) {
      return ABSENT;
    }
    int length = 0;
    while (start + length < end) {
      byte octet = message.buffer().get(message.offset() + start + length);
      if (octet == 0) {
        break;
      }
      space.append(octet);
      length++;
    }
    return length == 0 ? ABSENT : length;
  }

  @Override
  public String toString() {
    return bootFile ? "filename" : "server-name";
  }
}
