package io.github.netboot4j.bench;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The OFFER of {@code offer.bin} in its parts, each in the forms that codecs ask for. */
final class Offer {
  static final int TRANSACTION_ID = 0x338E_A525;
  static final int BROADCAST = 0x8000;
  static final long MAC_ADDRESS = 0x5254_0012_3456L;
  static final int YOUR_ADDRESS = 0xC000_029D;
  static final int SERVER_ADDRESS = 0xC000_0201;
  static final int SUBNET_MASK = 0xFFFF_FF00;
  static final int BROADCAST_ADDRESS = 0xC000_02FF;
  static final int LEASE_TIME = 1800;
  static final int RENEWAL_TIME = 900;
  static final int REBINDING_TIME = 1575;

  /** Seconds of the lease in the turnaround, where there are no times of renewal. */
  static final int TURNAROUND_LEASE_TIME = 3600;

  private Offer() {}

  static byte[] macOctets() {
    return new byte[] {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};
  }

  /** Option 67: the boot file's name and a NUL. */
  static byte[] bootFileOption() {
    return text("snponly.efi\0");
  }

  static byte[] text(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] octets(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  static Inet4Address address(int number) {
    try {
      return (Inet4Address) InetAddress.getByAddress(octets(number));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // Four octets are always an address.
    }
  }
}
