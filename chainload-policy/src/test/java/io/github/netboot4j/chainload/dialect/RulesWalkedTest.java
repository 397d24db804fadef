package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.rules.RuleSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules of every kind, walked with the request left open: each sample request is in the class that
 * it belongs to, and that class is answered as the rules answer the request.
 */
class RulesWalkedTest {
  private static final String SUBNETS =
      """
      subnet 198.18.0.0 netmask 255.255.0.0 { range 198.18.1.0 198.18.1.255; }
      subnet 198.19.0.0 netmask 255.255.0.0 { range 198.19.1.0 198.19.1.255; }
      """;

  private static void walks(RuleSet rules, String text) {
    RequestClassesTest.everyRequestGoesItsWay(rules, text, text.hashCode());
    RequestClassesTest.exactlyOneHasEach(rules, text, 1 + text.hashCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extract-int(option pxe-system-type, 16) = 7",
        "noerror = extract-int(option pxe-system-type, 16)",
        "extract-int(option pxe-system-type, 8) = extract-int(option pxe-system-type, 8)",
        "extract-int(option pxe-system-type, 8) = extract-int(option user-class, 8)",
        "encode-int(extract-int(option pxe-system-type, 16) + 1, 16) = 00:08",
        "extract-int(\"ab\", 16) = 24930",
        "extract-int(\"a\", 16) = 97",
        "encode-int(extract-int(option user-class, 8) % 0, 8) = 00",
        "encode-int(6 & 3 | 4 ^ 1, 8) = 02",
        "encode-int(7 * 3 + 1 / 2 % 9, 16) = 00:07",
        "encode-int(extract-int(option pxe-system-type, 16), 16) = 00:07",
        "encode-int(extract-int(option pxe-system-type, 16), 8) = 07",
        "substring(option user-class, extract-int(option pxe-system-type, 8), 2) = \"iP\"",
        "substring(option user-class, 1, 2) = \"PX\"",
        "substring(option user-class, 1, 99999) = \"PXE\"",
        "substring(\"iPXE\", 1, 2) = \"PX\"",
        "suffix(option user-class, 2) = \"XE\"",
        "suffix(option user-class, 5000) = \"iPXE\"",
        "suffix(option user-class, extract-int(option pxe-system-type, 16)) = \"gPXE\"",
        "suffix(\"iPXE\", 2) = option user-class",
        "lcase(option user-class) = \"ipxe\"",
        "ucase(\"iPXE\") = \"IPXE\"",
        "lcase(concat(option user-class, option vendor-class-identifier)) = \"ipxe\"",
        "concat(\"<\", option user-class, \">\") = \"<iPXE>\"",
        "concat(option user-class, option host-name) = \"iPXEpc\"",
        "reverse(1, option user-class) = \"EXPi\"",
        "reverse(1, \"EXPi\") = \"iPXE\"",
        "binary-to-ascii(16, 8, \":\", hardware) = \"1:52:54:0:0:0:1\"",
        "binary-to-ascii(16, 16, \":\", option pxe-system-type) = \"7\"",
        "binary-to-ascii(99, 8, \":\", hardware) = \"1\"",
        "binary-to-ascii(10, 8, option user-class, hardware) = \"1\"",
        "binary-to-ascii(10, 8, \".\", 01:02) = \"1.2\"",
        "pick-first-value(option user-class, option host-name, \"none\") = \"none\"",
        "packet(24, 4) = c6:13:ff:fa",
        "packet(12, 4) = 00:00:00:00",
        "packet(0, 1) = 01",
        "packet(extract-int(hardware, 8), 1) = 01",
        "leased-address = c6:12:01:00",
        "suffix(leased-address, 1) = 00",
        "option agent.circuit-id = \"rack1/port7\"",
        "option agent.circuit-id ~= \"rack\"",
        "option user-class ~~ \"^IPXE$\"",
        "not (option user-class ~= \"PXE\")",
        "option user-class = option vendor-class-identifier",
        "option user-class = option user-class",
        "filename = \"x\"",
        "server-name ~= \"x\"",
        "config-option host-name = \"a\"",
        "host-decl-name = \"pc\"",
        "defined(kind) and option user-class = kind",
        "known or static",
      })
  void ofDhcpdConditions(String condition) throws ConfigurationException {
    String text =
        """
        set kind = "iPXE";
        option host-name "a";
        host pc { hardware ethernet 52:54:00:00:00:01; fixed-address 198.18.60.4; }
        host id { uid "alice"; }
        if %s { filename "yes"; } else { filename "no"; }
        if not (%s) { server-name "not"; }
        """
                .formatted(condition, condition)
            + SUBNETS;
    walks(IscDhcpdConf.parse("dhcpd.conf", text, false).rules(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allow-booting = substring(option user-class, 0, 1);",
        "min-secs 3; filename \"x\";",
        "next-server = option dhcp-requested-address;",
        "option dhcp-parameter-request-list = option user-class; option domain-name \"a\";",
        "option dhcp-parameter-request-list 66, 67; option bootfile-name \"b\";",
        "use-lease-addr-for-default-route on; use-host-decl-names on; host a { uid \"alice\"; }",
        "switch (option user-class) { case \"iPXE\": filename \"i\"; break; default: filename \"d\"; }",
        "switch (extract-int(option pxe-system-type, 16)) { case 7: filename \"7\"; }",
        "switch (option user-class) { case \"iPXE\": case \"gPXE\": filename \"i\"; }",
        "class \"s\" { spawn with option user-class; filename \"spawned\"; } if exists host-name { }",
        "class \"m\" { match hardware; } subclass \"m\" 1:52:54:00:00:00:01 { filename \"m\"; }",
        "class \"m\" { match option user-class; } subclass \"m\" \"iPXE\" { filename \"m\"; }",
        "option space v; option v.a code 1 = text; option v.a \"x\"; vendor-option-space v;",
        "option space v; option v.a code 1 = text; option v.a = option user-class; option all code"
            + " 224 = encapsulate v;",
        "option space v; option v.a code 1 = text; option all code 175 = encapsulate v; if exists"
            + " v.a { filename \"a\"; }",
        "append domain-name = option user-class; prepend domain-name \"x\";",
        "host h { host-identifier option agent.remote-id \"sw1\"; filename \"h\"; }",
        "shared-network n { subnet 10.0.0.0 netmask 255.0.0.0 { filename \"w\"; } subnet 10.1.0.0"
            + " netmask 255.255.0.0 { range 10.1.0.9; filename \"n\"; } }",
      })
  void ofDhcpdStatements(String statements) throws ConfigurationException {
    String text = statements + "\n" + SUBNETS;
    walks(IscDhcpdConf.parse("dhcpd.conf", text, true).rules(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shared-network n { subnet 198.0.0.0 netmask 255.0.0.0 { filename \"w\"; } subnet"
            + " 198.18.0.0 netmask 255.255.0.0 { range 198.18.1.0 198.18.1.9; filename \"n\"; }"
            + " subnet 198.19.0.0 netmask 255.255.0.0 { range 198.19.1.0; } }",
        "subnet 198.18.0.0 netmask 255.255.0.0 { pool { range 198.18.1.1; allow members of \"a\"; }"
            + " pool { range 198.18.1.2; deny members of \"a\"; deny dynamic bootp clients; }"
            + " class \"in\" { match if exists host-name; filename \"in\"; } next-server 1.2.3.4; }",
      })
  void ofDhcpdNetworks(String networks) throws ConfigurationException {
    String text = "class \"a\" { match if option user-class = \"iPXE\"; }\n" + networks + "\n";
    walks(IscDhcpdConf.parse("dhcpd.conf", text, false).rules(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dhcp-option-force=224,192.0.2.1,0.0.0.0",
        "dhcp-option-force=encap:175,176,1b\ndhcp-option-force=encap:175,177,\"a\"",
        "dhcp-option-force=vendor:PXEClient,6,8b\ndhcp-boot=a",
        "dhcp-option-force=vi-encap:2,10,text",
        "dhcp-match=set:v,vi-encap:9,cisco\ndhcp-boot=tag:v,v",
        "dhcp-match=set:v,60,50:58:45:*\ndhcp-boot=tag:v,v",
        "dhcp-match=set:v,option:client-arch,7\ndhcp-boot=tag:v,v",
        "dhcp-name-match=set:v,pc*\ndhcp-boot=tag:v,v",
        "dhcp-host=52:54:00:00:00:*,set:h\ndhcp-host=id:alice,set:i\ndhcp-boot=tag:h,h\ndhcp-boot=tag:i,i",
        "dhcp-host=pc1,set:h\ndhcp-boot=tag:h,h\ndhcp-boot=tag:known,k",
        "dhcp-host=52:54:00:00:00:01,10.9.9.9\ndhcp-boot=tag:known-othernet,o\ndhcp-boot=tag:known,k",
        "dhcp-range=set:r,198.18.2.1,198.18.2.9,255.255.0.0\ndhcp-boot=tag:r,r",
        "dhcp-range=set:r,198.19.2.1,198.19.2.9\ndhcp-boot=tag:r,r",
        "dhcp-circuitid=set:c,rack1/port7\ndhcp-remoteid=set:c,sw1\ndhcp-subscrid=set:c,bob\n"
            + "dhcp-boot=tag:c,c",
        "pxe-prompt=\"p\",5\npxe-service=x86PC,\"a\",base,192.0.2.7\npxe-service=x86-64_EFI,\"b\",efi\n"
            + "pxe-service=x86PC,\"local\",0\ndhcp-boot=x",
        "tag-if=set:z,tag:x,tag:!y\ndhcp-userclass=set:x,iPXE\ndhcp-vendorclass=set:y,PXE\ndhcp-boot=tag:z,z",
        "dhcp-ignore=tag:!known\ndhcp-host=52:54:00:00:00:01\ndhcp-boot=x",
        "bootp-dynamic\ndhcp-boot=x",
        "dhcp-no-override\nenable-tftp\ndhcp-boot=x,srv",
        "host-record=srv,192.0.2.9\ndhcp-boot=x,name,srv",
      })
  void ofDnsmasq(String lines) throws ConfigurationException {
    String text = "dhcp-range=198.18.1.1,198.18.9.254,255.255.0.0,1h\n" + lines + "\n";
    walks(DnsmasqConf.parse("d.conf", text, false).rules(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host-record=srv,192.0.2.9\ndhcp-boot=x,name,srv",
        "pxe-service=x86PC,\"a\",base,srv\nhost-record=srv,192.0.2.9\ndhcp-boot=y",
        "pxe-prompt=\"p\",5\npxe-service=x86PC,\"a\",base\npxe-service=x86-64_EFI,\"b\",efi.\n",
      })
  void ofDnsmasqAsAProxy(String lines) throws ConfigurationException {
    String text = "dhcp-range=198.18.0.0,proxy,255.255.0.0\n" + lines + "\n";
    walks(DnsmasqConf.parse("d.conf", text, false).rules(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"filename \"a\";", "server-name \"b\"; filename \"a\";"})
  void rulesInWords(String text) throws ConfigurationException {
    String words = IscDhcpdConf.parse("dhcpd.conf", text + SUBNETS, false).rules().toString();
    assertTrue(words.contains("file = \"a\" for anyone (dhcpd.conf:1: filename \"a\";)"), words);
    assertEquals(words.lines().distinct().count(), words.lines().count());
  }
}
