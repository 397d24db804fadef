package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a {@link ChainWatch} what it must know, and another listener everything. */
final class WatchedServer implements ServerListener {
  private final ServerListener listener;
  private final ChainWatch watch;
  private final KnownMachines machines;
  private final LongSupplier clock;

  /**
   * A listener that watches.
   *
   * @param listener is told everything, and of loops
   * @param watch follows the machines
   * @param machines remembers what they say of themselves
   * @param clock milliseconds of a steady clock
   */
  WatchedServer(
      ServerListener listener, ChainWatch watch, KnownMachines machines, LongSupplier clock) {
    this.listener = listener;
    this.watch = watch;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    Askers askers = Askers.ofThread();
    ClientKey key =
        replyType == MessageType.NAK || address == Ipv4.ANY ? null : askers.key(request);
    if (key != null) {
      machines.answered(request, address);
      ChainLoop.Asker asker = askers.asker(request);
      // An answer that breaks a loop is no step of the machine's chain.
      if (!watch.knowsLoops() || !watch.isBrokenBy(key, asker, decision.reason())) {
        watch.answered(
            key, request.macAddress(), address, asker, decision.bootFile(), decision.reason());
      }
    }
    listener.answered(request, replyType, address, decision);
  }

  @Override
  public void finished(
      InetSocketAddress client,
      String fileName,
      @Nullable TftpMode mode,
      long bytes,
      long durationNanos,
      TftpOutcome outcome,
      String detail) {
    ChainLoop loop = outcome == TftpOutcome.COMPLETE ? noticed(client, fileName) : null;
    listener.finished(client, fileName, mode, bytes, durationNanos, outcome, detail);
    if (loop != null) {
      looping(loop);
    }
  }

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {
    listener.answered(client, method, path, status, bytes);
  }

  @Override
  public void notFilledIn(InetSocketAddress client, String why) {
    listener.notFilledIn(client, why);
  }

  @Override
  public void fetched(InetSocketAddress client, String path) {
    ChainLoop loop = noticed(client, path);
    listener.fetched(client, path);
    if (loop != null) {
      looping(loop);
    }
  }

  @Override
  public void notConnected(String detail) {
    listener.notConnected(detail);
  }

  private @Nullable ChainLoop noticed(InetSocketAddress client, String path) {
    byte[] octets = client.getAddress().getAddress();
    return octets.length == Integer.BYTES
        ? watch.fetched(ByteBuffer.wrap(octets).getInt(), path, clock.getAsLong())
        : null;
  }

  @Override
  public void looping(ChainLoop loop) {
    listener.looping(loop);
  }

  @Override
  public void givenBack(BootRequest request, int address) {
    listener.givenBack(request, address);
  }

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {
    listener.ignored(request, kind, why);
  }

  @Override
  public void received(int messageType) {
    listener.received(messageType);
  }

  @Override
  public void failed() {
    listener.failed();
  }

  @Override
  public void malformed(DhcpFault fault, int offset, int octets) {
    listener.malformed(fault, offset, octets);
  }

  @Override
  public void requested(InetSocketAddress client, String fileName, @Nullable TftpMode mode) {
    listener.requested(client, fileName, mode);
  }

  @Override
  public void rejected(TftpFault fault, int offset, InetSocketAddress peer) {
    listener.rejected(fault, offset, peer);
  }

  @Override
  public void dropped(InetSocketAddress client, String fileName, TftpDropped why) {
    listener.dropped(client, fileName, why);
  }

  @Override
  public void resent(long packets) {
    listener.resent(packets);
  }

  @Override
  public void troubled(String detail) {
    listener.troubled(detail);
  }
}
