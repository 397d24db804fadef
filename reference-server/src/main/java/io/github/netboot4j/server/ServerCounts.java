package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.Reason;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the server does, and tells another listener. Adding to a count takes no lock and no
 * memory; who reads the counts, and whether anybody does, is of no concern here.
 */
final class ServerCounts extends ForwardingListener {
  /** The most rules that are counted apart; what comes after counts as {@link #OTHER_RULES}. */
  static final int MOST_RULES = 200;

  /** The name that rules beyond {@link #MOST_RULES} are counted by. */
  static final String OTHER_RULES = "(other rules)";

  /** One more than the greatest type of message that is counted apart. */
  static final int TYPES = MessageType.INFORM + 1;

  private static final int STATUSES = 600;

  final LongAdder[] received = adders(TYPES + 1);
  final LongAdder[] answered = adders(TYPES + 1);
  final Map<Unanswered, LongAdder> unanswered = new EnumMap<>(Unanswered.class);
  final LongAdder malformed = new LongAdder();
  final LongAdder failed = new LongAdder();

  final Map<TftpOutcome, LongAdder> transfers = new EnumMap<>(TftpOutcome.class);
  final Map<TftpDropped, LongAdder> droppedTransfers = new EnumMap<>(TftpDropped.class);
  final LongAdder tftpMalformed = new LongAdder();
  final LongAdder tftpTroubles = new LongAdder();
  final LongAdder tftpSent = new LongAdder();
  final LongAdder tftpStored = new LongAdder();
  final LongAdder tftpResent = new LongAdder();

  final LongAdder[] httpStatus = adders(STATUSES);
  final LongAdder httpSent = new LongAdder();
  final LongAdder httpNotConnected = new LongAdder();

  final LongAdder loops = new LongAdder();
  final LongAdder reloads = new LongAdder();
  final LongAdder failedReloads = new LongAdder();

  private final Map<Reason, LongAdder> byReason = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> byRule = new ConcurrentHashMap<>();
  private final LongAdder otherRules = new LongAdder();

  ServerCounts(ServerListener told) {
    super(told);
    for (Unanswered kind : Unanswered.values()) {
      unanswered.put(kind, new LongAdder());
    }
    for (TftpOutcome outcome : TftpOutcome.values()) {
      transfers.put(outcome, new LongAdder());
    }
    for (TftpDropped why : TftpDropped.values()) {
      droppedTransfers.put(why, new LongAdder());
    }
    byRule.put(OTHER_RULES, otherRules);
  }

  private static LongAdder[] adders(int count) {
    return IntStream.range(0, count).mapToObj(index -> new LongAdder()).toArray(LongAdder[]::new);
  }

  /** How often each rule decided an answer; grows to one more than {@link #MOST_RULES}. */
  Map<String, LongAdder> rules() {
    return byRule;
  }

  /** An index of an array by type: those beyond the known ones share one. */
  private static int known(int messageType) {
    return messageType >= 0 && messageType < TYPES ? messageType : TYPES;
  }

  @Override
  public void received(int messageType) {
    received[known(messageType)].increment();
    super.received(messageType);
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    answered[known(replyType)].increment();
    if (replyType != MessageType.NAK) {
      ofRule(decision.reason()).increment();
    }
    super.answered(request, replyType, address, decision);
  }

  private LongAdder ofRule(Reason reason) {
    LongAdder known = byReason.get(reason);
    return known != null ? known : ofNewRule(reason);
  }

  /** Seldom called: a policy of somebody's own may think of reasons without end. */
  private synchronized LongAdder ofNewRule(Reason reason) {
    if (byReason.size() >= MOST_RULES) {
      return otherRules;
    }
    LongAdder adder =
        byRule.computeIfAbsent(Printable.text(reason.toString()), rule -> new LongAdder());
    byReason.put(reason, adder);
    return adder;
  }

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {
    count(unanswered.get(kind));
    super.ignored(request, kind, why);
  }

  private static void count(@Nullable LongAdder adder) {
    if (adder != null) {
      adder.increment();
    }
  }

  @Override
  public void malformed(DhcpFault fault, int offset, int octets) {
    malformed.increment();
    super.malformed(fault, offset, octets);
  }

  @Override
  public void failed() {
    failed.increment();
    super.failed();
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
    count(transfers.get(outcome));
    (outcome == TftpOutcome.STORED ? tftpStored : tftpSent).add(bytes);
    super.finished(client, fileName, mode, bytes, durationNanos, outcome, detail);
  }

  @Override
  public void rejected(TftpFault fault, int offset, InetSocketAddress peer) {
    tftpMalformed.increment();
    super.rejected(fault, offset, peer);
  }

  @Override
  public void dropped(InetSocketAddress client, String fileName, TftpDropped why) {
    count(droppedTransfers.get(why));
    super.dropped(client, fileName, why);
  }

  @Override
  public void resent(long packets) {
    tftpResent.add(packets);
    super.resent(packets);
  }

  @Override
  public void troubled(String detail) {
    tftpTroubles.increment();
    super.troubled(detail);
  }

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {
    httpStatus[Math.max(0, Math.min(status, STATUSES - 1))].increment();
    httpSent.add(bytes);
    super.answered(client, method, path, status, bytes);
  }

  @Override
  public void notConnected(String detail) {
    httpNotConnected.increment();
    super.notConnected(detail);
  }

  @Override
  public void looping(ChainLoop loop) {
    loops.increment();
    super.looping(loop);
  }

  /**
   * The configuration was read again.
   *
   * @param served whether what was read is served now; else what was served before goes on
   */
  void reloaded(boolean served) {
    (served ? reloads : failedReloads).increment();
  }
}
