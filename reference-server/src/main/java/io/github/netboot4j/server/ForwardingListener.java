package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Tells another listener everything: for those that want to hear of some of it before. */
abstract class ForwardingListener implements ServerListener {
  private final ServerListener told;

  ForwardingListener(ServerListener told) {
    this.told = told;
  }

  @Override
  public void received(int messageType) {
    told.received(messageType);
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    told.answered(request, replyType, address, decision);
  }

  @Override
  public void givenBack(BootRequest request, int address) {
    told.givenBack(request, address);
  }

  @Override
  public void tookOfAnother(BootRequest request, int address) {
    told.tookOfAnother(request, address);
  }

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {
    told.ignored(request, kind, why);
  }

  @Override
  public void malformed(DhcpFault fault, int offset, int octets) {
    told.malformed(fault, offset, octets);
  }

  @Override
  public void failed() {
    told.failed();
  }

  @Override
  public void requested(InetSocketAddress client, String fileName, @Nullable TftpMode mode) {
    told.requested(client, fileName, mode);
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
    told.finished(client, fileName, mode, bytes, durationNanos, outcome, detail);
  }

  @Override
  public void rejected(TftpFault fault, int offset, InetSocketAddress peer) {
    told.rejected(fault, offset, peer);
  }

  @Override
  public void dropped(InetSocketAddress client, String fileName, TftpDropped why) {
    told.dropped(client, fileName, why);
  }

  @Override
  public void resent(long packets) {
    told.resent(packets);
  }

  @Override
  public void troubled(String detail) {
    told.troubled(detail);
  }

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {
    told.answered(client, method, path, status, bytes);
  }

  @Override
  public void fetched(InetSocketAddress client, String path) {
    told.fetched(client, path);
  }

  @Override
  public void notFilledIn(InetSocketAddress client, String why) {
    told.notFilledIn(client, why);
  }

  @Override
  public void notConnected(String detail) {
    told.notConnected(detail);
  }

  @Override
  public void looping(ChainLoop loop) {
    told.looping(loop);
  }
}
