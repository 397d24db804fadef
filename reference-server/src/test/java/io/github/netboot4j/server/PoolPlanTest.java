package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.dhcp.OptionCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the flags give out, on two interfaces. */
final class PoolPlanTest {
  private static final LocalInterface FIRST =
      new LocalInterface("test0", ResponderUnderTest.SERVER, Ipv4.mask(24));
  private static final LocalInterface SECOND =
      new LocalInterface("test1", Ipv4.parse("198.51.100.1"), Ipv4.mask(24));

  private final PoolPlan plan =
      new PoolPlan(
          List.of(FIRST, SECOND),
          List.of(
              AddressRange.parse("192.0.2.10-192.0.2.11"),
              AddressRange.parse("198.51.100.10-198.51.100.11"),
              AddressRange.parse("192.0.2.20")),
          Map.of(7L, Ipv4.parse("192.0.2.10"), 8L, Ipv4.parse("192.0.2.99")),
          Duration.ofMinutes(30));

  private ResponderUnderTest on(LocalInterface on) {
    List<Integer> routers = List.of(Ipv4.parse("192.0.2.254"), Ipv4.parse("198.51.100.254"));
    DhcpSettings settings =
        new DhcpSettings(
            List.of(FIRST, SECOND), 67, 68, plan, plan.toString(), routers, List.of(), false);
    return new ResponderUnderTest(settings.at(on), request -> BootDecision.noBoot());
  }

  private static String discovers(ResponderUnderTest server, int client) {
    return server.asked(server.message(MessageType.DISCOVER, client));
  }

  @Test
  void eachInterfaceHasItsOwnRangesAndRouters() {
    ResponderUnderTest second = on(SECOND);
    assertEquals("OFFER 198.51.100.10", discovers(second, 1));
    assertEquals(Ipv4.parse("198.51.100.254"), second.reply.optionInt32(OptionCode.ROUTER, 0));
    assertEquals("OFFER 198.51.100.11", discovers(second, 2));
    assertEquals("silence", discovers(second, 3));
  }

  @Test
  void aReservedAddressIsItsMachinesAloneAlsoWithinARange() {
    ResponderUnderTest first = on(FIRST);
    assertEquals("OFFER 192.0.2.11", discovers(first, 1));
    assertEquals("OFFER 192.0.2.20", discovers(first, 2));
    assertEquals("silence", discovers(first, 3));
    assertEquals("OFFER 192.0.2.10", discovers(first, 7));
    assertEquals("OFFER 192.0.2.99", discovers(first, 8));
    assertTrue(first.answers(first.message(MessageType.NONE, 8)), "BOOTP");
  }

  @Test
  void aReservedAddressIsOfItsOwnSubnetOnly() {
    assertEquals("OFFER 198.51.100.10", discovers(on(SECOND), 7));
  }

  @Test
  void itSaysWhatItGives() {
    assertEquals(
        "2 reserved, 5 addresses, 192.0.2.10-192.0.2.11, 198.51.100.10-198.51.100.11,"
            + " 192.0.2.20-192.0.2.20, for 1800 s each",
        plan.toString());
  }
}
