package io.github.netboot4j.dhcp.testing;

import io.github.netboot4j.capture.CaptureFile;
import io.github.netboot4j.capture.CapturedDatagram;
import java.util.ArrayList;
import java.util.List;

/** The DHCP messages of real firmware that come with the tests. */
public final class RecordedPackets {
  /** The names of the captures; their README says who speaks in each. */
  public static final List<String> CAPTURES =
      List.of(
          "uefi-x64-to-ipxe", "uefi-http-boot-to-ipxe", "ipxe-rom-bios", "bios-undionly-to-ipxe");

  private RecordedPackets() {}

  /**
   * Every message of every capture.
   *
   * @return UDP payloads, in the order of the captures
   */
  public static List<byte[]> all() {
    List<byte[]> messages = new ArrayList<>();
    for (String capture : CAPTURES) {
      for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
        messages.add(datagram.payload());
      }
    }
    return messages;
  }

  /**
   * One message.
   *
   * @param capture a name of {@link #CAPTURES}
   * @param recordNumber its record in the capture, from 1
   * @return the UDP payload
   */
  public static byte[] message(String capture, int recordNumber) {
    for (CapturedDatagram datagram : CaptureFile.resource(capture).datagrams()) {
      if (datagram.recordNumber() == recordNumber) {
        return datagram.payload();
      }
    }
    throw new IllegalArgumentException("no DHCP in record " + recordNumber + " of " + capture);
  }
}
