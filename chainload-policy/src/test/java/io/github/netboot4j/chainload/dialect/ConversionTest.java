package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a conversion writes, and what it says it lost. */
class ConversionTest {
  private static final Path FOUNDING = Path.of("src/test/resources/windows/founding.xml");
  private static final String RANGE = "dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0\n";
  private static final String SUBNET =
      "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.99; }\n";

  private static Conversion fromDnsmasq(String text, Dialect to) throws ConfigurationException {
    return Conversion.of(DnsmasqConf.parse("a.conf", RANGE + text, false), "a.conf", to);
  }

  private static Conversion fromDhcpd(String text, Dialect to) throws ConfigurationException {
    return Conversion.of(IscDhcpdConf.parse("a.conf", text + SUBNET, false), "a.conf", to);
  }

  @Test
  void theFoundingRecipeForWindowsBecomesThatForDhcpd() throws Exception {
    Conversion conversion =
        Conversion.of(WindowsDhcpExport.read(FOUNDING, false), "export.xml", Dialect.ISC_DHCPD);
    assertEquals(
        """
        # The boot part of export.xml (Windows DHCP) for ISC dhcpd.
        # What could not be said:
        #   next-server: dhcpd does not name itself; write this server's address

        # src/test/resources/windows/founding.xml:51: option 67 (the server, user class 'gPXE')
        if option user-class = "gPXE" {
          filename "http://my.web.server/real_boot_script.php";
        }
        # src/test/resources/windows/founding.xml:45: option 67 (the server)
        else { filename "undionly.kpxe"; }
        subnet 192.168.10.0 netmask 255.255.255.0 {
          range 192.168.10.100 192.168.10.149;
          range 192.168.10.151 192.168.10.200;
        }
        """,
        conversion.text());
    assertEquals(
        List.of("next-server: dhcpd does not name itself; write this server's address"),
        conversion.lost());
  }

  @Test
  void theFoundingRecipeForDnsmasqLosesItsSubstringInWindows() throws Exception {
    Conversion conversion =
        fromDnsmasq(
            "dhcp-userclass=g,\"gPXE\"\ndhcp-boot=a\ndhcp-boot=net:g,b\n", Dialect.WINDOWS_DHCP);
    assertEquals(1, conversion.lost().size());
    assertTrue(
        conversion.lost().get(0).endsWith("not what is within"), conversion.lost().toString());
    assertTrue(conversion.lost().get(0).startsWith("a.conf:4: "), conversion.lost().toString());
    assertTrue(conversion.text().contains("\n#   " + conversion.lost().get(0) + "\n"));
    assertTrue(conversion.text().contains("-OptionId 67 -Value 'a'\n"), conversion.text());
  }

  @Test
  void windowsGetsClassesPoliciesAndOptionsInTheirOrder() throws Exception {
    Conversion conversion =
        fromDhcpd(
            """
            next-server 192.0.2.2;
            option loader-configfile "it's";
            if option user-class = "iPXE" and option vendor-class-identifier = "a'b" {
              filename "script";
            } elsif substring(option vendor-class-identifier, 0, 20) = "PXEClient:Arch:00007" {
              filename "snponly.efi";
            } elsif not (hardware = 1:52:54:00:12:34:56) {
              filename "other";
            } else {
              filename "undionly.kpxe";
            }
            """,
            Dialect.WINDOWS_DHCP);
    assertEquals(List.of(), conversion.lost());
    List<String> script = conversion.text().lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(
        List.of(
            "",
            "$ErrorActionPreference = 'Stop'",
            "Add-DhcpServerv4Class -Name 'netboot4j iPXE' -Type User -Data 'iPXE'",
            "Add-DhcpServerv4Class -Name 'netboot4j a''b' -Type Vendor -Data 'a''b'",
            "Add-DhcpServerv4Class -Name 'netboot4j PXEClient:Arch:00007' -Type Vendor"
                + " -Data 'PXEClient:Arch:00007'",
            "Add-DhcpServerv4OptionDefinition -Name 'Option 209' -OptionId 209 -Type String",
            "Add-DhcpServerv4Policy -Name 'netboot4j 1' -Condition AND"
                + " -UserClass 'EQ','netboot4j iPXE' -VendorClass 'EQ','netboot4j a''b'",
            "Set-DhcpServerv4OptionValue -OptionId 67 -Value 'script' -PolicyName 'netboot4j 1'",
            "Add-DhcpServerv4Policy -Name 'netboot4j 2' -Condition AND"
                + " -VendorClass 'EQ','netboot4j PXEClient:Arch:00007*'",
            "Set-DhcpServerv4OptionValue -OptionId 67 -Value 'snponly.efi'"
                + " -PolicyName 'netboot4j 2'",
            "Add-DhcpServerv4Policy -Name 'netboot4j 3' -Condition AND"
                + " -MacAddress 'NE','525400123456'",
            "Set-DhcpServerv4OptionValue -OptionId 67 -Value 'other' -PolicyName 'netboot4j 3'",
            "Set-DhcpServerv4OptionValue -OptionId 67 -Value 'undionly.kpxe'",
            "Set-DhcpServerv4OptionValue -OptionId 66 -Value '192.0.2.2'",
            "Set-DhcpServerv4OptionValue -OptionId 209 -Value 'it''s'"),
        script);
  }

  @Test
  void whatCouldHoldInTwoWaysIsTwoPolicies() throws Exception {
    Conversion conversion =
        fromDhcpd(
            """
            next-server 192.0.2.2;
            if option user-class = "iPXE" or option user-class = "gPXE" { filename "s"; }
            """,
            Dialect.WINDOWS_DHCP);
    assertEquals(List.of(), conversion.lost());
    assertEquals(2, conversion.text().split("Add-DhcpServerv4Policy", -1).length - 1);
    assertEquals(2, conversion.text().split("-Value 's' -PolicyName", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exists ipxe | WINDOWS_DHCP | Windows has no condition for: option 175 is sent",
        "option arch = 00:07 | WINDOWS_DHCP | asked of the vendor class instead:"
            + " PXEClient:Arch:00007*",
        "suffix(option user-class, 3) = \"PXE\" | DNSMASQ | dnsmasq cannot look at the end",
        "option user-class ~= \"g.*E\" | DNSMASQ | ~=",
        "lcase(option user-class) = \"ipxe\" | DNSMASQ | lcase",
        "option host-name ~= \"pc\" | DNSMASQ | within the user class and the vendor class only"
      })
  void whatIsUnsayableIsTold(String condition, Dialect to, String expected) throws Exception {
    Conversion conversion =
        fromDhcpd(
            """
            option ipxe code 175 = string;
            option arch code 93 = unsigned integer 16;
            next-server 192.0.2.2;
            filename "rest";
            """
                + "if "
                + condition
                + " { filename \"it\"; }\n",
            to);
    assertEquals(1, conversion.lost().size(), conversion.lost().toString());
    assertTrue(conversion.lost().get(0).contains(expected), conversion.lost().toString());
    assertTrue(conversion.text().contains("rest"), conversion.text());
  }

  @Test
  void aComputedValueIsTold() throws Exception {
    Conversion conversion =
        fromDhcpd(
            """
            next-server 192.0.2.2;
            filename = concat("pxe/", binary-to-ascii(16, 8, "-", hardware));
            """,
            Dialect.DNSMASQ);
    assertTrue(
        conversion.lost().toString().contains("put together from the request"),
        conversion.lost().toString());
  }

  @Test
  void silenceIsKeptWhereItCanBe() throws Exception {
    String ignored = "dhcp-mac=set:n,52:54:00:*:*:*\ndhcp-ignore=tag:n\ndhcp-boot=a,,192.0.2.2\n";
    Conversion windows = fromDnsmasq(ignored, Dialect.WINDOWS_DHCP);
    assertEquals(List.of(), windows.lost());
    assertTrue(
        windows.text().contains("Add-DhcpServerv4Filter -List Deny -MacAddress '52-54-00-*'\n"),
        windows.text());
    Conversion dhcpd = fromDnsmasq(ignored, Dialect.ISC_DHCPD);
    assertTrue(dhcpd.lost().get(0).contains("without an answer"), dhcpd.lost().toString());
  }

  @Test
  void nothingInAFileEndsAComment() throws Exception {
    Conversion conversion =
        Conversion.of(
            DnsmasqConf.parse("a\nb", RANGE + "dhcp-boot=x\n", false),
            "evil\nfilename \"x\";",
            Dialect.ISC_DHCPD);
    assertTrue(
        conversion.text().startsWith("# The boot part of evil?filename \"x\"; (dnsmasq)"),
        conversion.text());
    assertEquals(1, conversion.text().split("\nfilename", -1).length - 1, conversion.text());
  }
}
