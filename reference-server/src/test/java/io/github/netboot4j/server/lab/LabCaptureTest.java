package io.github.netboot4j.server.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabCaptureTest {
  private static final String MAC = "52:54:00:00:00:09";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsDatagramsInBothByteOrders(boolean bigEndian) throws IOException {
    PcapBytes file =
        new PcapBytes(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .arp()
            .udp(MAC, "192.0.2.100:2070", PcapBytes.SERVER_MAC, "192.0.2.1:69", "\0\1a\0octet\0");

    List<LabPacket> packets = LabCapture.parse(file.bytes());

    assertEquals(1, packets.size());
    LabPacket packet = packets.get(0);
    assertTrue(packet.isUdp());
    assertEquals(MAC, packet.sourceMac());
    assertEquals(PcapBytes.SERVER_MAC, packet.destinationMac());
    assertEquals("192.0.2.100", packet.source());
    assertEquals(2070, packet.sourcePort());
    assertEquals("192.0.2.1", packet.destination());
    assertEquals(69, packet.destinationPort());
    assertEquals("\0\1a\0octet\0", packet.latin1());
    assertEquals(1.0, packet.seconds(), 1e-6);
  }

  @Test
  void leavesOutTheEthernetPaddingOfAShortTcpSegment() throws IOException {
    PcapBytes file =
        new PcapBytes(ByteOrder.LITTLE_ENDIAN)
            .tcp(MAC, "192.0.2.100:1024", PcapBytes.SERVER_MAC, "192.0.2.1:80", 0xfedcba98L, "G");

    LabPacket packet = LabCapture.parse(file.bytes()).get(0);

    assertTrue(packet.isTcp());
    assertEquals("G", packet.latin1());
    assertEquals(0xfedcba98L, packet.sequence());
  }

  @Test
  void aFileThatIsStillBeingWrittenGivesItsWholeRecords() throws IOException {
    byte[] bytes =
        new PcapBytes(ByteOrder.LITTLE_ENDIAN)
            .udp(MAC, "192.0.2.100:2070", PcapBytes.SERVER_MAC, "192.0.2.1:69", "one")
            .udp(MAC, "192.0.2.100:2070", PcapBytes.SERVER_MAC, "192.0.2.1:69", "two")
            .bytes();
    int wholeFirst = 24 + (bytes.length - 24) / 2;

    for (int length = 0; length <= bytes.length; length++) {
      int packets = LabCapture.parse(Arrays.copyOf(bytes, length)).size();
      assertEquals(length == bytes.length ? 2 : length >= wholeFirst ? 1 : 0, packets);
    }
  }

  @Test
  void refusesWhatIsNoClassicPcap() {
    byte[] pcapng = new byte[64];
    pcapng[0] = 0x0a;

    IOException refusal = assertThrows(IOException.class, () -> LabCapture.parse(pcapng));

    assertEquals("not a classic pcap file: it starts with 0x0000000a", refusal.getMessage());
  }

  @Test
  void readsTheFieldsOfDhcpThatTellTheStage() throws IOException {
    byte[] message = PcapBytes.dhcp(1, MAC, "0.0.0.0", "\65\1\1", "\135\2\0\7", "\115\4iPXE");
    PcapBytes file =
        new PcapBytes(ByteOrder.LITTLE_ENDIAN)
            .udp(MAC, "0.0.0.0:68", "ff:ff:ff:ff:ff:ff", "255.255.255.255:67", message);

    LabDhcp dhcp = LabDhcp.of(LabCapture.parse(file.bytes()).get(0)).orElseThrow();

    assertTrue(dhcp.request());
    assertEquals(MAC, dhcp.hardwareAddress());
    assertEquals("DISCOVER", dhcp.type());
    assertEquals(7, dhcp.architecture());
    assertEquals("iPXE", dhcp.userClass());
    assertEquals("", dhcp.vendorClass());
  }
}
