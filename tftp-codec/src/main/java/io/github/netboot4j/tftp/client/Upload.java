package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpSender;
import io.github.netboot4j.tftp.TftpWriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** One write request and what follows: a thin shell around {@link TftpSender}. */
final class Upload {
  private final ClientSettings settings;
  private final String fileName;
  private final FileSource source;
  private final long size;

  /** Bytes to transfer, which in netascii nobody knows before. */
  private final long total;

  private final TftpParameters asked;
  private final TransferSocket socket;
  private long bytes;
  private long resent;

  private Upload(
      ClientSettings settings,
      String fileName,
      FileSource source,
      long size,
      TransferSocket socket) {
    this.settings = settings;
    this.fileName = fileName;
    this.source = source;
    this.size = size;
    this.socket = socket;
    total = settings.asked().mode() == TftpMode.OCTET ? size : TftpParameters.UNKNOWN_SIZE;
    asked = settings.asking(total);
  }

  /**
   * Sends a file, and returns when the server has acknowledged all of it.
   *
   * @param size bytes in it, or {@link TftpParameters#UNKNOWN_SIZE}
   */
  static TftpResult run(ClientSettings settings, String fileName, FileSource source, long size)
      throws TftpException, InterruptedException {
    try (TransferSocket socket = new TransferSocket(settings, TftpOpcode.WRITE_REQUEST)) {
      return new Upload(settings, fileName, source, size, socket).run();
    }
  }

  private TftpResult run() throws TftpException, InterruptedException {
    try {
      TftpParameters agreed = request();
      send(agreed);
      return new TftpResult(bytes, agreed, resent, socket.peer());
    } catch (TftpException.TimedOut e) {
      socket.fail(TftpErrorCode.NOT_DEFINED, "Timed out");
      throw e;
    } catch (InterruptedException | RuntimeException | Error e) {
      socket.fail(TftpErrorCode.NOT_DEFINED, "Cancelled");
      throw e;
    }
  }

  private TftpParameters request() throws TftpException, InterruptedException {
    TftpWriteRequest request = new TftpWriteRequest(asked.mode(), settings.retransmission());
    while (true) {
      switch (request.poll(System.nanoTime())) {
        case SEND_REQUEST -> {
          resent += request.timeouts() > 0 ? 1 : 0;
          socket.sendRequest(TftpNegotiation.writeWriteRequest(socket.writer, fileName, asked));
          request.requestSent(System.nanoTime());
        }
        case WAIT -> {
          if (socket.receive(request.deadline())) {
            answered(request, socket.view);
          }
        }
        case ACCEPTED -> {
          return Objects.requireNonNull(request.agreed());
        }
        case OPTIONS_REFUSED -> {
          socket.fail(TftpErrorCode.OPTION_REFUSED, "Options not acceptable");
          throw new TftpException.Violation(
              "the server's options do not fit what was asked for: " + Download.shown(socket.view));
        }
        case REFUSED ->
            throw new TftpException.Refused(socket.view.errorCode(), socket.view.errorMessage());
        case TIMED_OUT -> throw socket.silence(0);
      }
    }
  }

  private void answered(TftpWriteRequest request, TftpPacketView answer) {
    switch (answer.opcode()) {
      case TftpOpcode.OPTION_ACKNOWLEDGMENT ->
          request.optionsReceived(TftpNegotiation.confirmWrite(asked, answer));
      case TftpOpcode.ACKNOWLEDGMENT -> request.acknowledged(answer.blockNumber());
      case TftpOpcode.ERROR -> request.failed(answer.errorCode());
      default -> {} // Of no use to a sender.
    }
  }

  private void send(TftpParameters agreed) throws TftpException, InterruptedException {
    TftpSender sender = new TftpSender(agreed, settings.retransmission(), settings.blockWrap());
    UploadBlocks blocks = new UploadBlocks(source, size, agreed);
    while (true) {
      switch (sender.poll(System.nanoTime())) {
        case SEND_DATA -> {
          ByteBuffer packet = read(blocks, sender);
          int payload = packet.limit() - TftpPacketWriter.DATA_HEADER_LENGTH;
          bytes = Math.max(bytes, (sender.blockToSend() - 1) * agreed.blockSize() + payload);
          socket.sendOrLose(packet);
          sender.dataSent(payload, System.nanoTime());
        }
        case WAIT -> {
          if (socket.receive(sender.deadline())) {
            heard(sender, agreed);
          }
        }
        case COMPLETE -> {
          return;
        }
        case REFUSED ->
            throw new TftpException.Refused(socket.view.errorCode(), socket.view.errorMessage());
        case TIMED_OUT -> throw socket.silence(sender.acknowledgedBlocks() * agreed.blockSize());
        case SEND_OPTIONS, SIZE_PROBED -> throw new IllegalStateException("a client sends no OACK");
      }
    }
  }

  private ByteBuffer read(UploadBlocks blocks, TftpSender sender)
      throws TftpException.Local, InterruptedException {
    resent += blocks.isMade(sender.blockToSend()) ? 1 : 0;
    try {
      return blocks.packet(sender.blockToSend(), sender.blockNumberToSend());
    } catch (IOException e) {
      socket.fail(TftpErrorCode.NOT_DEFINED, "Cannot be read");
      Download.stopIfInterrupted(e);
      throw new TftpException.Local("the file cannot be read: " + PlainText.reason(e), e);
    }
  }

  private void heard(TftpSender sender, TftpParameters agreed) {
    TftpPacketView answer = socket.view;
    if (answer.opcode() == TftpOpcode.ERROR) {
      sender.failed(answer.errorCode());
    } else if (answer.opcode() == TftpOpcode.ACKNOWLEDGMENT
        && sender.acknowledged(answer.blockNumber(), System.nanoTime())) {
      long acknowledged = sender.acknowledgedBlocks() * agreed.blockSize();
      settings.progress().transferred(Math.min(acknowledged, bytes), total);
    }
  }
}
