package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 2131 §4.3 by its states, without a socket. */
final class DhcpResponderTest {
  private static final int SERVER = Ipv4.parse("192.0.2.1");
  private static final int FIRST = Ipv4.parse("192.0.2.10");
  private static final long NOW = 1_000_000;

  private final List<String> events = new ArrayList<>();
  private final DhcpSettings settings =
      DhcpSettings.ofPool(
          new LocalInterface("test0", SERVER, Ipv4.mask(24)),
          67,
          68,
          AddressRange.parse("192.0.2.10-192.0.2.11"),
          Ipv4.parse("192.0.2.254"),
          List.of(Ipv4.parse("192.0.2.53")),
          Duration.ofMinutes(30));
  private final LeaseTable leases = settings.emptyTable();
  private final Places places =
      new Places(0, List.of(new AddressPlan.Range(FIRST, FIRST + 1)), address -> false);
  private final DhcpResponder responder =
      new DhcpResponder(
          settings,
          leases,
          FlagPolicy.of("http://192.0.2.1/boot.ipxe", "undionly.kpxe", "snponly.efi", null),
          new Recorder());
  private final ByteBuffer datagram = ByteBuffer.allocate(2048);
  private final ByteBuffer answer = ByteBuffer.allocate(2048);
  private final DhcpMessageView reply = new DhcpMessageView();

  private final class Recorder implements DhcpListener {
    @Override
    public void answered(BootRequest request, int type, int address, BootDecision decision) {
      events.add(MessageType.name(type) + " " + Ipv4.format(address) + " " + decision);
    }

    @Override
    public void givenBack(BootRequest request, int address) {
      events.add("back " + Ipv4.format(address));
    }

    @Override
    public void ignored(BootRequest request, Unanswered kind, String why) {
      events.add("ignored: " + why);
    }

    @Override
    public void malformed(DhcpFault fault, int offset, int octets) {
      events.add("malformed: " + fault + " at " + offset + " of " + octets);
    }
  }

  private DhcpMessageWriter message(int type) {
    return TestRequests.start(type, TestRequests.MAC, datagram);
  }

  private boolean respond(DhcpMessageWriter request) {
    int octets = responder.respond(datagram, request.finish(), answer, NOW);
    return octets > 0 && reply.tryWrap(answer, 0, octets);
  }

  @Test
  void aDiscoverIsOfferedAnAddressAndTheLoader() {
    assertTrue(respond(TestRequests.asUefi(message(MessageType.DISCOVER))));
    assertEquals(MessageType.OFFER, reply.messageType());
    assertEquals(DhcpMessageView.BOOTREPLY, reply.operation());
    assertEquals(0x1234_5678, reply.transactionId());
    assertEquals(TestRequests.MAC, reply.macAddress());
    assertEquals(FIRST, reply.yourAddress());
    assertEquals(SERVER, reply.serverIdentifier());
    assertEquals(1800, reply.optionInt32(OptionCode.LEASE_TIME, 0));
    assertEquals(900, reply.optionInt32(OptionCode.RENEWAL_TIME, 0));
    assertEquals(1575, reply.optionInt32(OptionCode.REBINDING_TIME, 0));
    assertEquals(Ipv4.mask(24), reply.optionInt32(OptionCode.SUBNET_MASK, 0));
    assertEquals(Ipv4.parse("192.0.2.254"), reply.optionInt32(OptionCode.ROUTER, 0));
    assertEquals(Ipv4.parse("192.0.2.53"), reply.optionInt32(OptionCode.DOMAIN_NAME_SERVER, 0));
    assertEquals(SERVER, reply.nextServerAddress());
    assertEquals("snponly.efi", reply.bootFile());
    OptionValue bootFile = new OptionValue();
    assertTrue(reply.readOption(OptionCode.BOOT_FILE_NAME, bootFile));
    assertEquals("snponly.efi", bootFile.toText());
    assertEquals(Ipv4.LIMITED_BROADCAST, responder.destination());
    assertFalse(responder.isToRelay());
    assertEquals(List.of("OFFER 192.0.2.10 snponly.efi (architecture x64 uefi)"), events);
  }

  @Test
  void theSecondStageOfTheSameMachineGetsTheSameAddressAndTheScript() {
    assertTrue(respond(TestRequests.asUefi(message(MessageType.DISCOVER))));
    byte[] identifier = ByteBuffer.allocate(7).put((byte) 1).put(mac()).array();
    assertTrue(
        respond(
            TestRequests.asUefi(message(MessageType.DISCOVER))
                .option(OptionCode.USER_CLASS, "iPXE")
                .option(OptionCode.CLIENT_IDENTIFIER, identifier)));
    assertEquals(FIRST, reply.yourAddress());
    assertEquals("http://192.0.2.1/boot.ipxe", reply.bootFile());
  }

  private static byte[] mac() {
    byte[] octets = new byte[6];
    ByteBuffer.wrap(octets)
        .putShort((short) (TestRequests.MAC >>> 32))
        .putInt((int) TestRequests.MAC);
    return octets;
  }

  private DhcpMessageWriter selecting(int server, int address) {
    return message(MessageType.REQUEST)
        .optionInt32(OptionCode.SERVER_IDENTIFIER, server)
        .optionInt32(OptionCode.REQUESTED_ADDRESS, address);
  }

  @Test
  void onlyAnAcknowledgementOfALeaseWaitsForTheStore() {
    assertTrue(respond(message(MessageType.DISCOVER)));
    assertFalse(responder.promisesLease());
    assertTrue(respond(selecting(SERVER, FIRST)));
    assertTrue(responder.promisesLease());
    assertTrue(respond(message(MessageType.INFORM).clientAddress(FIRST)));
    assertFalse(responder.promisesLease());
  }

  @Test
  void noLeaseIsOfferedNorGivenWhileNoneCanBeStored() {
    assertTrue(respond(message(MessageType.DISCOVER)));
    leases.storable(false);
    assertFalse(respond(selecting(SERVER, FIRST)));
    assertFalse(respond(message(MessageType.DISCOVER)));
    assertEquals("ignored: leases cannot be stored at the moment", events.get(2));
    assertTrue(respond(message(MessageType.INFORM).clientAddress(FIRST)));
    leases.storable(true);
    assertTrue(respond(selecting(SERVER, FIRST)));
  }

  @Test
  void theHostNameIsKeptFitForATerminal() {
    assertTrue(respond(message(MessageType.DISCOVER)));
    assertTrue(respond(selecting(SERVER, FIRST).option(OptionCode.HOST_NAME, "node7\u001b[2J")));
    assertEquals("node7\\u001b[2J", leases.takeChanges(NOW, NOW).get(0).hostName());
    String tooLong = "x".repeat(65);
    assertTrue(respond(selecting(SERVER, FIRST).option(OptionCode.HOST_NAME, tooLong)));
    assertEquals("", leases.takeChanges(NOW, NOW).get(0).hostName());
  }

  @Test
  void aRenewalIsAnsweredWhereTheClientIs() {
    assertTrue(respond(message(MessageType.REQUEST).clientAddress(FIRST)));
    assertEquals(MessageType.ACK, reply.messageType());
    assertEquals(FIRST, reply.yourAddress());
    assertEquals(FIRST, reply.clientAddress());
    assertEquals(FIRST, responder.destination());
  }

  @Test
  void aFullPoolIsSilent() {
    assertTrue(leases.bind(TestRequests.key(7), 7, "", FIRST, places, NOW, Duration.ofHours(1)));
    assertTrue(
        leases.bind(TestRequests.key(8), 8, "", FIRST + 1, places, NOW, Duration.ofHours(1)));
    assertFalse(respond(message(MessageType.DISCOVER)));
    assertEquals(List.of("ignored: no address left for it"), events);
  }

  @Test
  void relayInformationComesBackLastAndWhole() {
    byte[] information = {1, 2, 'p', '7', 2, 3, 'a', 'b', 'c'};
    assertTrue(
        respond(
            message(MessageType.DISCOVER)
                .relayAddress(Ipv4.parse("192.0.2.200"))
                .option(OptionCode.RELAY_AGENT_INFORMATION, information)));
    OptionValue echoed = new OptionValue();
    assertTrue(reply.readOption(OptionCode.RELAY_AGENT_INFORMATION, echoed));
    assertTrue(echoed.contentEquals(information));
    assertEquals(Ipv4.parse("192.0.2.200"), responder.destination());
  }

  @Test
  void repliesOfOtherServersAreNotAnswered() {
    assertFalse(respond(message(MessageType.OFFER).operation(DhcpMessageView.BOOTREPLY)));
    assertTrue(events.isEmpty());
  }

  @Test
  void rubbishIsToldWithItsPlace() {
    byte[] rubbish = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(0, responder.respond(ByteBuffer.wrap(rubbish), rubbish.length, answer, NOW));
    assertEquals(List.of("malformed: MESSAGE_TOO_SHORT at 18 of 18"), events);
  }

  @Property(tries = 2_000)
  void anyBytesAreAnsweredOrNotButNeverThrow(@ForAll @Size(max = 700) byte[] bytes) {
    int octets = responder.respond(ByteBuffer.wrap(bytes), bytes.length, answer, NOW);
    assertTrue(octets >= 0);
  }

  @Property(tries = 2_000)
  void aMutatedRequestIsAnsweredSoundlyOrNotAtAll(@ForAll long seed) {
    Random random = new Random(seed);
    int octets =
        TestRequests.asUefi(message(1 + random.nextInt(8)))
            .option(OptionCode.RELAY_AGENT_INFORMATION, new byte[random.nextInt(600)])
            .optionUnsigned16(OptionCode.MAXIMUM_MESSAGE_SIZE, random.nextInt(65_536))
            .finish();
    for (int change = random.nextInt(6); change > 0; change--) {
      datagram.put(random.nextInt(octets), (byte) random.nextInt());
    }
    int length = responder.respond(datagram, octets, answer, NOW);
    if (length > 0) {
      assertTrue(reply.tryWrap(answer, 0, length), () -> String.valueOf(reply.fault()));
      assertNotNull(reply.buffer());
      assertEquals(DhcpMessageView.BOOTREPLY, reply.operation());
      assertTrue(reply.hasEnd());
    }
  }
}
