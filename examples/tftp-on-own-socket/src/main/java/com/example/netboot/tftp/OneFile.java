package com.example.netboot.tftp;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpRetransmission;
import io.github.netboot4j.tftp.TftpSender;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * Serves one file, whatever is asked for, to one client over a socket that the program brings: the
 * library says what to send and when, and this carries it.
 */
public final class OneFile {
  private static final int LARGEST_BLOCK = 1428;
  private static final int LARGEST_WINDOW = 16;

  private final DatagramSocket socket;
  private final byte[] file;
  private final ByteBuffer in = ByteBuffer.allocate(2048);
  private final ByteBuffer out = ByteBuffer.allocate(4 + LARGEST_BLOCK);
  private final TftpPacketView packet = new TftpPacketView();
  private final TftpPacketWriter writer = new TftpPacketWriter();

  public OneFile(DatagramSocket socket, byte[] file) {
    this.socket = socket;
    this.file = file;
  }

  /** Waits for a request and serves it from this very socket; returns how it ended. */
  public TftpSender.Action serve() throws IOException {
    DatagramPacket request = receive(0);
    while (!packet.tryWrap(in, 0, request.getLength())
        || packet.opcode() != TftpOpcode.READ_REQUEST
        || packet.mode() != TftpMode.OCTET) {
      request = receive(0);
    }
    TftpNegotiation agreed =
        TftpNegotiation.answer(packet, TftpMode.OCTET, LARGEST_BLOCK, LARGEST_WINDOW, file.length);
    TftpParameters parameters = agreed.parameters();
    TftpSender sender =
        new TftpSender(
            parameters, agreed.hasOptions(), TftpRetransmission.DEFAULTS, TftpBlockWrap.TO_ZERO);
    while (true) {
      long now = System.nanoTime();
      TftpSender.Action action = sender.poll(now);
      switch (action) {
        case SEND_OPTIONS -> {
          send(agreed.write(writer.wrap(out, 0, out.capacity())), request);
          sender.optionsSent(now);
        }
        case SEND_DATA -> {
          int from = (int) ((sender.blockToSend() - 1) * parameters.blockSize());
          int length = Math.min(parameters.blockSize(), file.length - from);
          int header = writer.wrap(out, 0, out.capacity()).data(sender.blockNumberToSend());
          out.put(header, file, from, length);
          send(header + length, request);
          sender.dataSent(length, now);
        }
        case WAIT -> hear(sender, request);
        default -> {
          return action;
        }
      }
    }
  }

  private void hear(TftpSender sender, DatagramPacket client) throws IOException {
    long milliseconds = (sender.deadline() - System.nanoTime()) / 1_000_000;
    DatagramPacket received;
    try {
      received = receive((int) Math.max(1, milliseconds)); // 0 would be for ever
    } catch (SocketTimeoutException e) {
      return; // the sender knows what to do when its time has come
    }
    if (!received.getSocketAddress().equals(client.getSocketAddress())
        || !packet.tryWrap(in, 0, received.getLength())) {
      return;
    }
    if (packet.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
      sender.acknowledged(packet.blockNumber(), System.nanoTime());
    } else if (packet.opcode() == TftpOpcode.ERROR) {
      sender.failed(packet.errorCode());
    }
  }

  private DatagramPacket receive(int milliseconds) throws IOException {
    DatagramPacket received = new DatagramPacket(in.array(), in.capacity());
    socket.setSoTimeout(milliseconds);
    socket.receive(received);
    return received;
  }

  private void send(int length, DatagramPacket to) throws IOException {
    socket.send(new DatagramPacket(out.array(), length, to.getSocketAddress()));
  }
}
