package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves one file, or takes it: each request on a port of its own. */
final class SimulatedServer implements SimulatedNetwork.Host {
  static final int PORT = 69;

  final List<Transfer> transfers = new ArrayList<>();
  private final SimulatedNetwork network;
  private final Scenario scenario;
  private final byte[] file;
  private final TftpPacketView view = new TftpPacketView();

  SimulatedServer(SimulatedNetwork network, Scenario scenario, byte[] file) {
    this.network = network;
    this.scenario = scenario;
    this.file = file;
    network.attach(PORT, this);
  }

  @Override
  public void drive() {}

  @Override
  public @Nullable Long deadline() {
    return null;
  }

  @Override
  public void receive(SimulatedNetwork.Address from, ByteBuffer bytes) {
    int opcode = scenario.put() ? TftpOpcode.WRITE_REQUEST : TftpOpcode.READ_REQUEST;
    if (from == SimulatedNetwork.Address.OURS
        && view.tryWrap(bytes, 0, bytes.limit())
        && view.opcode() == opcode
        && !(scenario.serverJoins() && transfers.stream().anyMatch(t -> !t.hasEnded()))) {
      TftpPacketView request = view;
      if (scenario.serverIgnoresOptions()) {
        request = Bytes.view("\0" + (char) opcode + "file\0" + scenario.mode().wireName() + "\0");
      }
      boolean told = scenario.mode() == TftpMode.OCTET && !scenario.put();
      TftpNegotiation negotiation =
          TftpNegotiation.answer(
              request,
              scenario.mode(),
              scenario.serverBlockSize(),
              scenario.serverWindow(),
              told ? file.length : TftpParameters.UNKNOWN_SIZE);
      transfers.add(new Transfer(network.fromPort, negotiation));
    }
  }

  /** The transfer that the client holds to. */
  @Nullable Transfer of(SimulatedClient client) {
    for (Transfer transfer : transfers) {
      if (transfer.port == client.peer.port()) {
        return transfer;
      }
    }
    return null;
  }

  /** One request, served. */
  final class Transfer extends SimulatedSide {
    final @Nullable SimulatedSender sender;
    final @Nullable SimulatedReceiver receiver;

    Transfer(int clientPort, TftpNegotiation negotiation) {
      super(
          SimulatedServer.this.network,
          3000 + transfers.size(),
          TftpPeer.client(ADDRESS, clientPort, STRANGER_INTERVAL),
          negotiation.parameters().blockSize());
      TftpParameters agreed = negotiation.parameters();
      boolean options = negotiation.hasOptions();
      if (scenario.put()) {
        sender = null;
        TftpReceiver machine =
            new TftpReceiver(
                agreed, options, scenario.retransmission(), scenario.wrap(), scenario.dallyNanos());
        receiver = new SimulatedReceiver(this, machine, scenario, negotiation);
      } else {
        receiver = null;
        TftpSender machine =
            new TftpSender(agreed, options, scenario.retransmission(), scenario.wrap());
        sender = new SimulatedSender(this, machine, file, agreed, negotiation);
      }
    }

    @Override
    public void drive() {
      if (sender != null) {
        sender.drive();
      } else {
        receiver.drive();
      }
    }

    @Override
    public @Nullable Long deadline() {
      return sender != null ? sender.deadline() : receiver.deadline();
    }

    boolean hasEnded() {
      return sender != null
          ? sender.action.compareTo(TftpSender.Action.WAIT) > 0
          : receiver.action.compareTo(TftpReceiver.Action.WAIT) > 0;
    }

    @Override
    void received(ByteBuffer bytes) {
      if (sender != null) {
        sender.received(view);
      } else {
        receiver.received(view, bytes);
      }
    }
  }
}
