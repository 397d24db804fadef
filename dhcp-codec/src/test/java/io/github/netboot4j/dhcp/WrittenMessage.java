package io.github.netboot4j.dhcp;

import java.nio.ByteBuffer;

/** A message with one option that the codec itself wrote, for tests of what reads it back. */
final class WrittenMessage {
  private static final int ROOM = 8192;

  private WrittenMessage() {}

  static DhcpMessageView with(int code, OptionBuilder value) {
    ByteBuffer message = ByteBuffer.allocate(ROOM);
    DhcpMessageWriter writer = new DhcpMessageWriter();
    int length =
        writer
            .start(MessageType.ACK, message, 0, ROOM)
            .operation(DhcpMessageView.BOOTREPLY)
            .option(code, value)
            .finish();
    return new DhcpMessageView().wrap(message, 0, length);
  }
}
