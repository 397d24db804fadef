package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves many downloads on one thread: hands them the packets that come, and lets them look at
 * their deadlines. The buffers here are theirs for as long as one of them is being called.
 */
final class TftpLoop implements Runnable {
  /** Bytes in the buffer of a transfer that makes packets ahead. */
  static final int AHEAD_OCTETS = 16_384;

  private static final int MAXIMUM_KEPT = 64;
  private static final long TICK_MILLIS = 10;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

  private final Selector selector;
  private final TftpListener listener;
  private final Queue<TftpDownload> joining = new ConcurrentLinkedQueue<>();

  /** Once for each packet that waits for a download without a socket of its own. */
  private final Queue<TftpDownload> arrived = new ConcurrentLinkedQueue<>();

  /** Downloads without a socket of their own. */
  private final Set<TftpDownload> followed = new LinkedHashSet<>();

  private final ByteBuffer incoming = ByteBuffer.allocateDirect(TftpTransfer.LONGEST_INCOMING);
  private final ByteBuffer outgoing =
      ByteBuffer.allocateDirect(
          TftpPacketWriter.DATA_HEADER_LENGTH + TftpParameters.MAXIMUM_BLOCK_SIZE);
  private final Deque<ByteBuffer> kept = new ArrayDeque<>();
  private final TftpPacketView view = new TftpPacketView();
  private final TftpPacketWriter writer = new TftpPacketWriter();
  private volatile boolean closed;

  TftpLoop(TftpListener listener) throws IOException {
    this.selector = Selector.open();
    this.listener = listener;
  }

  /** Begins a download soon; from any thread. */
  void join(TftpDownload download) {
    joining.add(download);
    selector.wakeup();
  }

  /** A packet waits for a download that is followed; from any thread. */
  void arrived(TftpDownload download) {
    arrived.add(download);
    selector.wakeup();
  }

  /** Lets a download without a socket of its own look at its deadlines. */
  void follow(TftpDownload download) {
    followed.add(download);
  }

  /** Its end. */
  void forget(TftpDownload download) {
    followed.remove(download);
  }

  /** Ends the loop as soon as it has nothing to serve; from any thread. */
  void close() {
    closed = true;
    selector.wakeup();
  }

  /** For a loop that was never run. */
  void closeUnused() {
    Quietly.close(selector);
  }

  Selector selector() {
    return selector;
  }

  ByteBuffer incoming() {
    return incoming;
  }

  ByteBuffer outgoing() {
    return outgoing;
  }

  /** A buffer for packets made ahead, to be given back. */
  ByteBuffer takeAhead() {
    ByteBuffer buffer = kept.pollFirst();
    return buffer == null ? ByteBuffer.allocateDirect(AHEAD_OCTETS) : buffer.clear();
  }

  /** Takes a buffer back: memory outside the heap is freed late by the garbage collector. */
  void giveBackAhead(ByteBuffer buffer) {
    if (kept.size() < MAXIMUM_KEPT) {
      kept.addFirst(buffer);
    }
  }

  TftpPacketView view() {
    return view;
  }

  TftpPacketWriter writer() {
    return writer;
  }

  @Override
  public void run() {
    long looked = System.nanoTime();
    while (true) {
      try {
        // Those that left are still among the keys until the next select.
        selector.select(this::ready, isEmpty() ? 0 : TICK_MILLIS);
      } catch (IOException e) {
        listener.troubled(e.toString());
        LockSupport.parkNanos(TICK_NANOS);
      }
      readArrived();
      beginJoining();
      if (closed && isEmpty() && joining.isEmpty()) {
        Quietly.close(selector);
        return;
      }
      long now = System.nanoTime();
      if (now - looked >= TICK_NANOS) {
        looked = now;
        for (SelectionKey key : selector.keys()) {
          if (key.attachment() instanceof TftpDownload download) {
            guarded(download, () -> download.tick(now));
          }
        }
        for (TftpDownload download : List.copyOf(followed)) {
          guarded(download, () -> download.tick(now));
        }
      }
    }
  }

  private boolean isEmpty() {
    return selector.keys().isEmpty() && followed.isEmpty();
  }

  private void readArrived() {
    for (TftpDownload next = arrived.poll(); next != null; next = arrived.poll()) {
      guarded(next, next::ready);
    }
  }

  private void beginJoining() {
    while (!joining.isEmpty()) {
      TftpDownload next = joining.remove();
      readArrived(); // what the same client sent before may end what it asked for before
      guarded(next, () -> next.begin(this));
    }
  }

  private void ready(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof TftpDownload download) {
      guarded(download, download::ready);
    }
  }

  /** What goes wrong with one download ends this one alone. */
  private void guarded(TftpDownload download, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      download.finish(TftpOutcome.FAILED, e.toString());
      download.end(TftpOutcome.FAILED, 0, e.toString());
    }
  }
}
