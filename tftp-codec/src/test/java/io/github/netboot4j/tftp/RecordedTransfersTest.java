package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.capture.CaptureFile;
import io.github.netboot4j.capture.CapturedDatagram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TFTP as real firmware speaks it, recorded in the firmware tests; DATA is left out there. */
final class RecordedTransfersTest {
  private final TftpPacketView view = new TftpPacketView();

  private List<String> story(String capture) {
    List<String> story = new ArrayList<>();
    for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
      if (datagram.sourcePort() != 67 && datagram.sourcePort() != 68) {
        byte[] packet = datagram.payload();
        assertTrue(
            view.tryWrap(ByteBuffer.wrap(packet), 0, packet.length),
            () -> capture + " " + datagram.recordNumber() + ": " + view.fault());
        story.add(words());
      }
    }
    return story;
  }

  private String words() {
    return switch (view.opcode()) {
      case TftpOpcode.READ_REQUEST -> "RRQ " + view.fileName() + " " + view.mode() + options();
      case TftpOpcode.OPTION_ACKNOWLEDGMENT -> "OACK" + options();
      case TftpOpcode.ACKNOWLEDGMENT -> "ACK " + view.blockNumber();
      case TftpOpcode.ERROR -> "ERROR " + view.errorCode() + " " + view.errorMessage();
      default -> TftpOpcode.name(view.opcode());
    };
  }

  private String options() {
    StringBuilder options = new StringBuilder();
    for (int index = 0; index < view.optionCount(); index++) {
      options.append(" " + view.optionName(index) + "=" + view.optionNumber(index));
    }
    return options.toString();
  }

  @Test
  void uefiProbesTheSizeThenFetchesInWindowsOfFour() {
    assertEquals(
        List.of(
            "RRQ snponly.efi OCTET tsize=0 blksize=1468 windowsize=4",
            "OACK tsize=173792 blksize=1468 windowsize=4",
            "ERROR 8 User aborted the transfer",
            "RRQ snponly.efi OCTET blksize=1468 windowsize=4",
            "OACK blksize=1468 windowsize=4",
            "ACK 0",
            "ACK 4",
            "ACK 8",
            "ACK 112",
            "ACK 116",
            "ACK 119"),
        story("netboot4j/uefi-x64-pxe"));
  }

  @Test
  void ipxeFetchesBlockByBlock() {
    List<String> story = story("netboot4j/bios-undionly");
    assertEquals("RRQ undionly.kpxe OCTET blksize=1432 tsize=0", story.get(0));
    assertEquals("OACK blksize=1432 tsize=74213", story.get(1));
    assertEquals(List.of("ACK 0", "ACK 1", "ACK 2"), story.subList(2, 5));
    assertFalse(story.contains("DATA"));
  }
}
