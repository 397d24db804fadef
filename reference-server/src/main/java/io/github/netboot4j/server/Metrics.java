package io.github.netboot4j.server;

import io.github.netboot4j.dhcp.MessageType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is counted elsewhere, under the names that Prometheus knows it by. Everything is read when
 * somebody asks, and nothing is done meanwhile.
 */
final class Metrics {
  private static final String PREFIX = "netboot4j.";

  /** What a DHCP server hears; all else is of one type. */
  private static final int[] HEARD = {
    MessageType.NONE,
    MessageType.DISCOVER,
    MessageType.REQUEST,
    MessageType.DECLINE,
    MessageType.RELEASE,
    MessageType.INFORM
  };

  private static final int[] SAID = {
    MessageType.NONE, MessageType.OFFER, MessageType.ACK, MessageType.NAK
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ServerCounts counts;
  private final ReferenceServer server;

  /** What is there by now of what comes as it happens. */
  private final Set<String> seen = new HashSet<>();

  /** What the registry itself holds by weak references. */
  private final List<LongSupplier> kept = new ArrayList<>();

  private final List<Meter> ofPools = new ArrayList<>();
  private PoolFigures pools;

  /**
   * Reads from these.
   *
   * @param untold how many answers had no line in the log
   */
  Metrics(ServerCounts counts, ReferenceServer server, LongSupplier untold) {
    this.counts = counts;
    this.server = server;
    this.pools = new PoolFigures(server.plan(), server.leases().table());
    addPools();
    gauge("build", "1, and the version that runs.", () -> 1, "version", Main.Version.number());
    gauge("healthy", "1 while /healthz says ok, else 0.", () -> server.trouble() == null ? 1 : 0);
    addDhcp();
    addLeases();
    addStore(server.leases());
    addTftp();
    gauge("http.running", "Requests that are being served.", server::runningRequests);
    gauge("http.waiting", "Requests that wait to be served.", server::waitingRequests);
    gauge("http.connections", "Connections that are open.", server::connections);
    String closed = "Connections that the server closed for their clients' doings.";
    rising("http.closed", closed, server::crowdedOut, "reason", "too_many");
    rising("http.closed", closed, server::late, "reason", "too_slow");
    gauge("ping.waiting", "Offers that wait for a ping to stay unanswered.", server::waitingPings);
    rising("ping.unasked", "Offers that left without asking.", server::unaskedPings);
    rising("log.untold", "Answers without a line in the log.", untold);
    counter("http.sent", "Octets of content sent.", counts.httpSent, "bytes");
    counter(
        "http.not.connected",
        "Connections that the system could not give.",
        counts.httpNotConnected,
        null);
    counter("loops", "Machines found that load the same for ever.", counts.loops, null);
    gauge("chains", "Machines whose chains are followed.", server::followedMachines);
    String reloads = "Times that the configuration was read again.";
    counter("reloads", reloads, counts.reloads, null, "result", "served");
    counter("reloads", reloads, counts.failedReloads, null, "result", "refused");
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void addDhcp() {
    String heard = "DHCP messages of clients and relays, by their type.";
    for (int type : HEARD) {
      counter("dhcp.received", heard, counts.received[type], null, "type", name(type));
    }
    counter("dhcp.received", heard, counts.received[ServerCounts.TYPES], null, "type", "other");
    String said = "Answers made; an ACK still waits for its lease to be stored.";
    for (int type : SAID) {
      counter("dhcp.answers", said, counts.answered[type], null, "type", name(type));
    }
    String dropped = "DHCP packets that got no answer.";
    counts.unanswered.forEach(
        (kind, adder) -> counter("dhcp.dropped", dropped, adder, null, "reason", name(kind)));
    counter("dhcp.dropped", dropped, counts.malformed, null, "reason", "malformed");
    counter("dhcp.dropped", dropped, counts.failed, null, "reason", "failed");
  }

  private static String name(int messageType) {
    return MessageType.name(messageType).toLowerCase(Locale.ROOT);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void addLeases() {
    String leases = "Addresses by what they are.";
    gauge("leases", leases, () -> pools.active(), "state", "active");
    gauge("leases", leases, () -> pools.offered(), "state", "offered");
    gauge("leases", leases, () -> pools.expired(), "state", "expired");
    gauge("leases", leases, () -> pools.released(), "state", "released");
    gauge("leases", leases, () -> pools.declined(), "state", "declined");
    rising(
        "leases.circuit.full",
        "Times that a client got no address since its circuit has too many.",
        server.leases().table()::circuitRefusals);
  }

  private void addStore(DurableLeases leases) {
    StoreFigures figures = leases.figures();
    FunctionTimer.builder(
            PREFIX + "store.commit",
            figures,
            of -> of.commits.sum(),
            of -> of.nanos.sum(),
            TimeUnit.NANOSECONDS)
        .description("Commits of leases to stable storage, and the time that they took.")
        .register(registry);
    counter("store.leases", "Changes of leases stored.", figures.leases, null);
    counter("store.failures", "Commits that failed.", figures.failures, null);
    gauge("store.waiting", "Answers that wait for a commit.", leases::waiting);
    rising("store.dropped", "Answers dropped since too many waited for a commit.", leases::dropped);
    gauge(
        "store.failing",
        "1 while no lease can be stored, else 0.",
        () -> leases.table().isStorable() ? 0 : 1);
  }

  private void addTftp() {
    gauge("tftp.running", "Transfers that are under way.", server::runningTransfers);
    counts.transfers.forEach(
        (outcome, adder) ->
            counter(
                "tftp.transfers", "Requests that ended.", adder, null, "outcome", name(outcome)));
    String dropped = "TFTP packets dropped without an answer.";
    counts.droppedTransfers.forEach(
        (why, adder) -> counter("tftp.dropped", dropped, adder, null, "reason", name(why)));
    counter("tftp.dropped", dropped, counts.tftpMalformed, null, "reason", "malformed");
    counter("tftp.troubles", "Failures of a socket.", counts.tftpTroubles, null);
    counter("tftp.sent", "Octets of files, each counted once.", counts.tftpSent, "bytes");
    counter("tftp.stored", "Octets of uploads stored.", counts.tftpStored, "bytes");
    counter("tftp.resent.packets", "Packets sent again.", counts.tftpResent, null);
  }

  private Meter gauge(String name, String text, Supplier<Number> value, String... tags) {
    return Gauge.builder(PREFIX + name, value).description(text).tags(tags).register(registry);
  }

  private void counter(
      String name, String text, LongAdder value, @Nullable String unit, String... tags) {
    FunctionCounter.builder(PREFIX + name, value, LongAdder::sum)
        .description(text)
        .baseUnit(unit)
        .tags(tags)
        .register(registry);
  }

  /** A counter that is read by a method. */
  private void rising(String name, String text, LongSupplier value, String... tags) {
    kept.add(value);
    FunctionCounter.builder(PREFIX + name, value, LongSupplier::getAsLong)
        .description(text)
        .tags(tags)
        .register(registry);
  }

  /** All of it, in the text format of Prometheus. */
  synchronized String text() {
    if (pools.plan() != server.plan()) {
      pools = new PoolFigures(server.plan(), server.leases().table());
      ofPools.forEach(registry::remove);
      ofPools.clear();
      addPools();
    }
    pools.refresh(server.leases().now());
    addWhatIsNew();
    return registry.scrape();
  }

  private void addWhatIsNew() {
    counts
        .rules()
        .forEach(
            (rule, adder) -> {
              if (seen.add("rule " + rule)) {
                counter("boot.decisions", "Answers, by the rule.", adder, null, "rule", rule);
              }
            });
    for (int status = 0; status < counts.httpStatus.length; status++) {
      LongAdder adder = counts.httpStatus[status];
      if (adder.sum() > 0 && seen.add("status " + status)) {
        counter("http.requests", "Requests.", adder, null, "status", Integer.toString(status));
      }
    }
  }

  private void addPools() {
    for (int pool = 0; pool < pools.ranges(); pool++) {
      int index = pool;
      String name = pools.name(index);
      ofPools.add(
          gauge("pool.addresses", "Addresses of a range.", () -> pools.size(index), "pool", name));
      ofPools.add(
          gauge(
              "pool.free",
              "Addresses of a range that whoever asks can get.",
              () -> pools.free(index),
              "pool",
              name));
    }
  }
}
