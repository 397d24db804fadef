package io.github.netboot4j.chainload.simulate;

import io.github.netboot4j.dhcp.OptionCode;

/**
 * What each program sends. Sources: recordings of the firmware where there are any (UEFI PXE and
 * HTTP Boot on x64, iPXE, gPXE; {@code io.github.netboot4j.capture} of {@code dhcp-codec-testing}),
 * else EDK2's {@code PxeBcDhcp4.c} (PxeBcBuildDhcp4Options), iPXE's and gPXE's {@code
 * net/udp/dhcp.c} (dhcp_request_options_data), U-Boot's {@code net/bootp.c} (dhcp_extended), GRUB's
 * {@code net/bootp.c} (send_dhcp_packet) and RFC 4578.
 */
final class ClientMessages {
  /** Intel's ROM, and what is built like it. */
  private static final String BIOS_ASKS = "0102030506070b0c0d0f1011122b363c438081828384858687";

  private static final String UEFI_ASKS =
      "0102030405060c0d0f111216171c28292a2b3233363a3b3c4243618081828384858687";
  private static final String UEFI_HTTP_ASKS =
      "0102030405060c0d0f111216171c28292a2b3233363a3b3cf14361";
  private static final String IPXE_ASKS = "010306070c0f111a2b3c4243778081828384858687afcb";
  private static final String EARLY_GPXE_ASKS = "010306070c0f112b3c42438081828384858687af";
  private static final String UBOOT_ASKS = "0103060c1143d1";
  private static final String GRUB_ASKS = "0103060f0c1112";
  private static final String RASPBERRY_PI_ASKS = "01032b3c42438081828384858687";

  /** Option 175: an adapter on PCI, the version, the features of a build. */
  private static final String IPXE_BIOS_HAS =
      "b105018086100eeb03010000170101220101130101110101270101190101290101100102210101150101180101"
          + "120101";

  private static final String IPXE_UEFI_HAS =
      "b105011af41000eb03010000170101240101130101110101270101290101150101120101";
  private static final String GPXE_HAS =
      "b105018086100eeb030100001701012201011301011101012701011901012901011001022101011501011801011b"
          + "0101120101";

  /** Without a version (235): gPXE sent none. */
  private static final String EARLY_GPXE_HAS =
      "b105018086100e11010112010113010115010117010118010119010121010122010123010124" + "0101";

  private ClientMessages() {}

  private static String vendorClass(String application, int architecture, String undi) {
    return "%s:Arch:%05d:UNDI:%s".formatted(application, architecture, undi);
  }

  static ClientMessage rom(String asksBesides) {
    return new ClientMessage.Builder()
        .hex(OptionCode.MAXIMUM_MESSAGE_SIZE, "04ec")
        .hex(OptionCode.PARAMETER_REQUEST_LIST, BIOS_ASKS + asksBesides)
        .machineIdentifier()
        .architecture(0)
        .hex(OptionCode.NETWORK_INTERFACE_IDENTIFIER, "010201")
        .text(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass("PXEClient", 0, "002001"))
        .broadcast()
        .build();
  }

  static ClientMessage raspberryPi() {
    return new ClientMessage.Builder()
        .hex(OptionCode.MAXIMUM_MESSAGE_SIZE, "04ec")
        .hex(OptionCode.PARAMETER_REQUEST_LIST, RASPBERRY_PI_ASKS)
        .machineIdentifier()
        .architecture(0)
        .hex(OptionCode.NETWORK_INTERFACE_IDENTIFIER, "010201")
        .text(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass("PXEClient", 0, "002001"))
        .build();
  }

  /** The size in a REQUEST has its octets swapped twice, as recordings show. */
  static ClientMessage uefi(int architecture) {
    return uefi("PXEClient", architecture, UEFI_ASKS).requestSize(0xFF00).build();
  }

  static ClientMessage uefiHttp(int architecture) {
    return uefi("HTTPClient", architecture, UEFI_HTTP_ASKS).build();
  }

  private static ClientMessage.Builder uefi(String application, int architecture, String asks) {
    return new ClientMessage.Builder()
        .hex(OptionCode.MAXIMUM_MESSAGE_SIZE, "05c0")
        .hex(OptionCode.PARAMETER_REQUEST_LIST, asks)
        .machineIdentifier()
        .hex(OptionCode.NETWORK_INTERFACE_IDENTIFIER, "010300")
        .architecture(architecture)
        .text(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass(application, architecture, "003000"))
        .broadcast();
  }

  static ClientMessage ipxe(int architecture, String userClass) {
    String has = architecture == 0 ? IPXE_BIOS_HAS : IPXE_UEFI_HAS;
    return etherboot(architecture, userClass, IPXE_ASKS, has).build();
  }

  /** Over the UNDI driver of a ROM the adapter has an address already, so replies are broadcast. */
  static ClientMessage ipxeOverUndi() {
    return etherboot(0, "iPXE", IPXE_ASKS, IPXE_BIOS_HAS).broadcast().build();
  }

  static ClientMessage gpxe() {
    return etherboot(0, "gPXE", IPXE_ASKS, GPXE_HAS).build();
  }

  static ClientMessage earlyGpxe() {
    return etherboot(0, "", EARLY_GPXE_ASKS, EARLY_GPXE_HAS).build();
  }

  private static ClientMessage.Builder etherboot(
      int architecture, String userClass, String asks, String has) {
    boolean bios = architecture == 0;
    ClientMessage.Builder message =
        new ClientMessage.Builder()
            .hex(OptionCode.MAXIMUM_MESSAGE_SIZE, "05c0")
            .architecture(architecture)
            .hex(OptionCode.NETWORK_INTERFACE_IDENTIFIER, bios ? "010201" : "01030a")
            .text(
                OptionCode.VENDOR_CLASS_IDENTIFIER,
                vendorClass("PXEClient", architecture, bios ? "002001" : "003010"));
    if (!userClass.isEmpty()) {
      message.text(OptionCode.USER_CLASS, userClass);
    }
    return message
        .hex(OptionCode.PARAMETER_REQUEST_LIST, asks)
        .hex(OptionCode.ETHERBOOT, has)
        .clientIdentifier()
        .machineIdentifier()
        .addressesLast();
  }

  static ClientMessage uBoot(int architecture, String vendorClass) {
    return new ClientMessage.Builder()
        .hex(OptionCode.MAXIMUM_MESSAGE_SIZE, "0240")
        .architecture(architecture)
        .text(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass)
        .hex(OptionCode.PARAMETER_REQUEST_LIST, UBOOT_ASKS)
        .build();
  }

  /** Its DISCOVER has nothing but the message type. */
  static ClientMessage grub() {
    return new ClientMessage.Builder()
        .hex(OptionCode.PARAMETER_REQUEST_LIST, GRUB_ASKS)
        .bareDiscover()
        .build();
  }
}
