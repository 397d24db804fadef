package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.Ipv4;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PortTableTest {
  private static final int OWN = Ipv4.parse("192.0.2.1");

  private static String row(String local, String state) {
    return " 12: " + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 0 0 1 2";
  }

  private static int listeners(String... rows) {
    return listeners(ByteOrder.LITTLE_ENDIAN, rows);
  }

  private static int listeners(ByteOrder order, String... rows) {
    List<String> lines = new ArrayList<>(List.of("  sl  local_address rem_address   st"));
    lines.addAll(List.of(rows));
    return PortTable.listeners(lines, order, OWN, 67);
  }

  @Test
  void thoseOnTheAddressOrTheWildcardAreCounted() {
    assertEquals(1, listeners(row("010200C0:0043", "07")));
    assertEquals(1, listeners(row("00000000:0043", "07")));
    assertEquals(1, listeners(row("0000000000000000FFFF0000010200C0:0043", "07")));
    assertEquals(1, listeners(row("00000000000000000000000000000000:0043", "07")));
    assertEquals(2, listeners(row("010200C0:0043", "07"), "", "1: x", row("010200C0:0043", "07")));
  }

  @Test
  void othersAreNot() {
    assertEquals(0, listeners());
    assertEquals(0, listeners(row("020200C0:0043", "07")), "another address");
    assertEquals(0, listeners(row("010200C0:0044", "07")), "another port");
    assertEquals(0, listeners(row("010200C0:0043", "01")), "connected");
    assertEquals(0, listeners(row("FFFFFFFF:0043", "07")), "limited broadcast");
    assertEquals(0, listeners(row("0000000000000000FFFF0000FFFFFFFF:0043", "07")));
  }

  @Test
  void wordsAreInTheHostsOrderOfOctets() {
    String dual = row("00000000000000000000FFFFC0000201:0043", "07");
    assertEquals(2, listeners(ByteOrder.BIG_ENDIAN, row("C0000201:0043", "07"), dual));
    assertEquals(0, listeners(ByteOrder.BIG_ENDIAN, row("010200C0:0043", "07")));
    assertEquals(0, listeners(row("C0000201:0043", "07")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemsOwnTableIsRead() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      int port = socket.getLocalPort();
      assertEquals(1, PortTable.listeners(Ipv4.parse(loopback.getHostAddress()), port));
      assertEquals(0, PortTable.listeners(Ipv4.parse("127.0.0.2"), port));
    }
  }
}
