package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.rules.RuleSet;
import java.util.List;

/** What was read from another server's configuration. Immutable. */
public final class BootConfiguration {
  private final Dialect dialect;
  private final RuleSet rules;
  private final AddressPlan addresses;
  private final TftpSettings tftp;
  private final List<Remark> remarks;
  private final boolean listensAtBootServerPort;

  BootConfiguration(
      Dialect dialect,
      RuleSet rules,
      AddressPlan addresses,
      TftpSettings tftp,
      List<Remark> remarks,
      boolean listensAtBootServerPort) {
    this.dialect = dialect;
    this.rules = rules;
    this.addresses = addresses;
    this.tftp = tftp;
    this.remarks = List.copyOf(remarks);
    this.listensAtBootServerPort = listensAtBootServerPort;
  }

  /**
   * Whose configuration it is.
   *
   * @return the dialect it was read in
   */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * What that server answers.
   *
   * @return a policy whose decisions are made of fields
   */
  public BootPolicy policy() {
    return rules;
  }

  /**
   * Where addresses come from.
   *
   * @return the plan
   */
  public AddressPlan addresses() {
    return addresses;
  }

  /**
   * Whether and how files are served.
   *
   * @return the settings
   */
  public TftpSettings tftp() {
    return tftp;
  }

  /**
   * What its owner should know.
   *
   * @return in the order of the file
   */
  public List<Remark> remarks() {
    return remarks;
  }

  /**
   * Whether that server listens at port 4011, where PXE clients look for boot servers. dnsmasq does
   * with {@code pxe-service} or {@code pxe-prompt}; ISC dhcpd and Windows DHCP never do.
   *
   * @return false if nobody is there unless another program is
   */
  public boolean listensAtBootServerPort() {
    return listensAtBootServerPort;
  }

  /** The rules themselves. */
  RuleSet rules() {
    return rules;
  }
}
