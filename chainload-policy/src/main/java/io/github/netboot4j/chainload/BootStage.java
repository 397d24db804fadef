package io.github.netboot4j.chainload;

/** How far along its chain a machine is: which program is asking. */
public enum BootStage {
  /** A PXE ROM on a BIOS: vendor class {@code PXEClient}, architecture 0. */
  BIOS_PXE("BIOS PXE"),

  /** UEFI firmware that boots over TFTP: vendor class {@code PXEClient}, a UEFI architecture. */
  UEFI_PXE("UEFI PXE"),

  /** UEFI firmware that boots over HTTP: vendor class {@code HTTPClient}. */
  UEFI_HTTP("UEFI HTTP Boot"),

  /**
   * gPXE, as its user class says; also the one before February 2009, which sent no user class and
   * shows by features in option 175 without a version of 1 or later.
   */
  GPXE("gPXE"),

  /**
   * iPXE, as its user class says; also a vendor's build that sends no user class, by its features
   * and version in option 175. One whose user class was set to something else counts as what its
   * vendor class says: whoever set it wants it told apart.
   */
  IPXE("iPXE"),

  /**
   * PXELINUX: it asks for option 208 or 210 (RFC 5071). It seldom asks at all, since it goes on
   * with what the firmware was told.
   */
  PXELINUX("PXELINUX"),

  /** U-Boot: a vendor class that starts with {@code U-Boot}, or an architecture of U-Boot. */
  U_BOOT("U-Boot"),

  /**
   * The boot ROM or boot loader of a Raspberry Pi. It says that it is a BIOS PXE ROM; what tells it
   * is a machine identifier that starts with {@code RPi}, or the maker's part of its hardware
   * address.
   */
  RASPBERRY_PI("Raspberry Pi"),

  /** Anything else: an operating system, a telephone, a user class of someone's own. */
  OTHER("other");

  private final String label;

  BootStage(String label) {
    this.label = label;
  }

  /**
   * The stage's name for people.
   *
   * @return such as {@code "UEFI PXE"}
   */
  public String label() {
    return label;
  }
}
