package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Conversion;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.chainload.dialect.IscDhcpdConf;
import io.github.netboot4j.dhcp.testing.RequestSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code convert} makes of a dhcpd.conf means to the real dnsmasq what it means here; that it
 * means what the original meant, a property shows.
 */
final class ConvertedToDnsmasqIT extends DialectOracle {
  private static final String DHCPD =
      """
      option ipxe code 175 = string;
      next-server 198.18.0.3;
      option loader-configfile "pxe cfg, all";
      if exists ipxe and not (option user-class = "gPXE") {
        filename "http://198.18.0.3/boot.ipxe?a=b";
      } elsif option user-class = "gPXE" {
        filename "script";
        next-server 198.18.0.4;
      } elsif substring(option vendor-class-identifier, 0, 20) = "PXEClient:Arch:00007" {
        filename "snponly.efi";
        server-name "boot.example";
      } elsif option pxe-system-type = 00:0b {
        filename "arm64.efi";
      } else {
        filename "undionly.kpxe";
      }
      subnet 198.18.0.0 netmask 255.255.0.0 { range 198.18.1.0 198.18.9.255; }
      subnet 198.19.0.0 netmask 255.255.0.0 {
        range 198.19.1.0 198.19.9.255;
        if substring(hardware, 1, 3) = 52:54:00 { filename "kin"; }
      }
      """;

  @TempDir private Path directory;

  ConvertedToDnsmasqIT() {
    super(RealServer.DNSMASQ);
  }

  @Override
  protected BootConfiguration read(Path file) throws ConfigurationException {
    return DnsmasqConf.read(file, false);
  }

  /** Without PXE services dnsmasq does not hear on port 4011. */
  @Override
  protected boolean isDeliberate(Path file, OracleExchange exchange) {
    return exchange.sample().route() == RequestSample.Route.BOOT_SERVER;
  }

  @Test
  void theRealServerTakesItAsItIsReadHere() throws Exception {
    Path original = Files.writeString(directory.resolve("dhcpd.conf"), DHCPD);
    Conversion conversion =
        Conversion.of(IscDhcpdConf.read(original, false), "dhcpd.conf", Dialect.DNSMASQ);
    assertEquals(List.of(), conversion.lost());
    compare(Files.writeString(directory.resolve("dnsmasq.conf"), conversion.text()));
  }
}
