package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a {@link ChainWatch} what it must know, and another listener everything. */
final class WatchedServer extends ForwardingListener {
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
    super(listener);
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
    super.answered(request, replyType, address, decision);
  }

  @Override
  public void tookOfAnother(BootRequest request, int address) {
    machines.answered(request, address);
    super.tookOfAnother(request, address);
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
    super.finished(client, fileName, mode, bytes, durationNanos, outcome, detail);
    if (loop != null) {
      looping(loop);
    }
  }

  @Override
  public void fetched(InetSocketAddress client, String path) {
    ChainLoop loop = noticed(client, path);
    super.fetched(client, path);
    if (loop != null) {
      looping(loop);
    }
  }

  private @Nullable ChainLoop noticed(InetSocketAddress client, String path) {
    byte[] octets = client.getAddress().getAddress();
    return octets.length == Integer.BYTES
        ? watch.fetched(ByteBuffer.wrap(octets).getInt(), path, clock.getAsLong())
        : null;
  }
}
