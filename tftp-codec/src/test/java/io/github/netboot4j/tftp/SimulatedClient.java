package io.github.netboot4j.tftp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Gets or puts one file. */
final class SimulatedClient extends SimulatedSide {
  private final Scenario scenario;
  private final TftpParameters asked;
  private final byte[] file;
  private final @Nullable TftpWriteRequest request;

  /** Of a get. */
  final @Nullable SimulatedReceiver receiver;

  /** Of a put, once its request was answered. */
  @Nullable SimulatedSender sender;

  private boolean refusalSent;
  long requests;

  SimulatedClient(SimulatedNetwork network, Scenario scenario, byte[] file) {
    super(
        network,
        2000,
        TftpPeer.server(
            ADDRESS,
            scenario.put() ? TftpOpcode.WRITE_REQUEST : TftpOpcode.READ_REQUEST,
            STRANGER_INTERVAL),
        Math.max(512, scenario.blockSize()));
    this.scenario = scenario;
    this.file = file;
    asked = scenario.asked();
    request =
        scenario.put() ? new TftpWriteRequest(scenario.mode(), scenario.retransmission()) : null;
    receiver =
        scenario.put()
            ? null
            : new SimulatedReceiver(
                this,
                new TftpReceiver(scenario.retransmission(), scenario.wrap(), scenario.dallyNanos()),
                scenario,
                null);
  }

  @Override
  public void drive() {
    if (receiver != null) {
      receiver.drive();
      if (receiver.action == TftpReceiver.Action.SEND_REQUEST) {
        request(TftpNegotiation.writeReadRequest(writer, "file", asked));
        receiver.machine.requestSent(network.now());
        receiver.drive();
      }
      refuse(receiver.action == TftpReceiver.Action.OPTIONS_REFUSED);
    } else if (sender != null) {
      sender.drive();
    } else if (request.poll(network.now()) == TftpWriteRequest.Action.SEND_REQUEST) {
      request(TftpNegotiation.writeWriteRequest(writer, "file", asked));
      request.requestSent(network.now());
    } else {
      refuse(request.poll(network.now()) == TftpWriteRequest.Action.OPTIONS_REFUSED);
    }
  }

  private void request(int length) {
    requests++;
    send(SimulatedServer.PORT, length);
  }

  private void refuse(boolean due) {
    if (due && !refusalSent) {
      sendToPeer(writer.error(TftpErrorCode.OPTION_REFUSED, ""));
      refusalSent = true;
    }
  }

  @Override
  public @Nullable Long deadline() {
    if (receiver != null) {
      return receiver.deadline();
    }
    if (sender != null) {
      return sender.deadline();
    }
    boolean waiting = request.poll(network.now()) == TftpWriteRequest.Action.WAIT;
    return waiting ? request.deadline() : null;
  }

  @Override
  void received(ByteBuffer bytes) {
    if (receiver != null) {
      if (view.opcode() == TftpOpcode.OPTION_ACKNOWLEDGMENT) {
        receiver.heard++;
        receiver.machine.optionsReceived(TftpNegotiation.confirm(asked, view), network.now());
      } else {
        receiver.received(view, bytes);
      }
    } else if (sender != null) {
      sender.received(view);
    } else {
      answered();
    }
  }

  private void answered() {
    switch (view.opcode()) {
      case TftpOpcode.OPTION_ACKNOWLEDGMENT ->
          request.optionsReceived(TftpNegotiation.confirmWrite(asked, view));
      case TftpOpcode.ACKNOWLEDGMENT -> request.acknowledged(view.blockNumber());
      case TftpOpcode.ERROR -> request.failed(view.errorCode());
      default -> {}
    }
    TftpParameters agreed = request.agreed();
    if (agreed != null) {
      TftpSender machine = new TftpSender(agreed, scenario.retransmission(), scenario.wrap());
      sender = new SimulatedSender(this, machine, file, agreed, null);
    }
  }

  boolean completed() {
    return receiver != null
        ? receiver.action == TftpReceiver.Action.COMPLETE
        : sender != null && sender.action == TftpSender.Action.COMPLETE;
  }
}
