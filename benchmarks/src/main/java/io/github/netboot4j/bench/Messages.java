package io.github.netboot4j.bench;

import io.github.netboot4j.dhcp.DhcpMessageView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Messages as real firmware and a real server sent them, from the captures that the tests use. */
final class Messages {
  private static final int HOPS = 3;
  private static final int GIADDR = 24;

  private Messages() {}

  /**
   * {@code uefi}: a DISCOVER of OVMF over PXE, 347 octets. {@code ipxe}: one of iPXE on UEFI, 388
   * octets. {@code relayed}: the first behind a relay agent. {@code offer}: what dnsmasq answered
   * to it, 300 octets.
   */
  static byte[] message(String name) {
    return switch (name) {
      case "relayed" -> relayed(resource("uefi-discover.bin"));
      case "offer" -> resource("offer.bin");
      default -> resource(name + "-discover.bin");
    };
  }

  /** As a relay agent passes it on: its address, one hop more, option 82 before END (RFC 3046). */
  private static byte[] relayed(byte[] discover) {
    byte[] relayInformation = {
      82, 18, 1, 8, 'e', 't', 'h', '1', '/', '0', '/', '7', 2, 6, 2, 0, 0, 0, 0, 1, (byte) 255
    };
    int end = discover.length - 1;
    byte[] relayed = Arrays.copyOf(discover, end + relayInformation.length);
    System.arraycopy(relayInformation, 0, relayed, end, relayInformation.length);
    relayed[HOPS]++;
    ByteBuffer.wrap(relayed).putInt(GIADDR, 0xC000_0281);
    return relayed;
  }

  /** An iPXE DISCOVER cut within its header ({@code short}), or within its last option. */
  static byte[] malformed(String fault) {
    byte[] whole = message("ipxe");
    // Before END stands option 97; three octets less than whole cut it and END off.
    return Arrays.copyOf(whole, fault.equals("short") ? 200 : whole.length - 3);
  }

  private static byte[] resource(String name) {
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

  /** What the benchmarks take of a hardware address: 48 bits, the first octet the highest. */
  static long macAddress(byte[] octets) {
    long address = 0;
    for (int index = 0; index < 6; index++) {
      address = address << 8 | (octets[index] & 0xFF);
    }
    return address;
  }

  /** Whether a message starts with what every DHCP message does. */
  static boolean hasDhcpHeader(ByteBuffer message, int length) {
    return length >= 240
        && (message.get(0) == DhcpMessageView.BOOTREQUEST
            || message.get(0) == DhcpMessageView.BOOTREPLY)
        && message.getInt(236) == 0x6382_5363;
  }
}
