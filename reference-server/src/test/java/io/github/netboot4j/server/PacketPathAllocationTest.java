package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.dialect.BootConfiguration;
import io.github.netboot4j.dhcp.DhcpMessageWriter;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import io.github.netboot4j.dhcp.testing.Allocation;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From a datagram to its answer nothing is allocated for a machine that is known: the JDK's receive
 * makes the sender's address, and a new lease is kept.
 */
final class PacketPathAllocationTest {
  private static final int MACHINES = 400;
  private static final int SERVER = Ipv4.parse("198.18.0.9");
  private static final int FIRST = Ipv4.parse("198.18.1.0");
  private static final int RELAY = Ipv4.parse("198.18.0.1");

  private final LocalInterface on = new LocalInterface("test0", SERVER, Ipv4.mask(16));
  private final PoolPlan plan =
      new PoolPlan(
          List.of(on),
          List.of(new AddressRange(FIRST, FIRST + 4_095)),
          Map.of(machine(7), FIRST + 9_000, 1L, FIRST + 9_001),
          Duration.ofMinutes(30));
  private final DhcpSettings settings =
      new DhcpSettings(on, 67, 68, plan, "test", Ipv4.ANY, List.of(SERVER));
  private final LeaseTable leases = settings.emptyTable();
  private final LoopGuard guard = new LoopGuard(LoopSettings.DEFAULTS);
  private DhcpResponder responder =
      new DhcpResponder(
          settings,
          leases,
          guard.around(BootPolicy.always(BootDecision.boot("undionly.kpxe")), SERVER, () -> null),
          guard.before(new ServerCounts(new ServerListener() {})));
  private final ByteBuffer answer = ByteBuffer.allocateDirect(2_048);
  private final List<ByteBuffer> requests = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private long now = 1_000_000;
  private int next;

  private static long machine(int number) {
    return 0x5254_0000_0000L + number;
  }

  /** How a machine's messages come, and what else they say. */
  private enum Way {
    DIRECT,
    RELAYED,
    RELAYED_WITH_CIRCUIT
  }

  private DhcpMessageWriter message(int type, int number, Way way) {
    ByteBuffer datagram = ByteBuffer.allocateDirect(600);
    requests.add(datagram);
    DhcpMessageWriter message = TestRequests.start(type, machine(number), datagram);
    if (way != Way.DIRECT) {
      message.relayAddress(RELAY);
    }
    TestRequests.asUefi(message)
        .option(OptionCode.HOST_NAME, "machine-" + number)
        .option(
            OptionCode.CLIENT_IDENTIFIER,
            ByteBuffer.allocate(10).putShort((short) 0).putLong(machine(number)).array());
    if (way == Way.RELAYED_WITH_CIRCUIT) {
      byte[] circuit = {1, 2, 'p', (byte) number};
      message.option(OptionCode.RELAY_AGENT_INFORMATION, circuit);
    }
    return message;
  }

  private void add(DhcpMessageWriter message) {
    lengths.add(message.finish());
  }

  /** Has the next message answered. */
  private void answerNext() {
    int octets = responder.respond(requests.get(next), lengths.get(next), answer, now);
    if (octets == 0) {
      throw new AssertionError("message " + next + " is not answered");
    }
    next = (next + 1) % requests.size();
    now += 7;
  }

  /** The store takes what has changed now and then; that is not of the packet. */
  private void assertNothingIsAllocated() {
    for (int index = 0; index < requests.size(); index++) {
      answerNext();
    }
    assertEquals(MACHINES, leases.size());
    long octets = Allocation.ofOneRound(4 * requests.size(), this::answerNext);
    assertEquals(0, octets, "octets for " + 4 * requests.size() + " messages");
    assertTrue(leases.hasChanges());
    assertEquals(MACHINES, leases.takeChanges(now, now).size());
  }

  @ParameterizedTest
  @EnumSource
  void discoverAndRequest(Way way) {
    for (int number = 0; number < MACHINES; number++) {
      add(message(MessageType.DISCOVER, number, way));
      int at = requests.size() - 1;
      responder.respond(requests.get(at), lengths.get(at), answer, now);
      add(
          message(MessageType.REQUEST, number, way)
              .optionInt32(OptionCode.SERVER_IDENTIFIER, SERVER)
              .optionInt32(OptionCode.REQUESTED_ADDRESS, answer.getInt(16)));
    }
    assertNothingIsAllocated();
  }

  @Test
  void renewal() {
    for (int number = 0; number < MACHINES; number++) {
      DhcpMessageWriter message = message(MessageType.REQUEST, number, Way.DIRECT);
      add(message.clientAddress(FIRST + 100 + number));
    }
    assertNothingIsAllocated();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        authoritative;
        option arch code 93 = unsigned integer 16;
        subnet 198.18.0.0 netmask 255.255.0.0 {
          range 198.18.1.0 198.18.20.0;
          if option arch = 7 { filename "snponly.efi"; } else { filename "undionly.kpxe"; }
        }
        host own { hardware ethernet 52:54:00:00:00:07; fixed-address 198.18.90.1; }
        """,
        """
        dhcp-range=198.18.1.0,198.18.20.0,255.255.0.0,1h
        dhcp-authoritative
        dhcp-match=set:uefi,option:client-arch,7
        dhcp-boot=tag:uefi,snponly.efi
        dhcp-boot=tag:!uefi,undionly.kpxe
        dhcp-host=52:54:00:00:00:07,198.18.90.1
        """
      })
  void anotherServersConfiguration(String text, @TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("server.conf"), text);
    BootConfiguration read = ServeConfiguration.read(file, null, false).read();
    DhcpSettings there =
        new DhcpSettings(on, 67, 68, read.addresses(), "test", Ipv4.ANY, List.of());
    BootPolicy policy = guard.around(read.policy(), SERVER, () -> null);
    responder =
        new DhcpResponder(
            there, leases, policy, guard.before(new ServerCounts(new ServerListener() {})));
    discoverAndRequest(Way.RELAYED_WITH_CIRCUIT);
  }

  @Test
  void whereAnswersGo() {
    Targets targets = new Targets();
    InetSocketAddress relay = targets.of(RELAY, 67);
    assertEquals(Addresses.of(RELAY, 67), relay);
    assertEquals(0, Allocation.ofOneRound(1_000, () -> assertSame(relay, targets.of(RELAY, 67))));
    assertEquals(Addresses.of(RELAY, 68), targets.of(RELAY, 68));
    for (int number = 0; number < 10_000; number++) {
      assertEquals(Addresses.of(FIRST + number, 68), targets.of(FIRST + number, 68));
    }
  }
}
