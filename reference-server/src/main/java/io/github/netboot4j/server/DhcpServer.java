package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries datagrams between the network of one interface and its {@link Responder}s: blocking
 * loops, each with a thread and buffers of its own.
 */
final class DhcpServer implements LinkWatch.Served, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  /** Longer than any datagram, so that none is cut without being noticed. */
  private static final int REQUEST_CAPACITY = 65_536;

  private static final int REPLY_CAPACITY = 2_048;
  private static final long STOP_MILLISECONDS = 1_000;

  /** What is served, and by which policy; replaced as a whole. */
  private static final class Service {
    final DhcpSettings settings;
    final BootPolicy policy;

    Service(DhcpSettings settings, BootPolicy policy) {
      this.settings = settings;
      this.policy = policy;
    }
  }

  /** A socket and the thread that waits on it, which ends when the socket is closed. */
  private record Loop(DatagramChannel channel, Thread thread) {}

  private final DurableLeases leases;
  private final DhcpListener listener;
  private final DhcpChannels channels;
  private final HeldReply.Sender sender;
  private final InetSocketAddress everyone;

  /** Asks for addresses before they are offered; null where that is not wanted. */
  private volatile @Nullable PingCheck pings;

  private final List<Loop> loops = new ArrayList<>();
  private final ThrottledLog failures = new ThrottledLog(LOG, System::nanoTime);
  private volatile Service service;
  private @Nullable ThreadFactory threads;

  /** Binds the sockets that have an address; {@link #hearBroadcasts} follows. */
  DhcpServer(DhcpSettings settings, DurableLeases leases, BootPolicy policy, DhcpListener listener)
      throws IOException {
    this.service = new Service(settings, policy);
    this.leases = leases;
    this.listener = listener;
    this.everyone = Addresses.of(Ipv4.LIMITED_BROADCAST, settings.clientPort());
    this.channels = new DhcpChannels(settings);
    this.sender = channels.addressed::send;
  }

  /**
   * Binds what is left, once the addresses of all interfaces are bound.
   *
   * @return whether the broadcasts of other interfaces stay away
   */
  boolean hearBroadcasts() throws IOException {
    return channels.hearBroadcasts();
  }

  /**
   * From the next datagram on, another plan and policy are in force; what was leased stays leased.
   *
   * @param settings of the same interface and ports
   */
  void serve(DhcpSettings settings, BootPolicy policy) {
    service = new Service(settings, policy);
  }

  void start(ThreadFactory threads) {
    this.threads = threads;
    if (service.settings.pings()) {
      pings = new PingCheck(leases, threads, PingCheck::ping);
    }
    channels.heard().forEach(this::startListening);
    lookAround();
  }

  private synchronized void startListening(DhcpChannels.Heard heard) {
    if (threads != null && heard.channel().isOpen()) {
      loops.removeIf(loop -> !loop.thread.isAlive());
      Thread thread = threads.newThread(() -> listen(heard));
      loops.add(new Loop(heard.channel(), thread));
      thread.start();
    }
  }

  @Override
  public void hearAgain() throws IOException {
    channels.hearBroadcasts();
    startListening(channels.heardBroadcasts());
  }

  /** A proxy hears relays as long as no other server of this host may be meant by them. */
  @Override
  public void lookAround() {
    try {
      if (!service.settings.proxy() || !channels.shareWithOthers()) {
        return;
      }
      DhcpChannels.Heard relays = channels.heardRelays();
      if (relays == null) {
        LOG.info("ProxyDHCP leaves relays to another program of this host that has the port");
      } else {
        startListening(relays);
        LOG.info("ProxyDHCP answers relays too");
      }
    } catch (IOException e) {
      // Who has the port cannot be told, or it was taken this moment: relays are not heard.
      LOG.debug("relays are not heard", e);
    }
  }

  private Responder responder(Service of, int port) {
    return of.settings.proxy()
        ? new ProxyResponder(of.settings, of.policy, listener, port)
        : new DhcpResponder(of.settings, leases.table(), of.policy, listener);
  }

  private void listen(DhcpChannels.Heard heard) {
    DatagramChannel channel = heard.channel();
    ByteBuffer datagram = ByteBuffer.allocateDirect(REQUEST_CAPACITY);
    ByteBuffer reply = ByteBuffer.allocateDirect(REPLY_CAPACITY);
    Service current = service;
    Responder responder = responder(current, heard.port());
    Targets targets = new Targets();
    while (channel.isOpen()) {
      try {
        datagram.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(datagram);
        if (current != service) {
          current = service;
          responder = responder(current, heard.port());
        }
        reply.clear();
        int octets = responder.respond(datagram, datagram.position(), reply, leases.now());
        if (octets > 0) {
          reply.limit(octets);
          if (heard.port() == BootRequest.BOOT_SERVER_PORT) {
            channel.send(reply, from); // whatever port it asks from is the one it listens on
          } else {
            answer(responder, current.settings, reply, targets);
          }
        }
        leases.noticeChanges();
      } catch (ClosedChannelException e) {
        // Its own, and then this ends; or the one that an answer was to leave by.
      } catch (IOException | RuntimeException e) {
        // A policy of somebody's own may throw, a network may be gone: the next packet is served.
        listener.failed();
        failures.warn(() -> "DHCP: a packet was not answered: " + e);
      }
    }
  }

  private void answer(Responder responder, DhcpSettings settings, ByteBuffer reply, Targets targets)
      throws IOException {
    InetSocketAddress target = target(responder, settings, targets);
    PingCheck asked = pings;
    if (responder.promisesLease()) {
      leases.sendWhenStored(reply, target, sender);
    } else if (asked != null && responder.offered() != Ipv4.ANY) {
      asked.send(responder.offered(), responder.offersAnother(), reply, target, sender);
    } else {
      channels.sender(responder.isToRelay()).send(reply, target);
    }
  }

  private InetSocketAddress target(Responder responder, DhcpSettings settings, Targets targets) {
    int address = responder.destination();
    if (address == Ipv4.LIMITED_BROADCAST) {
      return everyone;
    }
    return targets.of(address, responder.isToRelay() ? settings.port() : settings.clientPort());
  }

  /** Whether a loop runs for each of its sockets, as it does from its start to its close. */
  synchronized boolean isListening() {
    return threads != null
        && channels.heard().stream().allMatch(heard -> isListening(heard.channel()));
  }

  private boolean isListening(DatagramChannel channel) {
    return loops.stream().anyMatch(loop -> loop.channel == channel && loop.thread.isAlive());
  }

  /** How many offers wait until it is known that nobody uses their address. */
  int waitingPings() {
    PingCheck asked = pings;
    return asked == null ? 0 : asked.waiting();
  }

  /** How many offers left without asking that. */
  long unaskedPings() {
    PingCheck asked = pings;
    return asked == null ? 0 : asked.unasked();
  }

  String interfaceName() {
    return service.settings.on().name();
  }

  /** Returns when the ports are free: a socket that a thread waits on is freed by that thread. */
  @Override
  public void close() throws IOException {
    channels.close();
    PingCheck asked = pings;
    if (asked != null) {
      asked.close();
    }
    List<Loop> started;
    synchronized (this) {
      started = List.copyOf(loops);
    }
    try {
      for (Loop loop : started) {
        loop.thread.join(STOP_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
