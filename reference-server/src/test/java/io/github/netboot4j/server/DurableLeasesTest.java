package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.netboot4j.chainload.dialect.AddressPlan;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No answer before its lease is stored; with a store that fails when told to. */
final class DurableLeasesTest {
  private static final int FIRST = Ipv4.parse("192.0.2.10");
  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final InetSocketAddress TARGET = new InetSocketAddress(68);

  /** Each commit waits for a permit; then it is done, or fails. */
  private static final class FaultyStore implements LeaseStore {
    final Map<Integer, LeaseRecord> stored = new HashMap<>();
    final List<Integer> sizes = new ArrayList<>();
    final Semaphore permits = new Semaphore(0);
    final Semaphore begun = new Semaphore(0);
    volatile boolean failing;
    volatile boolean closed;

    @Override
    public Stored load() throws IOException {
      if (failing) {
        throw new IOException("no such luck");
      }
      return new Stored(List.copyOf(stored.values()), List.of(), List.of());
    }

    @Override
    public void commit(Collection<LeaseRecord> changes) throws IOException {
      begun.release();
      permits.acquireUninterruptibly();
      if (failing) {
        throw new IOException("no space left");
      }
      synchronized (this) {
        changes.forEach(record -> stored.put(record.address(), record));
        sizes.add(changes.size());
      }
    }

    synchronized boolean has(int address, ClientKey client) {
      LeaseRecord record = stored.get(address);
      return record != null && record.client().equals(client);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class TestClock implements LeaseClock {
    final AtomicLong steady = new AtomicLong(77);
    final AtomicLong wall = new AtomicLong(1_795_000_000_000L);

    @Override
    public long steadyMillis() {
      return steady.get();
    }

    @Override
    public long wallMillis() {
      return wall.get();
    }
  }

  private final LeaseTable table = new LeaseTable();
  private final FaultyStore store = new FaultyStore();
  private final TestClock clock = new TestClock();
  private final BlockingQueue<Integer> sent = new LinkedBlockingQueue<>();
  private final Places pool =
      new Places(0, List.of(new AddressPlan.Range(FIRST, FIRST + 9_999)), address -> false);
  private DurableLeases leases;

  @BeforeEach
  void open() throws StartupException {
    leases = DurableLeases.open(table, store, clock);
  }

  @AfterEach
  void close() {
    store.permits.release(1_000_000);
    leases.close();
    assertTrue(store.closed);
  }

  private void acknowledge(int number) {
    ClientKey client = TestRequests.key(number);
    assertTrue(table.bind(client, number, "", FIRST + number, pool, leases.now(), LEASE));
    ByteBuffer reply = ByteBuffer.allocate(300).putInt(0, number);
    leases.sendWhenStored(
        reply,
        TARGET,
        (octets, target) -> {
          assertEquals(300, octets.limit());
          sent.add(store.has(FIRST + octets.getInt(0), client) ? octets.getInt(0) : -1);
        });
  }

  private Integer nextSent() throws InterruptedException {
    return sent.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerLeavesOnceItsLeaseIsStored() throws Exception {
    acknowledge(1);
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS));
    assertNull(sent.poll());
    store.permits.release();
    assertEquals(1, nextSent());
  }

  @Test
  void whatGathersDuringACommitSharesTheNext() throws Exception {
    acknowledge(0);
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS));
    for (int number = 1; number <= 100; number++) {
      acknowledge(number);
    }
    store.permits.release(2);
    for (int number = 0; number <= 100; number++) {
      assertEquals(number, nextSent());
    }
    assertEquals(List.of(1, 100), store.sizes);
  }

  @Test
  void noAnswerLeavesWhenTheCommitFailsAndAllRecoversByItself() throws Exception {
    store.failing = true;
    acknowledge(1);
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS));
    store.permits.release();
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS)); // it tries again by itself
    assertFalse(table.isStorable());
    acknowledge(2);
    store.permits.release();
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS));
    assertNull(sent.poll());
    store.failing = false;
    store.permits.release(1_000);
    assertTrue(store.begun.tryAcquire(0, TimeUnit.SECONDS) || awaitStorable());
    assertTrue(awaitStorable());
    assertTrue(store.has(FIRST + 1, TestRequests.key(1)), "what failed is stored later");
    acknowledge(3);
    Integer next = nextSent();
    while (next != null && next == 2) {
      next = nextSent(); // it may have come in time for the commit that succeeded
    }
    assertEquals(3, next);
  }

  private boolean awaitStorable() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!table.isStorable() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return table.isStorable();
  }

  @Test
  void tooManyThatWaitAreDroppedAndCounted() throws Exception {
    acknowledge(0);
    assertTrue(store.begun.tryAcquire(60, TimeUnit.SECONDS));
    for (int number = 1; number <= DurableLeases.MOST_WAITING + 5; number++) {
      acknowledge(number);
    }
    assertEquals(6, leases.dropped());
    store.permits.release(1_000);
    for (int number = 0; number < DurableLeases.MOST_WAITING; number++) {
      assertEquals(number, nextSent());
    }
  }

  @Test
  void aReleaseIsStoredThoughNobodyWaitsForIt() throws Exception {
    store.permits.release(1_000);
    acknowledge(1);
    assertEquals(1, nextSent());
    assertTrue(table.release(TestRequests.key(1), FIRST + 1, leases.now()));
    leases.noticeChanges();
    leases.close();
    assertEquals(LeaseState.RELEASED, store.stored.get(FIRST + 1).state());
  }

  @Test
  void whatWaitsIsStoredAndSentBeforeTheEnd() throws Exception {
    store.permits.release(1_000);
    acknowledge(1);
    leases.close();
    assertEquals(1, nextSent());
    acknowledge(2);
    assertNull(sent.poll());
    assertTrue(leases.dropped() <= 1);
  }

  @Test
  void theNextProcessKnowsTheLeasesOfTheFormer() throws Exception {
    store.permits.release(1_000);
    acknowledge(1);
    assertEquals(1, nextSent());
    leases.close();
    LeaseTable next = new LeaseTable();
    TestClock later = new TestClock();
    later.steady.set(-9_000_000);
    later.wall.addAndGet(LEASE.toMillis() - 1_000);
    leases = DurableLeases.open(next, store, later);
    ClientKey other = TestRequests.key(2);
    assertFalse(next.bind(other, 2, "", FIRST + 1, pool, later.steadyMillis(), LEASE));
    assertTrue(next.bind(other, 2, "", FIRST + 1, pool, later.steadyMillis() + 1_000, LEASE));
  }

  @Test
  void leasesThatCannotBeReadStartNoServer() {
    FaultyStore broken = new FaultyStore();
    broken.failing = true;
    StartupException refused =
        assertThrows(
            StartupException.class, () -> DurableLeases.open(new LeaseTable(), broken, clock));
    assertEquals("the leases cannot be read: no such luck", refused.getMessage());
    assertTrue(broken.closed);
  }

  @Test
  void aCalendarSetForwardOrBackMovesTheStoredTimesWithIt() throws Exception {
    store.permits.release(1_000);
    acknowledge(1);
    assertEquals(1, nextSent());
    long ends = store.stored.get(FIRST + 1).ends();
    for (long hours : new long[] {5_000, -9_000}) {
      clock.wall.addAndGet(TimeUnit.HOURS.toMillis(hours));
      acknowledge(2);
      assertEquals(2, nextSent());
      ends += TimeUnit.HOURS.toSeconds(hours);
      assertEquals(ends, store.stored.get(FIRST + 1).ends());
    }
    // A little is no jump.
    clock.wall.addAndGet(DurableLeases.CLOCK_JUMP_MILLIS - 1);
    acknowledge(2);
    assertEquals(2, nextSent());
    assertEquals(ends, store.stored.get(FIRST + 1).ends());
  }
}
