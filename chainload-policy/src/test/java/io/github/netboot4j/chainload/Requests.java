package io.github.netboot4j.chainload;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import io.github.netboot4j.dhcp.testing.RecordedPackets;
import java.nio.ByteBuffer;

/** Requests of real firmware, by name, and of firmware made up from options. */
final class Requests {
  static final byte[] UEFI_PXE = RecordedPackets.message("uefi-x64-to-ipxe", 1);
  static final byte[] UEFI_IPXE = RecordedPackets.message("uefi-x64-to-ipxe", 5);
  static final byte[] UEFI_HTTP = RecordedPackets.message("uefi-http-boot-to-ipxe", 1);
  static final byte[] BIOS_IPXE = RecordedPackets.message("ipxe-rom-bios", 1);

  /** An iPXE whose user class someone set to {@code legacy}. */
  static final byte[] BIOS_LEGACY = RecordedPackets.message("bios-undionly-to-ipxe", 1);

  private Requests() {}

  static BootRequest of(byte[] message) {
    DhcpMessageView view = new DhcpMessageView();
    return new BootRequest().wrap(view.wrap(ByteBuffer.wrap(message), 0, message.length));
  }

  static BootRequest of(DhcpBytes message) {
    return of(message.end());
  }

  /** A PXE client of the architecture, which says so in option 93 and in option 60. */
  static DhcpBytes pxe(int architecture) {
    String vendorClass = String.format("PXEClient:Arch:%05d:UNDI:003016", architecture);
    return DhcpBytes.discover()
        .option(93, architecture >> 8, architecture & 0xFF)
        .option(60, vendorClass);
  }
}
