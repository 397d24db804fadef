package io.github.netboot4j.tftp.client;

import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpReceiver;

/** A read request that is broken off with error 8 when the OACK has told the size. */
final class SizeProbe {
  private static final TftpParameters ASKED =
      new TftpParameters(TftpParameters.DEFAULT_BLOCK_SIZE, 1, 0, 0, TftpMode.OCTET);

  private SizeProbe() {}

  static long run(ClientSettings settings, String fileName)
      throws TftpException, InterruptedException {
    try (TransferSocket socket = new TransferSocket(settings, TftpOpcode.READ_REQUEST)) {
      TftpReceiver receiver = new TftpReceiver(settings.retransmission(), settings.blockWrap(), 0);
      while (true) {
        switch (receiver.poll(System.nanoTime())) {
          case SEND_REQUEST -> {
            socket.sendRequest(TftpNegotiation.writeReadRequest(socket.writer, fileName, ASKED));
            receiver.requestSent(System.nanoTime());
          }
          case WAIT -> {
            if (socket.receive(receiver.deadline())) {
              return size(socket);
            }
          }
          default -> throw socket.silence(0);
        }
      }
    }
  }

  /** The socket hands on nothing but OACK, DATA 1 and ERROR as a first answer. */
  private static long size(TransferSocket socket) throws TftpException {
    TftpPacketView answer = socket.view;
    if (answer.opcode() == TftpOpcode.ERROR) {
      throw new TftpException.Refused(answer.errorCode(), answer.errorMessage());
    }
    socket.fail(TftpErrorCode.OPTION_REFUSED, "Only the size was wanted");
    if (answer.opcode() != TftpOpcode.OPTION_ACKNOWLEDGMENT) {
      return TftpParameters.UNKNOWN_SIZE;
    }
    TftpParameters agreed = TftpNegotiation.confirm(ASKED, answer);
    if (agreed == null) {
      throw new TftpException.Violation(
          "the server's options do not fit what was asked for: " + Download.shown(answer));
    }
    return agreed.transferSize();
  }
}
