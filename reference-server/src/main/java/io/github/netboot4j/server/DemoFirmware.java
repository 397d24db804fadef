package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the demo's clients say of themselves, option by option as the firmware they play does, and
 * where they look for the name of their boot file.
 *
 * @param label for people
 * @param vendorClass option 60
 * @param userClass option 77, raw; empty for none
 * @param architecture option 93
 * @param undiMajor version of the network driver interface, in option 94
 * @param undiMinor the same after the dot
 * @param prefersOption67 whether option 67 beats {@code file}: so in UEFI, the other way in iPXE
 * @param probesSize whether it asks TFTP for the file's size first and breaks off, as UEFI does
 * @param tftp what it asks of TFTP
 */
record DemoFirmware(
    String label,
    String vendorClass,
    String userClass,
    int architecture,
    int undiMajor,
    int undiMinor,
    boolean prefersOption67,
    boolean probesSize,
    TftpParameters tftp) {
  static final DemoFirmware BIOS_PXE =
      new DemoFirmware(
          "BIOS PXE",
          "PXEClient:Arch:00000:UNDI:002001",
          "",
          0,
          2,
          1,
          false,
          false,
          blocks(1432, 1));
  static final DemoFirmware UEFI_PXE =
      new DemoFirmware(
          "UEFI PXE",
          "PXEClient:Arch:00007:UNDI:003016",
          "",
          7,
          3,
          16,
          true,
          true,
          blocks(1468, 4));
  static final DemoFirmware GPXE_BIOS =
      new DemoFirmware(
          "gPXE",
          "PXEClient:Arch:00000:UNDI:002001",
          "gPXE",
          0,
          2,
          1,
          false,
          false,
          blocks(1432, 1));
  static final DemoFirmware IPXE_BIOS =
      new DemoFirmware(
          "iPXE",
          "PXEClient:Arch:00000:UNDI:002001",
          "iPXE",
          0,
          2,
          1,
          false,
          false,
          blocks(1432, 1));
  static final DemoFirmware IPXE_UEFI =
      new DemoFirmware(
          "iPXE",
          "PXEClient:Arch:00007:UNDI:003010",
          "iPXE",
          7,
          3,
          10,
          false,
          false,
          blocks(1432, 1));

  private static final byte UNDI = 1;
  private static final byte[] WANTED = {1, 3, 6, 12, 43, 54, 60, 66, 67, 97};

  private static TftpParameters blocks(int size, int window) {
    return new TftpParameters(size, window, 0, 0, TftpMode.OCTET);
  }

  /** What this becomes when it runs an iPXE image. */
  DemoFirmware afterIpxe() {
    return architecture == IPXE_UEFI.architecture ? IPXE_UEFI : IPXE_BIOS;
  }

  /** Writes a DISCOVER or, with an address and a server, a REQUEST; returns its length. */
  int write(
      DhcpMessageWriter writer,
      ByteBuffer buffer,
      int messageType,
      long mac,
      int transactionId,
      int requested,
      int server) {
    writer
        .start(messageType, buffer, 0, buffer.capacity())
        .operation(DhcpMessageView.BOOTREQUEST)
        .macAddress(mac)
        .transactionId(transactionId)
        .flags(0x8000);
    if (server != 0) {
      writer.optionInt32(OptionCode.REQUESTED_ADDRESS, requested);
      writer.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
    }
    writer
        .optionUnsigned16(OptionCode.MAXIMUM_MESSAGE_SIZE, 1472)
        .option(OptionCode.PARAMETER_REQUEST_LIST, WANTED)
        .option(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass)
        .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, architecture)
        .option(
            OptionCode.NETWORK_INTERFACE_IDENTIFIER,
            new byte[] {UNDI, (byte) undiMajor, (byte) undiMinor})
        .option(OptionCode.CLIENT_MACHINE_IDENTIFIER, machineId(mac));
    if (!userClass.isEmpty()) {
      writer.option(OptionCode.USER_CLASS, userClass.getBytes(StandardCharsets.US_ASCII));
    }
    return writer.finish();
  }

  private static byte[] machineId(long mac) {
    return ByteBuffer.allocate(17)
        .put((byte) 0)
        .putLong(0x6e62_346a_0000_4000L)
        .putLong(mac)
        .array();
  }
}
