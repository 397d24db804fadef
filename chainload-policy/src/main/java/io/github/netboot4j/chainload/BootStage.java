package io.github.netboot4j.chainload;

/** How far along its chain a machine is: which program is asking. */
public enum BootStage {
  /** A PXE ROM on a BIOS: vendor class {@code PXEClient}, architecture 0. */
  BIOS_PXE("BIOS PXE"),

  /** UEFI firmware that boots over TFTP: vendor class {@code PXEClient}, a UEFI architecture. */
  UEFI_PXE("UEFI PXE"),

  /** UEFI firmware that boots over HTTP: vendor class {@code HTTPClient}. */
  UEFI_HTTP("UEFI HTTP Boot"),

  /** gPXE, as its user class says. */
  GPXE("gPXE"),

  /** iPXE, as its user class says. */
  IPXE("iPXE"),

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
