package io.github.netboot4j.dhcp;

import static io.github.netboot4j.dhcp.OptionType.*;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registered options as data: the one place for names, references, types and length rules. The
 * length rules of the accessors and {@code docs/standards.md} draw from it. Source: the IANA
 * registry "BOOTP Vendor Extensions and DHCP Options" and the RFCs it names; two codes outside that
 * registry say so.
 */
final class OptionRegistry {
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final @Nullable RegisteredOption[] BY_CODE = new RegisteredOption[256];

  /**
   * The same rules for every read of an option, one load each: the least length in the low 16 bits,
   * the most in 16 above, and above those what no bit of a sound length has in common with. A code
   * without a row has no rule.
   */
  private static final long[] RULES = new long[256];

  private static final long NO_RULE = rule(0, UNBOUNDED, 1);
  private static final int LARGEST = 0xFFFF;

  static {
    Arrays.fill(RULES, NO_RULE);

    row(OptionCode.SUBNET_MASK, "Subnet Mask", "RFC 2132 §3.3", IPV4);
    row(OptionCode.TIME_OFFSET, "Time Offset", "RFC 2132 §3.4", INT32);
    row(OptionCode.ROUTER, "Router", "RFC 2132 §3.5", IPV4_LIST);
    row(OptionCode.TIME_SERVER, "Time Server", "RFC 2132 §3.6", IPV4_LIST);
    row(OptionCode.NAME_SERVER, "Name Server", "RFC 2132 §3.7", IPV4_LIST);
    row(OptionCode.DOMAIN_NAME_SERVER, "Domain Name Server", "RFC 2132 §3.8", IPV4_LIST);
    row(OptionCode.LOG_SERVER, "Log Server", "RFC 2132 §3.9", IPV4_LIST);
    row(OptionCode.COOKIE_SERVER, "Cookie Server", "RFC 2132 §3.10", IPV4_LIST);
    row(OptionCode.LPR_SERVER, "LPR Server", "RFC 2132 §3.11", IPV4_LIST);
    row(OptionCode.IMPRESS_SERVER, "Impress Server", "RFC 2132 §3.12", IPV4_LIST);
    row(
        OptionCode.RESOURCE_LOCATION_SERVER,
        "Resource Location Server",
        "RFC 2132 §3.13",
        IPV4_LIST);
    row(OptionCode.HOST_NAME, "Host Name", "RFC 2132 §3.14", TEXT);
    row(OptionCode.BOOT_FILE_SIZE, "Boot File Size", "RFC 2132 §3.15", UINT16);
    row(OptionCode.MERIT_DUMP_FILE, "Merit Dump File", "RFC 2132 §3.16", TEXT);
    row(OptionCode.DOMAIN_NAME, "Domain Name", "RFC 2132 §3.17", TEXT);
    row(OptionCode.SWAP_SERVER, "Swap Server", "RFC 2132 §3.18", IPV4);
    row(OptionCode.ROOT_PATH, "Root Path", "RFC 2132 §3.19", TEXT);
    row(OptionCode.EXTENSIONS_PATH, "Extensions Path", "RFC 2132 §3.20", TEXT);
    row(OptionCode.IP_FORWARDING, "IP Forwarding", "RFC 2132 §4.1", FLAG);
    row(OptionCode.NON_LOCAL_SOURCE_ROUTING, "Non-Local Source Routing", "RFC 2132 §4.2", FLAG);
    row(OptionCode.POLICY_FILTER, "Policy Filter", "RFC 2132 §4.3", IPV4_PAIRS);
    row(
        OptionCode.MAXIMUM_DATAGRAM_REASSEMBLY_SIZE,
        "Maximum Datagram Reassembly Size",
        "RFC 2132 §4.4",
        UINT16);
    row(OptionCode.DEFAULT_IP_TIME_TO_LIVE, "Default IP Time-to-live", "RFC 2132 §4.5", UINT8);
    row(OptionCode.PATH_MTU_AGING_TIMEOUT, "Path MTU Aging Timeout", "RFC 2132 §4.6", UINT32);
    row(OptionCode.PATH_MTU_PLATEAU_TABLE, "Path MTU Plateau Table", "RFC 2132 §4.7", UINT16_LIST);
    row(OptionCode.INTERFACE_MTU, "Interface MTU", "RFC 2132 §5.1", UINT16);
    row(OptionCode.ALL_SUBNETS_ARE_LOCAL, "All Subnets are Local", "RFC 2132 §5.2", FLAG);
    row(OptionCode.BROADCAST_ADDRESS, "Broadcast Address", "RFC 2132 §5.3", IPV4);
    row(OptionCode.PERFORM_MASK_DISCOVERY, "Perform Mask Discovery", "RFC 2132 §5.4", FLAG);
    row(OptionCode.MASK_SUPPLIER, "Mask Supplier", "RFC 2132 §5.5", FLAG);
    row(OptionCode.PERFORM_ROUTER_DISCOVERY, "Perform Router Discovery", "RFC 2132 §5.6", FLAG);
    row(
        OptionCode.ROUTER_SOLICITATION_ADDRESS,
        "Router Solicitation Address",
        "RFC 2132 §5.7",
        IPV4);
    row(OptionCode.STATIC_ROUTE, "Static Route", "RFC 2132 §5.8", IPV4_PAIRS);
    row(OptionCode.TRAILER_ENCAPSULATION, "Trailer Encapsulation", "RFC 2132 §6.1", FLAG);
    row(OptionCode.ARP_CACHE_TIMEOUT, "ARP Cache Timeout", "RFC 2132 §6.2", UINT32);
    row(OptionCode.ETHERNET_ENCAPSULATION, "Ethernet Encapsulation", "RFC 2132 §6.3", FLAG);
    row(OptionCode.TCP_DEFAULT_TIME_TO_LIVE, "TCP Default TTL", "RFC 2132 §7.1", UINT8);
    row(OptionCode.TCP_KEEPALIVE_INTERVAL, "TCP Keepalive Interval", "RFC 2132 §7.2", UINT32);
    row(OptionCode.TCP_KEEPALIVE_GARBAGE, "TCP Keepalive Garbage", "RFC 2132 §7.3", FLAG);
    row(OptionCode.NIS_DOMAIN, "Network Information Service Domain", "RFC 2132 §8.1", TEXT);
    row(OptionCode.NIS_SERVERS, "Network Information Servers", "RFC 2132 §8.2", IPV4_LIST);
    row(OptionCode.NTP_SERVERS, "Network Time Protocol Servers", "RFC 2132 §8.3", IPV4_LIST);
    row(
        OptionCode.VENDOR_SPECIFIC_INFORMATION,
        "Vendor Specific Information",
        "RFC 2132 §8.4",
        COMPOSITE);
    row(
        OptionCode.NETBIOS_NAME_SERVER,
        "NetBIOS over TCP/IP Name Server",
        "RFC 2132 §8.5",
        IPV4_LIST);
    row(
        OptionCode.NETBIOS_DATAGRAM_DISTRIBUTION_SERVER,
        "NetBIOS over TCP/IP Datagram Distribution Server",
        "RFC 2132 §8.6",
        IPV4_LIST);
    row(OptionCode.NETBIOS_NODE_TYPE, "NetBIOS over TCP/IP Node Type", "RFC 2132 §8.7", UINT8);
    row(OptionCode.NETBIOS_SCOPE, "NetBIOS over TCP/IP Scope", "RFC 2132 §8.8", TEXT);
    row(OptionCode.X_WINDOW_FONT_SERVER, "X Window System Font Server", "RFC 2132 §8.9", IPV4_LIST);
    row(
        OptionCode.X_WINDOW_DISPLAY_MANAGER,
        "X Window System Display Manager",
        "RFC 2132 §8.10",
        IPV4_LIST);
    row(OptionCode.REQUESTED_ADDRESS, "Requested IP Address", "RFC 2132 §9.1", IPV4);
    row(OptionCode.LEASE_TIME, "IP Address Lease Time", "RFC 2132 §9.2", UINT32);
    row(OptionCode.OVERLOAD, "Option Overload", "RFC 2132 §9.3", UINT8);
    row(OptionCode.MESSAGE_TYPE, "DHCP Message Type", "RFC 2132 §9.6", UINT8);
    row(OptionCode.SERVER_IDENTIFIER, "Server Identifier", "RFC 2132 §9.7", IPV4);
    row(OptionCode.PARAMETER_REQUEST_LIST, "Parameter Request List", "RFC 2132 §9.8", UINT8_LIST);
    row(OptionCode.MESSAGE, "Message", "RFC 2132 §9.9", TEXT);
    row(OptionCode.MAXIMUM_MESSAGE_SIZE, "Maximum DHCP Message Size", "RFC 2132 §9.10", UINT16);
    row(OptionCode.RENEWAL_TIME, "Renewal (T1) Time Value", "RFC 2132 §9.11", UINT32);
    row(OptionCode.REBINDING_TIME, "Rebinding (T2) Time Value", "RFC 2132 §9.12", UINT32);
    row(OptionCode.VENDOR_CLASS_IDENTIFIER, "Vendor Class Identifier", "RFC 2132 §9.13", TEXT);
    row(
        OptionCode.CLIENT_IDENTIFIER,
        "Client Identifier",
        "RFC 2132 §9.14, RFC 4361",
        BYTES,
        2,
        UNBOUNDED);
    row(OptionCode.NETWARE_IP_DOMAIN, "NetWare/IP Domain Name", "RFC 2242 §2", TEXT);
    row(
        OptionCode.NETWARE_IP_INFORMATION,
        "NetWare/IP Information",
        "RFC 2242 §3",
        BYTES,
        2,
        UNBOUNDED);
    row(OptionCode.NIS_PLUS_DOMAIN, "Network Information Service+ Domain", "RFC 2132 §8.11", TEXT);
    row(
        OptionCode.NIS_PLUS_SERVERS,
        "Network Information Service+ Servers",
        "RFC 2132 §8.12",
        IPV4_LIST);
    row(OptionCode.TFTP_SERVER_NAME, "TFTP Server Name", "RFC 2132 §9.4", TEXT);
    row(OptionCode.BOOT_FILE_NAME, "Bootfile Name", "RFC 2132 §9.5", TEXT);
    row(
        OptionCode.MOBILE_IP_HOME_AGENT,
        "Mobile IP Home Agent",
        "RFC 2132 §8.13",
        IPV4_LIST,
        0,
        UNBOUNDED);
    row(OptionCode.SMTP_SERVER, "SMTP Server", "RFC 2132 §8.14", IPV4_LIST);
    row(OptionCode.POP3_SERVER, "POP3 Server", "RFC 2132 §8.15", IPV4_LIST);
    row(OptionCode.NNTP_SERVER, "NNTP Server", "RFC 2132 §8.16", IPV4_LIST);
    row(OptionCode.WWW_SERVER, "Default WWW Server", "RFC 2132 §8.17", IPV4_LIST);
    row(OptionCode.FINGER_SERVER, "Default Finger Server", "RFC 2132 §8.18", IPV4_LIST);
    row(OptionCode.IRC_SERVER, "Default IRC Server", "RFC 2132 §8.19", IPV4_LIST);
    row(OptionCode.STREETTALK_SERVER, "StreetTalk Server", "RFC 2132 §8.20", IPV4_LIST);
    row(
        OptionCode.STREETTALK_DIRECTORY_ASSISTANCE_SERVER,
        "StreetTalk Directory Assistance Server",
        "RFC 2132 §8.21",
        IPV4_LIST);
    row(OptionCode.USER_CLASS, "User Class", "RFC 3004 §4", COMPOSITE);
    row(OptionCode.SLP_DIRECTORY_AGENT, "SLP Directory Agent", "RFC 2610 §3", BYTES);
    row(OptionCode.SLP_SERVICE_SCOPE, "SLP Service Scope", "RFC 2610 §4", BYTES);
    row(OptionCode.RAPID_COMMIT, "Rapid Commit", "RFC 4039 §4", EMPTY);
    row(OptionCode.CLIENT_FQDN, "Client FQDN", "RFC 4702 §2", COMPOSITE, 3, UNBOUNDED);
    row(
        OptionCode.RELAY_AGENT_INFORMATION,
        "Relay Agent Information",
        "RFC 3046 §2.0",
        COMPOSITE,
        2,
        UNBOUNDED);
    row(OptionCode.ISNS, "Internet Storage Name Service", "RFC 4174 §2", BYTES, 14, UNBOUNDED);
    row(OptionCode.NDS_SERVERS, "Novell Directory Services Servers", "RFC 2241 §2", IPV4_LIST);
    row(OptionCode.NDS_TREE_NAME, "Novell Directory Services Tree Name", "RFC 2241 §3", TEXT);
    row(OptionCode.NDS_CONTEXT, "Novell Directory Services Context", "RFC 2241 §4", TEXT);
    row(
        OptionCode.BCMCS_CONTROLLER_NAMES,
        "BCMCS Controller Domain Names",
        "RFC 4280 §4.1",
        DOMAIN_NAMES);
    row(
        OptionCode.BCMCS_CONTROLLER_ADDRESSES,
        "BCMCS Controller IPv4 Addresses",
        "RFC 4280 §4.3",
        IPV4_LIST);
    row(OptionCode.AUTHENTICATION, "Authentication", "RFC 3118 §2", COMPOSITE, 11, UNBOUNDED);
    row(
        OptionCode.CLIENT_LAST_TRANSACTION_TIME,
        "Client Last Transaction Time",
        "RFC 4388 §6.1",
        UINT32);
    row(OptionCode.ASSOCIATED_IP, "Associated IP", "RFC 4388 §6.1", IPV4_LIST);
    row(
        OptionCode.CLIENT_ARCHITECTURE,
        "Client System Architecture Type",
        "RFC 4578 §2.1",
        UINT16_LIST);
    row(
        OptionCode.NETWORK_INTERFACE_IDENTIFIER,
        "Client Network Interface Identifier",
        "RFC 4578 §2.2",
        BYTES,
        3,
        3);
    row(OptionCode.LDAP, "LDAP Servers", "RFC 3679 §3.1", URI);
    row(
        OptionCode.CLIENT_MACHINE_IDENTIFIER,
        "Client Machine Identifier",
        "RFC 4578 §2.3",
        BYTES,
        17,
        17);
    row(
        OptionCode.USER_AUTHENTICATION_PROTOCOL,
        "User Authentication Protocol",
        "RFC 2485 §2",
        URI);
    row(OptionCode.CIVIC_LOCATION, "Civic Location", "RFC 4776 §3.1", BYTES, 3, UNBOUNDED);
    row(OptionCode.TIME_ZONE_POSIX, "Time Zone (POSIX)", "RFC 4833 §2", TEXT);
    row(OptionCode.TIME_ZONE_DATABASE, "Time Zone (Database)", "RFC 4833 §2", TEXT);
    row(OptionCode.IPV6_ONLY_PREFERRED, "IPv6-Only Preferred", "RFC 8925 §3.1", UINT32);
    row(
        OptionCode.DHCP4O6_SOURCE_ADDRESS,
        "DHCPv4 over DHCPv6 Source Address",
        "RFC 8539 §5.2",
        BYTES,
        16,
        16);
    row(OptionCode.NETINFO_ADDRESS, "NetInfo Parent Server Address", "RFC 3679 §3.2", IPV4_LIST);
    row(OptionCode.NETINFO_TAG, "NetInfo Parent Server Tag", "RFC 3679 §3.2", TEXT);
    row(OptionCode.CAPTIVE_PORTAL, "Captive Portal", "RFC 8910 §2.1", URI);
    row(OptionCode.AUTO_CONFIGURE, "Auto-Configure", "RFC 2563 §2", UINT8);
    row(OptionCode.NAME_SERVICE_SEARCH, "Name Service Search", "RFC 2937 §2", UINT16_LIST);
    row(OptionCode.SUBNET_SELECTION, "Subnet Selection", "RFC 3011 §2", IPV4);
    row(OptionCode.DOMAIN_SEARCH, "Domain Search", "RFC 3397 §2", DOMAIN_NAMES);
    row(OptionCode.SIP_SERVERS, "SIP Servers", "RFC 3361 §3", COMPOSITE, 2, UNBOUNDED);
    row(
        OptionCode.CLASSLESS_STATIC_ROUTE,
        "Classless Static Route",
        "RFC 3442",
        COMPOSITE,
        5,
        UNBOUNDED);
    row(
        OptionCode.CABLELABS_CLIENT_CONFIGURATION,
        "CableLabs Client Configuration",
        "RFC 3495 §4",
        COMPOSITE,
        2,
        UNBOUNDED);
    row(
        OptionCode.GEOGRAPHIC_CONFIGURATION,
        "Geographic Configuration",
        "RFC 6225 §2.2",
        BYTES,
        16,
        16);
    row(
        OptionCode.VENDOR_IDENTIFYING_CLASS,
        "Vendor-Identifying Vendor Class",
        "RFC 3925 §3",
        COMPOSITE,
        5,
        UNBOUNDED);
    row(
        OptionCode.VENDOR_IDENTIFYING_OPTIONS,
        "Vendor-Identifying Vendor-Specific Information",
        "RFC 3925 §4",
        COMPOSITE,
        5,
        UNBOUNDED);
    row(OptionCode.PXE_VENDOR_128, "PXE Vendor-Specific 128", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_129, "PXE Vendor-Specific 129", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_130, "PXE Vendor-Specific 130", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_131, "PXE Vendor-Specific 131", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_132, "PXE Vendor-Specific 132", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_133, "PXE Vendor-Specific 133", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_134, "PXE Vendor-Specific 134", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PXE_VENDOR_135, "PXE Vendor-Specific 135", "RFC 4578 §2.4", BYTES);
    row(OptionCode.PANA_AGENT, "PANA Authentication Agent", "RFC 5192 §4", IPV4_LIST);
    row(OptionCode.LOST_SERVER, "LoST Server", "RFC 5223 §3", DOMAIN_NAMES);
    row(OptionCode.CAPWAP_ACCESS_CONTROLLER, "CAPWAP Access Controller", "RFC 5417 §2", IPV4_LIST);
    row(OptionCode.MOBILITY_SERVICE_ADDRESSES, "Mobility Service Addresses", "RFC 5678 §2", BYTES);
    row(OptionCode.MOBILITY_SERVICE_NAMES, "Mobility Service Names", "RFC 5678 §3", BYTES);
    row(
        OptionCode.SIP_UA_CONFIGURATION_DOMAINS,
        "SIP UA Configuration Service Domains",
        "RFC 6011 §4.1",
        DOMAIN_NAMES);
    row(OptionCode.ANDSF_ADDRESS, "ANDSF Address", "RFC 6153 §2", IPV4_LIST);
    row(OptionCode.SZTP_REDIRECT, "SZTP Redirect", "RFC 8572 §8.1", BYTES, 2, UNBOUNDED);
    row(OptionCode.GEOGRAPHIC_LOCATION, "Geographic Location", "RFC 6225 §2.3", BYTES, 16, 16);
    row(
        OptionCode.FORCERENEW_NONCE_CAPABLE,
        "Forcerenew Nonce Capable",
        "RFC 6704 §3.1.1",
        UINT8_LIST);
    row(OptionCode.RDNSS_SELECTION, "RDNSS Selection", "RFC 6731 §4.3", BYTES, 10, UNBOUNDED);
    row(
        OptionCode.DOTS_REFERENCE_IDENTIFIER,
        "DOTS Reference Identifier",
        "RFC 8973 §5.2.1",
        DOMAIN_NAMES);
    row(OptionCode.DOTS_ADDRESS, "DOTS Address", "RFC 8973 §5.2.2", IPV4_LIST);
    row(OptionCode.TFTP_SERVER_ADDRESS, "TFTP Server Address", "RFC 5859 §2", IPV4_LIST);
    row(OptionCode.STATUS_CODE, "Status Code", "RFC 6926 §6.2.2", BYTES);
    row(OptionCode.BASE_TIME, "Base Time", "RFC 6926 §6.2.3", UINT32);
    row(OptionCode.START_TIME_OF_STATE, "Start Time of State", "RFC 6926 §6.2.4", UINT32);
    row(OptionCode.QUERY_START_TIME, "Query Start Time", "RFC 6926 §6.2.5", UINT32);
    row(OptionCode.QUERY_END_TIME, "Query End Time", "RFC 6926 §6.2.6", UINT32);
    row(OptionCode.DHCP_STATE, "DHCP State", "RFC 6926 §6.2.7", UINT8);
    row(OptionCode.DATA_SOURCE, "Data Source", "RFC 6926 §6.2.8", UINT8);
    row(OptionCode.PCP_SERVER, "PCP Server", "RFC 7291 §4", BYTES, 5, UNBOUNDED);
    row(OptionCode.PORT_PARAMETERS, "Port Parameters", "RFC 7618 §9", BYTES, 4, 4);
    row(OptionCode.MUD_URL, "Manufacturer Usage Description URL", "RFC 8520 §10", URI);
    row(OptionCode.ENCRYPTED_DNS, "Encrypted DNS", "RFC 9463 §5", BYTES);
    row(OptionCode.ETHERBOOT, "Etherboot (iPXE)", "iPXE; unassigned by IANA", COMPOSITE);
    row(OptionCode.PXELINUX_MAGIC, "PXELINUX Magic", "RFC 5071 §3", UINT32);
    row(OptionCode.CONFIGURATION_FILE, "Configuration File", "RFC 5071 §4", TEXT);
    row(OptionCode.PATH_PREFIX, "Path Prefix", "RFC 5071 §5", TEXT);
    row(OptionCode.REBOOT_TIME, "Reboot Time", "RFC 5071 §6", UINT32);
    row(OptionCode.SIXRD, "IPv6 Rapid Deployment", "RFC 5969 §7.1.1", BYTES, 22, UNBOUNDED);
    row(
        OptionCode.ACCESS_NETWORK_DOMAIN_NAME,
        "Access Network Domain Name",
        "RFC 5986 §3.1",
        DOMAIN_NAMES);
    row(OptionCode.SUBNET_ALLOCATION, "Subnet Allocation", "RFC 6656 §3", BYTES);
    row(OptionCode.VIRTUAL_SUBNET_SELECTION, "Virtual Subnet Selection", "RFC 6607 §3.1", BYTES);
    row(
        OptionCode.MICROSOFT_CLASSLESS_STATIC_ROUTE,
        "Microsoft Classless Static Route",
        "Microsoft; private use",
        COMPOSITE,
        5,
        UNBOUNDED);
  }

  /** Every row, in the order of the codes. */
  static final List<RegisteredOption> ALL =
      Arrays.stream(BY_CODE).filter(Objects::nonNull).map(Objects::requireNonNull).toList();

  private OptionRegistry() {}

  static @Nullable RegisteredOption find(int code) {
    return BY_CODE[code];
  }

  private static long rule(int minimum, int maximum, int multiple) {
    return (long) (multiple - 1) << 32 | (long) Math.min(maximum, LARGEST) << 16 | minimum;
  }

  /** Whether an option may have this length, 0 to 65,535. */
  static boolean isSound(int code, int length) {
    long rule = RULES[code];
    return length >= (rule & LARGEST)
        && length <= (rule >>> 16 & LARGEST)
        && (length & rule >>> 32) == 0;
  }

  /** The fault of an option of this length, or null when the length is right. */
  static @Nullable OptionFault check(int code, int length) {
    if (isSound(code, length)) {
      return null;
    }
    long rule = RULES[code];
    if (length < (rule & LARGEST)) {
      return OptionFault.TOO_SHORT;
    }
    return length > (rule >>> 16 & LARGEST) ? OptionFault.TOO_LONG : OptionFault.NOT_A_MULTIPLE;
  }

  private static void row(int code, String name, String reference, OptionType type) {
    row(code, name, reference, type, type.minimumLength(), type.maximumLength());
  }

  private static void row(
      int code, String name, String reference, OptionType type, int minimum, int maximum) {
    int multiple = type.multiple();
    BY_CODE[code] = new RegisteredOption(code, name, reference, type, minimum, maximum, multiple);
    RULES[code] = rule(minimum, maximum, multiple);
  }
}
