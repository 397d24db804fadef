package com.example.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.netboot4j.chainload.BootDecision;
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

  private static BootDecision decide(HttpHandler inventory) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/machines/525400123456", inventory);
    server.start();
    try {
      URI at = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/machines/");
      return new InventoryPolicy(at).decide(ipxe());
    } finally {
      server.stop(0);
    }
  }

  private static HttpHandler says(String body) {
    return exchange -> {
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, octets.length);
      exchange.getResponseBody().write(octets);
      exchange.close();
    };
  }

  @Test
  void theInventoryIsAsked() throws Exception {
    assertEquals("db1.ipxe", decide(says("db1.ipxe\n")).bootFile());
  }

  @Test
  void whatIsNoNameIsLeftToTheNextPolicy() throws Exception {
    assertTrue(decide(says("<html>\nlog in</html>")).isUndecided());
    assertTrue(decide(says("x".repeat(128))).isUndecided());
    assertTrue(decide(exchange -> exchange.sendResponseHeaders(404, -1)).isUndecided());
  }

  /** The headers come, and then nothing: the rack does not wait for the rest. */
  @Test
  void anAnswerThatDoesNotEndIsLeftToTheNextPolicy() throws Exception {
    assertTrue(decide(exchange -> exchange.sendResponseHeaders(200, 100)).isUndecided());
  }

  /** Nobody listens at port 9 of loopback: the rack boots all the same. */
  @Test
  void withoutTheInventory() {
    BootPolicy policy = new InventoryPolicy(URI.create("http://127.0.0.1:9/machines/"));
    assertEquals(
        "menu.ipxe",
        policy.otherwise(BootDecision.boot("menu.ipxe"))
            .decide(ipxe())
            .bootFile());
  }

  @Test
  void theServerFindsItByName() {
    assertEquals("menu.ipxe", BootPolicy.named("inventory").decide(ipxe()).bootFile());
  }
}
