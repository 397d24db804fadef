package com.example.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static ByteBuffer capture() {
    byte[] options = {
      53, 1, 1, 60, 9, 'P', 'X', 'E', 'C', 'l', 'i', 'e', 'n', 't', 55, 3, 1, 3, 67, (byte) 255
    };
    ByteBuffer dhcp = ByteBuffer.allocate(300);
    dhcp.put(0, new byte[] {1, 1, 6, 0});
    dhcp.put(28, new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56});
    dhcp.putInt(236, 0x63825363).put(240, options);
    int frame = 14 + 20 + 8 + dhcp.capacity();
    ByteBuffer pcap = ByteBuffer.allocate(24 + 16 + frame);
    pcap.putInt(0, 0xA1B2C3D4).putInt(20, 1);
    pcap.putInt(24 + 8, frame).putInt(24 + 12, frame);
    int ip = 24 + 16 + 14;
    pcap.put(ip, (byte) 0x45).put(ip + 9, (byte) 17);
    pcap.putShort(ip + 20, (short) 68).putShort(ip + 22, (short) 67);
    pcap.put(ip + 28, dhcp.array());
    return pcap;
  }

  @Test
  void aClientIsKnownByWhatItAsksFor() throws Exception {
    Fingerprints fingerprints = new Fingerprints();
    fingerprints.read(capture());
    assertEquals(
        Map.of("525400123456  PXEClient  asks for 1,3,67", 1), fingerprints.counts());
  }

  @Test
  void aCutCaptureIsReadAsFarAsItGoes() throws Exception {
    Fingerprints fingerprints = new Fingerprints();
    ByteBuffer cut = capture();
    fingerprints.read(cut.limit(cut.capacity() - 1));
    assertEquals(Map.of(), fingerprints.counts());
  }

  @Test
  void otherFilesAreRefused() {
    for (ByteBuffer file : List.of(ByteBuffer.allocate(0), capture().putInt(0, 0x0A0D0D0A))) {
      assertThrows(IOException.class, () -> new Fingerprints().read(file));
    }
  }
}
