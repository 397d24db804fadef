package io.github.netboot4j.chainload.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.testing.Allocation;
import io.github.netboot4j.dhcp.testing.DhcpBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand hosts are looked up, and a decision costs no octet of the heap. */
class DnsmasqManyHostsTest {
  private static final int HOSTS = 10_000;
  private static final int TIMES = 200;

  private static String lines(int hosts) {
    StringBuilder text =
        new StringBuilder(
            """
            dhcp-range=198.18.0.10,198.18.255.250,255.255.0.0
            dhcp-userclass=set:ipxe,iPXE
            dhcp-boot=undionly.kpxe
            dhcp-boot=tag:ipxe,http://198.18.0.1/boot.ipxe
            dhcp-option=encap:175,176,1b
            pxe-service=x86PC,"Linux",pxelinux
            """);
    for (int host = 0; host < hosts; host++) {
      String mac = "52:54:00:00:%02x:%02x".formatted(host >> 8, host & 0xFF);
      String address = "198.18.%d.%d".formatted(100 + host / 250, 1 + host % 250);
      text.append("dhcp-host=" + mac + ",set:h" + host + "," + address + ",pc" + host + "\n");
      text.append("dhcp-boot=tag:h" + host + ",tag:!ipxe,host" + host + ".0\n");
    }
    return text.toString();
  }

  private static BootRequest request(DhcpBytes message) {
    byte[] octets = message.end();
    return new BootRequest()
        .wrap(new DhcpMessageView().wrap(ByteBuffer.wrap(octets), 0, octets.length))
        .arrivedAt(Ipv4.parse("198.18.0.1"), BootRequest.SERVER_PORT)
        .arrivedOn("eth0", Ipv4.parse("255.255.0.0"));
  }

  @Test
  void eachHostHasItsOwnFile() throws ConfigurationException {
    BootPolicy policy = DnsmasqConf.parse("d.conf", lines(HOSTS), false).policy();

    for (int host = 0; host < HOSTS; host += 97) {
      DhcpBytes message =
          DnsmasqAsked.machine(0x52, 0x54, 0, 0, host >> 8, host & 0xFF).option(55, 1, 3);
      assertEquals("host" + host + ".0", policy.decide(request(message)).bootFile());
    }
  }

  @Test
  void decidingAllocatesNothing() throws ConfigurationException {
    BootPolicy policy = DnsmasqConf.parse("d.conf", lines(HOSTS), false).policy();
    List<BootRequest> requests = new ArrayList<>();
    for (int host = 0; host < 50; host++) {
      DhcpBytes message = DnsmasqAsked.machine(0x52, 0x54, 0, 0, 0, host).option(55, 1, 3, 43, 67);
      if (host % 3 == 0) {
        message.option(77, "iPXE").option(61, "x").option(12, "name");
      }
      if (host % 2 == 0) {
        message.option(60, "PXEClient:Arch:00000").option(93, 0, 0).option(97, new byte[17]);
      }
      requests.add(request(message));
    }
    BootRequest[] inTurn = requests.toArray(BootRequest[]::new);

    long allocated =
        Allocation.ofOneRound(
            TIMES,
            () -> {
              for (BootRequest request : inTurn) {
                assertNotNull(policy.decide(request));
              }
            });

    assertEquals(0, allocated);
  }
}
