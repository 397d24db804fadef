package io.github.netboot4j.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases and their store: an answer that promises a lease waits here until the lease is on
 * stable storage (RFC 2131 §3.1, step 4). One thread stores all that has gathered meanwhile in one
 * commit, and then sends the answers that waited for it.
 *
 * <p>When a commit fails, the answers that waited for it are dropped (their clients ask again), no
 * lease is promised until a commit succeeds, and commits are tried again by themselves.
 */
final class DurableLeases implements AutoCloseable {
  /** The most answers that wait for a commit; what comes then is dropped. */
  static final int MOST_WAITING = 4_096;

  /** A calendar that has moved this far against the steady clock was set. */
  static final long CLOCK_JUMP_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final long FIRST_RETRY_MILLIS = 100;
  private static final long LAST_RETRY_MILLIS = 5_000;
  private static final long LOOK_AT_CLOCK_MILLIS = 30_000;
  private static final long STOP_MILLIS = 2_000;

  /** From the begin of a commit to that of the next: where syncs are quick, more share one. */
  private static final long BETWEEN_COMMITS_NANOS = 500_000;

  private final LeaseTable table;
  private final LeaseStore store;
  private final LeaseClock clock;
  private final Thread committer = new Thread(this::run, "leases");

  // Guarded by this.
  private Deque<HeldReply> waiting = new ArrayDeque<>();
  private Deque<HeldReply> unused = new ArrayDeque<>();
  private int made;
  private long dropped;
  private boolean closed;

  private final StoreFigures figures = new StoreFigures();

  // Of the committer alone.
  private final Map<Integer, LeaseRecord> unsaved = new HashMap<>();
  private Deque<HeldReply> leaving = new ArrayDeque<>();
  private long clockOffset;
  private long retryMillis;
  private long begunNanos = System.nanoTime();

  private DurableLeases(LeaseTable table, LeaseStore store, LeaseClock clock) {
    this.table = table;
    this.store = store;
    this.clock = clock;
    this.clockOffset = clock.wallMillis() - clock.steadyMillis();
    committer.setDaemon(true);
  }

  /**
   * Fills a table with what a store has, and stores its changes from then on.
   *
   * @param table an empty one
   * @param store closed with what this returns
   * @throws StartupException if what is stored cannot be read
   */
  static DurableLeases open(LeaseTable table, LeaseStore store, LeaseClock clock)
      throws StartupException {
    DurableLeases leases = new DurableLeases(table, store, clock);
    try {
      leases.restore(store.load());
    } catch (IOException e) {
      store.close();
      throw new StartupException("the leases cannot be read: " + e.getMessage());
    }
    leases.committer.start();
    return leases;
  }

  /** Leases that are kept in memory alone. */
  static DurableLeases inMemory(LeaseTable table) {
    DurableLeases leases = new DurableLeases(table, LeaseStore.inMemory(), LeaseClock.SYSTEM);
    leases.committer.start();
    return leases;
  }

  private void restore(LeaseStore.Stored stored) {
    stored.remarks().forEach(remark -> LOG.warn("leases: {}", Printable.whole(remark)));
    long now = clock.steadyMillis();
    long wall = clock.wallMillis();
    // The older first: of two addresses of one client the newer is its own.
    List<LeaseRecord> sound = new ArrayList<>(stored.sound());
    sound.sort((one, other) -> Long.compare(one.change(), other.change()));
    sound.forEach(record -> table.restore(record, now, wall));
    long lastEnd =
        sound.stream()
            .filter(record -> record.state() == LeaseState.LEASED)
            .mapToLong(LeaseRecord::ends)
            .filter(ends -> ends != LeaseRecord.NEVER)
            .map(ends -> now + (ends * 1_000 - wall))
            .max()
            .orElse(now);
    long until = Math.max(lastEnd, now + LeaseTable.QUARANTINE_TIME.toMillis());
    stored.unsound().forEach(address -> table.quarantine(address, now, until));
  }

  /** Who has which address. */
  LeaseTable table() {
    return table;
  }

  /** Milliseconds of the clock that the table's times are of. */
  long now() {
    return clock.steadyMillis();
  }

  /**
   * Has an answer sent when all changes of the table so far are stored.
   *
   * @param reply is copied, from 0 to its limit
   */
  synchronized void sendWhenStored(
      ByteBuffer reply, InetSocketAddress target, HeldReply.Sender by) {
    HeldReply held = unused.poll();
    if (held == null) {
      if (made == MOST_WAITING || closed) {
        dropped++;
        return;
      }
      made++;
      held = new HeldReply();
    }
    waiting.add(held.keep(reply, target, by));
    notifyAll();
  }

  /** Has changes that no answer waits for stored soon. */
  void noticeChanges() {
    if (table.hasChanges()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** What storing has taken so far. */
  StoreFigures figures() {
    return figures;
  }

  /** How many answers wait for the next commit. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Whether changes are stored at all: until it is closed. */
  boolean isAlive() {
    return committer.isAlive();
  }

  /** How many answers were dropped since too many waited. */
  synchronized long dropped() {
    return dropped;
  }

  private void run() {
    while (awaitWork()) {
      LockSupport.parkNanos(begunNanos + BETWEEN_COMMITS_NANOS - System.nanoTime());
      begunNanos = System.nanoTime();
      commit();
    }
    commit();
    store.close();
  }

  /** Waits for something to store; false when there will be no more. */
  private synchronized boolean awaitWork() {
    long start = System.nanoTime();
    try {
      while (!closed) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        boolean idle = waiting.isEmpty() && !table.hasChanges();
        long left = (retryMillis > 0 ? retryMillis : idle ? LOOK_AT_CLOCK_MILLIS : 0) - waited;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    return !closed;
  }

  /** Stores everything that has changed, then sends what waited for it. */
  private void commit() {
    synchronized (this) {
      Deque<HeldReply> empty = leaving;
      leaving = waiting;
      waiting = empty;
    }
    // Only now: whatever the answers promise was in the table before they came here.
    long now = clock.steadyMillis();
    long wall = clock.wallMillis();
    lookAtClock(now, wall);
    table.takeChanges(now, wall).forEach(record -> unsaved.put(record.address(), record));
    boolean stored = store(unsaved.values());
    if (stored) {
      leaving.forEach(HeldReply::send);
    }
    synchronized (this) {
      unused.addAll(leaving);
    }
    leaving.clear();
  }

  private void lookAtClock(long now, long wall) {
    long offset = wall - now;
    if (Math.abs(offset - clockOffset) >= CLOCK_JUMP_MILLIS) {
      LOG.warn(
          "leases: the calendar of this machine was set by {} s; all leases are stored anew",
          (offset - clockOffset) / 1_000);
      clockOffset = offset;
      table.storeAllAgain(now);
    }
  }

  private boolean store(Collection<LeaseRecord> records) {
    if (records.isEmpty()) {
      return retryMillis == 0;
    }
    long begun = System.nanoTime();
    try {
      store.commit(records);
    } catch (IOException | RuntimeException e) {
      figures.failures.increment();
      failed(e);
      return false;
    }
    figures.committed(System.nanoTime() - begun, records.size());
    unsaved.clear();
    if (retryMillis > 0) {
      retryMillis = 0;
      table.storable(true);
      LOG.info("leases can be stored again; acknowledgements leave again");
    }
    return true;
  }

  private void failed(Exception failure) {
    if (retryMillis == 0) {
      table.storable(false);
      LOG.error(
          "leases cannot be stored ({}); no acknowledgement leaves until they can",
          Printable.whole(String.valueOf(failure.getMessage())));
    }
    retryMillis = Math.min(Math.max(FIRST_RETRY_MILLIS, 2 * retryMillis), LAST_RETRY_MILLIS);
  }

  /** Stores what is left; returns when that is done or takes too long. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      committer.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
