package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.chainload.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * What in it keeps machines from booting, or is likely to be a slip, as far as the configuration
   * alone shows it. Which clients loop only playing them through shows.
   *
   * @return in the order of file and line, each once
   */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Remark remark : remarks) {
      boolean leftOut = remark.kind() == Remark.Kind.NOT_UNDERSTOOD;
      Finding.Kind kind = leftOut ? Finding.Kind.NOT_UNDERSTOOD : remark.finding();
      if (kind != null) {
        findings.add(new Finding(kind, remark.source(), remark.line(), remark.text()));
      }
    }
    findings.addAll(RuleFindings.of(rules));
    Set<Finding> seen = new HashSet<>();
    findings.removeIf(finding -> !seen.add(withoutText(finding)));
    findings.sort(Comparator.comparing(Finding::source).thenComparingInt(Finding::line));
    return List.copyOf(findings);
  }

  /** A name that is too long may be told of by the reader and by the rules. */
  private static Finding withoutText(Finding finding) {
    return finding.kind() == Finding.Kind.LONG_FILE_NAME
        ? new Finding(finding.kind(), finding.source(), finding.line(), "")
        : finding;
  }

  /**
   * The boot files that its rules name outright; a name that is put together from a request is not
   * among them.
   *
   * @return each name with the first rule that has it, in the order of precedence
   */
  public Map<String, Reason> bootFiles() {
    return Collections.unmodifiableMap(RuleFindings.bootFiles(rules));
  }

  /** The rules themselves. */
  RuleSet rules() {
    return rules;
  }
}
