package io.github.netboot4j.server;

import static io.github.netboot4j.server.Rfc2131Test.FIXED;
import static io.github.netboot4j.server.Rfc2131Test.RELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's rules of those RFCs that add to 2131, one by one; on the same networks. */
final class RelayAndBootpTest {
  @TempDir private Path directory;
  private ResponderUnderTest server;

  @BeforeEach
  void start() {
    server = ResponderUnderTest.running(directory, Rfc2131Test.NETWORKS);
  }

  private DhcpMessageWriter discover(int client) {
    return server.message(MessageType.DISCOVER, client);
  }

  private String ask(DhcpMessageWriter request) {
    return server.asked(request);
  }

  /** RFC 951 and 1534: clients that know BOOTP only. */
  @Nested
  final class Bootp {
    @Test
    void aReservedAddressIsGivenForEverWithoutOptionsOfDhcp() {
      assertTrue(server.answers(server.message(MessageType.NONE, FIXED)));
      assertEquals(Ipv4.parse("192.0.2.99"), server.reply.yourAddress());
      assertFalse(server.reply.hasOption(OptionCode.MESSAGE_TYPE));
      assertFalse(server.reply.hasOption(OptionCode.LEASE_TIME));
      assertFalse(server.reply.hasOption(OptionCode.SERVER_IDENTIFIER));
      assertTrue(server.responder.promisesLease());
      assertEquals(LeaseRecord.NEVER, server.leases.takeChanges(server.now, 0).get(0).ends());
    }

    @Test
    void noAddressOfARangeIsGiven() {
      assertFalse(server.answers(server.message(MessageType.NONE, 1)));
      assertEquals("ignored: BOOTP, and no address is reserved for it", server.events.get(0));
    }
  }

  /** RFC 3046, 3527 and 5107: what relays say. */
  @Nested
  final class Relays {
    private DhcpMessageWriter relayed(int code, int address) {
      byte[] information =
          ByteBuffer.allocate(6).put((byte) code).put((byte) 4).putInt(address).array();
      return discover(1)
          .relayAddress(RELAY)
          .option(OptionCode.RELAY_AGENT_INFORMATION, information);
    }

    @Test
    void relayInformationComesBack() {
      ask(relayed(1, 0x01020304));
      OptionValue echoed = new OptionValue();
      assertTrue(server.reply.readOption(OptionCode.RELAY_AGENT_INFORMATION, echoed));
      assertTrue(echoed.contentEquals(new byte[] {1, 4, 1, 2, 3, 4}));
    }

    @Test
    void theLinkThatTheRelaySelectsIsTheClients() {
      assertEquals("OFFER 192.0.2.10", ask(relayed(5, Ipv4.parse("192.0.2.254"))));
      assertEquals(RELAY, server.responder.destination());
    }

    @Test
    void theIdentifierThatTheRelayGivesTheServerIsUsed() {
      int override = Ipv4.parse("198.51.100.254");
      ask(relayed(11, override));
      assertEquals(override, server.reply.serverIdentifier());
      byte[] information = {11, 4, (byte) 198, 51, 100, (byte) 254};
      assertEquals(
          "ACK 198.51.100.10",
          ask(
              server
                  .selecting(1, override, server.reply.yourAddress())
                  .relayAddress(RELAY)
                  .option(OptionCode.RELAY_AGENT_INFORMATION, information)));
    }

    @Test
    void aRelayOfANetworkThatIsNotServedIsIgnored() {
      assertEquals("silence", ask(discover(1).relayAddress(Ipv4.parse("203.0.113.1"))));
      assertEquals("ignored: no pool for relay 203.0.113.1", server.events.get(0));
    }
  }
}
