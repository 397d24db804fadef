package io.github.netboot4j.chainload.dialect;

/** A language that a DHCP server is configured in. */
public enum Dialect {
  /** {@code dhcpd.conf} of ISC dhcpd 4.4. */
  ISC_DHCPD("ISC dhcpd"),

  /** {@code dnsmasq.conf}. */
  DNSMASQ("dnsmasq"),

  /** The XML that {@code Export-DhcpServer} of Windows Server writes. */
  WINDOWS_DHCP("Windows DHCP");

  private final String label;

  Dialect(String label) {
    this.label = label;
  }

  /**
   * The server's name for people.
   *
   * @return such as {@code "ISC dhcpd"}
   */
  public String label() {
    return label;
  }
}
