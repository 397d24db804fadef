package com.example.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DecodeTest {
  static ByteBuffer discover() {
    ByteBuffer packet = ByteBuffer.allocate(300);
    packet.put(0, new byte[] {1, 1, 6, 0, 0x12, 0x34, 0x56, 0x78});
    packet.put(28, new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56});
    packet.putInt(236, 0x63825363);
    packet.put(240, new byte[] {53, 1, 1, 77, 4, 'i', 'P', 'X', 'E', (byte) 255});
    return packet;
  }

  @Test
  void aDiscover() {
    assertEquals("DISCOVER of 525400123456, iPXE", new Decode().line(discover()));
  }

  @Test
  void anythingElse() {
    assertTrue(new Decode().line(ByteBuffer.wrap(new byte[20])).startsWith("not DHCP: "));
  }
}
