package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;

/** Requests of made-up clients, for tests. */
final class TestRequests {
  static final long MAC = 0x5254_0012_3456L;

  private TestRequests() {}

  /** A request of a type from a client with this MAC address, for a test to add to. */
  static DhcpMessageWriter start(int messageType, long mac, ByteBuffer buffer) {
    return new DhcpMessageWriter()
        .start(messageType, buffer, 0, buffer.capacity())
        .operation(DhcpMessageView.BOOTREQUEST)
        .transactionId(0x1234_5678)
        .macAddress(mac);
  }

  static DhcpMessageWriter asUefi(DhcpMessageWriter writer) {
    return writer
        .option(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003016")
        .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, 7);
  }

  static ClientKey key(long mac) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    int octets = start(1, mac, buffer).finish();
    return ClientKey.of(new DhcpMessageView().wrap(buffer, 0, octets), new OptionValue());
  }
}
