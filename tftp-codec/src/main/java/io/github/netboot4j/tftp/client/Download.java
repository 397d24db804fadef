package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpReceiver;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** One read request and what follows: a thin shell around {@link TftpReceiver}. */
final class Download {
  private final ClientSettings settings;
  private final String fileName;
  private final TftpParameters asked;
  private final PayloadSink sink;
  private final TransferSocket socket;
  private final TftpReceiver receiver;

  private TftpParameters agreed;
  private String offered = "";
  private long sent;
  private long distinct;
  private int acknowledgedLast = -1;
  private boolean negotiated;
  private boolean disturbed;
  private boolean complete;

  private Download(ClientSettings settings, String fileName, FileSink file, TransferSocket socket) {
    this.settings = settings;
    this.fileName = fileName;
    this.socket = socket;
    asked =
        settings.asking(
            settings.asked().mode() == TftpMode.OCTET ? 0 : TftpParameters.UNKNOWN_SIZE);
    agreed = TftpParameters.withoutOptions(asked.mode());
    sink = new PayloadSink(file, asked);
    receiver =
        new TftpReceiver(settings.retransmission(), settings.blockWrap(), settings.dallyNanos());
  }

  /** Receives a file, and returns when it is whole in the sink. */
  static TftpResult run(ClientSettings settings, String fileName, FileSink file)
      throws TftpException, InterruptedException {
    try (TransferSocket socket = new TransferSocket(settings, TftpOpcode.READ_REQUEST)) {
      return new Download(settings, fileName, file, socket).run();
    }
  }

  private TftpResult run() throws TftpException, InterruptedException {
    try {
      exchange();
    } catch (InterruptedException e) {
      if (!complete) {
        socket.fail(TftpErrorCode.NOT_DEFINED, "Cancelled");
        throw e;
      }
      // The file is whole; only the wait for a server that missed the last ACK is cut short.
      Thread.currentThread().interrupt();
    } catch (TftpException.TimedOut e) {
      if (!complete) {
        socket.fail(TftpErrorCode.NOT_DEFINED, "Timed out");
        throw e;
      }
    } catch (RuntimeException | Error e) {
      socket.fail(TftpErrorCode.NOT_DEFINED, "Cancelled");
      throw e;
    }
    return new TftpResult(receiver.receivedBytes(), agreed, sent - distinct, socket.peer());
  }

  private void exchange() throws TftpException, InterruptedException {
    while (true) {
      switch (receiver.poll(System.nanoTime())) {
        case SEND_REQUEST -> request();
        case SEND_ACKNOWLEDGMENT -> acknowledge();
        case WAIT -> {
          if (complete && !disturbed) {
            return; // Nothing was lost so far, so it is not likely that the last ACK was.
          }
          if (socket.receive(receiver.deadline())) {
            heard(socket.view);
          }
        }
        case COMPLETE -> {
          return;
        }
        case OPTIONS_REFUSED -> {
          socket.fail(TftpErrorCode.OPTION_REFUSED, "Options not acceptable");
          throw new TftpException.Violation(
              "the server's options do not fit what was asked for: " + offered);
        }
        case REFUSED ->
            throw new TftpException.Refused(socket.view.errorCode(), socket.view.errorMessage());
        case TIMED_OUT -> throw socket.silence(receiver.receivedBytes());
      }
    }
  }

  private void request() throws TftpException.Local, InterruptedException {
    socket.sendRequest(TftpNegotiation.writeReadRequest(socket.writer, fileName, asked));
    receiver.requestSent(System.nanoTime());
    sent++;
    distinct = 1;
  }

  private void acknowledge() throws TftpException.Local, InterruptedException {
    int number = receiver.blockNumberToAcknowledge();
    socket.send(socket.writer.acknowledgment(number));
    receiver.acknowledgmentSent(System.nanoTime());
    sent++;
    if (number != acknowledgedLast) {
      acknowledgedLast = number;
      distinct++;
    }
    if (receiver.isFinished() && !complete) {
      complete();
    }
  }

  private void complete() throws TftpException.Local, InterruptedException {
    try {
      sink.complete();
    } catch (IOException e) {
      throw notWritten(e);
    }
    complete = true;
    disturbed |= receiver.timeouts() > 0;
  }

  private void heard(TftpPacketView packet) throws TftpException, InterruptedException {
    switch (packet.opcode()) {
      case TftpOpcode.OPTION_ACKNOWLEDGMENT -> options(packet);
      case TftpOpcode.DATA -> data(packet);
      case TftpOpcode.ERROR -> receiver.failed(packet.errorCode());
      default -> {} // Of no use to a receiver.
    }
  }

  private void options(TftpPacketView packet) throws TftpException.Local {
    TftpParameters confirmed = TftpNegotiation.confirm(asked, packet);
    receiver.optionsReceived(confirmed, System.nanoTime());
    if (negotiated) {
      disturbed = true;
    } else if (confirmed == null) {
      offered = shown(packet);
    } else {
      agreed = confirmed;
      if (agreed.transferSize() > settings.maximumFileSize()) {
        throw tooLarge("has " + agreed.transferSize() + " bytes");
      }
    }
    negotiated = true;
  }

  private void data(TftpPacketView packet) throws TftpException, InterruptedException {
    if (!receiver.dataReceived(packet.blockNumber(), packet.payloadLength(), System.nanoTime())) {
      disturbed = true;
      return;
    }
    negotiated = true;
    long bytes = receiver.receivedBytes();
    checkSize(bytes);
    try {
      sink.write(socket.payload());
      if (receiver.isFinished()) {
        sink.end();
      }
    } catch (IOException e) {
      socket.fail(TftpErrorCode.DISK_FULL, "Cannot be written");
      throw notWritten(e);
    }
    settings.progress().transferred(bytes, announced());
  }

  private void checkSize(long bytes) throws TftpException {
    if (bytes > settings.maximumFileSize()) {
      throw tooLarge("has more than " + settings.maximumFileSize() + " bytes");
    }
    long size = announced();
    if (size != TftpParameters.UNKNOWN_SIZE
        && (bytes > size || (receiver.isFinished() && bytes < size))) {
      socket.fail(TftpErrorCode.NOT_DEFINED, "Not the size that tsize told");
      throw new TftpException.Violation(
          "the server said that the file has %d bytes, but sent %s"
              .formatted(size, bytes > size ? "more" : String.valueOf(bytes)));
    }
  }

  /** A server that answers 0 as it was asked may just have repeated it. */
  private long announced() {
    return agreed.transferSize() == 0 ? TftpParameters.UNKNOWN_SIZE : agreed.transferSize();
  }

  private TftpException.Local tooLarge(String what) {
    socket.fail(TftpErrorCode.DISK_FULL, "File too large");
    return new TftpException.Local("the file " + what + ", more than the limit allows");
  }

  private static TftpException.Local notWritten(IOException e) throws InterruptedException {
    stopIfInterrupted(e);
    return new TftpException.Local("the file cannot be written: " + PlainText.reason(e), e);
  }

  /** An interrupt that met a channel of the caller closed it and made this of it. */
  static void stopIfInterrupted(IOException e) throws InterruptedException {
    if (e instanceof ClosedByInterruptException) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("the transfer was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  static String shown(TftpPacketView packet) {
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < packet.optionCount(); i++) {
      options.append(i == 0 ? "" : " ");
      options.append(packet.optionName(i)).append('=').append(packet.optionValue(i));
    }
    return PlainText.of(options.toString());
  }
}
