package io.github.netboot4j.dhcp;

/**
 * Option codes (RFC 2132 and later). Raw {@code int}s from 0 to 255: others work everywhere too.
 */
public final class OptionCode {
  /** Pad (RFC 2132 §3.1). */
  public static final int PAD = 0;

  /** Subnet Mask (RFC 2132 §3.3). */
  public static final int SUBNET_MASK = 1;

  /** Time Offset (RFC 2132 §3.4). */
  public static final int TIME_OFFSET = 2;

  /** Router (RFC 2132 §3.5). */
  public static final int ROUTER = 3;

  /** Time Server (RFC 2132 §3.6). */
  public static final int TIME_SERVER = 4;

  /** Name Server (RFC 2132 §3.7). */
  public static final int NAME_SERVER = 5;

  /** Domain Name Server (RFC 2132 §3.8). */
  public static final int DOMAIN_NAME_SERVER = 6;

  /** Log Server (RFC 2132 §3.9). */
  public static final int LOG_SERVER = 7;

  /** Cookie Server (RFC 2132 §3.10). */
  public static final int COOKIE_SERVER = 8;

  /** LPR Server (RFC 2132 §3.11). */
  public static final int LPR_SERVER = 9;

  /** Impress Server (RFC 2132 §3.12). */
  public static final int IMPRESS_SERVER = 10;

  /** Resource Location Server (RFC 2132 §3.13). */
  public static final int RESOURCE_LOCATION_SERVER = 11;

  /** Host Name (RFC 2132 §3.14). */
  public static final int HOST_NAME = 12;

  /** Boot File Size (RFC 2132 §3.15). */
  public static final int BOOT_FILE_SIZE = 13;

  /** Merit Dump File (RFC 2132 §3.16). */
  public static final int MERIT_DUMP_FILE = 14;

  /** Domain Name (RFC 2132 §3.17). */
  public static final int DOMAIN_NAME = 15;

  /** Swap Server (RFC 2132 §3.18). */
  public static final int SWAP_SERVER = 16;

  /** Root Path (RFC 2132 §3.19). */
  public static final int ROOT_PATH = 17;

  /** Extensions Path (RFC 2132 §3.20). */
  public static final int EXTENSIONS_PATH = 18;

  /** IP Forwarding (RFC 2132 §4.1). */
  public static final int IP_FORWARDING = 19;

  /** Non-Local Source Routing (RFC 2132 §4.2). */
  public static final int NON_LOCAL_SOURCE_ROUTING = 20;

  /** Policy Filter (RFC 2132 §4.3). */
  public static final int POLICY_FILTER = 21;

  /** Maximum Datagram Reassembly Size (RFC 2132 §4.4). */
  public static final int MAXIMUM_DATAGRAM_REASSEMBLY_SIZE = 22;

  /** Default IP Time-to-live (RFC 2132 §4.5). */
  public static final int DEFAULT_IP_TIME_TO_LIVE = 23;

  /** Path MTU Aging Timeout (RFC 2132 §4.6). */
  public static final int PATH_MTU_AGING_TIMEOUT = 24;

  /** Path MTU Plateau Table (RFC 2132 §4.7). */
  public static final int PATH_MTU_PLATEAU_TABLE = 25;

  /** Interface MTU (RFC 2132 §5.1). */
  public static final int INTERFACE_MTU = 26;

  /** All Subnets are Local (RFC 2132 §5.2). */
  public static final int ALL_SUBNETS_ARE_LOCAL = 27;

  /** Broadcast Address (RFC 2132 §5.3). */
  public static final int BROADCAST_ADDRESS = 28;

  /** Perform Mask Discovery (RFC 2132 §5.4). */
  public static final int PERFORM_MASK_DISCOVERY = 29;

  /** Mask Supplier (RFC 2132 §5.5). */
  public static final int MASK_SUPPLIER = 30;

  /** Perform Router Discovery (RFC 2132 §5.6). */
  public static final int PERFORM_ROUTER_DISCOVERY = 31;

  /** Router Solicitation Address (RFC 2132 §5.7). */
  public static final int ROUTER_SOLICITATION_ADDRESS = 32;

  /** Static Route (RFC 2132 §5.8). */
  public static final int STATIC_ROUTE = 33;

  /** Trailer Encapsulation (RFC 2132 §6.1). */
  public static final int TRAILER_ENCAPSULATION = 34;

  /** ARP Cache Timeout (RFC 2132 §6.2). */
  public static final int ARP_CACHE_TIMEOUT = 35;

  /** Ethernet Encapsulation (RFC 2132 §6.3). */
  public static final int ETHERNET_ENCAPSULATION = 36;

  /** TCP Default TTL (RFC 2132 §7.1). */
  public static final int TCP_DEFAULT_TIME_TO_LIVE = 37;

  /** TCP Keepalive Interval (RFC 2132 §7.2). */
  public static final int TCP_KEEPALIVE_INTERVAL = 38;

  /** TCP Keepalive Garbage (RFC 2132 §7.3). */
  public static final int TCP_KEEPALIVE_GARBAGE = 39;

  /** Network Information Service Domain (RFC 2132 §8.1). */
  public static final int NIS_DOMAIN = 40;

  /** Network Information Servers (RFC 2132 §8.2). */
  public static final int NIS_SERVERS = 41;

  /** Network Time Protocol Servers (RFC 2132 §8.3). */
  public static final int NTP_SERVERS = 42;

  /** Vendor Specific Information (RFC 2132 §8.4). */
  public static final int VENDOR_SPECIFIC_INFORMATION = 43;

  /** NetBIOS over TCP/IP Name Server (RFC 2132 §8.5). */
  public static final int NETBIOS_NAME_SERVER = 44;

  /** NetBIOS over TCP/IP Datagram Distribution Server (RFC 2132 §8.6). */
  public static final int NETBIOS_DATAGRAM_DISTRIBUTION_SERVER = 45;

  /** NetBIOS over TCP/IP Node Type (RFC 2132 §8.7). */
  public static final int NETBIOS_NODE_TYPE = 46;

  /** NetBIOS over TCP/IP Scope (RFC 2132 §8.8). */
  public static final int NETBIOS_SCOPE = 47;

  /** X Window System Font Server (RFC 2132 §8.9). */
  public static final int X_WINDOW_FONT_SERVER = 48;

  /** X Window System Display Manager (RFC 2132 §8.10). */
  public static final int X_WINDOW_DISPLAY_MANAGER = 49;

  /** Requested IP Address (RFC 2132 §9.1). */
  public static final int REQUESTED_ADDRESS = 50;

  /** IP Address Lease Time (RFC 2132 §9.2). */
  public static final int LEASE_TIME = 51;

  /** Option Overload (RFC 2132 §9.3). */
  public static final int OVERLOAD = 52;

  /** DHCP Message Type (RFC 2132 §9.6). */
  public static final int MESSAGE_TYPE = 53;

  /** Server Identifier (RFC 2132 §9.7). */
  public static final int SERVER_IDENTIFIER = 54;

  /** Parameter Request List (RFC 2132 §9.8). */
  public static final int PARAMETER_REQUEST_LIST = 55;

  /** Message (RFC 2132 §9.9). */
  public static final int MESSAGE = 56;

  /** Maximum DHCP Message Size (RFC 2132 §9.10). */
  public static final int MAXIMUM_MESSAGE_SIZE = 57;

  /** Renewal (T1) Time Value (RFC 2132 §9.11). */
  public static final int RENEWAL_TIME = 58;

  /** Rebinding (T2) Time Value (RFC 2132 §9.12). */
  public static final int REBINDING_TIME = 59;

  /** Vendor Class Identifier (RFC 2132 §9.13). */
  public static final int VENDOR_CLASS_IDENTIFIER = 60;

  /** Client Identifier (RFC 2132 §9.14, RFC 4361). */
  public static final int CLIENT_IDENTIFIER = 61;

  /** NetWare/IP Domain Name (RFC 2242 §2). */
  public static final int NETWARE_IP_DOMAIN = 62;

  /** NetWare/IP Information (RFC 2242 §3). */
  public static final int NETWARE_IP_INFORMATION = 63;

  /** Network Information Service+ Domain (RFC 2132 §8.11). */
  public static final int NIS_PLUS_DOMAIN = 64;

  /** Network Information Service+ Servers (RFC 2132 §8.12). */
  public static final int NIS_PLUS_SERVERS = 65;

  /** TFTP Server Name (RFC 2132 §9.4). */
  public static final int TFTP_SERVER_NAME = 66;

  /** Bootfile Name (RFC 2132 §9.5). */
  public static final int BOOT_FILE_NAME = 67;

  /** Mobile IP Home Agent (RFC 2132 §8.13). */
  public static final int MOBILE_IP_HOME_AGENT = 68;

  /** SMTP Server (RFC 2132 §8.14). */
  public static final int SMTP_SERVER = 69;

  /** POP3 Server (RFC 2132 §8.15). */
  public static final int POP3_SERVER = 70;

  /** NNTP Server (RFC 2132 §8.16). */
  public static final int NNTP_SERVER = 71;

  /** Default WWW Server (RFC 2132 §8.17). */
  public static final int WWW_SERVER = 72;

  /** Default Finger Server (RFC 2132 §8.18). */
  public static final int FINGER_SERVER = 73;

  /** Default IRC Server (RFC 2132 §8.19). */
  public static final int IRC_SERVER = 74;

  /** StreetTalk Server (RFC 2132 §8.20). */
  public static final int STREETTALK_SERVER = 75;

  /** StreetTalk Directory Assistance Server (RFC 2132 §8.21). */
  public static final int STREETTALK_DIRECTORY_ASSISTANCE_SERVER = 76;

  /** User Class (RFC 3004 §4). */
  public static final int USER_CLASS = 77;

  /** SLP Directory Agent (RFC 2610 §3). */
  public static final int SLP_DIRECTORY_AGENT = 78;

  /** SLP Service Scope (RFC 2610 §4). */
  public static final int SLP_SERVICE_SCOPE = 79;

  /** Rapid Commit (RFC 4039 §4). */
  public static final int RAPID_COMMIT = 80;

  /** Client FQDN (RFC 4702 §2). */
  public static final int CLIENT_FQDN = 81;

  /** Relay Agent Information (RFC 3046 §2.0). */
  public static final int RELAY_AGENT_INFORMATION = 82;

  /** Internet Storage Name Service (RFC 4174 §2). */
  public static final int ISNS = 83;

  /** Novell Directory Services Servers (RFC 2241 §2). */
  public static final int NDS_SERVERS = 85;

  /** Novell Directory Services Tree Name (RFC 2241 §3). */
  public static final int NDS_TREE_NAME = 86;

  /** Novell Directory Services Context (RFC 2241 §4). */
  public static final int NDS_CONTEXT = 87;

  /** BCMCS Controller Domain Names (RFC 4280 §4.1). */
  public static final int BCMCS_CONTROLLER_NAMES = 88;

  /** BCMCS Controller IPv4 Addresses (RFC 4280 §4.3). */
  public static final int BCMCS_CONTROLLER_ADDRESSES = 89;

  /** Authentication (RFC 3118 §2). */
  public static final int AUTHENTICATION = 90;

  /** Client Last Transaction Time (RFC 4388 §6.1). */
  public static final int CLIENT_LAST_TRANSACTION_TIME = 91;

  /** Associated IP (RFC 4388 §6.1). */
  public static final int ASSOCIATED_IP = 92;

  /** Client System Architecture Type (RFC 4578 §2.1). */
  public static final int CLIENT_ARCHITECTURE = 93;

  /** Client Network Interface Identifier (RFC 4578 §2.2). */
  public static final int NETWORK_INTERFACE_IDENTIFIER = 94;

  /** LDAP Servers (RFC 3679 §3.1). */
  public static final int LDAP = 95;

  /** Client Machine Identifier (RFC 4578 §2.3). */
  public static final int CLIENT_MACHINE_IDENTIFIER = 97;

  /** User Authentication Protocol (RFC 2485 §2). */
  public static final int USER_AUTHENTICATION_PROTOCOL = 98;

  /** Civic Location (RFC 4776 §3.1). */
  public static final int CIVIC_LOCATION = 99;

  /** Time Zone (POSIX) (RFC 4833 §2). */
  public static final int TIME_ZONE_POSIX = 100;

  /** Time Zone (Database) (RFC 4833 §2). */
  public static final int TIME_ZONE_DATABASE = 101;

  /** IPv6-Only Preferred (RFC 8925 §3.1). */
  public static final int IPV6_ONLY_PREFERRED = 108;

  /** DHCPv4 over DHCPv6 Source Address (RFC 8539 §5.2). */
  public static final int DHCP4O6_SOURCE_ADDRESS = 109;

  /** NetInfo Parent Server Address (RFC 3679 §3.2). */
  public static final int NETINFO_ADDRESS = 112;

  /** NetInfo Parent Server Tag (RFC 3679 §3.2). */
  public static final int NETINFO_TAG = 113;

  /** Captive Portal (RFC 8910 §2.1). */
  public static final int CAPTIVE_PORTAL = 114;

  /** Auto-Configure (RFC 2563 §2). */
  public static final int AUTO_CONFIGURE = 116;

  /** Name Service Search (RFC 2937 §2). */
  public static final int NAME_SERVICE_SEARCH = 117;

  /** Subnet Selection (RFC 3011 §2). */
  public static final int SUBNET_SELECTION = 118;

  /** Domain Search (RFC 3397 §2). */
  public static final int DOMAIN_SEARCH = 119;

  /** SIP Servers (RFC 3361 §3). */
  public static final int SIP_SERVERS = 120;

  /** Classless Static Route (RFC 3442). */
  public static final int CLASSLESS_STATIC_ROUTE = 121;

  /** CableLabs Client Configuration (RFC 3495 §4). */
  public static final int CABLELABS_CLIENT_CONFIGURATION = 122;

  /** Geographic Configuration (RFC 6225 §2.2). */
  public static final int GEOGRAPHIC_CONFIGURATION = 123;

  /** Vendor-Identifying Vendor Class (RFC 3925 §3). */
  public static final int VENDOR_IDENTIFYING_CLASS = 124;

  /** Vendor-Identifying Vendor-Specific Information (RFC 3925 §4). */
  public static final int VENDOR_IDENTIFYING_OPTIONS = 125;

  /** PXE Vendor-Specific 128 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_128 = 128;

  /** PXE Vendor-Specific 129 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_129 = 129;

  /** PXE Vendor-Specific 130 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_130 = 130;

  /** PXE Vendor-Specific 131 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_131 = 131;

  /** PXE Vendor-Specific 132 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_132 = 132;

  /** PXE Vendor-Specific 133 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_133 = 133;

  /** PXE Vendor-Specific 134 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_134 = 134;

  /** PXE Vendor-Specific 135 (RFC 4578 §2.4). */
  public static final int PXE_VENDOR_135 = 135;

  /** PANA Authentication Agent (RFC 5192 §4). */
  public static final int PANA_AGENT = 136;

  /** LoST Server (RFC 5223 §3). */
  public static final int LOST_SERVER = 137;

  /** CAPWAP Access Controller (RFC 5417 §2). */
  public static final int CAPWAP_ACCESS_CONTROLLER = 138;

  /** Mobility Service Addresses (RFC 5678 §2). */
  public static final int MOBILITY_SERVICE_ADDRESSES = 139;

  /** Mobility Service Names (RFC 5678 §3). */
  public static final int MOBILITY_SERVICE_NAMES = 140;

  /** SIP UA Configuration Service Domains (RFC 6011 §4.1). */
  public static final int SIP_UA_CONFIGURATION_DOMAINS = 141;

  /** ANDSF Address (RFC 6153 §2). */
  public static final int ANDSF_ADDRESS = 142;

  /** SZTP Redirect (RFC 8572 §8.1). */
  public static final int SZTP_REDIRECT = 143;

  /** Geographic Location (RFC 6225 §2.3). */
  public static final int GEOGRAPHIC_LOCATION = 144;

  /** Forcerenew Nonce Capable (RFC 6704 §3.1.1). */
  public static final int FORCERENEW_NONCE_CAPABLE = 145;

  /** RDNSS Selection (RFC 6731 §4.3). */
  public static final int RDNSS_SELECTION = 146;

  /** DOTS Reference Identifier (RFC 8973 §5.2.1). */
  public static final int DOTS_REFERENCE_IDENTIFIER = 147;

  /** DOTS Address (RFC 8973 §5.2.2). */
  public static final int DOTS_ADDRESS = 148;

  /** TFTP Server Address (RFC 5859 §2). */
  public static final int TFTP_SERVER_ADDRESS = 150;

  /** Status Code (RFC 6926 §6.2.2). */
  public static final int STATUS_CODE = 151;

  /** Base Time (RFC 6926 §6.2.3). */
  public static final int BASE_TIME = 152;

  /** Start Time of State (RFC 6926 §6.2.4). */
  public static final int START_TIME_OF_STATE = 153;

  /** Query Start Time (RFC 6926 §6.2.5). */
  public static final int QUERY_START_TIME = 154;

  /** Query End Time (RFC 6926 §6.2.6). */
  public static final int QUERY_END_TIME = 155;

  /** DHCP State (RFC 6926 §6.2.7). */
  public static final int DHCP_STATE = 156;

  /** Data Source (RFC 6926 §6.2.8). */
  public static final int DATA_SOURCE = 157;

  /** PCP Server (RFC 7291 §4). */
  public static final int PCP_SERVER = 158;

  /** Port Parameters (RFC 7618 §9). */
  public static final int PORT_PARAMETERS = 159;

  /** Manufacturer Usage Description URL (RFC 8520 §10). */
  public static final int MUD_URL = 161;

  /** Encrypted DNS (RFC 9463 §5). */
  public static final int ENCRYPTED_DNS = 162;

  /** Etherboot (iPXE) (iPXE; unassigned by IANA). */
  public static final int ETHERBOOT = 175;

  /** PXELINUX Magic (RFC 5071 §3). */
  public static final int PXELINUX_MAGIC = 208;

  /** Configuration File (RFC 5071 §4). */
  public static final int CONFIGURATION_FILE = 209;

  /** Path Prefix (RFC 5071 §5). */
  public static final int PATH_PREFIX = 210;

  /** Reboot Time (RFC 5071 §6). */
  public static final int REBOOT_TIME = 211;

  /** IPv6 Rapid Deployment (RFC 5969 §7.1.1). */
  public static final int SIXRD = 212;

  /** Access Network Domain Name (RFC 5986 §3.1). */
  public static final int ACCESS_NETWORK_DOMAIN_NAME = 213;

  /** Subnet Allocation (RFC 6656 §3). */
  public static final int SUBNET_ALLOCATION = 220;

  /** Virtual Subnet Selection (RFC 6607 §3.1). */
  public static final int VIRTUAL_SUBNET_SELECTION = 221;

  /** Microsoft Classless Static Route (Microsoft; private use). */
  public static final int MICROSOFT_CLASSLESS_STATIC_ROUTE = 249;

  /** End (RFC 2132 §3.2). */
  public static final int END = 255;

  private OptionCode() {}
}
