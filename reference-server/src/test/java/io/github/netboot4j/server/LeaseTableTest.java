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
  private static final long WALL = 1_795_000_000L;
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

  /** Others keep theirs for longer, and so nothing was to be free before. */
  @Test
  void inAFullRangeWhatWasDeclinedIsFreeAfterItsTime() {
    leases.offer(one, 1, 0, pool, NOW);
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    leases.offer(two, 2, 0, pool, NOW);
    assertTrue(leases.bind(two, 2, "", FIRST + 2, pool, NOW, LEASE));
    assertEquals(0, leases.offer(three, 3, 0, pool, NOW));
    assertTrue(leases.decline(one, FIRST, NOW));
    long free = NOW + LeaseTable.QUARANTINE_TIME.toMillis();
    assertEquals(0, leases.offer(three, 3, 0, pool, free - 1));
    assertEquals(FIRST, leases.offer(three, 3, 0, pool, free));
  }

  @Test
  void theServersOwnAddressIsNeverGiven() {
    assertFalse(leases.bind(one, 1, "", FIRST + 1, pool, NOW, LEASE));
    assertNotEquals(FIRST + 1, leases.offer(one, 1, FIRST + 1, pool, NOW));
  }

  @Test
  void theAddressAskedForIsGivenIfFree() {
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST + 2, pool, NOW));
    assertEquals(FIRST, leases.offer(two, 2, FIRST + 2, pool, NOW));
  }

  @Test
  void aLeaseHoldsUntilItsTimeIsOverAndNobodyElseGetsIt() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertFalse(leases.bind(two, 2, "", FIRST, pool, NOW + LEASE.toMillis() - 1, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW + LEASE.toMillis(), LEASE));
    assertFalse(leases.knows(one));
    assertEquals(2, leases.macAddressOf(FIRST));
  }

  @Test
  void anOfferDoesNotShortenALease() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW + 1_000));
    long afterTheOffer = NOW + 2_000 + LeaseTable.OFFER_TIME.toMillis();
    assertFalse(leases.bind(two, 2, "", FIRST, pool, afterTheOffer, LEASE));
  }

  @Test
  void anExpiredLeaseIsOfferedToItsClientAgainForTheTimeOfAnOfferOnly() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    long expired = NOW + LEASE.toMillis() + 1;
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, expired));
    assertFalse(leases.bind(two, 2, "", FIRST, pool, expired + 1, LEASE));
    leases.withdrawOffer(one);
    assertTrue(leases.bind(two, 2, "", FIRST, pool, expired + 2, LEASE));
  }

  @Test
  void aReleaseFreesTheClientsOwnAddressOnly() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertFalse(leases.release(two, FIRST, NOW));
    assertTrue(leases.release(one, FIRST, NOW));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW, LEASE));
  }

  @Test
  void aDeclinedAddressRestsForAWhile() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertFalse(leases.decline(two, FIRST, NOW));
    assertTrue(leases.decline(one, FIRST, NOW));
    assertEquals(FIRST + 2, leases.offer(one, 1, FIRST, pool, NOW));
    long rested = NOW + LeaseTable.QUARANTINE_TIME.toMillis();
    assertTrue(leases.bind(two, 2, "", FIRST, pool, rested, LEASE));
  }

  @Test
  void aClientThatMovesLeavesItsOldAddressFree() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.bind(one, 1, "", FIRST + 2, pool, NOW, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW, LEASE));
  }

  /** RFC 2131 §4.2: a client identifier says who it is on one link only. */
  @Test
  void aClientOnTwoLinksHasAnAddressOnEach() {
    Places other = places(FIRST + 100, FIRST + 101);
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertEquals(FIRST + 100, leases.offer(one, 2, 0, other, NOW));
    assertTrue(leases.bind(one, 2, "", FIRST + 100, other, NOW, LEASE));
    assertFalse(leases.bind(two, 3, "", FIRST, pool, NOW, LEASE));
    assertFalse(leases.bind(two, 3, "", FIRST + 100, other, NOW, LEASE));
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW));
    assertEquals(FIRST + 100, leases.offer(one, 2, 0, other, NOW));
    assertTrue(leases.release(one, FIRST, NOW));
    assertTrue(leases.bind(two, 3, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.isOwn(one, FIRST + 100));
    assertTrue(leases.bind(one, 2, "", FIRST + 100, other, NOW, LEASE));
  }

  @Test
  void aStoredLeaseOnEachOfTwoLinksIsTheClientsOwn() {
    leases.restore(stored(one, FIRST, WALL - 50, WALL + 100, 1), NOW, WALL * 1_000);
    leases.restore(stored(one, FIRST + 100, WALL - 90, WALL + 100, 2), NOW, WALL * 1_000);
    assertEquals(FIRST, leases.offer(one, 1, 0, pool, NOW));
    assertEquals(FIRST + 100, leases.offer(one, 1, 0, places(FIRST + 100, FIRST + 101), NOW));
  }

  @Test
  void anOfferOfAnotherAddressDoesNotEndALeaseThatIsInUse() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    Places reserved = new Places(FIRST + 2, pool.ranges(), address -> address == FIRST + 2);
    assertEquals(FIRST + 2, leases.offer(one, 1, 0, reserved, NOW));
    assertFalse(leases.bind(two, 2, "", FIRST, others(), NOW, LEASE));
    leases.withdrawOffer(one);
    assertTrue(leases.isOwn(one, FIRST));
    assertTrue(leases.bind(one, 1, "", FIRST + 2, reserved, NOW, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, others(), NOW, LEASE));
  }

  @Test
  void anAddressOutsideThePoolIsNobodys() {
    assertFalse(leases.bind(one, 1, "", FIRST - 1, pool, NOW, LEASE));
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
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    Places elsewhere = places(FIRST + 100, FIRST + 101);
    assertEquals(FIRST + 100, leases.offer(one, 1, 0, elsewhere, NOW));
    assertFalse(leases.bind(one, 1, "", FIRST, elsewhere, NOW, LEASE));
  }

  @Test
  void aFullRangeHasRoomAgainWhenAnAddressIsGivenBackOrItsTimeIsOver() {
    Places single = places(FIRST, FIRST);
    assertTrue(leases.bind(one, 1, "", FIRST, single, NOW, LEASE));
    assertEquals(0, leases.offer(two, 2, 0, single, NOW + 1));
    assertTrue(leases.release(one, FIRST, NOW));
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

  @Test
  void aReleasedAddressIsItsClientsAgainUnlessSomebodyElseTookIt() {
    assertTrue(leases.bind(one, 1, "", FIRST + 2, pool, NOW, LEASE));
    assertTrue(leases.release(one, FIRST + 2, NOW));
    assertEquals(FIRST + 2, leases.offer(one, 1, 0, pool, NOW + 1));
    leases.withdrawOffer(one);
    assertTrue(leases.bind(two, 2, "", FIRST + 2, pool, NOW + 2, LEASE));
    assertEquals(FIRST, leases.offer(one, 1, FIRST + 2, pool, NOW + 3));
  }

  @Test
  void addressesNeverUsedAreGivenBeforeThoseOfFormerClients() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.release(one, FIRST, NOW));
    assertEquals(FIRST + 2, leases.offer(two, 2, 0, pool, NOW));
    assertEquals(FIRST, leases.offer(three, 3, 0, pool, NOW));
  }

  @Test
  void everyChangeOfALeaseIsToBeStoredOnceAndNoOffer() {
    assertNotEquals(0, leases.offer(two, 2, 0, pool, NOW));
    assertFalse(leases.hasChanges());
    assertTrue(leases.bind(one, 1, "node", FIRST + 2, pool, NOW, LEASE));
    assertTrue(leases.hasChanges());
    assertEquals(
        List.of(
            new LeaseRecord(FIRST + 2, LeaseState.LEASED, one, 1, "node", WALL, WALL + 1_800, 1)),
        leases.takeChanges(NOW, WALL * 1_000));
    assertFalse(leases.hasChanges());
    assertTrue(leases.release(one, FIRST + 2, NOW + 9_000));
    assertTrue(leases.bind(three, 3, "", FIRST + 2, pool, NOW + 10_000, LEASE));
    assertEquals(
        List.of(
            new LeaseRecord(
                FIRST + 2, LeaseState.LEASED, three, 3, "", WALL + 10, WALL + 1_810, 2)),
        leases.takeChanges(NOW + 10_000, WALL * 1_000 + 10_000));
    assertTrue(leases.decline(three, FIRST + 2, NOW + 20_000));
    assertEquals(
        List.of(
            new LeaseRecord(
                FIRST + 2,
                LeaseState.DECLINED,
                ClientKey.NOBODY,
                3,
                "",
                WALL + 20,
                WALL + 20 + LeaseTable.QUARANTINE_TIME.toSeconds(),
                3)),
        leases.takeChanges(NOW + 20_000, WALL * 1_000 + 20_000));
  }

  @Test
  void theLeaseThatAClientLeavesForAnotherIsStoredAsReleased() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.bind(one, 1, "", FIRST + 2, pool, NOW, LEASE));
    assertEquals(
        List.of(LeaseState.RELEASED, LeaseState.LEASED),
        leases.takeChanges(NOW, WALL * 1_000).stream().map(LeaseRecord::state).toList());
  }

  private LeaseRecord stored(ClientKey client, int address, long starts, long ends, long change) {
    return new LeaseRecord(address, LeaseState.LEASED, client, 1, "", starts, ends, change);
  }

  @Test
  void aStoredLeaseIsItsClientsUntilItEnds() {
    leases.restore(stored(one, FIRST, WALL - 100, WALL + 100, 7), NOW, WALL * 1_000);
    assertTrue(leases.isOwn(one, FIRST));
    assertFalse(leases.bind(two, 2, "", FIRST, pool, NOW + 99_999, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW + 100_000, LEASE));
    assertEquals(8, leases.takeChanges(NOW, WALL * 1_000).get(0).change());
  }

  @Test
  void aStoredLeaseWithoutEndHasNone() {
    leases.restore(stored(one, FIRST, WALL, LeaseRecord.NEVER, 1), NOW, WALL * 1_000);
    assertFalse(leases.bind(two, 2, "", FIRST, pool, Long.MAX_VALUE / 2, LEASE));
  }

  @Test
  void aLeaseStoredBeforeTheCalendarWasSetBackLastsItsWholeTime() {
    leases.restore(stored(one, FIRST, WALL + 5_000, WALL + 5_100, 1), NOW, WALL * 1_000);
    assertFalse(leases.bind(two, 2, "", FIRST, pool, NOW + 99_999, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW + 100_000, LEASE));
  }

  @Test
  void ofTwoStoredLeasesOfOneClientTheNewerIsItsOwnAndTheOtherStaysTaken() {
    leases.restore(stored(one, FIRST, WALL - 100, WALL + 100, 1), NOW, WALL * 1_000);
    leases.restore(stored(one, FIRST + 2, WALL - 50, WALL + 150, 2), NOW, WALL * 1_000);
    assertTrue(leases.isOwn(one, FIRST + 2));
    assertFalse(leases.bind(two, 2, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST, pool, NOW + 100_000, LEASE));
    assertTrue(leases.isOwn(one, FIRST + 2));
  }

  @Test
  void theServersOwnAddressIsNotRestored() {
    leases.restore(stored(one, FIRST + 1, WALL, WALL + 100, 1), NOW, WALL * 1_000);
    assertFalse(leases.bind(one, 1, "", FIRST + 1, pool, NOW, LEASE));
  }

  @Test
  void anAddressWhoseRecordIsDamagedIsNobodysForATime() {
    leases.quarantine(FIRST, NOW, NOW + 5_000);
    assertFalse(leases.bind(one, 1, "", FIRST, pool, NOW + 4_999, LEASE));
    assertEquals(LeaseState.DECLINED, leases.takeChanges(NOW, WALL).get(0).state());
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW + 5_000, LEASE));
  }

  @Test
  void whatStillRunsIsStoredAnewWhenTheCalendarWasSet() {
    assertTrue(leases.bind(one, 1, "", FIRST, pool, NOW, LEASE));
    assertTrue(leases.bind(two, 2, "", FIRST + 2, pool, NOW, Duration.ofSeconds(5)));
    leases.takeChanges(NOW, WALL * 1_000);
    long hour = 3_600;
    leases.storeAllAgain(NOW + 10_000);
    LeaseRecord again = leases.takeChanges(NOW + 10_000, (WALL + 10 + hour) * 1_000).get(0);
    assertEquals(FIRST, again.address());
    assertEquals(WALL + hour, again.starts());
    assertEquals(WALL + hour + 1_800, again.ends());
    assertFalse(leases.hasChanges());
  }
}
