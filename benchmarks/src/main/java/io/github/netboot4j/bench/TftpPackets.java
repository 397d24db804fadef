package io.github.netboot4j.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** TFTP packets as UEFI firmware sends them and as it is sent them. */
final class TftpPackets {
  /** What a DATA packet carries at most for commons-net, and without options. */
  static final int PAYLOAD = 512;

  /** The number of the block in DATA and ACK. */
  static final int BLOCK = 0x1234;

  private TftpPackets() {}

  /**
   * {@code request}: the read request with which OVMF asks for the size, three options; {@code
   * data}: a block of 512 octets; {@code acknowledgment}: of the same.
   */
  static byte[] packet(String name) {
    return switch (name) {
      case "request" ->
          ascii("\0\1snponly.efi\0octet\0tsize\0" + "0\0blksize\0" + "1468\0windowsize\0" + "4\0");
      case "data" -> {
        byte[] data = new byte[4 + PAYLOAD];
        ByteBuffer.wrap(data).putShort((short) 3).putShort((short) BLOCK);
        for (int i = 0; i < PAYLOAD; i++) {
          data[4 + i] = (byte) (i * 31 + 7);
        }
        yield data;
      }
      case "acknowledgment" -> new byte[] {0, 4, BLOCK >> 8, BLOCK & 0xFF};
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
