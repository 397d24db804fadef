package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The founding document's dnsmasq recipe as it stands. */
class DnsmasqFoundingRecipeTest {
  private static final String RECIPE =
      """
      #DHCP part
      domain=mydomain
      dhcp-range=192.168.10.100,192.168.10.200,255.255.255.0,30m
      dhcp-option=option:router,192.168.10.1
      dhcp-authoritative
      # TFTP part
      enable-tftp
      tftp-root=/tftproot
      # host part, a VM that will be booted from network
      # 00:0C:29 - the MAC part of VMware vendor - we are booting a VM
      dhcp-host=00:0c:29:aa:bb:cc,gPXE-client,net:gPXE-PCnet32,192.168.10.100,10m
      dhcp-boot=net:gPXE-PCnet32,gpxe-git-pcnet32.pxe
      dhcp-userclass=gPXE-booted,"gPXE"
      dhcp-boot=net:gPXE-booted,http://my.web.server/real_boot_script.php
      """;
  private static final String SCRIPT = "http://my.web.server/real_boot_script.php";
  private static final int SERVER = Ipv4.parse("192.168.10.2");

  private DnsmasqAsked asked;

  @BeforeEach
  void read() throws ConfigurationException {
    asked = DnsmasqAsked.bare(RECIPE).at("192.168.10.2", BootRequest.SERVER_PORT);
  }

  private static DhcpBytes host() {
    return DnsmasqAsked.machine(0x00, 0x0c, 0x29, 0xaa, 0xbb, 0xcc);
  }

  @ParameterizedTest
  @CsvSource({
    "'', gpxe-git-pcnet32.pxe",
    "gPXE, " + SCRIPT,
    "'\4gPXE', " + SCRIPT,
    "gPXEx, " + SCRIPT,
    "gPX, gpxe-git-pcnet32.pxe",
    "'\3gPX', gpxe-git-pcnet32.pxe"
  })
  void whatTheRecipesHostBoots(String userClass, String file) {
    DhcpBytes message = userClass.isEmpty() ? host() : host().option(77, userClass);

    assertEquals(file, asked.file(message));
    assertEquals(Ipv4.format(SERVER), asked.nextServer(message));
  }

  @Test
  void whoAsksForOption67GetsTheNameThereWithNul() {
    DhcpBytes message = host().option(55, 1, 3, 67).option(77, "gPXE");

    assertEquals("", asked.file(message));
    assertEquals(SCRIPT + "\0", asked.option(67, message));
  }

  @Test
  void whoIsNotTheHostBootsNothingWithoutTheUserClass() {
    assertEquals("", asked.boots(DnsmasqAsked.discover()));
    assertEquals(SCRIPT, asked.boots(DnsmasqAsked.discover().option(77, "gPXE")));
  }

  @Test
  void addressesTimesAndTftp() {
    BootConfiguration configuration = asked.configuration();
    AddressPlan plan = configuration.addresses();
    BootRequest host = asked.request(host());

    assertEquals(Ipv4.parse("192.168.10.100"), plan.reservedFor(host));
    assertEquals(600, plan.leaseTimesFor(host).maximum());
    assertTrue(plan.isAuthoritative(host));
    assertEquals(
        List.of(
            new AddressPlan.Subnet(Ipv4.parse("192.168.10.0"), Ipv4.parse("255.255.255.0"), false)),
        plan.subnets());
    BootRequest other = asked.request(DnsmasqAsked.discover());
    assertEquals(0, plan.reservedFor(other));
    assertEquals(
        List.of(new AddressPlan.Range(Ipv4.parse("192.168.10.101"), Ipv4.parse("192.168.10.200"))),
        plan.rangesFor(other));
    assertEquals(1800, plan.leaseTimesFor(other).maximum());
    assertEquals(new TftpSettings(true, "/tftproot", false, true), configuration.tftp());
  }

  @Test
  void whatBelongsToALease() {
    assertEquals("\u00c0\u00a8\n\1", asked.option(3, host().option(55, 3)));
    assertEquals("\u00ff\u00ff\u00ff\0", asked.option(1, host()));
    assertEquals("mydomain", asked.option(15, host()));
    assertEquals("gPXE-client", asked.option(12, host()));
  }
}
