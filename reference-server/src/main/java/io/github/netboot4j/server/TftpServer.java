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
import java.util.Collections;
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
 * Serves files for reading by TFTP (RFC 1350, 2347, 2348, 2349, 7440). One thread hears requests;
 * each transfer has a thread and a port of its own.
 *
 * <p>A request that is repeated while it is served joins the transfer under way. When there are as
 * many transfers as allowed, a request takes the place of one whose client never answered, else it
 * is dropped and the client asks again.
 */
final class TftpServer implements AutoCloseable {
  private static final int LARGEST_REQUEST = 65_536;
  private static final int ETHERNET_MTU = 1500;
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
  private final TftpBuffers buffers = new TftpBuffers();

  /** In the order of their arrival. Guarded by itself, as are the two counts below. */
  private final Map<TftpTransfer.Key, TftpTransfer> running = new LinkedHashMap<>();

  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int threadsAlive;
  private @Nullable Thread hearing;
  private volatile boolean closed;

  /**
   * Binds the address.
   *
   * @param bind where to hear requests; port 0 takes any free one
   * @param threads makes the thread that hears requests and the thread of each transfer
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
    linkMtu = limits.mtu() > 0 ? limits.mtu() : mtu(bind.getAddress());
    requests = bound(bind);
    localAddress = (InetSocketAddress) requests.getLocalAddress();
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
      while (threadsAlive > 0 && left > 0) {
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

  TftpBuffers buffers() {
    return buffers;
  }

  /** A socket for one transfer: the same address, a port of its own. */
  DatagramChannel open() throws IOException {
    return bound(new InetSocketAddress(localAddress.getAddress(), 0));
  }

  /** The greatest block that reaches this client without being split on the link. */
  int maximumBlockSize(InetAddress client) {
    boolean within = limits.mtu() == 0 && client.isLoopbackAddress();
    return within
        ? limits.maximumBlockSize()
        : Math.min(limits.maximumBlockSize(), TftpNegotiation.blockSizeForMtu(linkMtu));
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
  void threadEnds() {
    synchronized (running) {
      threadsAlive--;
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
      serve(new TftpTransfer(this, from, ByteBuffer.wrap(request)));
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

  private void serve(TftpTransfer transfer) {
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
        threadsAlive++;
      }
    }
    if (replaced != null) {
      replaced.cancel();
    }
    if (admitted) {
      listener.requested(client, transfer.fileName(), transfer.mode());
      start(transfer);
    } else {
      listener.dropped(client, transfer.fileName());
    }
  }

  private void start(TftpTransfer transfer) {
    try {
      threads.newThread(transfer).start();
    } catch (OutOfMemoryError e) {
      // The system has no more threads to give; what is under way goes on.
      ended(transfer);
      threadEnds();
      listener.finished(
          transfer.key().client(),
          transfer.fileName(),
          transfer.mode(),
          0,
          transfer.ageNanos(),
          TftpOutcome.FAILED,
          "no thread: " + e.getMessage());
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

  /**
   * The MTU of the interface with this address; for the wildcard, the least of all that lead out of
   * this machine.
   */
  private static int mtu(InetAddress address) throws IOException {
    NetworkInterface own =
        address.isAnyLocalAddress() ? null : NetworkInterface.getByInetAddress(address);
    if (own != null) {
      return own.getMTU();
    }
    int least = Integer.MAX_VALUE;
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback() && each.getMTU() > 0) {
        least = Math.min(least, each.getMTU());
      }
    }
    return least == Integer.MAX_VALUE ? ETHERNET_MTU : least;
  }
}
