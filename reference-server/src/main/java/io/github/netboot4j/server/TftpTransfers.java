package io.github.netboot4j.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transfers under way, no more than the limits allow. When there are as many as that, a request
 * takes the place of one whose client has not answered, as that of a forged address does not, or
 * has stopped to. If there is none, it is dropped and the client asks again.
 */
final class TftpTransfers {
  /** How a request fared. */
  enum Admission {
    ADMITTED,
    /** The same request is being served. */
    JOINED,
    DROPPED
  }

  /** A client that is there answers sooner. */
  private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A client that is there asks again sooner. */
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(3);

  /**
   * How many that were replaced may be about to end: until then they hold a socket and a file each,
   * and a flood replaces them sooner than they end.
   */
  static final int MOST_ENDING = 64;

  private final TftpLimits limits;

  /** In the order of their arrival. */
  private final Map<TftpTransfer.Key, TftpTransfer> running = new LinkedHashMap<>();

  private final Map<InetAddress, Integer> perAddress = new HashMap<>();

  /** Those that are not yet gone, be they among those running or not. */
  private int alive;

  TftpTransfers(TftpLimits limits) {
    this.limits = limits;
  }

  Admission admit(TftpTransfer transfer) {
    TftpTransfer replaced = null;
    Admission admission;
    synchronized (this) {
      if (running.containsKey(transfer.key())) {
        return Admission.JOINED;
      }
      InetAddress address = transfer.client().getAddress();
      if (alive - running.size() >= MOST_ENDING) {
        return Admission.DROPPED;
      }
      if (running.size() >= limits.maximumTransfers()) {
        replaced = removeIdle(transfer, false, false);
      } else if (of(address) >= limits.maximumTransfersPerAddress()) {
        replaced = removeIdle(transfer, true, false);
      } else if (transfer.isUpload() && uploads() >= limits.maximumUploads()) {
        replaced = removeIdle(transfer, false, true);
      }
      boolean room =
          running.size() < limits.maximumTransfers()
              && of(address) < limits.maximumTransfersPerAddress()
              && !(transfer.isUpload() && uploads() >= limits.maximumUploads());
      admission = room ? Admission.ADMITTED : Admission.DROPPED;
      if (room) {
        running.put(transfer.key(), transfer);
        perAddress.merge(address, 1, Integer::sum);
        alive++;
      }
    }
    if (replaced != null) {
      replaced.cancel();
    }
    return admission;
  }

  /** How many there are. */
  synchronized int count() {
    return running.size();
  }

  synchronized List<TftpTransfer> all() {
    return List.copyOf(running.values());
  }

  /** From now on, a repetition of its request is served anew. */
  synchronized void remove(TftpTransfer transfer) {
    if (running.remove(transfer.key(), transfer)) {
      leave(transfer);
    }
  }

  /** Called when nothing more will be done for a transfer. */
  synchronized void gone() {
    alive--;
    notifyAll();
  }

  /** Waits until all are gone. */
  synchronized void awaitEnd(long nanos) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (alive > 0 && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = end - System.nanoTime();
    }
  }

  private int of(InetAddress address) {
    return perAddress.getOrDefault(address, 0);
  }

  /** Those that are stored wait for nothing but a repetition, and count no more. */
  private int uploads() {
    int count = 0;
    for (TftpTransfer transfer : running.values()) {
      if (transfer instanceof TftpUpload upload && !upload.isStored()) {
        count++;
      }
    }
    return count;
  }

  /**
   * Takes out the transfer that has waited longest for its client: if there are such, of those
   * whose client was never heard.
   */
  private @Nullable TftpTransfer removeIdle(
      TftpTransfer newcomer, boolean sameAddress, boolean uploads) {
    InetAddress address = newcomer.client().getAddress();
    TftpTransfer longest = null;
    for (TftpTransfer transfer : running.values()) {
      if (transfer.idleNanos() < (transfer.isHeard() ? STALLED_NANOS : SILENT_NANOS)
          || (sameAddress && !address.equals(transfer.client().getAddress()))
          || (uploads && !transfer.isUpload())) {
        continue;
      }
      if (longest == null
          || (longest.isHeard() && !transfer.isHeard())
          || (longest.isHeard() == transfer.isHeard()
              && transfer.idleNanos() > longest.idleNanos())) {
        longest = transfer;
      }
    }
    if (longest != null) {
      running.remove(longest.key());
      leave(longest);
    }
    return longest;
  }

  private void leave(TftpTransfer transfer) {
    perAddress.computeIfPresent(
        transfer.client().getAddress(), (address, count) -> count == 1 ? null : count - 1);
  }
}
