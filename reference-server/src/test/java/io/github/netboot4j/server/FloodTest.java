package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers with made-up hardware addresses, as many as there are packets. */
final class FloodTest {
  private static final int PACKETS = 100_000;
  private static final int POOL = 2_048;
  private static final int FIXED = 0x63;
  private static final int RELAY = Ipv4.parse("192.0.2.1");

  @TempDir private Path directory;
  private ResponderUnderTest server;
  private final Random random = new Random(20_261_123);

  @BeforeEach
  void start() {
    server =
        ResponderUnderTest.running(
            directory,
            "authoritative;",
            "subnet 192.0.0.0 netmask 255.255.0.0 { range 192.0.16.0 192.0.23.255; }",
            "host fixed { hardware ethernet 00:00:00:00:00:63; fixed-address 192.0.2.99; }");
  }

  private DhcpMessageWriter discover(int circuit) {
    DhcpMessageWriter writer =
        server.message(MessageType.DISCOVER, 0x1000_0000 + random.nextInt(0x4000_0000));
    return circuit == 0 ? writer : behind(circuit, writer);
  }

  private static DhcpMessageWriter behind(int circuit, DhcpMessageWriter writer) {
    return writer
        .relayAddress(RELAY)
        .option(OptionCode.RELAY_AGENT_INFORMATION, new byte[] {1, 1, (byte) circuit});
  }

  @Test
  void aFloodTakesNoMoreThanThePoolAndLeavesThoseWhoHaveTheirs() {
    int known = server.lease(1);
    Set<Integer> offered = new HashSet<>();
    for (int packet = 0; packet < PACKETS; packet++) {
      if (server.answers(discover(0))) {
        offered.add(server.reply.yourAddress());
      }
    }
    assertEquals(POOL - 1, offered.size());
    assertEquals(POOL, server.leases.size());
    assertEquals("OFFER 192.0.2.99", server.asked(server.message(MessageType.DISCOVER, FIXED)));
    assertEquals(
        "ACK 192.0.2.99",
        server.asked(
            server.selecting(FIXED, ResponderUnderTest.SERVER, server.reply.yourAddress())));
    assertEquals("ACK " + Ipv4.format(known), server.asked(server.extending(1, known)));
    assertEquals("silence", server.asked(server.message(MessageType.DISCOVER, 2)));
    System.out.printf(
        "flood: %,d strangers: %,d addresses of %,d taken for %d s; who has a lease or a reserved"
            + " address is served%n",
        PACKETS, offered.size(), POOL, LeaseTable.OFFER_TIME.toSeconds());
    server.passSeconds(LeaseTable.OFFER_TIME.toSeconds());
    assertNotEquals("silence", server.asked(server.message(MessageType.DISCOVER, 2)));
  }

  @Test
  void aFloodFromOneCircuitLeavesAddressesForTheOthers() {
    Set<Integer> leased = new HashSet<>();
    for (int packet = 0; packet < PACKETS / 10; packet++) {
      DhcpMessageWriter discover = discover(7);
      if (server.answers(discover)) {
        int address = server.reply.yourAddress();
        long mac = server.reply.macAddress();
        assertTrue(
            server.answers(
                behind(7, server.selecting((int) mac, ResponderUnderTest.SERVER, address))));
        leased.add(address);
      }
    }
    assertEquals(CircuitUse.MOST_ADDRESSES, leased.size());
    System.out.printf(
        "flood: %,d strangers behind one circuit of a relay: %d addresses leased, and no more%n",
        PACKETS / 10, leased.size());
    int another = server.reply.yourAddress() + 1;
    assertEquals(
        "NAK 0.0.0.0",
        server.asked(behind(7, server.selecting(3, ResponderUnderTest.SERVER, another))));
    assertNotEquals("silence", server.asked(behind(8, server.message(MessageType.DISCOVER, 2))));
    assertEquals(
        "OFFER 192.0.2.99", server.asked(behind(7, server.message(MessageType.DISCOVER, FIXED))));
    server.passSeconds(100_000);
    assertNotEquals("silence", server.asked(behind(7, server.message(MessageType.DISCOVER, 3))));
  }
}
