package io.github.netboot4j.server.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between the programs of others and ours, over a network that loses nothing: a file of each size
 * arrives whole and the same, and both sides call it a success.
 */
@Timeout(value = 100, unit = TimeUnit.SECONDS)
final class PeerTransfersIT {
  /** Two for each of two cores: one side works while the other waits. */
  private static final int TRANSFERS_AT_ONCE = 4;

  @TempDir static Path temporary;
  private static AtOnce atOnce;
  private static PeerLab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = new PeerLab(temporary, PeerFiles.SIZES, Duration.ofSeconds(1));
    atOnce = new AtOnce(TRANSFERS_AT_ONCE);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    atOnce.end();
    lab.close();
  }

  @TestFactory
  List<DynamicTest> theirClientsReadFromUs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (PeerClient client : PeerClient.values()) {
      for (int size : PeerFiles.SIZES) {
        String label = client + "-reads-" + size;
        if (client.reads(size)) {
          tests.add(test(label, () -> lab.readsFromUs(client, size, label, lab.us())));
        }
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> theirClientsReadFromUsOnOnePort() {
    List<DynamicTest> tests = new ArrayList<>();
    for (PeerClient client : PeerClient.values()) {
      for (int size : List.of(0, 512, 1_000_000)) {
        String label = client + "-reads-" + size + "-on-one-port";
        if (client.reads(size)) {
          tests.add(test(label, () -> lab.readsFromOnePort(client, size, label)));
        }
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> theirClientsWriteToUs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (PeerClient client : PeerClient.values()) {
      for (int size : PeerFiles.SIZES) {
        String label = client + "-writes-" + size;
        if (client.writes(size)) {
          tests.add(test(label, () -> lab.writesToUs(client, size, label, lab.us())));
        }
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> ourClientReadsFromThem() {
    List<DynamicTest> tests = new ArrayList<>();
    for (PeerServer.Kind kind : PeerServer.Kind.values()) {
      for (OurClient client : OurClient.values()) {
        for (int size : PeerFiles.SIZES) {
          String label = client + "-reads-" + size + "-from-" + kind;
          if (kind.sends(client) && client.transfers(size)) {
            tests.add(test(label, () -> lab.readsFromThem(client, size, label, lab.them(kind))));
          }
        }
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> ourClientWritesToThem() {
    List<DynamicTest> tests = new ArrayList<>();
    for (PeerServer.Kind kind : PeerServer.Kind.values()) {
      for (OurClient client : OurClient.values()) {
        for (int size : PeerFiles.SIZES) {
          String label = client + "-writes-" + size + "-to-" + kind;
          if (kind.takesUploads() && client.transfers(size)) {
            tests.add(test(label, () -> lab.writesToThem(client, size, label, lab.them(kind))));
          }
        }
      }
    }
    return tests;
  }

  private interface Transfer {
    PeerLab.Verdict run() throws IOException, InterruptedException;
  }

  private static DynamicTest test(String label, Transfer transfer) {
    return atOnce.test(
        label,
        () -> {
          PeerLab.Verdict verdict = transfer.run();
          assertTrue(verdict.theirs() && verdict.ours(), verdict::detail);
        });
  }
}
