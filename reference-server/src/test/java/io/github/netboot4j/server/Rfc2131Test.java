package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.DhcpMessageView;
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

/** The server's rules of RFC 2131, one by one. */
final class Rfc2131Test {
  static final String[] NETWORKS = {
    "authoritative;",
    "default-lease-time 600; min-lease-time 300; max-lease-time 3600;",
    "subnet 192.0.2.0 netmask 255.255.255.0 {",
    "  range 192.0.2.10 192.0.2.12; range 192.0.2.20 192.0.2.21; }",
    "subnet 198.51.100.0 netmask 255.255.255.0 { range 198.51.100.10 198.51.100.19; }",
    "host fixed { hardware ethernet 00:00:00:00:00:63; fixed-address 192.0.2.99; }"
  };
  static final int FIXED = 0x63;
  private static final int SERVER = ResponderUnderTest.SERVER;
  private static final int OTHER_SERVER = Ipv4.parse("192.0.2.2");
  private static final int FIRST = Ipv4.parse("192.0.2.10");
  static final int RELAY = Ipv4.parse("198.51.100.1");

  @TempDir private Path directory;
  private ResponderUnderTest server;

  @BeforeEach
  void start() {
    server = ResponderUnderTest.running(directory, NETWORKS);
  }

  private DhcpMessageWriter discover(int client) {
    return server.message(MessageType.DISCOVER, client);
  }

  private String ask(DhcpMessageWriter request) {
    return server.asked(request);
  }

  /** §4.1: building and sending. */
  @Nested
  final class Sending {
    @Test
    void repliesGoToTheRelayAtTheServersPort() {
      assertEquals("OFFER 198.51.100.10", ask(discover(1).relayAddress(RELAY)));
      assertEquals(RELAY, server.responder.destination());
      assertTrue(server.responder.isToRelay());
      assertEquals(RELAY, server.reply.relayAddress());
    }

    @Test
    void repliesGoToTheClientsOwnAddressIfItHasOne() {
      int address = server.lease(1);
      ask(server.extending(1, address));
      assertEquals(address, server.responder.destination());
      assertFalse(server.responder.isToRelay());
    }

    @Test
    void repliesToAClientWithoutAddressAreBroadcast() {
      ask(discover(1));
      assertEquals(Ipv4.LIMITED_BROADCAST, server.responder.destination());
      ask(discover(1).flags(0x8000));
      assertEquals(Ipv4.LIMITED_BROADCAST, server.responder.destination());
    }

    @Test
    void aNakIsBroadcastWhateverTheClientHas() {
      int address = server.lease(1);
      assertEquals("NAK 0.0.0.0", ask(server.extending(2, address)));
      assertEquals(Ipv4.LIMITED_BROADCAST, server.responder.destination());
    }

    @Test
    void aNakThroughARelayHasTheBroadcastBitSet() {
      assertEquals("NAK 0.0.0.0", ask(server.rebooting(1, FIRST).relayAddress(RELAY)));
      assertTrue(server.reply.isBroadcast());
      assertEquals(RELAY, server.responder.destination());
    }

    @Test
    void aReplyRepeatsTransactionHardwareAddressAndFlags() {
      ask(discover(7).flags(0x8000).transactionId(0xCAFE_F00D).seconds(9).hops(1));
      assertEquals(DhcpMessageView.BOOTREPLY, server.reply.operation());
      assertEquals(0xCAFE_F00D, server.reply.transactionId());
      assertEquals(7, server.reply.macAddress());
      assertTrue(server.reply.isBroadcast());
      assertEquals(0, server.reply.seconds());
      assertEquals(0, server.reply.hops());
    }
  }

  /** §4.2: who a client is. */
  @Nested
  final class Identity {
    private DhcpMessageWriter discover(int client, String identifier) {
      return server
          .message(MessageType.DISCOVER, client)
          .option(OptionCode.CLIENT_IDENTIFIER, identifier);
    }

    @Test
    void theClientIdentifierGoesBeforeTheHardwareAddress() {
      assertEquals("OFFER 192.0.2.10", ask(discover(1, "\u0000one")));
      assertEquals("OFFER 192.0.2.11", ask(discover(1, "\u0000two")));
      assertEquals("OFFER 192.0.2.10", ask(discover(2, "\u0000one")));
    }

    @Test
    void theClientIdentifierComesBack() {
      ask(discover(1, "\u0000one"));
      OptionValue echoed = new OptionValue();
      assertTrue(server.reply.readOption(OptionCode.CLIENT_IDENTIFIER, echoed)); // RFC 6842
      assertTrue(echoed.contentEquals("\u0000one"));
    }

    @Test
    void whoSaysNothingThatTellsItFromOthersIsIgnored() {
      ByteBuffer buffer = ByteBuffer.allocate(600);
      int octets = TestRequests.start(MessageType.DISCOVER, 1, buffer).finish();
      buffer.put(2, (byte) 0); // hlen
      ByteBuffer out = ByteBuffer.allocate(2_048);
      assertEquals(0, server.responder.respond(buffer, octets, out, server.now));
      assertEquals(
          "ignored: neither a hardware address nor a client identifier", server.events.get(0));
    }
  }

  /** §4.3.1: DISCOVER. */
  @Nested
  final class Discover {
    @Test
    void theClientsCurrentAddressIsOffered() {
      int address = server.lease(1);
      assertEquals("OFFER " + Ipv4.format(address), ask(discover(1)));
    }

    @Test
    void theClientsFormerAddressIsOfferedIfItIsFree() {
      server.lease(1);
      int address = server.lease(2);
      server.passSeconds(601);
      assertEquals("OFFER " + Ipv4.format(address), ask(discover(2)));
    }

    @Test
    void theAddressAskedForIsOfferedIfItIsValidAndFree() {
      int wanted = Ipv4.parse("192.0.2.21");
      assertEquals(
          "OFFER 192.0.2.21", ask(discover(1).optionInt32(OptionCode.REQUESTED_ADDRESS, wanted)));
      assertEquals(
          "OFFER 192.0.2.10", ask(discover(2).optionInt32(OptionCode.REQUESTED_ADDRESS, wanted)));
      assertEquals(
          "OFFER 192.0.2.11",
          ask(discover(3).optionInt32(OptionCode.REQUESTED_ADDRESS, RELAY + 10)));
    }

    @Test
    void anAddressOfTheLinksOwnPoolsIsOfferedAndNoneBetweenThem() {
      StringBuilder offered = new StringBuilder();
      for (int client = 1; client <= 6; client++) {
        offered.append(ask(discover(client))).append(' ');
      }
      assertEquals(
          "OFFER 192.0.2.10 OFFER 192.0.2.11 OFFER 192.0.2.12 OFFER 192.0.2.20 OFFER 192.0.2.21"
              + " silence ",
          offered.toString());
    }

    @Test
    void anOfferedAddressIsOfferedToNobodyElseMeanwhile() {
      assertEquals("OFFER 192.0.2.10", ask(discover(1)));
      assertEquals("OFFER 192.0.2.11", ask(discover(2)));
      assertEquals("OFFER 192.0.2.10", ask(discover(1)));
    }

    @Test
    void aReservedAddressIsItsClientsAlone() {
      assertEquals("OFFER 192.0.2.99", ask(discover(FIXED)));
      assertEquals(
          "ACK 192.0.2.99", ask(server.selecting(FIXED, SERVER, Ipv4.parse("192.0.2.99"))));
      assertEquals(
          "OFFER 192.0.2.10",
          ask(discover(1).optionInt32(OptionCode.REQUESTED_ADDRESS, Ipv4.parse("192.0.2.99"))));
    }

    @Test
    void anOfferHasServerIdentifierAndTimes() {
      ask(discover(1));
      assertEquals(SERVER, server.reply.serverIdentifier());
      assertEquals(600, server.reply.optionInt32(OptionCode.LEASE_TIME, 0));
      assertEquals(300, server.reply.optionInt32(OptionCode.RENEWAL_TIME, 0)); // §4.4.5: T1
      assertEquals(525, server.reply.optionInt32(OptionCode.REBINDING_TIME, 0)); // T2
    }

    @Test
    void theTimeAskedForIsGivenWithinTheLimits() {
      int[][] askedAndGiven = {{1_000, 1_000}, {10, 300}, {100_000, 3_600}, {-1, 3_600}};
      for (int[] pair : askedAndGiven) {
        ask(discover(1).optionInt32(OptionCode.LEASE_TIME, pair[0]));
        assertEquals(pair[1], server.reply.optionInt32(OptionCode.LEASE_TIME, 0));
      }
    }

    @Test
    void aLeaseWithoutEndHasNoTimeToRenew() {
      server =
          ResponderUnderTest.running(
              directory,
              "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.12;",
              "  default-lease-time -1; max-lease-time -1; }");
      ask(discover(1));
      assertEquals(-1, server.reply.optionInt32(OptionCode.LEASE_TIME, 0));
      assertFalse(server.reply.hasOption(OptionCode.RENEWAL_TIME));
      int address = server.lease(1);
      server.passSeconds(10_000_000_000L);
      assertEquals("OFFER 192.0.2.11", ask(discover(2)));
      assertEquals("ACK 192.0.2.10", ask(server.extending(1, address)));
    }
  }

  /** §4.3.2: REQUEST, in each of the four states. */
  @Nested
  final class Request {
    @Test
    void selectingThisServersOfferIsAcknowledged() {
      ask(discover(1));
      assertEquals("ACK 192.0.2.10", ask(server.selecting(1, SERVER, FIRST)));
      assertTrue(server.responder.promisesLease());
    }

    @Test
    void selectingAnotherServersOfferFreesTheAddress() {
      ask(discover(1));
      assertEquals("silence", ask(server.selecting(1, OTHER_SERVER, OTHER_SERVER + 8)));
      assertEquals("OFFER 192.0.2.10", ask(discover(2)));
    }

    @Test
    void selectingWhatIsSomebodyElsesIsRefused() {
      server.lease(1);
      assertEquals("NAK 0.0.0.0", ask(server.selecting(2, SERVER, FIRST)));
      assertEquals(SERVER, server.reply.serverIdentifier());
      assertFalse(server.reply.hasOption(OptionCode.LEASE_TIME));
    }

    @Test
    void selectingAfterTheOfferIsOverIsAcknowledgedIfTheAddressIsStillFree() {
      ask(discover(1));
      server.passSeconds(LeaseTable.OFFER_TIME.toSeconds());
      assertEquals("ACK 192.0.2.10", ask(server.selecting(1, SERVER, FIRST)));
    }

    @Test
    void rebootingWithTheRightAddressIsAcknowledged() {
      int address = server.lease(1);
      assertEquals("ACK 192.0.2.10", ask(server.rebooting(1, address)));
    }

    @Test
    void rebootingWithAWrongAddressIsRefused() {
      server.lease(1);
      assertEquals("NAK 0.0.0.0", ask(server.rebooting(1, FIRST + 2)));
    }

    @Test
    void rebootingOnTheWrongNetworkIsRefused() {
      server.lease(1);
      assertEquals("NAK 0.0.0.0", ask(server.rebooting(1, FIRST).relayAddress(RELAY)));
      assertEquals("NAK 0.0.0.0", ask(server.rebooting(2, Ipv4.parse("203.0.113.5"))));
    }

    @Test
    void rebootingWithoutARecordIsLeftToOtherServers() {
      assertEquals("silence", ask(server.rebooting(1, FIRST)));
      assertEquals("ignored: unknown here, asks for 192.0.2.10", server.events.get(0));
    }

    @Test
    void rebootingWithAReservedAddressIsAcknowledgedThoughThereIsNoRecord() {
      assertEquals("ACK 192.0.2.99", ask(server.rebooting(FIXED, Ipv4.parse("192.0.2.99"))));
    }

    @Test
    void aServerWithoutAuthorityRefusesOnlyWhoChoseIt() {
      server =
          ResponderUnderTest.running(
              directory, "subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.12; }");
      server.lease(1);
      assertEquals("silence", ask(server.rebooting(2, Ipv4.parse("203.0.113.5"))));
      assertEquals("silence", ask(server.rebooting(1, FIRST + 1)));
      assertEquals("silence", ask(server.extending(2, FIRST)));
      assertEquals("NAK 0.0.0.0", ask(server.selecting(2, SERVER, FIRST)));
    }

    @Test
    void renewingExtendsTheLease() {
      int address = server.lease(1);
      server.passSeconds(500);
      assertEquals("ACK 192.0.2.10", ask(server.extending(1, address)));
      assertEquals(address, server.reply.clientAddress());
      server.passSeconds(599);
      assertEquals("NAK 0.0.0.0", ask(server.selecting(2, SERVER, address)));
      server.passSeconds(1);
      assertEquals("ACK 192.0.2.10", ask(server.selecting(2, SERVER, address)));
    }

    @Test
    void renewingFromBehindARouterIsAcknowledgedThoughNoRelayTellsTheNetwork() {
      assertEquals("OFFER 198.51.100.10", ask(discover(1).relayAddress(RELAY)));
      int address = server.reply.yourAddress();
      assertEquals(
          "ACK 198.51.100.10", ask(server.selecting(1, SERVER, address).relayAddress(RELAY)));
      assertEquals("ACK 198.51.100.10", ask(server.extending(1, address)));
      assertEquals(address, server.responder.destination());
      assertEquals("NAK 0.0.0.0", ask(server.extending(2, address)));
    }

    @Test
    void rebindingWhatIsSomebodyElsesIsRefused() {
      int address = server.lease(1);
      assertEquals("NAK 0.0.0.0", ask(server.extending(2, address).flags(0x8000)));
    }

    @Test
    void rebindingThroughARelayIsAcknowledgedThere() {
      ask(discover(1).relayAddress(RELAY));
      int address = server.reply.yourAddress();
      ask(server.selecting(1, SERVER, address).relayAddress(RELAY));
      assertEquals("ACK 198.51.100.10", ask(server.extending(1, address).relayAddress(RELAY)));
      assertEquals(RELAY, server.responder.destination());
    }

    @Test
    void aRequestForNoAddressIsIgnored() {
      assertEquals("silence", ask(server.message(MessageType.REQUEST, 1)));
    }
  }

  /** §4.3.3: DECLINE; §4.3.4: RELEASE. */
  @Nested
  final class GivingBack {
    private DhcpMessageWriter decline(int client, int from, int address) {
      return server
          .message(MessageType.DECLINE, client)
          .optionInt32(OptionCode.SERVER_IDENTIFIER, from)
          .optionInt32(OptionCode.REQUESTED_ADDRESS, address);
    }

    private DhcpMessageWriter release(int client, int from, int address) {
      return server
          .message(MessageType.RELEASE, client)
          .optionInt32(OptionCode.SERVER_IDENTIFIER, from)
          .clientAddress(address);
    }

    @Test
    void aDeclinedAddressIsNotGivenOutForAWhile() {
      int address = server.lease(1);
      assertEquals("silence", ask(decline(1, SERVER, address)));
      assertEquals("OFFER 192.0.2.11", ask(discover(1)));
      assertEquals("NAK 0.0.0.0", ask(server.selecting(1, SERVER, address)));
      server.passSeconds(LeaseTable.QUARANTINE_TIME.toSeconds());
      assertEquals("ACK 192.0.2.10", ask(server.selecting(1, SERVER, address)));
    }

    @Test
    void onlyItsClientCanDeclineAnAddressAndOnlyToItsServer() {
      int address = server.lease(1);
      ask(decline(2, SERVER, address));
      ask(decline(1, OTHER_SERVER, address));
      assertEquals("ACK 192.0.2.10", ask(server.extending(1, address)));
    }

    @Test
    void aReleasedAddressIsFreeAndItsClientsAgainIfNobodyElseHasIt() {
      int address = server.lease(1);
      assertEquals("silence", ask(release(1, SERVER, address)));
      assertEquals("back 192.0.2.10", server.events.get(2));
      assertEquals("OFFER 192.0.2.10", ask(discover(1)));
      ask(release(1, SERVER, address));
      assertEquals("ACK 192.0.2.10", ask(server.selecting(2, SERVER, address)));
    }

    @Test
    void onlyItsClientCanReleaseAnAddressAndOnlyToItsServer() {
      int address = server.lease(1);
      ask(release(2, SERVER, address));
      ask(release(1, OTHER_SERVER, address));
      assertEquals("NAK 0.0.0.0", ask(server.selecting(2, SERVER, address)));
    }
  }

  /** §4.3.5: INFORM. */
  @Nested
  final class Inform {
    @Test
    void anInformIsToldOptionsAndGivenNoLease() {
      int own = Ipv4.parse("192.0.2.77");
      assertEquals("ACK 0.0.0.0", ask(server.message(MessageType.INFORM, 1).clientAddress(own)));
      assertFalse(server.reply.hasOption(OptionCode.LEASE_TIME));
      assertFalse(server.reply.hasOption(OptionCode.RENEWAL_TIME));
      assertFalse(server.responder.promisesLease());
      assertEquals(own, server.responder.destination());
      assertFalse(server.leases.hasChanges());
    }

    @Test
    void anInformFromANetworkThatIsNotServedIsIgnored() {
      assertEquals(
          "silence",
          ask(server.message(MessageType.INFORM, 1).clientAddress(Ipv4.parse("203.0.113.5"))));
    }
  }
}
