package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Literal packets for tests. */
final class Bytes {
  private Bytes() {}

  /** The characters as bytes; {@code \0} writes a NUL. */
  static byte[] of(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Wraps the bytes as one packet. */
  static boolean tryWrap(TftpPacketView view, byte[] packet) {
    return view.tryWrap(ByteBuffer.wrap(packet), 0, packet.length);
  }

  static TftpPacketView view(String latin1) {
    byte[] packet = of(latin1);
    return new TftpPacketView().wrap(ByteBuffer.wrap(packet), 0, packet.length);
  }

  static byte[] written(ByteBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    return bytes;
  }
}
