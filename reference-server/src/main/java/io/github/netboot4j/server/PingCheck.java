package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether somebody uses an address before it is offered (RFC 2131 §3.1, step 2). The offer
 * waits meanwhile, and the thread that serves does not: if nobody answers, the offer leaves; else
 * the address is kept from everybody for a while, and the client, which asks again, gets another.
 */
final class PingCheck implements AutoCloseable {
  /** Addresses that are asked at once; what is offered beyond them is not asked before. */
  static final int MOST_AT_ONCE = 256;

  /** For an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");
  private static final long IDLE_SECONDS = 10;

  /** What a process may do, as a mask in hexadecimal. */
  private static final String CAPABILITIES = "CapEff:";

  private static final int NET_RAW = 13;

  /** Says whether somebody answers at an address; may take as long as {@link #PATIENCE}. */
  @FunctionalInterface
  interface Asking {
    boolean isAnswered(InetAddress address) throws IOException;
  }

  private final DurableLeases leases;
  private final Asking asking;
  private final ThreadPoolExecutor threads;
  private final ThrottledLog inUse = new ThrottledLog(LOG, System::nanoTime);

  private final LongAdder unasked = new LongAdder();

  /** Guarded by this. */
  private final AddressMap<HeldReply> waiting = new AddressMap<>();

  PingCheck(DurableLeases leases, ThreadFactory threads, Asking asking) {
    this.leases = leases;
    this.asking = asking;
    this.threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Whether this process may send ICMP. Where that is not known, as it is not on other systems than
   * Linux, it is taken for granted.
   */
  static boolean isAllowed() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(CAPABILITIES))
          .mapToLong(
              line -> Long.parseUnsignedLong(line.substring(CAPABILITIES.length()).strip(), 16))
          .allMatch(mask -> (mask >> NET_RAW & 1) != 0);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return true;
    }
  }

  /** By ICMP where this process may, else by what the JDK does instead: TCP to port 7. */
  static boolean ping(InetAddress address) throws IOException {
    return address.isReachable((int) PATIENCE.toMillis());
  }

  /**
   * Has an offer sent: now, or when its address is known to be unused.
   *
   * @param address what is offered
   * @param unknown whether its client did not have it before
   * @param reply is copied, from 0 to its limit, if it waits
   */
  void send(
      int address, boolean unknown, ByteBuffer reply, InetSocketAddress target, HeldReply.Sender by)
      throws IOException {
    synchronized (this) {
      HeldReply before = waiting.get(address);
      if (before != null) {
        // The client has asked again, and may have forgotten what it asked first.
        before.keep(reply, target, by);
        return;
      }
      if (unknown && waiting.size() < MOST_AT_ONCE) {
        waiting.put(address, new HeldReply().keep(reply, target, by));
        threads.execute(() -> ask(address));
        return;
      }
      if (unknown) {
        unasked.increment();
      }
    }
    by.send(reply, target);
  }

  private void ask(int address) {
    boolean answered;
    try {
      answered = asking.isAnswered(Addresses.of(address));
    } catch (IOException e) {
      answered = false;
    }
    if (answered && leases.table().declineOffered(address, leases.now())) {
      inUse.warn(
          () ->
              "DHCP "
                  + Ipv4.format(address)
                  + " answers a ping though nobody was given it; it is kept from everybody for "
                  + LeaseTable.QUARANTINE_TIME.toMinutes()
                  + " minutes");
      leases.noticeChanges();
    }
    HeldReply offer = end(address);
    if (!answered && offer != null) {
      offer.send();
    }
  }

  private synchronized @Nullable HeldReply end(int address) {
    HeldReply offer = waiting.get(address);
    waiting.remove(address);
    return offer;
  }

  /** How many offers left without asking, since too many were asked about. */
  long unasked() {
    return unasked.sum();
  }

  /** How many offers wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
