package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each condition and each statement that a conversion has words for, and what it says of others.
 */
class ConversionWordsTest {
  private static final String LOST = "LOST ";

  /** What the conversion says, or after {@code LOST} what it says it lost. */
  private static void assertSays(String expected, Conversion conversion) {
    String lost = String.join("\n", conversion.lost());
    if (expected.startsWith(LOST)) {
      assertTrue(lost.contains(expected.substring(LOST.length())), lost);
      assertEquals(1, conversion.lost().size(), lost);
      return;
    }
    assertEquals(List.of(), conversion.lost());
    for (String part : expected.split(" && ", -1)) {
      assertTrue(conversion.text().contains(part.replace("\\n", "\n")), conversion.text());
    }
  }

  private static Conversion fromDhcpd(String text, Dialect to) throws ConfigurationException {
    String whole =
        "next-server 192.0.2.2;\nfilename \"rest\";\n"
            + text
            + "\nsubnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.99; }\n";
    return Conversion.of(IscDhcpdConf.parse("a.conf", whole, false), "a.conf", to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          option user-class = option host-name | DNSMASQ | LOST option user-class = option host-name
          extract-int(option pxe-system-type, 16) = 7 | DNSMASQ | dhcp-match=set:n1,93,00:07
          noerror = extract-int(option pxe-system-type, 16) | DNSMASQ | dhcp-match=set:n1,93,00:00
          extract-int(option pxe-system-type, 16) = 7 | ISC_DHCPD | if substring(option pxe-system-type, 0, 2) = 00:07 {
          extract-int(hardware, 8) = 1 | DNSMASQ | LOST extract-int(hardware, 8) = 1
          extract-int(option user-class, 8) = extract-int(option host-name, 8) | DNSMASQ | LOST extract-int
          hardware = 1:0:1:2:3:4:5 | DNSMASQ | dhcp-mac=set:n1,00:01:02:03:04:05
          hardware = 6:0:1:2:3:4:5 | DNSMASQ | LOST hardware = 06:00:01:02:03:04:05
          substring(hardware, 1, 3) = 00:01:02 | DNSMASQ | dhcp-mac=set:n1,00:01:02:*:*:*
          substring(hardware, 0, 4) = 01:00:01:02 | WINDOWS_DHCP | -MacAddress 'EQ','000102*'
          substring(hardware, 0, 4) = 06:00:01:02 | WINDOWS_DHCP | LOST substring(hardware, 0, 4)
          substring(hardware, 1, 9) = 00:01:02 | WINDOWS_DHCP | LOST substring(hardware, 1, 9)
          substring(hardware, 2, 2) = 00:01 | WINDOWS_DHCP | LOST substring(hardware, 2, 2)
          substring(option user-class, 0, 9) = "iPXE" | WINDOWS_DHCP | -UserClass 'EQ','netboot4j iPXE'
          substring(option user-class, 1, 3) = "PXE" | WINDOWS_DHCP | LOST substring(option user-class, 1, 3)
          substring(option user-class, 0, 0) = "" | WINDOWS_DHCP | LOST substring(option user-class, 0, 0)
          substring(option host-name, 0, 2) = "pc" | WINDOWS_DHCP | LOST Windows has no condition on option 12
          suffix(option user-class, 3) = "PX" | ISC_DHCPD | LOST suffix(option user-class, 3) = "PX"
          suffix(option user-class, 3) = "PXE" | ISC_DHCPD | if suffix(option user-class, 3) = "PXE" {
          suffix(option user-class, 3) = "PXE" | WINDOWS_DHCP | -UserClass 'EQ','*netboot4j PXE'
          suffix(hardware, 1) = 01 | ISC_DHCPD | LOST suffix(hardware, 1) = 01
          option agent.circuit-id = "p1" | WINDOWS_DHCP | -CircuitId 'EQ','7031'
          option agent.remote-id = "p1" | WINDOWS_DHCP | -RemoteId 'EQ','7031'
          option agent.circuit-id = "p1" | DNSMASQ | dhcp-circuitid=set:n1,70:31
          option agent.circuit-id = "p1" | ISC_DHCPD | if option agent.circuit-id = "p1" {
          option agent.DOCSIS-device-class = 7 | WINDOWS_DHCP | LOST no condition on sub-option 82.4
          option agent.DOCSIS-device-class = "ab" | DNSMASQ | LOST dnsmasq has no match for sub-option 82.4
          option agent.DOCSIS-device-class = 7 | ISC_DHCPD | LOST dhcpd has no name for sub-option 82.4
          option relay-agent-information = 01:02:70:31 | WINDOWS_DHCP | -RelayAgent 'EQ','01027031'
          option user-class ~= "^iPX" | ISC_DHCPD | if substring(option user-class, 0, 3) = "iPX" {
          option user-class ~= "iPX\\\\." | ISC_DHCPD | if option user-class ~= "iPX\\\\." {
          option user-class ~= "iPX" | DNSMASQ | dhcp-userclass=set:n1,iPX
          option user-class ~~ "iPX" | DNSMASQ | LOST option user-class ~~ "iPX"
          option user-class ~= "a\\001" | ISC_DHCPD | LOST dhcpd looks for text within an option
          option dhcp-client-identifier = 1:2:3 | DNSMASQ | dhcp-match=set:n1,61,01:02:03\\ndhcp-match=set:n2,61,01:02:03:*\\ntag-if=set:n3,tag:n1,tag:!n2
          option user-class = 1:2 | WINDOWS_DHCP | LOST Windows classes are printable text
          option host-name = "x" | DNSMASQ | LOST dnsmasq does not read a single octet as hexadecimal
          exists user-class | DNSMASQ | dhcp-match=set:n1,77
          exists user-class | WINDOWS_DHCP | LOST Windows has no condition for: option 77 is sent
          exists agent.circuit-id | DNSMASQ | LOST exists agent.circuit-id
          """)
  void conditions(String condition, Dialect to, String expected) throws ConfigurationException {
    assertSays(expected, fromDhcpd("if " + condition + " { filename \"it\"; }", to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          if known { filename "it"; } host a { hardware ethernet 0:1:2:3:4:5; } | DNSMASQ | dhcp-mac=set:n1,00:01:02:03:04:05
          host a { hardware ethernet 0:1:2:3:4:5; filename "it"; } | WINDOWS_DHCP | -MacAddress 'EQ','000102030405'
          host a { hardware token-ring 0:1:2:3:4:5; filename "it"; } | WINDOWS_DHCP | LOST another hardware than an Ethernet's
          host a { uid "\\001me"; filename "it"; } | DNSMASQ | dhcp-match=set:n1,61,01:6d:65
          host a { uid "\\001me"; filename "it"; } | ISC_DHCPD | if option dhcp-client-identifier = 01:6d:65 {
          host a { host-identifier option host-name "pc"; filename "it"; } | ISC_DHCPD | option netboot4j-12 code 12 = string; && if option netboot4j-12 = "pc" {
          host a { host-identifier option agent.circuit-id "pc"; filename "it"; } | ISC_DHCPD | LOST a host known by agent.circuit-id
          group { filename "it"; host a { hardware ethernet 0:1:2:3:4:5; } host b { hardware ethernet 0:1:2:3:4:6; } } | DNSMASQ | tag-if=set:n3,tag:n1\\ntag-if=set:n3,tag:n2 && dhcp-boot=tag:n3,it
          class "c" { match hardware; filename "it"; } subclass "c" 1:0:1:2:3:4:5; subclass "c" 1:0:1:2:3:4:6; | DNSMASQ | tag-if=set:n3,tag:n1\\ntag-if=set:n3,tag:n2 && dhcp-boot=tag:n3,it
          class "c" { match hardware; } subclass "c" 1:0:1:2:3:4:5 { filename "it"; } | DNSMASQ | dhcp-boot=tag:n1,it
          class "c" { match option user-class; filename "it"; } subclass "c" "iPXE"; | ISC_DHCPD | if option user-class = "iPXE" {
          class "c" { spawn with option user-class; filename "it"; } | DNSMASQ | LOST in no subclass of class "c"
          switch (extract-int(option pxe-system-type, 16)) { case 7: filename "it"; } | DNSMASQ | LOST there is a number
          option loader-configfile "x"; | DNSMASQ | dhcp-option=209,x
          filename "a\\"b"; | DNSMASQ | dhcp-boot="a\\"b"
          filename "\\001"; | WINDOWS_DHCP | LOST Windows takes printable text here
          filename "a\\"b\\\\c\\t"; | ISC_DHCPD | filename "a\\"b\\\\c\\011";
          server-name "s"; | WINDOWS_DHCP | LOST option 66 is for the next server's address already
          deny unknown-clients; host a { hardware ethernet 0:1:2:3:4:5; } | DNSMASQ | dhcp-ignore=tag:!n1
          deny unknown-clients; host a { hardware ethernet 0:1:2:3:4:5; } | WINDOWS_DHCP | LOST by their hardware address only
          if option user-class = "xx" { deny booting; } | WINDOWS_DHCP | LOST by their hardware address only
          if substring(hardware, 1, 3) = 00:01:02 { deny booting; } | WINDOWS_DHCP | -List Deny -MacAddress '00-01-02-*'
          if option user-class = "xx" { deny booting; } | ISC_DHCPD | LOST dhcpd cannot leave clients without an answer
          if option user-class = "xx" { deny booting; } | DNSMASQ | dhcp-ignore=tag:n3
          """)
  void statements(String text, Dialect to, String expected) throws ConfigurationException {
    assertSays(expected, fromDhcpd(text, to));
  }

  private static Conversion fromDnsmasq(String text, Dialect to) throws ConfigurationException {
    String whole = "dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0\n" + text.replace("\\n", "\n");
    return Conversion.of(DnsmasqConf.parse("a.conf", whole + "\n", false), "a.conf", to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dhcp-match=set:g,77,gPXE* | ISC_DHCPD | option user-class ~= "gPXE\\\\*"
          dhcp-match=set:g,93,00:07 | ISC_DHCPD | substring(option pxe-system-type, 0, 2) = 00:07
          dhcp-match=set:g,93,00:* | ISC_DHCPD | (substring(option pxe-system-type, 0, 1) = 00 and option pxe-system-type != 00)
          dhcp-match=set:g,93,*:07 | ISC_DHCPD | LOST option 93 starts with *:07
          dhcp-match=set:g,60,50:58:*:45 | ISC_DHCPD | LOST option 60 starts with 50:58:*:45
          dhcp-match=set:g,vi-encap:9,cisco | ISC_DHCPD | LOST vendor class of enterprise 9 contains "cisco"
          dhcp-match=set:g,175 | ISC_DHCPD | option netboot4j-175 code 175 = string; && exists netboot4j-175
          dhcp-match=set:g,61,01:02 | ISC_DHCPD | substring(option dhcp-client-identifier, 0, 2) = 01:02
          dhcp-mac=set:g,00:*:02:03:04:05 | ISC_DHCPD | LOST hardware address is 00:*:02:03:04:05
          dhcp-mac=set:g,*:*:*:*:*:* | ISC_DHCPD | LOST hardware address is *:*:*:*:*:*
          dhcp-mac=set:g,06-00:01:02:03:04:05 | ISC_DHCPD | LOST hardware address is of type 6: 00:01:02:03:04:05
          dhcp-mac=set:g,01-00:01:02:03:04:05 | ISC_DHCPD | hardware = 1:00:01:02:03:04:05
          dhcp-mac=set:g,00:01:02:03:04:05:06 | ISC_DHCPD | LOST hardware address is 00:01:02:03:04:05:06
          dhcp-circuitid=set:g,00:01 | ISC_DHCPD | option agent.circuit-id = 00:01
          dhcp-subscrid=set:g,bob | ISC_DHCPD | LOST dhcpd has no name for sub-option 82.6
          dhcp-subscrid=set:g,bob | WINDOWS_DHCP | -SubscriberId 'EQ','626f62'
          dhcp-name-match=set:g,pc* | ISC_DHCPD | LOST client's name is pc*
          dhcp-host=00:01:02:03:04:05,00:01:02:03:04:06,set:g | ISC_DHCPD | (hardware = 1:00:01:02:03:04:05 or hardware = 1:00:01:02:03:04:06)
          dhcp-host=id:01:02:03,set:g | ISC_DHCPD | option dhcp-client-identifier = 01:02:03
          dhcp-host=pc,set:g | ISC_DHCPD | LOST a host known by name or tag: dhcp-host=pc,set:g
          dhcp-host=00:01:02:03:04:05,tag:x,set:g | ISC_DHCPD | LOST a host known by name or tag
          dhcp-host=00:01:02:03:04:05,198.51.100.1\\ntag-if=set:g,tag:known-othernet | ISC_DHCPD | LOST it is a host of another subnet
          dhcp-host=00:01:02:03:04:05\\ntag-if=set:g,tag:!known | ISC_DHCPD | hardware != 1:00:01:02:03:04:05
          tag-if=set:g,tag:eth0 | ISC_DHCPD | LOST it arrives on interface eth0
          dhcp-range=set:g,192.0.2.210,192.0.2.220,255.255.255.0 | ISC_DHCPD | LOST which of several ranges of a subnet the address is of
          dhcp-range=set:g,198.51.100.10,198.51.100.20,255.255.255.0 | WINDOWS_DHCP | -ScopeId 198.51.100.0 -OptionId 67 -Value 'it'
          dhcp-range=set:g,198.51.100.10,static,255.255.255.0 | DNSMASQ | dhcp-range=set:subnet1,198.51.100.0,static,255.255.255.0 && dhcp-boot=tag:subnet1,it,,192.0.2.2
          """)
  void conditionsOfDnsmasq(String text, Dialect to, String expected) throws ConfigurationException {
    assertSays(
        expected,
        fromDnsmasq(text + "\\ndhcp-boot=,,192.0.2.2\\ndhcp-boot=tag:g,it,,192.0.2.2", to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dhcp-boot="name with, blank",,192.0.2.2 | DNSMASQ | dhcp-boot="name with, blank"
          dhcp-boot=it,srv,192.0.2.7 | ISC_DHCPD | next-server 192.0.2.7; && server-name "srv";
          dhcp-option=209,a,b | DNSMASQ | dhcp-option=209,"a,b"
          dhcp-option=209,01:02 | DNSMASQ | dhcp-option=209,01:02
          dhcp-option=209,1b | DNSMASQ | LOST dnsmasq does not read a single octet as hexadecimal
          dhcp-option=43,01:02 | WINDOWS_DHCP | -OptionId 43 -Value 0x01,0x02
          dhcp-option=209,01:02 | WINDOWS_DHCP | LOST Windows takes printable text here
          dhcp-option=encap:175,176,1b | DNSMASQ | LOST a value that is put together from the request
          dhcp-option=tag:!known,209\\ndhcp-option=209,x\\ndhcp-host=00:01:02:03:04:05 | DNSMASQ | dhcp-option=209,x
          dhcp-range=198.51.100.10,proxy,255.255.255.0 | DNSMASQ | dhcp-range=198.51.100.0,proxy,255.255.255.0
          """)
  void statementsOfDnsmasq(String text, Dialect to, String expected) throws ConfigurationException {
    assertSays(expected, fromDnsmasq(text, to));
  }
}
