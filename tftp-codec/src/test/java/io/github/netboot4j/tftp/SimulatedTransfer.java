package io.github.netboot4j.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A sender and a receiver joined by a network that drops, duplicates, delays and reorders as its
 * seed says.
 */
final class SimulatedTransfer {
  static final TftpRetransmission RETRANSMISSION = new TftpRetransmission(1000, 2, 8000, 12, 12);

  private static final long DELAY = 50;
  private static final long ORIGIN = Long.MAX_VALUE - 10_000;

  private record Packet(long arrival, long serial, boolean toServer, ByteBuffer bytes) {}

  private final PriorityQueue<Packet> network =
      new PriorityQueue<>(
          Comparator.comparingLong(Packet::arrival).thenComparingLong(Packet::serial));
  private final ByteBuffer packet = ByteBuffer.allocate(70_000);
  private final TftpPacketWriter writer = new TftpPacketWriter().wrap(packet, 0, packet.capacity());
  private final TftpPacketView view = new TftpPacketView();
  private final byte[] file;
  private final TftpParameters asked;
  private final TftpBlockWrap blockWrap;
  private final Random random;
  private final ByteBuffer received;

  /** Percentages and the greatest extra delay; set before {@link #run}. */
  int dropped;

  int duplicated;
  long jitter;
  boolean duplicateEveryAcknowledgment;
  boolean serverIgnoresOptions;

  final TftpReceiver receiver;
  TftpSender sender;
  long dataPackets;
  long acknowledgmentPackets;
  private TftpNegotiation negotiation;
  private long now;
  private long serial;
  private TftpSender.Action senderAction = TftpSender.Action.WAIT;
  private TftpReceiver.Action receiverAction = TftpReceiver.Action.WAIT;

  SimulatedTransfer(byte[] file, TftpParameters asked, TftpBlockWrap blockWrap, long seed) {
    this.file = file;
    this.asked = asked;
    this.blockWrap = blockWrap;
    this.random = new Random(seed);
    this.received = ByteBuffer.allocate(file.length);
    this.receiver = new TftpReceiver(RETRANSMISSION, blockWrap, 60_000);
  }

  /** Runs until both sides have ended. */
  SimulatedTransfer run() {
    long steps = 0;
    long bound = 2_000 + 200L * (file.length / asked.blockSize() + 2) * asked.windowSize();
    while (true) {
      driveReceiver();
      driveSender();
      long next = nextEvent();
      if (next == Long.MAX_VALUE) {
        break;
      }
      assertTrue(++steps < bound, "the transfer does not end");
      now = Math.max(now, next);
      deliver();
    }
    if (receiver.isFinished()) {
      assertArrayEquals(file, received.array());
      assertEquals(file.length, receiver.receivedBytes());
    }
    if (senderAction == TftpSender.Action.COMPLETE) {
      assertTrue(receiver.isFinished(), "the sender knows more than the receiver");
    }
    return this;
  }

  boolean senderCompleted() {
    return senderAction == TftpSender.Action.COMPLETE;
  }

  boolean receiverCompleted() {
    return receiverAction == TftpReceiver.Action.COMPLETE;
  }

  private long nextEvent() {
    long next = network.isEmpty() ? Long.MAX_VALUE : network.peek().arrival();
    if (senderAction == TftpSender.Action.WAIT && sender != null) {
      next = Math.min(next, sender.deadline() - ORIGIN);
    }
    if (receiverAction == TftpReceiver.Action.WAIT) {
      next = Math.min(next, receiver.deadline() - ORIGIN);
    }
    return next;
  }

  private void driveReceiver() {
    while (true) {
      receiverAction = receiver.poll(ORIGIN + now);
      switch (receiverAction) {
        case SEND_REQUEST -> {
          send(true, TftpNegotiation.writeReadRequest(writer, "file", asked));
          receiver.requestSent(ORIGIN + now);
        }
        case SEND_ACKNOWLEDGMENT -> {
          int length = writer.acknowledgment(receiver.blockNumberToAcknowledge());
          acknowledgmentPackets++;
          send(true, length);
          if (duplicateEveryAcknowledgment) {
            send(true, length);
          }
          receiver.acknowledgmentSent(ORIGIN + now);
        }
        default -> {
          return;
        }
      }
    }
  }

  private void driveSender() {
    while (sender != null) {
      senderAction = sender.poll(ORIGIN + now);
      switch (senderAction) {
        case SEND_OPTIONS -> {
          send(false, negotiation.write(writer));
          sender.optionsSent(ORIGIN + now);
        }
        case SEND_DATA -> {
          int blockSize = negotiation.parameters().blockSize();
          int from = (int) ((sender.blockToSend() - 1) * blockSize);
          int length = Math.min(blockSize, file.length - from);
          int header = writer.data(sender.blockNumberToSend());
          packet.put(header, file, from, length);
          dataPackets++;
          send(false, header + length);
          sender.dataSent(length, ORIGIN + now);
        }
        default -> {
          return;
        }
      }
    }
  }

  private void send(boolean toServer, int length) {
    int copies = random.nextInt(100) < dropped ? 0 : random.nextInt(100) < duplicated ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long arrival = now + DELAY + (jitter == 0 ? 0 : (long) (random.nextDouble() * jitter));
      network.add(
          new Packet(
              arrival, serial++, toServer, ByteBuffer.wrap(Bytes.written(packet, 0, length))));
    }
  }

  private void deliver() {
    if (network.isEmpty() || network.peek().arrival() > now) {
      return;
    }
    Packet arrived = network.remove();
    ByteBuffer bytes = arrived.bytes();
    view.wrap(bytes, 0, bytes.limit());
    if (arrived.toServer()) {
      serverReceived();
    } else {
      clientReceived(bytes);
    }
  }

  private void serverReceived() {
    if (view.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
      sender.acknowledged(view.blockNumber(), ORIGIN + now);
    } else if (sender == null) {
      if (serverIgnoresOptions) {
        view.wrap(ByteBuffer.wrap(Bytes.of("\0\1file\0octet\0")), 0, 13);
      }
      negotiation = TftpNegotiation.answer(view, TftpMode.OCTET, 65464, 65535, file.length);
      sender =
          new TftpSender(
              negotiation.parameters(), negotiation.hasOptions(), RETRANSMISSION, blockWrap);
    }
  }

  private void clientReceived(ByteBuffer bytes) {
    if (view.opcode() == TftpOpcode.OPTION_ACKNOWLEDGMENT) {
      receiver.optionsReceived(TftpNegotiation.confirm(asked, view), ORIGIN + now);
    } else if (receiver.dataReceived(view.blockNumber(), view.payloadLength(), ORIGIN + now)) {
      received.put(bytes.slice(view.payloadOffset(), view.payloadLength()));
    }
  }
}
