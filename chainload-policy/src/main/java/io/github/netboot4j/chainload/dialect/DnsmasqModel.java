package io.github.netboot4j.chainload.dialect;

import io.github.netboot4j.chainload.rules.Condition;
import io.github.netboot4j.chainload.rules.HardwareAddressIs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a dnsmasq configuration says about DHCPv4 and TFTP, line by line in the order read. */
final class DnsmasqModel {
  /** The lease time of a range that names none, in seconds. */
  static final int DEFAULT_LEASE = 3600;

  /** A lease without end. */
  static final int INFINITE = -1;

  /** Sets a tag for the requests that something holds for. */
  record Setter(DnsmasqLine line, String tag, Condition when) {}

  /** Sets tags where tags hold. */
  record TagIf(DnsmasqLine line, List<String> sets, List<String> needs) {}

  /** What to boot. */
  record Boot(
      DnsmasqLine line,
      List<String> tags,
      String file,
      String serverName,
      @Nullable Integer server,
      String serverToLookUp) {}

  /** A range of addresses. */
  record Range(
      DnsmasqLine line,
      List<String> needs,
      @Nullable String sets,
      int first,
      int last,
      @Nullable Integer netmask,
      @Nullable Integer broadcast,
      Use use,
      int lease) {
    /** What a range is for. */
    enum Use {
      LEASES,
      RESERVED_ONLY,
      PROXY
    }
  }

  /** A host. */
  record Host(
      DnsmasqLine line,
      List<HardwareAddressIs> addresses,
      @Nullable String clientId,
      List<String> needs,
      List<String> sets,
      @Nullable Integer address,
      @Nullable String name,
      @Nullable Integer lease,
      boolean ignored) {}

  /** A line of tags, as {@code dhcp-ignore} has it; no tags hold always where that is allowed. */
  record TagLine(DnsmasqLine line, List<String> tags) {}

  /** An item of a boot menu, or where a type of boot server is. */
  record Service(
      DnsmasqLine line,
      List<String> tags,
      int architecture,
      String menu,
      int type,
      String baseName,
      @Nullable Integer server,
      String serverToLookUp) {}

  final List<Setter> setters = new ArrayList<>();
  final List<Setter> nameSetters = new ArrayList<>();
  final List<TagIf> tagIfs = new ArrayList<>();
  final List<Boot> boots = new ArrayList<>();
  final List<DnsmasqOption> options = new ArrayList<>();
  final List<Range> ranges = new ArrayList<>();
  final List<Host> hosts = new ArrayList<>();
  final List<TagLine> ignores = new ArrayList<>();
  final List<TagLine> bootpDynamic = new ArrayList<>();
  final List<Service> services = new ArrayList<>();
  final List<String> pxeVendors = new ArrayList<>();

  final DnsmasqHostNames hostNames = new DnsmasqHostNames();

  final List<String> interfaces = new ArrayList<>();
  final List<String> exceptInterfaces = new ArrayList<>();
  final List<String> noDhcpInterfaces = new ArrayList<>();
  final List<Integer> listenAddresses = new ArrayList<>();
  boolean restricted;

  boolean pxe;
  boolean noOverride;
  boolean authoritative;
  boolean ignoreClientId;
  int dnsPort = 53;
  @Nullable String domain;

  boolean tftp;
  @Nullable String tftpRoot;
  boolean tftpSinglePort;
  boolean tftpBlockSize = true;
}
