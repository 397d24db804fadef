package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.OptionCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Clients that people ask about by name, and what each sends in its DISCOVER, option by option and
 * in its order. Sources: recordings of the firmware where there are any (UEFI PXE and HTTP Boot on
 * x64, iPXE, gPXE), else iPXE's {@code net/udp/dhcp.c}, EDK2's {@code PxeBcDhcp4.c}, U-Boot's
 * {@code net/bootp.c} and RFC 4578.
 */
enum ExplainClient {
  BIOS(Kind.BIOS, 0),
  UEFI_X64(Kind.UEFI, 7),
  UEFI_IA32(Kind.UEFI, 6),
  UEFI_ARM32(Kind.UEFI, 0x0A),
  UEFI_ARM64(Kind.UEFI, 0x0B),
  UEFI_RISCV64(Kind.UEFI, 0x1B),
  UEFI_LOONG64(Kind.UEFI, 0x27),
  UEFI_HTTP_X64(Kind.UEFI_HTTP, 0x10),
  UEFI_HTTP_IA32(Kind.UEFI_HTTP, 0x0F),
  UEFI_HTTP_ARM64(Kind.UEFI_HTTP, 0x13),
  UEFI_HTTP_RISCV64(Kind.UEFI_HTTP, 0x1C),
  IPXE_BIOS(Kind.IPXE, 0),
  IPXE_UEFI_X64(Kind.IPXE, 7),
  IPXE_UEFI_IA32(Kind.IPXE, 6),
  IPXE_UEFI_ARM64(Kind.IPXE, 0x0B),
  GPXE(Kind.GPXE, 0),
  PXELINUX(Kind.PXELINUX, 0),
  UBOOT_ARM(Kind.UBOOT, 0x15),
  UBOOT_ARM64(Kind.UBOOT, 0x16),
  RASPBERRY_PI(Kind.RASPBERRY_PI, 0);

  /** Who wrote the client's DHCP. */
  private enum Kind {
    BIOS,
    UEFI,
    UEFI_HTTP,
    IPXE,
    GPXE,
    PXELINUX,
    UBOOT,
    RASPBERRY_PI
  }

  private static final HexFormat HEX = HexFormat.of();

  /** Intel's ROM, and what is built like it. */
  private static final String BIOS_ASKS = "0102030506070b0c0d0f1011122b363c438081828384858687";

  private static final String UEFI_ASKS =
      "0102030405060c0d0f111216171c28292a2b3233363a3b3c4243618081828384858687";
  private static final String UEFI_HTTP_ASKS =
      "0102030405060c0d0f111216171c28292a2b3233363a3b3cf14361";
  private static final String IPXE_ASKS = "010306070c0f111a2b3c4243778081828384858687afcb";
  private static final String UBOOT_ASKS = "0103060c1143d1";
  private static final String RASPBERRY_PI_ASKS = "01032b3c42438081828384858687";

  /** Option 175: an Intel adapter on PCI, the features of a build, its version. */
  private static final String IPXE_BIOS_HAS =
      "b105018086100eeb0301000017010122010113010111010127010119010129010110010221010115010118010112"
          + "0101";

  private static final String IPXE_UEFI_HAS =
      "b105011af41000eb03010000170101240101130101110101270101290101150101120101";
  private static final String GPXE_HAS =
      "b105018086100eeb030100001701012201011301011101012701011901012901011001022101011501011801011b"
          + "0101120101";

  private final Kind kind;
  private final int architecture;

  ExplainClient(Kind kind, int architecture) {
    this.kind = kind;
    this.architecture = architecture;
  }

  /** {@code uefi-x64}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them, for the help. */
  static String labels() {
    return Arrays.stream(values()).map(ExplainClient::label).collect(Collectors.joining(", "));
  }

  /** Its usual hardware address: 48 bits. */
  long macAddress() {
    return kind == Kind.RASPBERRY_PI ? 0xB827_EB12_3456L : 0x5254_0012_3456L;
  }

  /** The options of its DISCOVER behind the message type, in wire order. */
  Map<Integer, byte[]> options(long mac) {
    Map<Integer, byte[]> options = new LinkedHashMap<>();
    byte[] arch = {(byte) (architecture >> 8), (byte) architecture};
    byte[] uuid = new byte[17];
    switch (kind) {
      case BIOS, PXELINUX, RASPBERRY_PI -> {
        options.put(OptionCode.MAXIMUM_MESSAGE_SIZE, HEX.parseHex("04ec"));
        options.put(OptionCode.PARAMETER_REQUEST_LIST, HEX.parseHex(asks()));
        options.put(OptionCode.CLIENT_MACHINE_IDENTIFIER, uuid);
        options.put(OptionCode.CLIENT_ARCHITECTURE, arch);
        options.put(OptionCode.NETWORK_INTERFACE_IDENTIFIER, HEX.parseHex("010201"));
        options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass("PXEClient", "002001"));
      }
      case UEFI, UEFI_HTTP -> {
        String application = kind == Kind.UEFI ? "PXEClient" : "HTTPClient";
        options.put(OptionCode.MAXIMUM_MESSAGE_SIZE, HEX.parseHex("05c0"));
        options.put(OptionCode.PARAMETER_REQUEST_LIST, HEX.parseHex(asks()));
        options.put(OptionCode.CLIENT_MACHINE_IDENTIFIER, uuid);
        options.put(OptionCode.NETWORK_INTERFACE_IDENTIFIER, HEX.parseHex("010300"));
        options.put(OptionCode.CLIENT_ARCHITECTURE, arch);
        options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass(application, "003000"));
      }
      case IPXE, GPXE -> {
        boolean bios = architecture == 0;
        options.put(OptionCode.MAXIMUM_MESSAGE_SIZE, HEX.parseHex("05c0"));
        options.put(OptionCode.CLIENT_ARCHITECTURE, arch);
        options.put(
            OptionCode.NETWORK_INTERFACE_IDENTIFIER, HEX.parseHex(bios ? "010201" : "01030a"));
        options.put(
            OptionCode.VENDOR_CLASS_IDENTIFIER,
            vendorClass("PXEClient", bios ? "002001" : "003010"));
        options.put(OptionCode.USER_CLASS, ascii(kind == Kind.IPXE ? "iPXE" : "gPXE"));
        options.put(OptionCode.PARAMETER_REQUEST_LIST, HEX.parseHex(asks()));
        options.put(
            OptionCode.ETHERBOOT,
            HEX.parseHex(kind == Kind.GPXE ? GPXE_HAS : bios ? IPXE_BIOS_HAS : IPXE_UEFI_HAS));
        options.put(OptionCode.CLIENT_IDENTIFIER, HEX.parseHex("01%012x".formatted(mac)));
        options.put(OptionCode.CLIENT_MACHINE_IDENTIFIER, uuid);
      }
      case UBOOT -> {
        options.put(OptionCode.MAXIMUM_MESSAGE_SIZE, HEX.parseHex("0240"));
        options.put(OptionCode.CLIENT_ARCHITECTURE, arch);
        options.put(
            OptionCode.VENDOR_CLASS_IDENTIFIER,
            ascii(architecture == 0x16 ? "U-Boot.armv8" : "U-Boot.armv7"));
        options.put(OptionCode.PARAMETER_REQUEST_LIST, HEX.parseHex(asks()));
      }
    }
    return options;
  }

  private String asks() {
    return switch (kind) {
      case BIOS -> BIOS_ASKS;
      case PXELINUX -> BIOS_ASKS + "d0d1d2d3";
      case UEFI -> UEFI_ASKS;
      case UEFI_HTTP -> UEFI_HTTP_ASKS;
      case IPXE, GPXE -> IPXE_ASKS;
      case UBOOT -> UBOOT_ASKS;
      case RASPBERRY_PI -> RASPBERRY_PI_ASKS;
    };
  }

  private byte[] vendorClass(String application, String undi) {
    return ascii("%s:Arch:%05d:UNDI:%s".formatted(application, architecture, undi));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
