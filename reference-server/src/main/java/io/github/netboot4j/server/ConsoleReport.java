package io.github.netboot4j.server;

import io.github.netboot4j.chainload.BootDecision;
import io.github.netboot4j.chainload.BootRequest;
import io.github.netboot4j.chainload.ClientArchitecture;
import io.github.netboot4j.dhcp.DhcpFault;
import io.github.netboot4j.dhcp.Ipv4;
import io.github.netboot4j.dhcp.MessageType;
import io.github.netboot4j.tftp.TftpFault;
import io.github.netboot4j.tftp.TftpMode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line on the console for each event a person cares about: which machine, at which stage, got
 * what, and which rule said so. What strangers can cause at will is told at a bounded rate.
 */
final class ConsoleReport implements ServerListener {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  private final LeaseTable leases;
  private final ThrottledLog malformed = new ThrottledLog(LOG, System::nanoTime);
  private final ThrottledLog ignored = new ThrottledLog(LOG, System::nanoTime);
  private final ThrottledLog failed = new ThrottledLog(LOG, System::nanoTime);

  /** Apart from what failed, of which each is one too: who wrote the template has to read why. */
  private final ThrottledLog notFilledIn = new ThrottledLog(LOG, System::nanoTime);

  private final ThrottledLog untold = new ThrottledLog(LOG, System::nanoTime);
  private final LogBudget budget = new LogBudget(System::nanoTime);
  private final ThrottledLog withoutFiles = new ThrottledLog(LOG, System::nanoTime);

  private final AtomicLong loops = new AtomicLong();
  private final Traces traces = new Traces(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));

  ConsoleReport(LeaseTable leases) {
    this.leases = leases;
  }

  /** The counts at the end. */
  void stopped() {
    LOG.info(
        "stopped; {} packets were malformed, {} DHCP requests not answered, {} transfers failed,"
            + " {} machines looped",
        malformed.total(),
        ignored.total(),
        failed.total() + withoutFiles.total(),
        loops);
  }

  /** How many answers had no line. */
  long untold() {
    return untold.total();
  }

  /** Whether one more line may tell of an answer. */
  private boolean isTold() {
    boolean told = budget.take();
    if (!told) {
      untold.warn(() -> "more is answered than is told of: an answer goes without its line");
    }
    return told;
  }

  /** The same, as {@link ThrottledLog#next()} says it. */
  private long told() {
    return isTold() ? 0 : ThrottledLog.NOT_NOW;
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    boolean refused = replyType == MessageType.NAK;
    int trace = traces.of(request, refused ? Ipv4.ANY : address);
    if (!LOG.isInfoEnabled() || !isTold()) {
      return;
    }
    String who = Printable.mac(request.macAddress());
    String type = MessageType.name(replyType);
    LoggingEventBuilder line =
        LogFields.about(LOG.atInfo(), "dhcp.answered", trace, request.macAddress(), address)
            .addKeyValue("type", type);
    if (refused) {
      line.log("DHCP " + who + " refused " + Ipv4.format(address));
      return;
    }
    line.addKeyValue("stage", request.stage().label())
        .addKeyValue("file", decision.bootFile())
        .addKeyValue("rule", decision.reason().toString())
        .log(
            "DHCP %s %s → %s %s, %s [%s]"
                .formatted(
                    who,
                    stage(request),
                    type,
                    Ipv4.format(address),
                    decision.boots() ? decision.bootFile() : "nothing to boot",
                    decision.reason()));
  }

  private static String stage(BootRequest request) {
    StringBuilder text = new StringBuilder(request.stage().label());
    if (request.architecture() != ClientArchitecture.OTHER) {
      text.append(", ")
          .append(request.architecture().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    } else if (request.architectureCode() >= 0) {
      text.append(", architecture ").append(request.architectureCode());
    }
    if (request.userClass().isPresent()) {
      text.append(", user class ").append(Printable.text(request.userClass().toString()));
    }
    return text.toString();
  }

  @Override
  public void givenBack(BootRequest request, int address) {
    int trace = traces.of(request);
    if (LOG.isInfoEnabled() && isTold()) {
      String type = MessageType.name(request.message().messageType());
      LogFields.about(LOG.atInfo(), "dhcp.given-back", trace, request.macAddress(), address)
          .addKeyValue("type", type)
          .log(
              "DHCP %s gave %s back (%s)"
                  .formatted(Printable.mac(request.macAddress()), Ipv4.format(address), type));
    }
  }

  /** No line, but what it fetches from that address belongs to its chain. */
  @Override
  public void tookOfAnother(BootRequest request, int address) {
    traces.of(request, address);
  }

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {
    int trace = traces.of(request);
    long without = ignored.next();
    if (without != ThrottledLog.NOT_NOW) {
      String type = MessageType.name(request.message().messageType());
      LogFields.about(LOG.atWarn(), "dhcp.ignored", trace, request.macAddress(), Ipv4.ANY)
          .addKeyValue("type", type)
          .addKeyValue("reason", kind.name().toLowerCase(Locale.ROOT))
          .log(
              "DHCP %s %s not answered: %s%s"
                  .formatted(
                      Printable.mac(request.macAddress()),
                      type,
                      why,
                      ThrottledLog.andBefore(without)));
    }
  }

  @Override
  public void malformed(DhcpFault fault, int offset, int octets) {
    malformed.warn(
        () ->
            "DHCP packet dropped: %s at offset %d of %d octets"
                .formatted(fault.description(), offset, octets));
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
    String result =
        switch (outcome) {
          case COMPLETE ->
              String.format(Locale.ROOT, "%,d bytes in %.1f s", bytes, durationNanos / 1e9);
          case STORED ->
              String.format(Locale.ROOT, "%,d bytes stored in %.1f s", bytes, durationNanos / 1e9);
          case SIZE_PROBED -> "size told (a probe: the client reads it and breaks off)";
          case REFUSED_BY_CLIENT -> "broken off by the client";
          case TIMED_OUT -> "the client fell silent";
          case NOT_FOUND -> "not there";
          case ACCESS_DENIED -> "outside of what is served, or not to be used";
          case WRITE_REFUSED -> "writing is refused";
          case EXISTS -> "not stored, as it is there already";
          case NO_SPACE -> "not stored, as it is too large";
          case FAILED -> "failed";
        };
    boolean good =
        switch (outcome) {
          case COMPLETE, STORED, SIZE_PROBED -> true;
          default -> false;
        };
    Peer peer = peer(client, outcome == TftpOutcome.COMPLETE);
    if (!good && isWithoutFiles(detail)) {
      return;
    }
    long without = good ? told() : failed.next();
    if (without != ThrottledLog.NOT_NOW) {
      peer.about(good ? LOG.atInfo() : LOG.atWarn(), "tftp.finished")
          .addKeyValue("file", Printable.text(fileName))
          .addKeyValue("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .addKeyValue("bytes", bytes)
          .addKeyValue("milliseconds", TimeUnit.NANOSECONDS.toMillis(durationNanos))
          .log(
              "TFTP %s %s: %s%s%s"
                  .formatted(
                      peer,
                      Printable.text(fileName),
                      result,
                      detail.isEmpty() ? "" : " (" + Printable.text(detail) + ")",
                      ThrottledLog.andBefore(without)));
    }
  }

  /** What the system denies the whole server is told as that, and not once for each client. */
  private boolean isWithoutFiles(String detail) {
    boolean without = detail.contains("Too many open files");
    if (without) {
      withoutFiles.warn(
          () ->
              "this process has all the open files that it may have; TFTP and HTTP serve nobody"
                  + " more until some are closed (ulimit -n, or LimitNOFILE= of the service)");
    }
    return without;
  }

  @Override
  public void rejected(TftpFault fault, int offset, InetSocketAddress peer) {
    malformed.warn(
        () ->
            "TFTP packet dropped: "
                + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " at offset "
                + offset);
  }

  @Override
  public void dropped(InetSocketAddress client, String fileName, TftpDropped why) {
    long without = failed.next();
    if (without != ThrottledLog.NOT_NOW) {
      Peer peer = peer(client, false);
      String name = Printable.text(fileName);
      peer.about(LOG.atWarn(), "tftp.dropped")
          .addKeyValue("file", name)
          .addKeyValue("reason", why.name().toLowerCase(Locale.ROOT))
          .log(
              "TFTP %s %s: too many %s%s"
                  .formatted(
                      peer,
                      name,
                      why == TftpDropped.TOO_FREQUENT ? "requests" : "transfers",
                      ThrottledLog.andBefore(without)));
    }
  }

  @Override
  public void troubled(String detail) {
    if (!isWithoutFiles(detail)) {
      failed.warn(() -> "TFTP: " + Printable.text(detail));
    }
  }

  @Override
  public void notConnected(String detail) {
    if (!isWithoutFiles(detail)) {
      failed.warn(() -> "HTTP: no connection can be taken: " + Printable.text(detail));
    }
  }

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {
    boolean good = status < 400;
    Peer peer = peer(client, good);
    long without = good ? told() : failed.next();
    if (without != ThrottledLog.NOT_NOW) {
      peer.about(good ? LOG.atInfo() : LOG.atWarn(), "http.answered")
          .addKeyValue("method", Printable.text(method))
          .addKeyValue("file", Printable.text(path))
          .addKeyValue("status", status)
          .addKeyValue("bytes", bytes)
          .log(
              String.format(
                  Locale.ROOT,
                  "HTTP %s %s %s: %d, %,d bytes%s",
                  peer,
                  Printable.text(method),
                  Printable.text(path),
                  status,
                  bytes,
                  ThrottledLog.andBefore(without)));
    }
  }

  @Override
  public void notFilledIn(InetSocketAddress client, String why) {
    long without = notFilledIn.next();
    if (without != ThrottledLog.NOT_NOW) {
      Peer peer = peer(client, false);
      peer.about(LOG.atWarn(), "http.script-not-filled-in")
          .log(
              "HTTP %s %s%s"
                  .formatted(peer, Printable.whole(why), ThrottledLog.andBefore(without)));
    }
  }

  @Override
  public void looping(ChainLoop loop) {
    String who = Printable.mac(loop.machine());
    String file = Printable.text(loop.file());
    String rule = Printable.whole(loop.rule().toString());
    int trace = traces.ofMachine(loop.machine());
    LogFields.about(LOG.atWarn(), "loop", trace, loop.machine(), Ipv4.ANY)
        .addKeyValue("file", file)
        .addKeyValue("times", loop.times())
        .addKeyValue("rule", rule)
        .log(
            "LOOP %s as %s: fetched %s %d times in a row [%s]; before: %s"
                .formatted(
                    who,
                    Printable.text(loop.asker().toString()),
                    file,
                    loop.times(),
                    rule,
                    Printable.whole(String.join(" | ", loop.chain()))));
    loops.incrementAndGet();
  }

  /**
   * Who fetches, as far as is known.
   *
   * @param host its address as text
   * @param address the same as IPv4; 0 for another kind
   * @param machine the hardware address that has it by its lease, or was heard to take it from
   *     another server; -1 if none is known
   * @param trace what its fetching belongs to
   */
  private record Peer(String host, int address, long machine, int trace) {
    LoggingEventBuilder about(LoggingEventBuilder line, String event) {
      return LogFields.about(line, event, trace, machine, address);
    }

    @Override
    public String toString() {
      return machine < 0 ? host : Printable.mac(machine) + " (" + host + ")";
    }
  }

  private Peer peer(InetSocketAddress client, boolean fetched) {
    byte[] octets = client.getAddress().getAddress();
    String host = client.getAddress().getHostAddress();
    if (octets.length != Integer.BYTES) {
      return new Peer(host, Ipv4.ANY, -1, Traces.NONE);
    }
    int address = ByteBuffer.wrap(octets).getInt();
    int trace = traces.ofAddress(address, fetched);
    long leased = leases.macAddressOf(address);
    return new Peer(host, address, leased < 0 ? traces.machineAt(address) : leased, trace);
  }
}
