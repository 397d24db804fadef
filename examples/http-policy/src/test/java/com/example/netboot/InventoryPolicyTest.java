package com.example.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpMessageView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InventoryPolicyTest {
  private static BootRequest ipxe() {
    ByteBuffer packet = ByteBuffer.allocate(300);
    packet.put(0, new byte[] {1, 1, 6, 0});
    packet.put(28, new byte[] {0x52, 0x54, 0, 0x12, 0x34, 0x56});
    packet.putInt(236, 0x63825363);
    packet.put(240, new byte[] {53, 1, 1, 77, 4, 'i', 'P', 'X', 'E', (byte) 255});
    return new BootRequest().wrap(new DhcpMessageView().wrap(packet, 0, packet.capacity()));
  }

  @Test
  void theInventoryIsAsked() throws Exception {
    HttpServer inventory =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    inventory.createContext(
        "/machines/525400123456",
        exchange -> {
          byte[] file = "db1.ipxe\n".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
          exchange.close();
        });
    inventory.start();
    try {
      URI at = URI.create("http://127.0.0.1:" + inventory.getAddress().getPort() + "/machines/");
      assertEquals("db1.ipxe", new InventoryPolicy(at).decide(ipxe()).bootFile());
    } finally {
      inventory.stop(0);
    }
  }

  /** Nobody listens at port 9 of loopback: the rack boots all the same. */
  @Test
  void withoutTheInventory() {
    BootPolicy policy = new InventoryPolicy(URI.create("http://127.0.0.1:9/machines/"));
    assertEquals(
        "menu.ipxe",
        policy.otherwise(io.github.netboot4j.chainload.BootDecision.boot("menu.ipxe"))
            .decide(ipxe())
            .bootFile());
  }

  @Test
  void theServerFindsItByName() {
    assertEquals("menu.ipxe", BootPolicy.named("inventory").decide(ipxe()).bootFile());
  }
}
