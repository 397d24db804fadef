package io.github.netboot4j.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transfers under way, no more than the limits allow. When there are as many as that, a request
 * takes the place of one whose client never answered, else it is dropped and the client asks again.
 */
final class TftpTransfers {
  /** How a request fared. */
  enum Admission {
    ADMITTED,
    /** The same request is being served. */
    JOINED,
    DROPPED
  }

  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);

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
      if (running.size() >= limits.maximumTransfers()) {
        replaced = removeSilent(null, false);
      } else if (of(address) >= limits.maximumTransfersPerAddress()) {
        replaced = removeSilent(address, false);
      } else if (transfer.isUpload() && uploads() >= limits.maximumUploads()) {
        replaced = removeSilent(null, true);
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
   * Takes out the oldest transfer, of an address or of all, whose client has been silent from the
   * start.
   */
  private @Nullable TftpTransfer removeSilent(@Nullable InetAddress address, boolean upload) {
    Iterator<TftpTransfer> transfers = running.values().iterator();
    while (transfers.hasNext()) {
      TftpTransfer transfer = transfers.next();
      if (transfer.ageNanos() < SILENT_NANOS) {
        return null; // and the rest are younger
      }
      if (!transfer.isHeard()
          && (address == null || address.equals(transfer.client().getAddress()))
          && (!upload || transfer.isUpload())) {
        transfers.remove();
        leave(transfer);
        return transfer;
      }
    }
    return null;
  }

  private void leave(TftpTransfer transfer) {
    perAddress.computeIfPresent(
        transfer.client().getAddress(), (address, count) -> count == 1 ? null : count - 1);
  }
}
