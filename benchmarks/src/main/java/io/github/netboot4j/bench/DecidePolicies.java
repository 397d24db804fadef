package io.github.netboot4j.bench;

import static io.github.netboot4j.chainload.BootCondition.userClass;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The policies that {@link DecideBenchmark} asks: as Java, and read from other servers' files. */
final class DecidePolicies {
  static final String SCRIPT = "http://my.web.server/real_boot_script.php";
  static final String LOADER = "undionly.kpxe";

  private static final String DNSMASQ_RANGE =
      "dhcp-range=192.168.10.100,192.168.10.200,255.255.255.0,30m\n";

  private static final String DHCPD_SUBNET =
      "subnet 192.168.10.0 netmask 255.255.255.0 { range 192.168.10.100 192.168.10.200; }\n";

  private DecidePolicies() {}

  /** The recipe for gPXE: the script for its user class, the loader for everyone else. */
  static BootPolicy founding(String language) {
    return switch (language) {
      case "java" -> userClass("gPXE").boots(SCRIPT).otherwise(BootDecision.boot(LOADER));
      case "dhcpd" ->
          read(
              Dialect.ISC_DHCPD,
              """
              if exists user-class and option user-class = "gPXE" {
                filename "http://my.web.server/real_boot_script.php";
              } else {
                filename "undionly.kpxe";
              }
              """
                  + DHCPD_SUBNET);
      case "dnsmasq" ->
          read(
              Dialect.DNSMASQ,
              "domain=mydomain\n"
                  + DNSMASQ_RANGE
                  + """
                  dhcp-option=option:router,192.168.10.1
                  dhcp-authoritative
                  enable-tftp
                  tftp-root=/tftproot
                  dhcp-host=00:0c:29:aa:bb:cc,gPXE-client,net:gPXE-PCnet32,192.168.10.100,10m
                  dhcp-boot=net:gPXE-PCnet32,gpxe-git-pcnet32.pxe
                  dhcp-userclass=gPXE-booted,"gPXE"
                  dhcp-boot=net:gPXE-booted,http://my.web.server/real_boot_script.php
                  """);
      case "windows" ->
          read(
              Dialect.WINDOWS_DHCP,
              """
              <?xml version="1.0" encoding="utf-8"?>
              <DHCPServer xmlns="http://schemas.microsoft.com/windows/DHCPServer"><IPv4>
              <Classes><Class><Name>gPXE</Name><Type>User</Type><Data>0x67505845</Data></Class></Classes>
              <OptionValues>
              <OptionValue><OptionId>67</OptionId><Value>undionly.kpxe</Value>
              <VendorClass /><UserClass /></OptionValue>
              <OptionValue><OptionId>67</OptionId>
              <Value>http://my.web.server/real_boot_script.php</Value>
              <VendorClass /><UserClass>gPXE</UserClass></OptionValue>
              </OptionValues>
              <Scopes><Scope><ScopeId>192.168.10.0</ScopeId><SubnetMask>255.255.255.0</SubnetMask>
              <State>Active</State><StartRange>192.168.10.100</StartRange>
              <EndRange>192.168.10.200</EndRange>
              <LeaseDuration>8.00:00:00</LeaseDuration></Scope></Scopes>
              </IPv4></DHCPServer>
              """);
      default -> throw new IllegalArgumentException(language);
    };
  }

  /** Many hosts, of which {@link #mac} names each. */
  static BootPolicy hosts(String language, int hosts) {
    return switch (language) {
      case "java" -> {
        Map<String, BootPolicy> byHost = new HashMap<>();
        BootPolicy own = userClass("gPXE").boots(SCRIPT).otherwise(BootDecision.boot(LOADER));
        for (int number = 0; number < hosts; number++) {
          byHost.put(macText(number), own);
        }
        yield BootPolicy.byHost(byHost);
      }
      case "dhcpd" -> {
        StringBuilder text = new StringBuilder(DHCPD_SUBNET);
        for (int number = 0; number < hosts; number++) {
          text.append("host h").append(number).append(" { hardware ethernet ");
          text.append(macText(number)).append("; filename \"").append(LOADER).append("\";\n");
          text.append("if option user-class = \"gPXE\" { filename \"");
          text.append(SCRIPT).append("\"; } }\n");
        }
        yield read(Dialect.ISC_DHCPD, text.toString());
      }
      case "dnsmasq" -> {
        StringBuilder text = new StringBuilder(DNSMASQ_RANGE);
        for (int number = 0; number < hosts; number++) {
          text.append("dhcp-host=").append(macText(number)).append(",set:known\n");
        }
        text.append("dhcp-boot=tag:known,").append(LOADER).append('\n');
        text.append("dhcp-userclass=set:gpxe,gPXE\n");
        text.append("dhcp-boot=tag:known,tag:gpxe,").append(SCRIPT).append('\n');
        yield read(Dialect.DNSMASQ, text.toString());
      }
      default -> throw new IllegalArgumentException(language);
    };
  }

  /** The hardware address of a host: 48 bits, the first octet the highest. */
  static long mac(int number) {
    return 0x5254_0000_0000L + number;
  }

  private static String macText(int number) {
    byte[] octets = Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(mac(number)).array(), 2, 8);
    return HexFormat.ofDelimiter(":").formatHex(octets);
  }

  private static BootPolicy read(Dialect dialect, String text) {
    try {
      Path file = Files.createTempFile("netboot4j-decide", ".conf");
      try {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return ConfigurationReader.read(file, dialect, false).policy();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
