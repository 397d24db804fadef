package io.github.netboot4j.chainload.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.ConfigurationReader;
import io.github.netboot4j.chainload.dialect.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found of differences, and that none is found where there is none. */
final class PolicyDifferenceTest {
  private static final String DNSMASQ =
      """
      dhcp-range=192.0.2.10,192.0.2.99,255.255.255.0
      dhcp-userclass=set:ipxe,iPXE
      dhcp-match=set:efi,option:client-arch,7
      dhcp-boot=undionly.kpxe
      dhcp-boot=tag:efi,snponly.efi
      dhcp-boot=tag:ipxe,http://192.0.2.1/boot
      """;

  private static final String DHCPD =
      """
      option user-class code 77 = string;
      subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.99; }
      if option user-class = "iPXE" { filename "http://192.0.2.1/boot"; }
      elsif option pxe-system-type = 00:07 { filename "snponly.efi"; }
      else { filename "undionly.kpxe"; }
      """;

  @TempDir private Path directory;

  private PolicyDifference between(Dialect one, String old, Dialect other, String now, int most)
      throws Exception {
    Path first = Files.writeString(directory.resolve("old.conf"), old);
    Path second = Files.writeString(directory.resolve("new.conf"), now);
    return PolicyDifference.between(
        ConfigurationReader.read(first, one, false),
        ConfigurationReader.read(second, other, false),
        most);
  }

  private PolicyDifference dnsmasq(String old, String now) throws Exception {
    return between(Dialect.DNSMASQ, old, Dialect.DNSMASQ, now, 5000);
  }

  @Test
  void aConfigurationDoesNotDifferFromItself() throws Exception {
    PolicyDifference difference = dnsmasq(DNSMASQ, DNSMASQ);
    assertEquals(List.of(), difference.changes());
    assertTrue(difference.isComplete());
    assertTrue(difference.examined() > 10);
  }

  @Test
  void oneLineMoreIsOneChange() throws Exception {
    PolicyDifference difference =
        dnsmasq(DNSMASQ, DNSMASQ + "dhcp-mac=set:pi,b8:27:eb:*:*:*\ndhcp-boot=tag:pi,pi.bin\n");
    assertTrue(difference.isComplete());
    assertFalse(difference.changes().isEmpty());
    for (PolicyDifference.Change change : difference.changes()) {
      assertTrue(change.after().toString().startsWith("pi.bin from this server"));
      assertTrue(
          change.example().stream().anyMatch(flag -> flag.startsWith("--mac b8:27:eb:")),
          change::toString);
    }
    assertTrue(
        difference.changes().stream()
            .anyMatch(change -> change.clients().contains("raspberry-pi")));
  }

  /** dnsmasq looks for a text in the user class, dhcpd compares it; the modelled clients agree. */
  @Test
  void dialectsDifferWhereTheyDo() throws Exception {
    PolicyDifference difference = between(Dialect.DNSMASQ, DNSMASQ, Dialect.ISC_DHCPD, DHCPD, 5000);
    assertFalse(difference.changes().isEmpty());
    for (PolicyDifference.Change change : difference.changes()) {
      assertEquals(List.of(), change.clients(), change::toString);
    }
    assertTrue(
        difference.changes().stream()
            .anyMatch(
                change ->
                    change.before().what().equals("http://192.0.2.1/boot")
                        && change.example().stream().anyMatch(flag -> flag.contains("77="))));
  }

  @Test
  void theBoundIsTold() throws Exception {
    PolicyDifference difference = between(Dialect.DNSMASQ, DNSMASQ, Dialect.DNSMASQ, DNSMASQ, 4);
    assertEquals(4, difference.examined());
    assertFalse(difference.isComplete());
  }
}
