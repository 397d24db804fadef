package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.Ipv4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ranges of a configuration, whoever they are for. */
final class PlanRangesTest {
  @TempDir private Path directory;

  private List<String> ranges(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("a.conf"), text);
    return ConfigurationReader.read(file, null, false).addresses().ranges().stream()
        .map(range -> Ipv4.format(range.first()) + "-" + Ipv4.format(range.last()))
        .toList();
  }

  @Test
  void ofDhcpd() throws Exception {
    assertEquals(
        List.of("192.0.2.10-192.0.2.19", "192.0.2.30-192.0.2.30", "198.51.100.10-198.51.100.20"),
        ranges(
            """
            class "pxe" { match if substring(option vendor-class-identifier, 0, 9) = "PXEClient"; }
            subnet 192.0.2.0 netmask 255.255.255.0 {
              pool { allow members of "pxe"; range 192.0.2.10 192.0.2.19; }
              range 192.0.2.30;
            }
            subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.10 198.51.100.20; }
            """));
  }

  @Test
  void ofDnsmasqWithoutWhatIsKeptOrAnothersToGive() throws Exception {
    assertEquals(
        List.of("192.0.2.10-192.0.2.11", "192.0.2.13-192.0.2.19"),
        ranges(
            """
            dhcp-range=set:x,192.0.2.10,192.0.2.19,255.255.255.0
            dhcp-range=198.51.100.0,proxy,255.255.255.0
            dhcp-host=52:54:00:12:34:56,192.0.2.12
            dhcp-boot=x
            """));
  }
}
