package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What both shells around a receiver do. */
final class SimulatedReceiver {
  final TftpReceiver machine;
  private final SimulatedSide side;
  private final @Nullable NetasciiDecoder decoder;
  private final @Nullable TftpNegotiation negotiation;
  private final ByteBuffer file;
  private final boolean duplicateEveryAcknowledgment;
  TftpReceiver.Action action = TftpReceiver.Action.WAIT;
  long acknowledgmentPackets;
  long heard;

  /** With a negotiation if it has an OACK to send. */
  SimulatedReceiver(
      SimulatedSide side, TftpReceiver machine, Scenario scenario, TftpNegotiation negotiation) {
    this.side = side;
    this.machine = machine;
    this.negotiation = negotiation;
    decoder = scenario.mode() == TftpMode.NETASCII ? new NetasciiDecoder() : null;
    duplicateEveryAcknowledgment = scenario.duplicateEveryAcknowledgment();
    file = ByteBuffer.allocate(scenario.size() + 1);
  }

  /** Does what is due, except to send a request. */
  void drive() {
    while (true) {
      long now = side.network.now();
      action = machine.poll(now);
      if (action != TftpReceiver.Action.SEND_ACKNOWLEDGMENT) {
        return;
      }
      int length =
          machine.isOptionsDue()
              ? negotiation.write(side.writer)
              : side.writer.acknowledgment(machine.blockNumberToAcknowledge());
      for (int copies = duplicateEveryAcknowledgment ? 2 : 1; copies > 0; copies--) {
        side.sendToPeer(length);
      }
      acknowledgmentPackets++;
      machine.acknowledgmentSent(now);
    }
  }

  @Nullable Long deadline() {
    return action == TftpReceiver.Action.WAIT ? machine.deadline() : null;
  }

  void received(TftpPacketView view, ByteBuffer bytes) {
    heard++;
    if (view.opcode() == TftpOpcode.ERROR) {
      machine.failed(view.errorCode());
    } else if (view.opcode() == TftpOpcode.DATA) {
      data(view.blockNumber(), bytes, view.payloadOffset(), view.payloadLength());
    }
  }

  void data(int number, ByteBuffer bytes, int offset, int length) {
    boolean before = machine.isFinished();
    if (machine.dataReceived(number, length, side.network.now())) {
      assertFalse(before, "data after the end");
      if (decoder == null) {
        file.put(file.position(), bytes, offset, length).position(file.position() + length);
      } else {
        decoder.decode(bytes.slice(offset, length), file);
        assertTrue(!machine.isFinished() || decoder.finish(file));
      }
    }
  }

  byte[] file() {
    return Bytes.written(file, 0, file.position());
  }

  /** Nothing but what comes, and time, makes it send. */
  long mostAcknowledgments() {
    return 1 + heard + machine.timeouts();
  }
}
