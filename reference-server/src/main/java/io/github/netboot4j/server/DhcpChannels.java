package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a DHCP server on one interface.
 *
 * <p>Only a socket bound to the wildcard address, or to that of limited broadcast, hears limited
 * broadcast; and limited broadcast leaves by the interface whose address the sending socket is
 * bound to. So one socket hears what is broadcast, on its interface alone; another one hears what
 * is sent to this server, and sends every answer, with the port that clients expect as its source.
 *
 * <p>A ProxyDHCP server may share its host with the server that gives the addresses, and must not
 * take that server's packets away. It hears with a socket that is bound to limited broadcast, and
 * sends with one that is connected to it: neither is given what is sent to this host. While no
 * other server is there, a third one hears what relays send.
 */
final class DhcpChannels implements AutoCloseable {
  /**
   * Octets of datagrams that a socket holds until they are read, as far as the system allows: some
   * hundred machines that ask at the same moment.
   */
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final List<DatagramChannel> opened = new ArrayList<>();

  private final DhcpSettings settings;

  /** Hears what is broadcast; null until it does. */
  private @Nullable DatagramChannel broadcast;

  /** Hears what relays send to a proxy, and answers it; null if this does not. */
  private volatile @Nullable DatagramChannel relays;

  /** Sends from the server's port; hears what is sent to this server, unless it is a proxy. */
  final DatagramChannel addressed;

  /** Hears and answers on the port of PXE boot servers; null if this is no proxy. */
  final @Nullable DatagramChannel bootServer;

  /**
   * Opens those that are bound to an address; all, or none. A server on several interfaces opens
   * these on each, and then {@link #hearBroadcasts}, so that a port that is taken is noticed.
   */
  DhcpChannels(DhcpSettings settings) throws IOException {
    this.settings = settings;
    try {
      InetSocketAddress own = Addresses.of(settings.on().address(), settings.port());
      boolean shared = settings.proxy();
      // A second server must find the port taken; a proxy shares it.
      addressed = open(StandardProtocolFamily.INET, shared);
      addressed.bind(own);
      addressed.setOption(StandardSocketOptions.SO_BROADCAST, true);
      addressed.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (settings.proxy()) {
        addressed.connect(Addresses.of(Ipv4.LIMITED_BROADCAST, settings.clientPort()));
        bootServer = open(StandardProtocolFamily.INET, false);
        bootServer.bind(Addresses.of(settings.on().address(), settings.bootServerPort()));
      } else {
        bootServer = null;
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the socket that hears what is broadcast, in place of the one that did.
   *
   * @return whether the broadcasts of other interfaces stay away
   */
  synchronized boolean hearBroadcasts() throws IOException {
    close(broadcast);
    int index = index(settings.on());
    broadcast = settings.proxy() ? hearingNothingElse(index) : null;
    if (broadcast != null) {
      return true;
    }
    broadcast = open(StandardProtocolFamily.INET, true);
    boolean only = LinuxSockets.bindToInterface(broadcast, index);
    broadcast.bind(new InetSocketAddress(settings.port()));
    return only;
  }

  /**
   * Hears limited broadcast and nothing else. The JDK lets no socket of IPv4 be bound to that
   * address, but one of both families.
   *
   * @return null without IPv6, or on another system
   */
  private @Nullable DatagramChannel hearingNothingElse(int index) throws IOException {
    DatagramChannel channel = open(null, true);
    try {
      if (LinuxSockets.bindToInterface(channel, index)) {
        return channel.bind(Addresses.of(Ipv4.LIMITED_BROADCAST, settings.port()));
      }
    } catch (IOException e) {
      // The wider one will do.
    }
    close(channel);
    return null;
  }

  /**
   * Opens or closes the socket of a proxy that hears what relays send, as another server of this
   * host leaves room for it or not: what is sent to this host's port 67 goes to one socket alone.
   *
   * @return whether something changed
   */
  synchronized boolean shareWithOthers() throws IOException {
    DatagramChannel own = relays;
    int address = settings.on().address();
    boolean alone = PortTable.listeners(address, settings.port()) == (own == null ? 0 : 1);
    if (alone == (own != null)) {
      return false;
    }
    if (own != null) {
      relays = null;
      close(own);
      return true;
    }
    DatagramChannel channel = open(StandardProtocolFamily.INET, true);
    try {
      relays = channel.bind(Addresses.of(address, settings.port()));
    } catch (IOException e) {
      close(channel);
      throw e;
    }
    return true;
  }

  /** Sends what does not go back to the very sender of a request. */
  DatagramChannel sender(boolean toRelay) {
    DatagramChannel own = relays;
    if (!toRelay || bootServer == null) {
      return addressed;
    }
    return own == null ? bootServer : own;
  }

  private void close(@Nullable DatagramChannel channel) throws IOException {
    if (channel != null) {
      opened.remove(channel);
      channel.close();
    }
  }

  private DatagramChannel open(@Nullable StandardProtocolFamily family, boolean shared)
      throws IOException {
    DatagramChannel channel =
        family == null ? DatagramChannel.open() : DatagramChannel.open(family);
    opened.add(channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    return channel;
  }

  private static int index(LocalInterface on) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(on.name());
    if (found == null) {
      found = NetworkInterface.getByInetAddress(Addresses.of(on.address()));
    }
    return found == null ? 0 : found.getIndex();
  }

  /** The one that hears what is broadcast, once it does. */
  synchronized Heard heardBroadcasts() {
    return new Heard(Objects.requireNonNull(broadcast), BootRequest.SERVER_PORT);
  }

  /** The one that hears what relays send to a proxy; null if none does. */
  @Nullable Heard heardRelays() {
    DatagramChannel own = relays;
    return own == null ? null : new Heard(own, BootRequest.SERVER_PORT);
  }

  /** Those that a thread waits on, each with the port that it stands for in PXE. */
  List<Heard> heard() {
    List<Heard> heard = new ArrayList<>();
    heard.add(heardBroadcasts());
    if (!settings.proxy()) {
      heard.add(new Heard(addressed, BootRequest.SERVER_PORT));
    }
    if (bootServer != null) {
      heard.add(new Heard(bootServer, BootRequest.BOOT_SERVER_PORT));
    }
    Heard fromRelays = heardRelays();
    if (fromRelays != null) {
      heard.add(fromRelays);
    }
    return heard;
  }

  /**
   * A socket that is listened to.
   *
   * @param channel the socket
   * @param port {@link BootRequest#SERVER_PORT} or {@link BootRequest#BOOT_SERVER_PORT}
   */
  record Heard(DatagramChannel channel, int port) {}

  @Override
  public synchronized void close() throws IOException {
    for (DatagramChannel channel : opened) {
      channel.close();
    }
  }
}
