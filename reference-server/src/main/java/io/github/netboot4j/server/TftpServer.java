package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Serves files by TFTP (RFC 1350, 2347, 2348, 2349, 7440). One thread hears requests, a few serve
 * all that is read, and each upload has a thread. Each transfer has a port of its own, unless all
 * share the one that requests come to. A request that is repeated while it is served joins the
 * transfer under way.
 */
final class TftpServer implements AutoCloseable {
  /** What is longer is cut, and then not readable. RFC 2347 allows 512 octets. */
  private static final int LARGEST_REQUEST = 2048;

  private static final int LOOPS =
      Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
  private static final int ETHERNET_MTU = 1500;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final FileRoot root;
  private final @Nullable TftpUploads uploads;
  private final TftpLimits limits;
  private final ThreadFactory threads;
  private final TftpListener listener;
  private final DatagramChannel requests;
  private final InetSocketAddress localAddress;
  private final int linkMtu;
  private final List<TftpLoop> loops = new ArrayList<>();
  private int nextLoop;

  private final TftpTransfers transfers;
  private final TftpRequestRate rate;
  private final List<Thread> serving = new ArrayList<>();
  private final TftpPorts ports;
  private final @Nullable TftpSharedPort shared;
  private @Nullable Thread hearing;
  private volatile boolean closed;

  /**
   * Binds the address.
   *
   * @param bind where to hear requests, on one address of this machine; port 0 takes any free one
   * @param uploads where clients may write; null if they may not, as with a shared port
   * @param ports from which ports files are sent
   * @param threads makes the threads
   * @throws IOException if the address cannot be bound, as a {@link java.net.BindException} if it
   *     is taken
   */
  TftpServer(
      InetSocketAddress bind,
      FileRoot root,
      @Nullable TftpUploads uploads,
      TftpLimits limits,
      TftpPorts ports,
      ThreadFactory threads,
      TftpListener listener)
      throws IOException {
    this.root = root;
    this.uploads = uploads;
    this.limits = limits;
    this.transfers = new TftpTransfers(limits);
    this.rate = new TftpRequestRate(limits.maximumRequestsPerSecond());
    this.threads = threads;
    this.listener = listener;
    this.ports = ports;
    if (ports.shared() && uploads != null) {
      throw new IllegalArgumentException("uploads need ports of their own");
    }
    if (bind.getAddress().isAnyLocalAddress()) {
      // It would hear broadcasts, which are not to be answered, and not tell them from the rest.
      throw new IllegalArgumentException("bind to an address of this machine");
    }
    linkMtu = limits.mtu() > 0 ? limits.mtu() : mtu(bind.getAddress());
    requests = bound(bind);
    shared = ports.shared() ? new TftpSharedPort(requests) : null;
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
    loops.forEach(each -> serving.add(threads.newThread(each)));
    serving.forEach(Thread::start);
  }

  /** Whether it ends, and its transfers with it. */
  boolean isClosed() {
    return closed;
  }

  /** Whether all its threads run, as they do from its start to its close. */
  boolean isListening() {
    Thread loop = hearing;
    return loop != null && loop.isAlive() && serving.stream().allMatch(Thread::isAlive);
  }

  /** How many transfers are under way. */
  int runningTransfers() {
    return transfers.count();
  }

  /**
   * Hears no more requests, gives the transfers under way half a second, and then ends them and
   * tells their clients. When it returns the port is free: a socket that a thread waits on is freed
   * by that thread.
   */
  @Override
  public void close() throws IOException {
    close(GRACE);
  }

  /** The same with another time for the transfers under way. */
  void close(Duration grace) throws IOException {
    closed = true;
    if (shared == null) {
      requests.close();
    }
    for (TftpTransfer transfer : transfers.all()) {
      if (transfer instanceof TftpUpload upload && upload.isStored()) {
        upload.cancel();
      }
    }
    transfers.awaitEnd(grace.toNanos());
    transfers.all().forEach(TftpTransfer::cancel);
    transfers.awaitEnd(END_NANOS);
    requests.close();
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

  FileRoot root() {
    return root;
  }

  FileAsker asker(InetSocketAddress client) {
    return new FileAsker(client.getAddress(), localAddress.getAddress(), "");
  }

  TftpLimits limits() {
    return limits;
  }

  TftpListener listener() {
    return listener;
  }

  /** A way to a client that asked for a file. */
  TftpLine line(InetSocketAddress client) throws IOException {
    return shared == null ? new TftpLine.Own(open()) : shared.line(client);
  }

  /** A socket for one transfer: the same address, a port of its own. */
  DatagramChannel open() throws IOException {
    int count = ports.count();
    int chosen = ThreadLocalRandom.current().nextInt(count);
    for (int i = 0; ; i++) {
      int port = ports.first() + (chosen + i) % count;
      try {
        return bound(new InetSocketAddress(localAddress.getAddress(), port));
      } catch (BindException e) {
        if (i >= count - 1) {
          throw e;
        }
      }
    }
  }

  /** The greatest block that reaches this client without being split on the link. */
  int maximumBlockSize(InetAddress client) {
    if (limits.mtu() == 0 && client.isLoopbackAddress()) {
      return limits.maximumBlockSize();
    }
    int header = client instanceof Inet4Address ? IPV4_HEADER : IPV6_HEADER;
    return Math.min(limits.maximumBlockSize(), TftpNegotiation.blockSizeForMtu(linkMtu, header));
  }

  TftpTransfers transfers() {
    return transfers;
  }

  private void hear() {
    ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_REQUEST);
    TftpPacketView view = new TftpPacketView();
    while (requests.isOpen()) {
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
        }
        LockSupport.parkNanos(PAUSE_NANOS);
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
      return;
    }
    boolean read = view.opcode() == TftpOpcode.READ_REQUEST;
    if (!read && view.opcode() != TftpOpcode.WRITE_REQUEST) {
      // Anything else belongs to a transfer or gets no answer, so that two servers cannot be set
      // on each other.
      if (shared != null) {
        shared.heard(from, packet);
      }
      return;
    }
    if (closed) {
      return;
    }
    if (!rate.allows(from.getAddress(), System.nanoTime())) {
      listener.dropped(from, view.fileName(), TftpDropped.TOO_FREQUENT);
    } else if (!read && uploads == null) {
      refuseToWrite(from, view);
    } else {
      byte[] request = new byte[packet.limit()];
      packet.get(0, request);
      serve(
          read || uploads == null
              ? new TftpDownload(this, from, view, request)
              : new TftpUpload(this, uploads, from, view, request));
    }
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
    switch (transfers.admit(transfer)) {
      case ADMITTED -> {
        listener.requested(transfer.client(), transfer.fileName(), transfer.mode());
        start(transfer);
      }
      case DROPPED ->
          listener.dropped(transfer.client(), transfer.fileName(), TftpDropped.TOO_MANY);
      case JOINED -> {
        // Its client has an answer, or gets it again when its time comes.
      }
    }
  }

  private void start(TftpTransfer transfer) {
    if (transfer instanceof TftpDownload download) {
      // With a shared port, what one client asks for one after the other is one loop's.
      int chosen =
          shared == null ? nextLoop : Math.floorMod(transfer.client().hashCode(), loops.size());
      loops.get(chosen).join(download);
      nextLoop = (nextLoop + 1) % loops.size();
    } else if (transfer instanceof TftpUpload upload) {
      try {
        threads.newThread(upload).start();
      } catch (OutOfMemoryError e) {
        // The system has no more threads to give; what is under way goes on.
        upload.end(TftpOutcome.FAILED, 0, "no thread: " + e.getMessage());
      }
    }
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
