package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between the programs of others and ours, over a network that loses, repeats, swaps and delays one
 * packet in ten: a transfer that either side calls a success is whole and the same. That all of
 * them are successes is not asked, as the peers have weaknesses of their own; most must be.
 */
@Timeout(value = 100, unit = TimeUnit.SECONDS)
final class PeerTransfersUnderLossIT {
  private static final LossyRelay.Trouble FOR_US = new LossyRelay.Trouble(3, 2, 2, 3);
  private static final LossyRelay.Trouble FOR_THEM = new LossyRelay.Trouble(3, 2, 2, 3, true);
  private static final List<Integer> SIZES = List.of(0, 513, 100_000, 1_000_000);
  private static final int SEEDS = 3;

  /** They wait for timeouts most of the time; but each is a process that answers in good time. */
  private static final int TRANSFERS_AT_ONCE =
      Math.min(60, 30 * Runtime.getRuntime().availableProcessors());

  private static final double MOST_FAILURES = 0.1;

  @TempDir static Path temporary;
  private static AtOnce atOnce;
  private static PeerLab lab;

  private final AtomicInteger transfers = new AtomicInteger();
  private final AtomicInteger troubled = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws IOException {
    lab = new PeerLab(temporary, SIZES, Duration.ofMillis(100));
    atOnce = new AtOnce(TRANSFERS_AT_ONCE);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    atOnce.end();
    lab.close();
  }

  private interface Transfer {
    PeerLab.Verdict run(String label, InetSocketAddress server)
        throws IOException, InterruptedException;
  }

  private interface Server {
    InetSocketAddress address() throws IOException;
  }

  private record Way(Server server, int seed, LossyRelay.Trouble trouble) {}

  @TestFactory
  List<DynamicTest> transfers() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (int size : SIZES) {
        addOurServer(tests, seed, size);
        for (PeerServer.Kind kind : PeerServer.Kind.values()) {
          if (size <= kind.mostUnderLoss()) {
            addTheirServer(tests, kind, seed, size);
          }
        }
      }
    }
    tests.add(DynamicTest.dynamicTest("most succeed", this::mostSucceed));
    return tests;
  }

  private void addOurServer(List<DynamicTest> tests, int seed, int size) {
    Way way = new Way(lab::us, seed, FOR_US);
    for (PeerClient client : PeerClient.values()) {
      if (client.reads(size) && size <= client.mostReadUnderLoss()) {
        tests.add(
            test(
                client + "-reads-" + size,
                way,
                (label, server) -> lab.readsFromUs(client, size, label, server)));
      }
      if (client.writes(size) && size <= client.mostWrittenUnderLoss()) {
        tests.add(
            test(
                client + "-writes-" + size,
                way,
                (label, server) -> lab.writesToUs(client, size, label, server)));
      }
    }
  }

  private void addTheirServer(List<DynamicTest> tests, PeerServer.Kind kind, int seed, int size) {
    Way way = new Way(() -> lab.them(kind), seed, FOR_THEM);
    for (OurClient client : OurClient.values()) {
      if (kind.sendsUnderLoss(client)) {
        tests.add(
            test(
                client + "-reads-" + size + "-from-" + kind,
                way,
                (label, server) -> lab.readsFromThem(client, size, label, server)));
      }
      if (kind.takesUploads()) {
        tests.add(
            test(
                client + "-writes-" + size + "-to-" + kind,
                way,
                (label, server) -> lab.writesToThem(client, size, label, server)));
      }
    }
  }

  private DynamicTest test(String what, Way way, Transfer transfer) {
    String label = what + "-seed-" + way.seed;
    return atOnce.test(
        label,
        () -> {
          try (LossyRelay network = new LossyRelay(way.server.address(), way.seed, way.trouble)) {
            PeerLab.Verdict verdict = transfer.run(label, network.address());
            transfers.incrementAndGet();
            troubled.addAndGet(network.troubled());
            if (!verdict.theirs()) {
              failures.add(label + ": " + verdict.detail());
            }
          }
        });
  }

  private void mostSucceed() {
    assumeTrue(transfers.get() > 0, "no transfer could be run");
    assertTrue(troubled.get() > transfers.get(), () -> "too little trouble: " + troubled);
    assertTrue(
        failures.size() <= MOST_FAILURES * transfers.get(),
        () -> "of " + transfers + " transfers failed " + failures);
  }
}
