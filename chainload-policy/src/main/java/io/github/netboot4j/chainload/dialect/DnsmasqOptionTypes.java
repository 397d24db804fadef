package io.github.netboot4j.chainload.dialect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The DHCP options that dnsmasq 2.90 knows by name, and how it reads their values. */
final class DnsmasqOptionTypes {
  /** How the value of an option is read. */
  enum Type {
    /** As it looks. */
    ANY,
    /** Only as addresses. */
    ADDRESSES,
    /** Only as text. */
    TEXT,
    /** As names of domains. */
    DOMAINS,
    /** As seconds. */
    TIME
  }

  /**
   * A known option.
   *
   * @param code its code
   * @param type how its value is read
   * @param size octets of a number; 0 for as many as it needs
   * @param internal whether dnsmasq makes it itself, so that it is named only to match requests
   */
  record Known(int code, Type type, int size, boolean internal) {}

  /** Code, name, type (a letter or octets), and an exclamation mark for an internal one. */
  private static final String TABLE =
      "1 netmask A,2 time-offset 4,3 router A,6 dns-server A,7 log-server A,9 lpr-server A,"
          + "12 hostname N!,13 boot-file-size 2,15 domain-name N,16 swap-server A,17 root-path N,"
          + "18 extension-path N,19 ip-forward-enable 1,20 non-local-source-routing 1,"
          + "21 policy-filter A,22 max-datagram-reassembly 2,23 default-ttl 1,26 mtu 2,"
          + "27 all-subnets-local 1,28 broadcast A!,31 router-discovery 1,"
          + "32 router-solicitation A,33 static-route A,34 trailer-encapsulation 1,"
          + "35 arp-timeout 4,36 ethernet-encap 1,37 tcp-ttl 1,38 tcp-keepalive 4,"
          + "40 nis-domain N,41 nis-server A,42 ntp-server A,43 vendor-encap 0!,44 netbios-ns A,"
          + "45 netbios-dd A,46 netbios-nodetype 1,47 netbios-scope 0,48 x-windows-fs A,"
          + "49 x-windows-dm A,50 requested-address A!,51 lease-time T!,52 option-overload 0!,"
          + "53 message-type 0!,54 server-identifier A!,55 parameter-request 0!,56 message 0!,"
          + "57 max-message-size 0!,58 T1 T,59 T2 T,60 vendor-class 0,61 client-id 0!,"
          + "64 nis+-domain N,65 nis+-server A,66 tftp-server N,67 bootfile-name N,"
          + "68 mobile-ip-home A,69 smtp-server A,70 pop3-server A,71 nntp-server A,"
          + "74 irc-server A,77 user-class 0,80 rapid-commit 0,81 FQDN 0!,82 agent-id 0!,"
          + "93 client-arch 2,94 client-interface-id 0,97 client-machine-id 0,"
          + "100 posix-timezone N,101 tzdb-timezone N,108 ipv6-only 4,118 subnet-select 0!,"
          + "119 domain-search D,120 sip-server 0,121 classless-static-route 0,"
          + "125 vendor-id-encap 0,150 tftp-server-address A,255 server-ip-address A";

  private static final Map<String, Known> BY_NAME = new HashMap<>();
  private static final Map<Integer, Known> BY_CODE = new HashMap<>();

  /** Names of DHCPv6 options, which do not touch DHCPv4; an exclamation mark as above. */
  private static final String TABLE_6 =
      "client-id! server-id! ia-na! ia-ta! iaaddr! oro! preference! unicast! status!"
          + " rapid-commit! user-class! vendor-class! vendor-opts! sip-server-domain sip-server"
          + " dns-server domain-search nis-server nis+-server nis-domain nis+-domain sntp-server"
          + " information-refresh-time fqdn! ntp-server bootfile-url bootfile-param";

  private static final Map<String, Boolean> INTERNAL_6 = new HashMap<>();

  static {
    for (String row : TABLE.split(",", -1)) {
      String[] cells = row.split(" ", -1);
      boolean internal = cells[2].endsWith("!");
      char kind = cells[2].charAt(0);
      Type type =
          switch (kind) {
            case 'A' -> Type.ADDRESSES;
            case 'N' -> Type.TEXT;
            case 'D' -> Type.DOMAINS;
            case 'T' -> Type.TIME;
            default -> Type.ANY;
          };
      int size = Character.isDigit(kind) ? kind - '0' : 0;
      Known known = new Known(Integer.parseInt(cells[0]), type, size, internal);
      BY_NAME.put(cells[1].toLowerCase(Locale.ROOT), known);
      BY_CODE.put(known.code(), known);
    }
    for (String name : TABLE_6.split(" ", -1)) {
      INTERNAL_6.put(name.replace("!", ""), name.endsWith("!"));
    }
  }

  private DnsmasqOptionTypes() {}

  /** An option by its name, in whatever case; null if there is none. */
  static @org.jspecify.annotations.Nullable Known byName(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  /** An option by its code; one of any type if it has no name. */
  static Known byCode(int code) {
    return BY_CODE.getOrDefault(code, new Known(code, Type.ANY, 0, false));
  }

  /** Whether a DHCPv6 option has this name, and may be sent or only matched. */
  static boolean isKnown6(String name, boolean matching) {
    Boolean internal = INTERNAL_6.get(name.toLowerCase(Locale.ROOT));
    return internal != null && (matching || !internal);
  }
}
