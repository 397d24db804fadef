package io.github.netboot4j.server.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.chainload.dialect.ConfigurationException;
import io.github.netboot4j.chainload.dialect.Conversion;
import io.github.netboot4j.chainload.dialect.Dialect;
import io.github.netboot4j.chainload.dialect.DnsmasqConf;
import io.github.netboot4j.chainload.dialect.IscDhcpdConf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code convert} makes of a dnsmasq.conf means to the real dhcpd what it means here; that it
 * means what the original meant, a property shows.
 */
final class ConvertedToDhcpdIT extends DialectOracle {
  private static final String DNSMASQ =
      """
      dhcp-range=198.18.1.0,198.18.9.255,255.255.0.0
      dhcp-range=set:far,198.19.1.0,198.19.9.255,255.255.0.0
      dhcp-userclass=set:ipxe,iPXE
      dhcp-match=set:ipxe,175
      dhcp-match=set:efi64,option:client-arch,7
      dhcp-match=set:efi64,option:client-arch,9
      dhcp-vendorclass=set:http,HTTPClient
      dhcp-mac=set:kin,52:54:00:*:*:*
      tag-if=set:loader,tag:efi64,tag:!ipxe
      dhcp-boot=undionly.kpxe,,198.18.0.3
      dhcp-boot=tag:loader,snponly.efi,boot.example,198.18.0.4
      dhcp-boot=tag:http,http://198.18.0.3/snponly.efi,,198.18.0.3
      dhcp-boot=tag:ipxe,http://198.18.0.3/boot.ipxe,,198.18.0.3
      dhcp-boot=tag:far,tag:!kin,far.0,,198.19.0.3
      dhcp-option=tag:ipxe,175,01:01:08
      dhcp-option=tag:!kin,209,"a \\"b\\""
      """;

  @TempDir private Path directory;

  ConvertedToDhcpdIT() {
    super(RealServer.DHCPD);
  }

  @Override
  protected BootConfiguration read(Path file) throws ConfigurationException {
    return IscDhcpdConf.read(file, false);
  }

  @Override
  protected int[] options() {
    return new int[] {175, 209};
  }

  @Test
  void theRealServerTakesItAsItIsReadHere() throws Exception {
    Path original = Files.writeString(directory.resolve("dnsmasq.conf"), DNSMASQ);
    Conversion conversion =
        Conversion.of(DnsmasqConf.read(original, false), "dnsmasq.conf", Dialect.ISC_DHCPD);
    assertEquals(List.of(), conversion.lost());
    compare(Files.writeString(directory.resolve("dhcpd.conf"), conversion.text()));
  }
}
