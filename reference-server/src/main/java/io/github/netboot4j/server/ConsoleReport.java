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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line on the console for each event a person cares about: which machine, at which stage, got
 * what, and which rule said so. What strangers can cause at will is told at a bounded rate.
 */
final class ConsoleReport implements ServerListener {
  private static final Logger LOG = LoggerFactory.getLogger("netboot4j");

  /** Rules that are shown at the start. */
  private static final int MOST_RULES = 20;

  private final LeaseTable leases;
  private final ThrottledLog malformed = new ThrottledLog(LOG, System::nanoTime);
  private final ThrottledLog ignored = new ThrottledLog(LOG, System::nanoTime);
  private final ThrottledLog failed = new ThrottledLog(LOG, System::nanoTime);

  private final AtomicLong loops = new AtomicLong();

  ConsoleReport(LeaseTable leases) {
    this.leases = leases;
  }

  /** The report at start-up. */
  void serving(ServerSettings settings) {
    DhcpSettings dhcp = settings.dhcp();
    for (LocalInterface on : dhcp.interfaces()) {
      LOG.info(
          "interface {}, {} on {}{}",
          on.name(),
          Ipv4.format(on.address()),
          on.subnet(),
          dhcp.at(on).proxy() ? ": ProxyDHCP, beside another server" : "");
    }
    LOG.info("DHCP on port {}: {}", dhcp.port(), dhcp.described());
    if (settings.tftpRoot() == null) {
      LOG.info("no TFTP");
    } else {
      LOG.info("TFTP on port {}: files below {}", settings.tftpPort(), settings.tftpRoot());
      TftpOptions options = settings.tftpOptions();
      if (options.uploads() != null) {
        LOG.info(
            "TFTP uploads into {}, up to {} bytes each; files that are there {}",
            options.uploads(),
            String.format(Locale.ROOT, "%,d", TftpLimits.DEFAULTS.maximumUploadSize()),
            options.overwrites() ? "may be replaced" : "stay");
      }
    }
    if (settings.httpRoot() == null) {
      LOG.info("no HTTP");
    } else {
      LOG.info("HTTP on port {}: files below {}", settings.httpPort(), settings.httpRoot());
    }
    List<String> rules = settings.policy().toString().lines().toList();
    rules.stream()
        .limit(MOST_RULES)
        .forEach(rule -> LOG.info("rule: {}", rule.replaceAll("\\p{Cntrl}", "?")));
    if (rules.size() > MOST_RULES) {
      LOG.info("and {} rules more", rules.size() - MOST_RULES);
    }
  }

  /** The counts at the end. */
  void stopped() {
    LOG.info(
        "stopped; {} packets were malformed, {} DHCP requests not answered, {} transfers failed,"
            + " {} machines looped",
        malformed.total(),
        ignored.total(),
        failed.total(),
        loops);
  }

  @Override
  public void answered(BootRequest request, int replyType, int address, BootDecision decision) {
    String who = Printable.mac(request.macAddress());
    if (replyType == MessageType.NAK) {
      LOG.info("DHCP {} refused {}", who, Ipv4.format(address));
      return;
    }
    LOG.info(
        "DHCP {} {} → {} {}, {} [{}]",
        who,
        stage(request),
        MessageType.name(replyType),
        Ipv4.format(address),
        decision.boots() ? decision.bootFile() : "nothing to boot",
        decision.reason());
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
    LOG.info(
        "DHCP {} gave {} back ({})",
        Printable.mac(request.macAddress()),
        Ipv4.format(address),
        MessageType.name(request.message().messageType()));
  }

  @Override
  public void ignored(BootRequest request, Unanswered kind, String why) {
    ignored.warn(
        () ->
            "DHCP %s %s not answered: %s"
                .formatted(
                    Printable.mac(request.macAddress()),
                    MessageType.name(request.message().messageType()),
                    why));
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
    String line =
        "TFTP %s %s: %s%s"
            .formatted(
                who(client),
                Printable.text(fileName),
                result,
                detail.isEmpty() ? "" : " (" + Printable.text(detail) + ")");
    switch (outcome) {
      case COMPLETE, STORED, SIZE_PROBED -> LOG.info(line);
      default -> failed.warn(() -> line);
    }
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
    String limit = why == TftpDropped.TOO_FREQUENT ? ": too many requests" : ": too many transfers";
    failed.warn(() -> "TFTP " + who(client) + " " + Printable.text(fileName) + limit);
  }

  @Override
  public void troubled(String detail) {
    failed.warn(() -> "TFTP: " + Printable.text(detail));
  }

  @Override
  public void answered(
      InetSocketAddress client, String method, String path, int status, long bytes) {
    String line =
        String.format(
            Locale.ROOT,
            "HTTP %s %s %s: %d, %,d bytes",
            who(client),
            Printable.text(method),
            Printable.text(path),
            status,
            bytes);
    if (status < 400) {
      LOG.info(line);
    } else {
      failed.warn(() -> line);
    }
  }

  @Override
  public void looping(ChainLoop loop) {
    LOG.warn(
        "LOOP {} as {}: fetched {} {} times in a row [{}]; before: {}",
        Printable.mac(loop.machine()),
        Printable.text(loop.asker().toString()),
        Printable.text(loop.file()),
        loop.times(),
        Printable.whole(loop.rule().toString()),
        Printable.whole(String.join(" | ", loop.chain())));
    loops.incrementAndGet();
  }

  /** The machine behind an address, by its lease. */
  private String who(InetSocketAddress client) {
    byte[] octets = client.getAddress().getAddress();
    long mac = octets.length == 4 ? leases.macAddressOf(ByteBuffer.wrap(octets).getInt()) : -1;
    String address = client.getAddress().getHostAddress();
    return mac < 0 ? address : Printable.mac(mac) + " (" + address + ")";
  }
}
