package io.github.netboot4j.chainload.dialect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every keyword of dnsmasq 2.90 as Debian builds it, and how it may stand in a file. */
final class DnsmasqKeywords {
  /** Whether a keyword takes a parameter. */
  enum Parameter {
    NONE,
    REQUIRED,
    OPTIONAL
  }

  /**
   * A keyword.
   *
   * @param name as written
   * @param parameter whether it takes one
   * @param once the name that it may be given once under; null if it may be repeated
   */
  record Keyword(String name, Parameter parameter, @Nullable String once) {}

  private static final String WITHOUT_PARAMETER =
      "all-servers bind-dynamic bind-interfaces bogus-priv clear-on-reload conntrack"
          + " dhcp-authoritative dhcp-client-update dhcp-fqdn dhcp-ignore-clid dhcp-no-override"
          + " dhcp-rapid-commit dhcp-sequential-ip dns-loop-detect dnssec dnssec-debug"
          + " dnssec-no-timecheck domain-needed enable-ra expand-hosts filter-A filter-AAAA"
          + " filterwin2k help keep-in-foreground leasefile-ro localise-queries localmx log-debug"
          + " log-dhcp no-daemon no-hosts no-ident no-negcache no-ping no-poll no-resolv"
          + " no-round-robin proxy-dnssec quiet-dhcp quiet-dhcp6 quiet-ra quiet-tftp read-ethers"
          + " rebind-localhost-ok script-arp script-on-renewal selfmx stop-dns-rebind strict-order"
          + " strip-mac strip-subnet test tftp-lowercase tftp-no-blocksize tftp-no-fail tftp-secure"
          + " tftp-single-port version";

  private static final String WITH_PARAMETER =
      "address addn-hosts alias auth-peer auth-sec-servers auth-zone bogus-nxdomain"
          + " bridge-interface caa-record cache-rr cname conf-dir conf-script connmark-allowlist"
          + " dhcp-boot dhcp-circuitid dhcp-host dhcp-hostsdir dhcp-hostsfile dhcp-ignore"
          + " dhcp-luascript dhcp-mac dhcp-match dhcp-name-match dhcp-option dhcp-option-force"
          + " dhcp-optsdir dhcp-optsfile dhcp-pxe-vendor dhcp-range dhcp-relay dhcp-remoteid"
          + " dhcp-subscrid dhcp-userclass dhcp-vendorclass dns-rr domain domain-suffix dynamic-host"
          + " except-interface filter-rr host-record hostsdir ignore-address interface"
          + " interface-name ipset listen-address local mx-host naptr-record nftset"
          + " no-dhcp-interface no-dhcpv4-interface no-dhcpv6-interface ptr-record pxe-prompt"
          + " pxe-service ra-param rebind-domain-ok rev-server server shared-network srv-host"
          + " synth-domain tag-if tftp-root trust-anchor txt-record";

  private static final String WITH_PARAMETER_ONCE =
      "add-cpe-id auth-server auth-soa auth-ttl dhcp-duid dhcp-lease-max dhcp-reply-delay"
          + " dhcp-script dhcp-scriptuser dhcp-ttl dns-forward-max dnssec-limits dnssec-timestamp"
          + " dumpfile dumpmask edns-packet-max local-ttl log-facility max-cache-ttl max-port"
          + " max-tcp-connections max-ttl min-cache-ttl min-port mx-target neg-ttl port port-limit"
          + " query-port servers-file tftp-max tftp-mtu tftp-port-range";

  private static final String WITH_OPTIONAL =
      "add-mac bootp-dynamic conf-file dhcp-broadcast dhcp-generate-names dhcp-ignore-names"
          + " dhcp-proxy dnssec-check-unsigned enable-tftp log-queries resolv-file"
          + " tftp-unique-root";

  private static final String WITH_OPTIONAL_ONCE =
      "add-subnet cache-size connmark-allowlist-enable dhcp-alternate-port dhcp-leasefile"
          + " enable-dbus enable-ubus fast-dns-retry group local-service log-async pid-file umbrella"
          + " use-stale-cache user";

  private static final Map<String, Keyword> KEYWORDS = new HashMap<>();

  static {
    add(WITHOUT_PARAMETER, Parameter.NONE, false);
    add(WITH_PARAMETER, Parameter.REQUIRED, false);
    add(WITH_PARAMETER_ONCE, Parameter.REQUIRED, true);
    add(WITH_OPTIONAL, Parameter.OPTIONAL, false);
    add(WITH_OPTIONAL_ONCE, Parameter.OPTIONAL, true);
    // Another name of dhcp-leasefile.
    KEYWORDS.put("dhcp-lease", new Keyword("dhcp-lease", Parameter.REQUIRED, "dhcp-leasefile"));
  }

  private DnsmasqKeywords() {}

  private static void add(String names, Parameter parameter, boolean once) {
    for (String name : names.split(" ", -1)) {
      KEYWORDS.put(name, new Keyword(name, parameter, once ? name : null));
    }
  }

  /** The keyword of a name, or null. */
  static @Nullable Keyword find(String name) {
    return KEYWORDS.get(name);
  }
}
