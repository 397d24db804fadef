package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.DhcpMessageView;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.OptionValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ProxyDHCP server says on its two ports, packet by packet. */
final class ProxyResponderTest {
  private static final int SERVER = Ipv4.parse("192.0.2.2");
  private static final int CLIENT = Ipv4.parse("192.0.2.100");
  private static final LocalInterface ON = new LocalInterface("test0", SERVER, Ipv4.mask(24));
  private static final BootPolicy POLICY =
      FlagPolicy.of("http://192.0.2.2/boot.ipxe", "undionly.kpxe", "snponly.efi", null);

  private final List<String> events = new ArrayList<>();
  private final ByteBuffer datagram = ByteBuffer.allocate(2_048);
  private final ByteBuffer answer = ByteBuffer.allocate(2_048);
  private final DhcpMessageView reply = new DhcpMessageView();

  private final class Recorder implements DhcpListener {
    @Override
    public void answered(BootRequest request, int type, int address, BootDecision decision) {
      events.add(MessageType.name(type) + " " + decision.bootFile());
    }

    @Override
    public void givenBack(BootRequest request, int address) {}

    @Override
    public void tookOfAnother(BootRequest request, int address) {
      events.add(Printable.mac(request.macAddress()) + " took " + Ipv4.format(address));
    }

    @Override
    public void ignored(BootRequest request, Unanswered kind, String why) {
      events.add("ignored: " + why);
    }

    @Override
    public void malformed(DhcpFault fault, int offset, int octets) {
      events.add("malformed");
    }
  }

  private ProxyResponder on(int port) {
    return on(port, POLICY);
  }

  private ProxyResponder on(int port, BootPolicy policy) {
    PoolPlan plan = new PoolPlan(List.of(ON), List.of(), Duration.ofMinutes(30));
    DhcpSettings settings =
        new DhcpSettings(ON, 67, 68, plan, plan.toString(), Ipv4.ANY, List.of());
    assertTrue(settings.proxy());
    return new ProxyResponder(settings, policy, new Recorder(), port);
  }

  private DhcpMessageWriter message(int type) {
    return TestRequests.start(type, TestRequests.MAC, datagram);
  }

  private static DhcpMessageWriter asBios(DhcpMessageWriter writer) {
    return writer
        .option(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00000:UNDI:002001")
        .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, 0);
  }

  private boolean answers(ProxyResponder proxy, DhcpMessageWriter request) {
    int octets = proxy.respond(datagram, request.finish(), answer, 0);
    return octets > 0 && reply.tryWrap(answer, 0, octets);
  }

  private String option(int code) {
    OptionValue value = new OptionValue();
    reply.readOption(code, value);
    return value.toText();
  }

  @Test
  void itHearsWhichAddressABootingMachineTakesOfTheOtherServer() {
    int other = Ipv4.parse("192.0.2.3");
    ProxyResponder proxy = on(BootRequest.SERVER_PORT);
    for (int server : new int[] {other, SERVER}) { // which may be on the same host
      assertFalse(answers(proxy, asBios(taking(MessageType.REQUEST, server, CLIENT))));
      assertEquals(List.of(Printable.mac(TestRequests.MAC) + " took 192.0.2.100"), events);
      events.clear();
    }
    assertFalse(answers(proxy, asBios(taking(MessageType.DECLINE, other, CLIENT))));
    assertFalse(answers(proxy, asBios(taking(MessageType.REQUEST, 0, CLIENT))));
    assertFalse(answers(proxy, asBios(taking(MessageType.REQUEST, other, 0))));
    // One that does not boot is of no interest, however many there are.
    assertFalse(answers(proxy, taking(MessageType.REQUEST, other, CLIENT)));
    assertEquals(List.of(), events);
  }

  private DhcpMessageWriter taking(int type, int server, int address) {
    DhcpMessageWriter request = message(type);
    if (address != 0) {
      request.optionInt32(OptionCode.REQUESTED_ADDRESS, address);
    }
    if (server != 0) {
      request.optionInt32(OptionCode.SERVER_IDENTIFIER, server);
    }
    return request;
  }

  /** As {@code by-mac/} and templates need it: what fetches a script is known by its address. */
  @Test
  void aMachineWithTheAddressOfAnotherServerHasItsOwnScriptFilledIn(@TempDir Path root)
      throws Exception {
    String own = "by-mac/" + Printable.mac(TestRequests.MAC).replace(':', '-') + ".ipxe";
    Files.createDirectory(root.resolve("by-mac"));
    Files.writeString(root.resolve(own + ".template"), "{{mac}} {{arch}} {{address}}");
    LoopGuard guard = new LoopGuard(LoopSettings.DEFAULTS, () -> 0);
    ServerListener listener = guard.before(new ServerListener() {});
    MachineScripts policy = new MachineScripts(POLICY, SERVER, 80, null, false, root);
    PoolPlan plan = new PoolPlan(List.of(ON), List.of(), Duration.ofMinutes(30));
    ProxyResponder proxy =
        new ProxyResponder(
            new DhcpSettings(ON, 67, 68, plan, plan.toString(), Ipv4.ANY, List.of()),
            policy,
            listener,
            BootRequest.SERVER_PORT);
    assertTrue(answers(proxy, asIpxe(message(MessageType.DISCOVER))));
    assertEquals("http://192.0.2.2/" + own, reply.bootFile());
    assertFalse(
        answers(proxy, asIpxe(taking(MessageType.REQUEST, Ipv4.parse("192.0.2.3"), CLIENT))));
    FileRoot files =
        new FileRoot(root, true, MadeFiles.NONE, new ScriptTemplates(guard.machines()));
    FileAsker asker = new FileAsker(Addresses.of(CLIENT), Addresses.of(SERVER), "");
    try (ServedFile script = files.open(own, asker)) {
      ByteBuffer octets = ByteBuffer.allocate((int) script.size());
      script.read(octets, 0);
      assertEquals(
          Printable.mac(TestRequests.MAC) + " x86-bios 192.0.2.100",
          new String(octets.array(), StandardCharsets.US_ASCII));
    }
  }

  private static DhcpMessageWriter asIpxe(DhcpMessageWriter writer) {
    return asBios(writer).option(OptionCode.USER_CLASS, "iPXE");
  }

  @Test
  void biosIsOfferedItsLoaderAndSkipsDiscovery() {
    ProxyResponder proxy = on(BootRequest.SERVER_PORT);
    assertTrue(answers(proxy, asBios(message(MessageType.DISCOVER))));
    assertEquals(MessageType.OFFER, reply.messageType());
    assertEquals(0, reply.yourAddress());
    assertEquals(SERVER, reply.nextServerAddress());
    assertEquals(SERVER, reply.serverIdentifier());
    assertEquals("undionly.kpxe", reply.bootFile());
    assertEquals("PXEClient", option(OptionCode.VENDOR_CLASS_IDENTIFIER));
    assertTrue(reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
    assertFalse(reply.hasOption(OptionCode.LEASE_TIME));
    assertFalse(reply.hasOption(OptionCode.SUBNET_MASK));
    assertEquals(Ipv4.LIMITED_BROADCAST, proxy.destination());
    assertFalse(proxy.promisesLease());
  }

  @Test
  void uefiIsSentToPort4011OfThisServerWhereverItsFileIs() {
    BootPolicy elsewhere =
        request -> BootDecision.boot("snponly.efi").from(Ipv4.parse("192.0.2.77"));
    assertTrue(
        answers(
            on(BootRequest.SERVER_PORT, elsewhere),
            TestRequests.asUefi(message(MessageType.DISCOVER))));
    assertEquals(SERVER, reply.nextServerAddress());
    assertEquals("PXEClient", option(OptionCode.VENDOR_CLASS_IDENTIFIER));
    assertFalse(reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
    assertTrue(
        answers(
            on(BootRequest.BOOT_SERVER_PORT, elsewhere),
            TestRequests.asUefi(message(MessageType.REQUEST)).clientAddress(CLIENT)));
    assertEquals(MessageType.ACK, reply.messageType());
    assertEquals(Ipv4.parse("192.0.2.77"), reply.nextServerAddress());
    assertEquals("snponly.efi", reply.bootFile());
    assertEquals(CLIENT, reply.clientAddress());
    assertEquals(0, reply.yourAddress());
  }

  @Test
  void ipxeIsOfferedTheScript() {
    assertTrue(
        answers(
            on(BootRequest.SERVER_PORT),
            asBios(message(MessageType.DISCOVER)).option(OptionCode.USER_CLASS, "iPXE")));
    assertEquals("http://192.0.2.2/boot.ipxe", reply.bootFile());
    assertEquals("PXEClient", option(OptionCode.VENDOR_CLASS_IDENTIFIER));
    assertFalse(reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
  }

  @Test
  void whatIsSaidToTheServerThatGivesAddressesIsNoConcern() {
    ProxyResponder proxy = on(BootRequest.SERVER_PORT);
    for (int type :
        new int[] {
          MessageType.REQUEST,
          MessageType.INFORM,
          MessageType.RELEASE,
          MessageType.DECLINE,
          MessageType.NONE
        }) {
      assertFalse(answers(proxy, asBios(message(type))));
    }
    assertFalse(answers(on(BootRequest.BOOT_SERVER_PORT), asBios(message(MessageType.DISCOVER))));
    assertEquals(List.of(), events);
  }

  @Test
  void whoDoesNotBootFromTheNetworkHearsNothing() {
    assertFalse(answers(on(BootRequest.SERVER_PORT), message(MessageType.DISCOVER)));
    assertEquals(List.of("ignored: does not boot from the network"), events);
  }

  @Test
  void whoHasNothingToBootHearsNothing() {
    assertFalse(
        answers(
            on(BootRequest.SERVER_PORT),
            message(MessageType.DISCOVER)
                .option(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00011:UNDI:003016")
                .optionUnsigned16(OptionCode.CLIENT_ARCHITECTURE, 11)));
    assertTrue(events.get(0).startsWith("ignored: nothing to boot ["), events::toString);
  }

  @Test
  void anOfferThroughARelayGoesBackToIt() {
    ProxyResponder proxy = on(BootRequest.SERVER_PORT);
    int relay = Ipv4.parse("198.51.100.1");
    assertTrue(answers(proxy, asBios(message(MessageType.DISCOVER)).relayAddress(relay)));
    assertEquals(relay, proxy.destination());
    assertTrue(proxy.isToRelay());
  }

  @Test
  void aProxyRangeOfDnsmasqMakesItsSubnetOne(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("dnsmasq.conf"),
            "dhcp-range=192.0.2.0,proxy,255.255.255.0\npxe-service=x86PC,\"Boot\",undionly\n");
    ServeConfiguration read = ServeConfiguration.read(file, null, false);
    DhcpSettings settings =
        new DhcpSettings(ON, 67, 68, read.read().addresses(), "test", Ipv4.ANY, List.of());
    assertTrue(settings.proxy());
    ProxyResponder proxy =
        new ProxyResponder(settings, read.read().policy(), new Recorder(), BootRequest.SERVER_PORT);
    assertTrue(answers(proxy, asBios(message(MessageType.DISCOVER))));
    assertEquals(MessageType.OFFER, reply.messageType());
    assertEquals("PXEClient", option(OptionCode.VENDOR_CLASS_IDENTIFIER));
    assertTrue(reply.hasOption(OptionCode.VENDOR_SPECIFIC_INFORMATION));
  }

  @Property(tries = 1_000)
  void anyBytesAreAnsweredOrNotButNeverThrow(@ForAll @Size(max = 700) byte[] bytes) {
    int octets =
        on(BootRequest.BOOT_SERVER_PORT).respond(ByteBuffer.wrap(bytes), bytes.length, answer, 0);
    assertTrue(octets >= 0);
  }
}
