package io.github.netboot4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** DISCOVERs as real firmware sent them, from the captures that the tests use. */
final class Messages {
  private Messages() {}

  /** {@code uefi}: OVMF over PXE, 347 octets. {@code ipxe}: iPXE on UEFI, 388 octets. */
  static byte[] discover(String client) {
    String name = client + "-discover.bin";
    try (InputStream stream = Messages.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message in a buffer of the kind asked for: {@code heap} or {@code direct}. */
  static ByteBuffer buffer(String memory, byte[] message) {
    return allocate(memory, message.length).put(0, message);
  }

  static ByteBuffer allocate(String memory, int octets) {
    return switch (memory) {
      case "heap" -> ByteBuffer.allocate(octets);
      case "direct" -> ByteBuffer.allocateDirect(octets);
      default -> throw new IllegalArgumentException(memory);
    };
  }
}
