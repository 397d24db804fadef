package io.github.netboot4j.chainload;

import static io.github.netboot4j.chainload.BootStage.BIOS_PXE;
import static io.github.netboot4j.chainload.BootStage.GPXE;
import static io.github.netboot4j.chainload.BootStage.IPXE;
import static io.github.netboot4j.chainload.BootStage.PXELINUX;
import static io.github.netboot4j.chainload.BootStage.RASPBERRY_PI;
import static io.github.netboot4j.chainload.BootStage.UEFI_HTTP;
import static io.github.netboot4j.chainload.BootStage.UEFI_PXE;

import java.util.EnumSet;
import java.util.Set;

/**
 * The one table of what kinds of client need or cannot bear in a reply: what is done, for whom, why
 * and where that is known from. {@link BootReplyWriter} does it; no other code asks who the client
 * is.
 */
enum ClientQuirk {
  /** {@code siaddr} is the next server; option 66 says the same for those that read it. */
  NEXT_SERVER_IN_HEADER(
      EnumSet.allOf(BootStage.class),
      "iPXE knows the next server by siaddr alone and ignores option 66",
      "iPXE usr/autoboot.c"),

  /** The boot file stands in {@code file} and in option 67. */
  BOOT_FILE_TWICE(
      EnumSet.allOf(BootStage.class),
      "iPXE takes file before option 67, EDK2 option 67 before file: both must say the same",
      "iPXE net/dhcppkt.c; EDK2 NetworkPkg/UefiPxeBcDxe/PxeBcDhcp4.c"),

  /** A NUL ends option 67. */
  NUL_AFTER_BOOT_FILE(
      EnumSet.allOf(BootStage.class),
      "some firmware reads on past the end of option 67: the next octet joins the name",
      "dnsmasq rfc2131.c, which adds one"),

  /** Option 97 is sent back. */
  MACHINE_ID_ECHOED(
      EnumSet.allOf(BootStage.class),
      "a PXE client may drop a reply without its own identifier",
      "PXE 2.1 §2.4.1; RFC 4578 §2.3"),

  /** Option 60 is {@code HTTPClient}. */
  HTTP_VENDOR_CLASS(
      EnumSet.of(UEFI_HTTP),
      "UEFI HTTP Boot takes no offer without it",
      "UEFI 2.10 §24.7.3.1; EDK2 NetworkPkg/HttpBootDxe/HttpBootDhcp4.c"),

  /**
   * Option 60 is {@code PXEClient} beside an option 43, and beside that only: a UEFI PXE that sees
   * it without option 43 turns to port 4011.
   */
  MENU_VENDOR_CLASS(
      EnumSet.of(BIOS_PXE, UEFI_PXE, RASPBERRY_PI),
      "firmware reads option 43 as a menu only beside PXEClient",
      "PXE 2.1 §2.2; EDK2 NetworkPkg/UefiPxeBcDxe/PxeBcDhcp4.c"),

  /** A decision's option 43 is left out. */
  NO_MENU(
      EnumSet.of(IPXE, GPXE),
      "iPXE takes a menu for the whole boot and fails on it on UEFI",
      "iPXE usr/pxemenu.c, usr/autoboot.c"),

  /** A decision's option 175 is written. */
  IPXE_SETTINGS(
      EnumSet.of(IPXE, GPXE),
      "nobody else reads option 175, and small replies have no room for it",
      "iPXE include/ipxe/dhcp.h"),

  /** Option 208 goes before a decision's 209, 210 and 211. */
  PXELINUX_MAGIC(
      EnumSet.of(BIOS_PXE, UEFI_PXE, PXELINUX),
      "PXELINUX reads the firmware's reply; until 3.55 it ignored 209 to 211 without the magic",
      "RFC 5071 §3"),

  /** Option 43 is the menu that the boot ROM looks for, and option 60 {@code PXEClient}. */
  RASPBERRY_PI_MENU(
      EnumSet.of(RASPBERRY_PI),
      "the boot ROM takes no offer without the item Raspberry Pi Boot and a prompt that waits not",
      "Raspberry Pi documentation, network boot; PXE_OPTION43 of its boot loader"),

  /** In a ProxyDHCP reply option 60 is {@code PXEClient}. */
  PROXY_VENDOR_CLASS(
      EnumSet.of(BIOS_PXE, UEFI_PXE, IPXE, GPXE, RASPBERRY_PI),
      "an offer without an address counts as ProxyDHCP only beside PXEClient",
      "PXE 2.1 §2.2.3; iPXE net/udp/dhcp.c; EDK2 PxeBcDhcp4.c"),

  /**
   * A ProxyDHCP offer has 43.6 with the bit that skips discovery. UEFI PXE gets none: it then asks
   * on port 4011, which all of it can, while some of it ignores an offer that skips.
   */
  PROXY_SKIPS_DISCOVERY(
      EnumSet.of(BIOS_PXE),
      "a PXE ROM without option 43 looks for boot servers instead of loading the boot file",
      "PXE 2.1 §2.2, PXE_DISCOVERY_CONTROL; EDK2 PxeBcDhcp4.c for UEFI"),

  /** On port 4011 the boot item (43.71) is sent back. */
  BOOT_ITEM_ECHOED(
      EnumSet.of(BIOS_PXE, UEFI_PXE),
      "firmware drops the acknowledgement of an item that it did not choose",
      "PXE 2.1 §2.2, PXE_BOOT_ITEM");

  @SuppressWarnings("ImmutableEnumChecker") // never changed, never handed out
  private final Set<BootStage> clients;

  private final String reason;
  private final String source;

  ClientQuirk(Set<BootStage> clients, String reason, String source) {
    this.clients = clients;
    this.reason = reason;
    this.source = source;
  }

  /** Whether a client at this stage has it. */
  boolean isOf(BootStage stage) {
    return clients.contains(stage);
  }

  /** Those that have it. */
  Set<BootStage> clients() {
    return EnumSet.copyOf(clients);
  }

  /** Why. */
  String reason() {
    return reason;
  }

  /** Where it is known from. */
  String source() {
    return source;
  }
}
