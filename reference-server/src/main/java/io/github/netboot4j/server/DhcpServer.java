package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootPolicy;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries datagrams between the network and a {@link DhcpResponder}: two blocking loops, each with
 * a thread and buffers of its own.
 *
 * <p>Two sockets, because of two facts of Linux: only a socket bound to the wildcard address hears
 * limited broadcast, and limited broadcast leaves by the interface whose address the sending socket
 * is bound to. So one hears what is broadcast; the other hears what is sent to this server and
 * sends every answer, with the port clients expect as its source.
 */
final class DhcpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DhcpServer.class);

  /** Longer than any datagram, so that none is cut without being noticed. */
  private static final int REQUEST_CAPACITY = 65_536;

  private static final int REPLY_CAPACITY = 2_048;
  private static final long STOP_MILLISECONDS = 1_000;

  private final DhcpSettings settings;
  private final DurableLeases leases;
  private final BootPolicy policy;
  private final DhcpListener listener;
  private final DatagramChannel addressed;
  private final DatagramChannel broadcast;
  private final InetSocketAddress everyone;
  private final List<Thread> loops = new ArrayList<>();
  private final ThrottledLog failures = new ThrottledLog(LOG, System::nanoTime);

  /** Binds both sockets. */
  DhcpServer(DhcpSettings settings, DurableLeases leases, BootPolicy policy, DhcpListener listener)
      throws IOException {
    this.settings = settings;
    this.leases = leases;
    this.policy = policy;
    this.listener = listener;
    this.everyone = Addresses.of(Ipv4.LIMITED_BROADCAST, settings.clientPort());
    // The addressed one first and alone: a second server must find the port taken.
    this.addressed = bind(Addresses.of(settings.on().address(), settings.port()), false);
    try {
      addressed.setOption(StandardSocketOptions.SO_BROADCAST, true);
      addressed.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      this.broadcast = bind(new InetSocketAddress(settings.port()), true);
    } catch (IOException e) {
      addressed.close();
      throw e;
    }
  }

  private static DatagramChannel bind(InetSocketAddress address, boolean shared)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void start(ThreadFactory threads) {
    for (DatagramChannel channel : List.of(broadcast, addressed)) {
      Thread loop = threads.newThread(() -> serve(channel));
      loops.add(loop);
      loop.start();
    }
  }

  private void serve(DatagramChannel channel) {
    DhcpResponder responder = new DhcpResponder(settings, leases.table(), policy, listener);
    ByteBuffer datagram = ByteBuffer.allocateDirect(REQUEST_CAPACITY);
    ByteBuffer reply = ByteBuffer.allocateDirect(REPLY_CAPACITY);
    while (channel.isOpen()) {
      try {
        datagram.clear();
        channel.receive(datagram);
        reply.clear();
        int octets = responder.respond(datagram, datagram.position(), reply, leases.now());
        if (octets > 0) {
          answer(responder, reply.limit(octets));
        }
        leases.noticeChanges();
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        // A policy of somebody's own may throw, a network may be gone: the next packet is served.
        failures.warn(() -> "DHCP: a packet was not answered: " + e);
      }
    }
  }

  private void answer(DhcpResponder responder, ByteBuffer reply) throws IOException {
    if (responder.promisesLease()) {
      leases.sendWhenStored(reply, target(responder), addressed::send);
    } else {
      addressed.send(reply, target(responder));
    }
  }

  private InetSocketAddress target(DhcpResponder responder) {
    int address = responder.destination();
    if (address == Ipv4.LIMITED_BROADCAST) {
      return everyone;
    }
    return Addresses.of(address, responder.isToRelay() ? settings.port() : settings.clientPort());
  }

  /** Returns when the ports are free: a socket that a thread waits on is freed by that thread. */
  @Override
  public void close() throws IOException {
    broadcast.close();
    addressed.close();
    try {
      for (Thread loop : loops) {
        loop.join(STOP_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
