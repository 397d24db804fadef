package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Serves files for reading by TFTP (RFC 1350, 2347, 2348, 2349, 7440). One thread hears requests, a
 * few serve the transfers, each of which has a port of its own.
 *
 * <p>A request that is repeated while it is served joins the transfer under way. When there are as
 * many transfers as allowed, a request takes the place of one whose client never answered, else it
 * is dropped and the client asks again.
 */
final class TftpServer implements AutoCloseable {
  private static final int LARGEST_REQUEST = 65_536;
  private static final int LOOPS =
      Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
  private static final int ETHERNET_MTU = 1500;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TftpRoot root;
  private final TftpLimits limits;
  private final ThreadFactory threads;
  private final TftpListener listener;
  private final DatagramChannel requests;
  private final InetSocketAddress localAddress;
  private final int linkMtu;
  private final List<TftpLoop> loops = new ArrayList<>();
  private int nextLoop;

  /** In the order of their arrival. Guarded by itself, as are the two counts below. */
  private final Map<TftpTransfer.Key, TftpTransfer> running = new LinkedHashMap<>();

  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int alive;
  private @Nullable Thread hearing;
  private volatile boolean closed;

  /**
   * Binds the address.
   *
   * @param bind where to hear requests, on one address of this machine; port 0 takes any free one
   * @param threads makes the threads
   * @throws IOException if the address cannot be bound, as a {@link java.net.BindException} if it
   *     is taken
   */
  TftpServer(
      InetSocketAddress bind,
      TftpRoot root,
      TftpLimits limits,
      ThreadFactory threads,
      TftpListener listener)
      throws IOException {
    this.root = root;
    this.limits = limits;
    this.threads = threads;
    this.listener = listener;
    if (bind.getAddress().isAnyLocalAddress()) {
      // It would hear broadcasts, which are not to be answered, and not tell them from the rest.
      throw new IllegalArgumentException("bind to an address of this machine");
    }
    linkMtu = limits.mtu() > 0 ? limits.mtu() : mtu(bind.getAddress());
    requests = bound(bind);
    try {
      localAddress = (InetSocketAddress) requests.getLocalAddress();
      for (int i = 0; i < LOOPS; i++) {
        loops.add(new TftpLoop(listener));
      }
    } catch (IOException e) {
      requests.close();
      throw e;
    }
  }

  /** Where requests are heard, with the true port. */
  InetSocketAddress localAddress() {
    return localAddress;
  }

  /** Starts to hear requests. */
  void start() {
    Thread loop = threads.newThread(this::hear);
    hearing = loop;
    loop.start();
    loops.forEach(each -> threads.newThread(each).start());
  }

  /** How many transfers are under way. */
  int runningTransfers() {
    synchronized (running) {
      return running.size();
    }
  }

  /**
   * Hears no more requests, gives the transfers under way half a second, and then ends them. When
   * it returns the port is free: a socket that a thread waits on is freed by that thread.
   */
  @Override
  public void close() throws IOException {
    closed = true;
    requests.close();
    awaitEnd(GRACE_NANOS);
    List<TftpTransfer> left;
    synchronized (running) {
      left = List.copyOf(running.values());
    }
    left.forEach(TftpTransfer::cancel);
    awaitEnd(END_NANOS);
    Thread loop = hearing;
    loops.forEach(loop == null ? TftpLoop::closeUnused : TftpLoop::close);
    if (loop != null) {
      try {
        loop.join(TimeUnit.NANOSECONDS.toMillis(END_NANOS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitEnd(long nanos) {
    long end = System.nanoTime() + nanos;
    synchronized (running) {
      long left = nanos;
      while (alive > 0 && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(running, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = end - System.nanoTime();
      }
    }
  }

  TftpRoot root() {
    return root;
  }

  TftpLimits limits() {
    return limits;
  }

  TftpListener listener() {
    return listener;
  }

  /** A socket for one transfer: the same address, a port of its own. */
  DatagramChannel open() throws IOException {
    return bound(new InetSocketAddress(localAddress.getAddress(), 0));
  }

  /** The greatest block that reaches this client without being split on the link. */
  int maximumBlockSize(InetAddress client) {
    if (limits.mtu() == 0 && client.isLoopbackAddress()) {
      return limits.maximumBlockSize();
    }
    int header = client instanceof Inet4Address ? IPV4_HEADER : IPV6_HEADER;
    return Math.min(limits.maximumBlockSize(), TftpNegotiation.blockSizeForMtu(linkMtu, header));
  }

  /** Called by a transfer when a repetition of its request is to be served anew. */
  void ended(TftpTransfer transfer) {
    synchronized (running) {
      if (running.remove(transfer.key(), transfer)) {
        leave(transfer);
      }
    }
  }

  /** Called by a transfer as the last thing it does. */
  void isGone() {
    synchronized (running) {
      alive--;
      running.notifyAll();
    }
  }

  private void hear() {
    ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_REQUEST);
    TftpPacketView view = new TftpPacketView();
    while (!closed) {
      try {
        packet.clear();
        InetSocketAddress from = (InetSocketAddress) requests.receive(packet);
        packet.flip();
        if (from != null && isSomeone(from)) {
          heard(from, packet, view);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        if (!closed) {
          listener.troubled(e.toString());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private static boolean isSomeone(InetSocketAddress from) {
    return from.getPort() != 0
        && !from.getAddress().isMulticastAddress()
        && !from.getAddress().isAnyLocalAddress();
  }

  private void heard(InetSocketAddress from, ByteBuffer packet, TftpPacketView view) {
    if (!view.tryWrap(packet, 0, packet.limit())) {
      listener.rejected(Objects.requireNonNull(view.fault()), view.faultOffset(), from);
    } else if (view.opcode() == TftpOpcode.READ_REQUEST) {
      byte[] request = new byte[packet.limit()];
      packet.get(0, request);
      serve(new TftpDownload(this, from, view, request));
    } else if (view.opcode() == TftpOpcode.WRITE_REQUEST) {
      refuseToWrite(from, view);
    }
    // Anything else belongs to no transfer. It gets no answer, so that two servers cannot be set on
    // each other.
  }

  private void refuseToWrite(InetSocketAddress from, TftpPacketView view) {
    String fileName = view.fileName();
    listener.requested(from, fileName, view.mode());
    String detail = "";
    try {
      requests.send(
          TftpTransfer.error(
              TftpErrorCode.ACCESS_VIOLATION,
              "Access violation: writing is not allowed: " + TftpTransfer.shown(fileName)),
          from);
    } catch (IOException e) {
      detail = e.toString(); // as for a forged address that nothing can be sent to
    }
    listener.finished(from, fileName, view.mode(), 0, 0, TftpOutcome.WRITE_REFUSED, detail);
  }

  private void serve(TftpDownload transfer) {
    InetSocketAddress client = transfer.key().client();
    TftpTransfer replaced = null;
    boolean admitted;
    synchronized (running) {
      if (running.containsKey(transfer.key())) {
        return;
      }
      if (running.size() >= limits.maximumTransfers()) {
        replaced = removeSilent(null);
      } else if (transfersOf(client.getAddress()) >= limits.maximumTransfersPerAddress()) {
        replaced = removeSilent(client.getAddress());
      }
      admitted =
          running.size() < limits.maximumTransfers()
              && transfersOf(client.getAddress()) < limits.maximumTransfersPerAddress();
      if (admitted) {
        running.put(transfer.key(), transfer);
        perAddress.merge(client.getAddress(), 1, Integer::sum);
        alive++;
      }
    }
    if (replaced != null) {
      replaced.cancel();
    }
    if (admitted) {
      listener.requested(client, transfer.fileName(), transfer.mode());
      loops.get(nextLoop).join(transfer);
      nextLoop = (nextLoop + 1) % loops.size();
    } else {
      listener.dropped(client, transfer.fileName());
    }
  }

  private int transfersOf(InetAddress address) {
    return perAddress.getOrDefault(address, 0);
  }

  /**
   * Takes out the oldest transfer, of an address or of all, whose client has been silent from the
   * start.
   */
  private @Nullable TftpTransfer removeSilent(@Nullable InetAddress address) {
    Iterator<TftpTransfer> transfers = running.values().iterator();
    while (transfers.hasNext()) {
      TftpTransfer transfer = transfers.next();
      if (transfer.ageNanos() < SILENT_NANOS) {
        return null; // and the rest are younger
      }
      if (!transfer.isHeard()
          && (address == null || address.equals(transfer.key().client().getAddress()))) {
        transfers.remove();
        leave(transfer);
        return transfer;
      }
    }
    return null;
  }

  private void leave(TftpTransfer transfer) {
    perAddress.computeIfPresent(
        transfer.key().client().getAddress(), (address, count) -> count == 1 ? null : count - 1);
  }

  private static DatagramChannel bound(InetSocketAddress address) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      return channel.bind(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The MTU of the interface with this address. */
  private static int mtu(InetAddress address) throws IOException {
    NetworkInterface own = NetworkInterface.getByInetAddress(address);
    return own == null ? ETHERNET_MTU : own.getMTU();
  }
}
