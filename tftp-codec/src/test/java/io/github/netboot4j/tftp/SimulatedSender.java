package io.github.netboot4j.tftp;

import org.jspecify.annotations.Nullable;

/** What both shells around a sender do. */
final class SimulatedSender {
  final TftpSender machine;
  private final SimulatedSide side;
  private final SimulatedSource source;
  private final @Nullable TftpNegotiation negotiation;
  private final int windowSize;
  TftpSender.Action action = TftpSender.Action.WAIT;
  long dataPackets;
  long news;

  /** With a negotiation if it has an OACK to send. */
  SimulatedSender(
      SimulatedSide side,
      TftpSender machine,
      byte[] file,
      TftpParameters agreed,
      @Nullable TftpNegotiation negotiation) {
    this.side = side;
    this.machine = machine;
    this.negotiation = negotiation;
    windowSize = agreed.windowSize();
    source = new SimulatedSource(file, agreed);
  }

  void drive() {
    while (true) {
      long now = side.network.now();
      action = machine.poll(now);
      switch (action) {
        case SEND_OPTIONS -> {
          side.sendToPeer(negotiation.write(side.writer));
          machine.optionsSent(now);
        }
        case SEND_DATA -> {
          int length = source.read(machine.blockToSend(), side.packet);
          side.sendToPeer(side.writer.data(machine.blockNumberToSend()) + length);
          dataPackets++;
          machine.dataSent(length, now);
        }
        default -> {
          return;
        }
      }
    }
  }

  @Nullable Long deadline() {
    return action == TftpSender.Action.WAIT ? machine.deadline() : null;
  }

  void received(TftpPacketView view) {
    if (view.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
      news += machine.acknowledged(view.blockNumber(), side.network.now()) ? 1 : 0;
    } else if (view.opcode() == TftpOpcode.ERROR) {
      machine.failed(view.errorCode());
    }
  }

  /** A window for the start, for each ACK that was news, and for each timeout. */
  long mostDataPackets() {
    return (1 + news + machine.timeouts()) * windowSize;
  }

  /** Goes on without the network until some blocks are acknowledged. */
  void skipTo(long blocks, SimulatedReceiver receiver) {
    long now = side.network.now();
    while (machine.acknowledgedBlocks() < blocks) {
      while (machine.poll(now) == TftpSender.Action.SEND_DATA) {
        int number = machine.blockNumberToSend();
        int length = source.read(machine.blockToSend(), side.packet);
        machine.dataSent(length, now);
        receiver.data(number, side.packet, TftpPacketWriter.DATA_HEADER_LENGTH, length);
      }
      if (receiver.machine.poll(now) == TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
        receiver.machine.acknowledgmentSent(now);
        machine.acknowledged(receiver.machine.blockNumberToAcknowledge(), now);
      }
    }
  }
}
