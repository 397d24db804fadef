package io.github.netboot4j.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what strangers hold open: connections in all and of one address, the time until a request
 * is there, and the time that a client takes an answer in. Octets that trickle do not help them, as
 * they do against a limit for idle connections.
 */
final class HttpConnections implements Connection.Listener {
  /** Connections at once. */
  static final int MOST = 1_000;

  /** The same for one address. */
  static final int MOST_PER_ADDRESS = 250;

  /**
   * Seconds in which a request must have come, since its connection was opened or the last answer
   * on it ended; and in which a client must have taken another {@link HttpSending#PIECE} octets.
   */
  static final int SECONDS = 30;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);

  /** What is known of one connection. */
  private static final class Life {
    final @Nullable InetAddress address;
    long since;
    boolean answering;
    long octets;

    Life(@Nullable InetAddress address, long since) {
      this.address = address;
      this.since = since;
    }
  }

  private final LongSupplier nanoClock;
  private final int most;
  private final int mostPerAddress;

  /** In the order in which they were opened. */
  private final Map<Connection, Life> open = new LinkedHashMap<>();

  private final Map<InetAddress, Integer> perAddress = new HashMap<>();

  private final LongAdder crowdedOut = new LongAdder();
  private final LongAdder late = new LongAdder();

  HttpConnections() {
    this(System::nanoTime, MOST, MOST_PER_ADDRESS);
  }

  /**
   * With bounds of one's own.
   *
   * @param nanoClock nanoseconds of a steady clock
   * @param most connections at once, 1 or more
   * @param mostPerAddress the same for one address
   */
  HttpConnections(LongSupplier nanoClock, int most, int mostPerAddress) {
    this.nanoClock = nanoClock;
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  @Override
  public void onOpened(Connection connection) {
    InetAddress address =
        connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
            ? remote.getAddress()
            : null;
    Connection tooMany = null;
    synchronized (this) {
      boolean ofOne = address != null && perAddress.getOrDefault(address, 0) >= mostPerAddress;
      if (ofOne || open.size() >= most) {
        Connection waiting = longestWaiting(ofOne ? address : null);
        tooMany = waiting == null ? connection : waiting;
      }
      if (tooMany != connection) {
        if (tooMany != null) {
          forget(tooMany);
        }
        open.put(connection, new Life(address, nanoClock.getAsLong()));
        if (address != null) {
          perAddress.merge(address, 1, Integer::sum);
        }
      }
    }
    if (tooMany != null) {
      crowdedOut.increment();
      tooMany.getEndPoint().close();
    }
  }

  /** The connection, of one address or of any, that has waited longest for a request. */
  private @Nullable Connection longestWaiting(@Nullable InetAddress address) {
    Connection longest = null;
    long since = 0;
    for (Map.Entry<Connection, Life> each : open.entrySet()) {
      Life life = each.getValue();
      if (!life.answering
          && (address == null || address.equals(life.address))
          && (longest == null || life.since - since < 0)) {
        longest = each.getKey();
        since = life.since;
      }
    }
    return longest;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    forget(connection);
  }

  private void forget(Connection connection) {
    Life life = open.remove(connection);
    if (life != null && life.address != null) {
      perAddress.computeIfPresent(life.address, (address, count) -> count == 1 ? null : count - 1);
    }
  }

  /** A request is there, and is about to be answered. */
  synchronized void begins(Connection connection) {
    turn(connection, true);
  }

  /** The answer has ended, well or not. */
  synchronized void ends(Connection connection) {
    turn(connection, false);
  }

  private void turn(Connection connection, boolean answering) {
    Life life = open.get(connection);
    if (life != null) {
      life.answering = answering;
      life.since = nanoClock.getAsLong();
      life.octets = connection.getBytesOut();
    }
  }

  /** Closes those whose time is over. To be called about each second. */
  void sweep() {
    Collection<Connection> over;
    synchronized (this) {
      long now = nanoClock.getAsLong();
      over =
          open.entrySet().stream()
              .filter(each -> isLate(each.getKey(), each.getValue(), now))
              .map(Map.Entry::getKey)
              .toList();
    }
    // Outside of the lock: whoever is told of it may ask for the lock.
    late.add(over.size());
    over.forEach(each -> each.getEndPoint().close(new TimeoutException("too slow a client")));
  }

  private static boolean isLate(Connection connection, Life life, long now) {
    if (now - life.since < NANOS) {
      return false;
    }
    long octets = connection.getBytesOut();
    if (!life.answering || octets == life.octets) {
      return true;
    }
    life.octets = octets;
    life.since = now;
    return false;
  }

  /** How many were closed since there were too many. */
  long crowdedOut() {
    return crowdedOut.sum();
  }

  /** How many were closed since their client took too long. */
  long late() {
    return late.sum();
  }

  /** How many there are. */
  synchronized int count() {
    return open.size();
  }
}
