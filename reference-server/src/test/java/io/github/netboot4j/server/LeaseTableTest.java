package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseTableTest {
  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final long NOW = -5_000_000L;
  private static final int FIRST = Ipv4.parse("192.0.2.10");

  private final LeaseTable leases = new LeaseTable(Ipv4.parse("192.0.2.11"));
  private final Places pool = places(FIRST, FIRST + 2);
  private final ClientKey one = TestRequests.key(1);
  private final ClientKey two = TestRequests.key(2);
  private final ClientKey three = TestRequests.key(3);

  @Test
  void anOfferIsKeptForItsClientAndThenFree() {
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW));
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW + 1_000));
    assertEquals(FIRST + 2, leases.offer(two, 2, 0, pool, NOW));
    assertEquals(0, leases.offer(three, 3, 0, pool, NOW));
    long later = NOW + 1_000 + LeaseTable.OFFER_TIME.toMillis();
    assertNotEquals(0, leases.offer(three, 3, 0, pool, later));
  }

  @Test
  void theServersOwnAddressIsNeverGiven() {
    assertFalse(leases.bind(one, 1, FIRST + 1, pool, NOW, LEASE));
    assertNotEquals(FIRST + 1, leases.offer(one, 1, FIRST + 1, pool, NOW));
  }

  @Test
  void theAddressAskedForIsGivenIfFree() {
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST + 2, pool, NOW));
    assertEquals(FIRST, leases.offer(two, 2, FIRST + 2, pool, NOW));
  }

  @Test
  void aLeaseHoldsUntilItsTimeIsOverAndNobodyElseGetsIt() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    assertFalse(leases.bind(two, 2, FIRST, pool, NOW + LEASE.toMillis() - 1, LEASE));
    assertTrue(leases.bind(two, 2, FIRST, pool, NOW + LEASE.toMillis(), LEASE));
    assertFalse(leases.knows(one));
    assertEquals(2, leases.macAddressOf(FIRST));
  }

  @Test
  void anOfferDoesNotShortenALease() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW + 1_000));
    long afterTheOffer = NOW + 2_000 + LeaseTable.OFFER_TIME.toMillis();
    assertFalse(leases.bind(two, 2, FIRST, pool, afterTheOffer, LEASE));
  }

  @Test
  void anExpiredLeaseIsOfferedToItsClientAgainForTheTimeOfAnOfferOnly() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    long expired = NOW + LEASE.toMillis() + 1;
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, expired));
    assertFalse(leases.bind(two, 2, FIRST, pool, expired + 1, LEASE));
    leases.withdrawOffer(one);
    assertTrue(leases.bind(two, 2, FIRST, pool, expired + 2, LEASE));
  }

  @Test
  void aReleaseFreesTheClientsOwnAddressOnly() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    assertFalse(leases.release(two, FIRST));
    assertTrue(leases.release(one, FIRST));
    assertTrue(leases.bind(two, 2, FIRST, pool, NOW, LEASE));
  }

  @Test
  void aDeclinedAddressRestsForAWhile() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    assertFalse(leases.decline(two, FIRST, NOW));
    assertTrue(leases.decline(one, FIRST, NOW));
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST, pool, NOW));
    long rested = NOW + LeaseTable.QUARANTINE_TIME.toMillis();
    assertTrue(leases.bind(two, 2, FIRST, pool, rested, LEASE));
  }

  @Test
  void aClientThatMovesLeavesItsOldAddressFree() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    assertTrue(leases.bind(one, 1, FIRST + 2, pool, NOW, LEASE));
    assertTrue(leases.bind(two, 2, FIRST, pool, NOW, LEASE));
  }

  @Test
  void anAddressOutsideThePoolIsNobodys() {
    assertFalse(leases.bind(one, 1, FIRST - 1, pool, NOW, LEASE));
    assertEquals(-1, leases.macAddressOf(FIRST - 1));
  }

  @Test
  void theReservedAddressGoesBeforeAnyOther() {
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW));
    Places reserved = new Places(FIRST + 2, pool.ranges(), address -> address == FIRST + 2);
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST, reserved, NOW));
    assertEquals(FIRST, leases.offer(two, 2, FIRST + 2, others(), NOW));
    assertEquals(0, leases.offer(three, 3, 0, others(), NOW));
  }

  @Test
  void aClientThatIsNoLongerMeantForItsRangeLeavesIt() {
    assertTrue(leases.bind(one, 1, FIRST, pool, NOW, LEASE));
    Places elsewhere = places(FIRST + 100, FIRST + 101);
    assertEquals(FIRST + 100, leases.offer(one, 1, 0, elsewhere, NOW));
    assertFalse(leases.bind(one, 1, FIRST, elsewhere, NOW, LEASE));
  }

  @Test
  void aFullRangeHasRoomAgainWhenAnAddressIsGivenBackOrItsTimeIsOver() {
    Places single = places(FIRST, FIRST);
    assertTrue(leases.bind(one, 1, FIRST, single, NOW, LEASE));
    assertEquals(0, leases.offer(two, 2, 0, single, NOW + 1));
    assertTrue(leases.release(one, FIRST));
    assertEquals(FIRST, leases.offer(two, 2, 0, single, NOW + 2));
    assertEquals(0, leases.offer(three, 3, 0, single, NOW + 3));
    assertEquals(
        FIRST, leases.offer(three, 3, 0, single, NOW + 2 + LeaseTable.OFFER_TIME.toMillis()));
  }

  private Places others() {
    return new Places(0, pool.ranges(), address -> address == FIRST + 2);
  }

  private static Places places(int first, int last) {
    return new Places(0, List.of(new AddressPlan.Range(first, last)), address -> false);
  }
}
