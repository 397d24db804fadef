package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.dhcp.Ipv4;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTableTest {
  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final long NOW = -5_000_000L;
  private static final int FIRST = Ipv4.parse("192.0.2.10");

  private final LeaseTable leases =
      new LeaseTable(AddressRange.parse("192.0.2.10-192.0.2.12"), Ipv4.parse("192.0.2.11"));
  private final ClientKey one = TestRequests.key(1);
  private final ClientKey two = TestRequests.key(2);
  private final ClientKey three = TestRequests.key(3);

  @Test
  void anOfferIsKeptForItsClientAndThenFree() {
    assertEquals(FIRST, leases.offer(one, 1, 0, NOW));
    assertEquals(FIRST, leases.offer(one, 1, 0, NOW + 1_000));
    assertEquals(FIRST + 2, leases.offer(two, 2, 0, NOW));
    assertEquals(0, leases.offer(three, 3, 0, NOW));
    long later = NOW + 1_000 + LeaseTable.OFFER_TIME.toMillis();
    assertNotEquals(0, leases.offer(three, 3, 0, later));
  }

  @Test
  void theServersOwnAddressIsNeverGiven() {
    assertFalse(leases.bind(one, 1, FIRST + 1, NOW, LEASE));
    assertNotEquals(FIRST + 1, leases.offer(one, 1, FIRST + 1, NOW));
  }

  @Test
  void theAddressAskedForIsGivenIfFree() {
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST + 2, NOW));
    assertEquals(FIRST, leases.offer(two, 2, FIRST + 2, NOW));
  }

  @Test
  void aLeaseHoldsUntilItsTimeIsOverAndNobodyElseGetsIt() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    assertFalse(leases.bind(two, 2, FIRST, NOW + LEASE.toMillis() - 1, LEASE));
    assertTrue(leases.bind(two, 2, FIRST, NOW + LEASE.toMillis(), LEASE));
    assertFalse(leases.knows(one));
    assertEquals(2, leases.macAddressOf(FIRST));
  }

  @Test
  void anOfferDoesNotShortenALease() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    assertEquals(FIRST, leases.offer(one, 1, 0, NOW + 1_000));
    long afterTheOffer = NOW + 2_000 + LeaseTable.OFFER_TIME.toMillis();
    assertFalse(leases.bind(two, 2, FIRST, afterTheOffer, LEASE));
  }

  @Test
  void anExpiredLeaseIsOfferedToItsClientAgainForTheTimeOfAnOfferOnly() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    long expired = NOW + LEASE.toMillis() + 1;
    assertEquals(FIRST, leases.offer(one, 1, 0, expired));
    assertFalse(leases.bind(two, 2, FIRST, expired + 1, LEASE));
    leases.withdrawOffer(one);
    assertTrue(leases.bind(two, 2, FIRST, expired + 2, LEASE));
  }

  @Test
  void aReleaseFreesTheClientsOwnAddressOnly() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    assertFalse(leases.release(two, FIRST));
    assertTrue(leases.release(one, FIRST));
    assertTrue(leases.bind(two, 2, FIRST, NOW, LEASE));
  }

  @Test
  void aDeclinedAddressRestsForAWhile() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    assertFalse(leases.decline(two, FIRST, NOW));
    assertTrue(leases.decline(one, FIRST, NOW));
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST, NOW));
    long rested = NOW + LeaseTable.QUARANTINE_TIME.toMillis();
    assertTrue(leases.bind(two, 2, FIRST, rested, LEASE));
  }

  @Test
  void aClientThatMovesLeavesItsOldAddressFree() {
    assertTrue(leases.bind(one, 1, FIRST, NOW, LEASE));
    assertTrue(leases.bind(one, 1, FIRST + 2, NOW, LEASE));
    assertTrue(leases.bind(two, 2, FIRST, NOW, LEASE));
  }

  @Test
  void anAddressOutsideThePoolIsNobodys() {
    assertFalse(leases.bind(one, 1, FIRST - 1, NOW, LEASE));
    assertEquals(-1, leases.macAddressOf(FIRST - 1));
  }
}
