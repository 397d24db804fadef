package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client and a server joined by a simulated network, and what must hold of any such transfer. */
final class SimulatedTransfer {
  private static final byte[] LINES = {'\r', '\n', 0, 'x'};

  final SimulatedNetwork network;
  final SimulatedClient client;
  final SimulatedServer server;
  private final Scenario scenario;
  private final byte[] file;

  SimulatedTransfer(Scenario scenario) {
    this.scenario = scenario;
    file = new byte[scenario.size()];
    Random random = new Random(~scenario.seed());
    random.nextBytes(file);
    if (scenario.mode() == TftpMode.NETASCII) {
      for (int i = 0; i < file.length; i++) {
        file[i] = LINES[file[i] & 3];
      }
    }
    network = new SimulatedNetwork(scenario.seed());
    client = new SimulatedClient(network, scenario, file);
    server = new SimulatedServer(network, scenario, file);
  }

  /** Sets percentages and the greatest extra delay. */
  SimulatedTransfer over(int dropped, int duplicated, long jitter) {
    network.dropped = dropped;
    network.duplicated = duplicated;
    network.jitter = jitter;
    return this;
  }

  /** Starts with so many blocks acknowledged. To be called before the network is made worse. */
  SimulatedTransfer skipTo(long blocks) {
    while (sender() == null
        || receiver() == null
        || !network.isIdle()
        || sender().machine.poll(network.now()) != TftpSender.Action.SEND_DATA) {
      assertTrue(network.step());
    }
    sender().skipTo(blocks, receiver());
    return this;
  }

  /** Runs until both sides have ended, and checks what must hold however they ended. */
  SimulatedTransfer run() {
    network.run(5_000 + 400L * (scenario.size() / scenario.blockSize() + 2) * scenario.window());
    SimulatedReceiver receiver = receiver();
    if (receiver != null && receiver.machine.isFinished()) {
      assertArrayEquals(file, receiver.file());
    }
    SimulatedSender sender = sender();
    if (sender != null && sender.action == TftpSender.Action.COMPLETE) {
      assertNotNull(receiver);
      assertTrue(receiver.machine.isFinished(), "the sender knows more than the receiver");
    }
    requireBounded(client.sender, client.receiver);
    for (SimulatedServer.Transfer each : server.transfers) {
      assertTrue(each.hasEnded());
      requireBounded(each.sender, each.receiver);
    }
    return this;
  }

  private static void requireBounded(
      @Nullable SimulatedSender sender, @Nullable SimulatedReceiver receiver) {
    if (sender != null) {
      assertTrue(sender.dataPackets <= sender.mostDataPackets(), "too much DATA");
    }
    if (receiver != null) {
      assertTrue(receiver.acknowledgmentPackets <= receiver.mostAcknowledgments(), "too many ACKs");
    }
  }

  /** Whether the client's side ended well. */
  boolean completed() {
    return client.completed();
  }

  @Nullable SimulatedSender sender() {
    SimulatedServer.Transfer transfer = server.of(client);
    return scenario.put() ? client.sender : transfer == null ? null : transfer.sender;
  }

  @Nullable SimulatedReceiver receiver() {
    SimulatedServer.Transfer transfer = server.of(client);
    return scenario.put() ? transfer == null ? null : transfer.receiver : client.receiver;
  }
}
