package io.github.netboot4j.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a server tells. */
final class TftpEvents implements TftpListener {
  record Finished(
      InetSocketAddress client,
      String fileName,
      TftpMode mode,
      long bytesSent,
      TftpOutcome outcome,
      String detail) {}

  final List<String> requested = new CopyOnWriteArrayList<>();
  final List<TftpFault> rejected = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> dropped = new LinkedBlockingQueue<>();
  final List<TftpDropped> droppedBy = new CopyOnWriteArrayList<>();
  final AtomicLong resent = new AtomicLong();
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  @Override
  public void requested(InetSocketAddress client, String fileName, TftpMode mode) {
    requested.add(fileName);
  }

  @Override
  public void finished(
      InetSocketAddress client,
      String fileName,
      TftpMode mode,
      long bytesSent,
      long durationNanos,
      TftpOutcome outcome,
      String detail) {
    finished.add(new Finished(client, fileName, mode, bytesSent, outcome, detail));
  }

  @Override
  public void rejected(TftpFault fault, int offset, InetSocketAddress peer) {
    rejected.add(fault);
  }

  @Override
  public void dropped(InetSocketAddress client, String fileName, TftpDropped why) {
    droppedBy.add(why);
    dropped.add(fileName);
  }

  @Override
  public void resent(long packets) {
    resent.addAndGet(packets);
  }

  /** The next end of a request, awaited. */
  Finished next() throws InterruptedException {
    return taken(finished);
  }

  static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
    T event = queue.poll(60, TimeUnit.SECONDS);
    assertNotNull(event, "nothing was told");
    return event;
  }
}
