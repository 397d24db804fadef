package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PoolFiguresTest {
  private static final LocalInterface ON =
      new LocalInterface("eth1", Ipv4.parse("192.0.2.1"), Ipv4.mask(24));
  private static final int FIRST = Ipv4.parse("192.0.2.10");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long NOW = 1_000_000;

  private final PoolPlan plan =
      new PoolPlan(
          List.of(ON),
          List.of(
              AddressRange.parse("192.0.2.100-192.0.2.109"),
              AddressRange.parse("192.0.2.10-192.0.2.19")),
          Map.of(9L, FIRST + 9),
          HOUR);
  private final LeaseTable table = new LeaseTable(Ipv4.parse("192.0.2.1"), FIRST + 8);

  private Places place(int address) {
    return new Places(address, List.of(), other -> false);
  }

  private void lease(int client, int address, long when) {
    ClientKey key = TestRequests.key(client);
    table.bind(key, client, "", address, place(address), when, HOUR);
  }

  private String counted(long now) {
    PoolFigures figures = new PoolFigures(plan, table);
    figures.refresh(now);
    StringBuilder text = new StringBuilder();
    for (int range = 0; range < figures.ranges(); range++) {
      text.append(figures.name(range)).append(' ').append(figures.free(range)).append('/');
      text.append(figures.size(range)).append(", ");
    }
    return text.append("active %d offered %d expired %d released %d declined %d")
        .toString()
        .formatted(
            figures.active(),
            figures.offered(),
            figures.expired(),
            figures.released(),
            figures.declined());
  }

  @Test
  void whatIsKeptForSomebodyOrNobodyIsNotFree() {
    assertEquals(
        "192.0.2.10-192.0.2.19 8/10, 192.0.2.100-192.0.2.109 10/10, "
            + "active 0 offered 0 expired 0 released 0 declined 0",
        counted(NOW));
  }

  @Test
  void eachStateIsCountedAndFreesItsAddressInTime() {
    lease(1, FIRST, NOW);
    lease(9, FIRST + 9, NOW); // reserved: its address was not free before
    lease(2, FIRST + 1, NOW - HOUR.toMillis());
    lease(3, FIRST + 2, NOW);
    table.release(TestRequests.key(3), FIRST + 2, NOW);
    lease(4, FIRST + 3, NOW);
    table.decline(TestRequests.key(4), FIRST + 3, NOW);
    table.offer(TestRequests.key(5), 5, 0, place(Ipv4.parse("192.0.2.109")), NOW);
    assertEquals(
        "192.0.2.10-192.0.2.19 6/10, 192.0.2.100-192.0.2.109 9/10, "
            + "active 2 offered 1 expired 1 released 1 declined 1",
        counted(NOW));
    assertEquals(
        "192.0.2.10-192.0.2.19 8/10, 192.0.2.100-192.0.2.109 10/10, "
            + "active 0 offered 0 expired 4 released 1 declined 0",
        counted(NOW + HOUR.toMillis()));
  }
}
