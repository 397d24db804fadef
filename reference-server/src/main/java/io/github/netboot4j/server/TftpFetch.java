package io.github.netboot4j.server;

import io.github.netboot4j.tftp.NetasciiDecoder;
import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpReceiver;
import io.github.netboot4j.tftp.TftpRetransmission;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A TFTP client that reads one file and waits for it: a thin shell around {@link TftpReceiver}. For
 * one use.
 */
final class TftpFetch implements AutoCloseable {
  /**
   * What came of it.
   *
   * @param bytes bytes of data received, before netascii is decoded
   * @param agreed the parameters of the transfer; the defaults where the server took no options
   * @param from where the server sent from
   */
  record Result(long bytes, TftpParameters agreed, InetSocketAddress from) {}

  private static final int LARGEST_PACKET =
      TftpPacketWriter.DATA_HEADER_LENGTH + TftpParameters.MAXIMUM_BLOCK_SIZE;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final TftpReceiver receiver;
  private final DatagramPacket incoming =
      new DatagramPacket(new byte[LARGEST_PACKET], LARGEST_PACKET);
  private final ByteBuffer received = ByteBuffer.wrap(incoming.getData());
  private final ByteBuffer outgoing = ByteBuffer.allocate(1024);
  private final TftpPacketWriter writer = new TftpPacketWriter().wrap(outgoing, 0, 1024);
  private final TftpPacketView view = new TftpPacketView();
  private @Nullable InetSocketAddress peer;

  private TftpFetch(InetSocketAddress server, TftpRetransmission retransmission, long dallyNanos)
      throws IOException {
    this.server = server;
    this.receiver = new TftpReceiver(retransmission, TftpBlockWrap.TO_ZERO, dallyNanos);
    this.socket = new DatagramSocket();
  }

  /**
   * Reads a file.
   *
   * @param server where requests are heard
   * @param asked what to ask for; see {@link TftpNegotiation#writeReadRequest}
   * @param sink takes the file, decoded if the mode is netascii
   * @throws TftpFetchException if the server refuses, or no transfer comes about
   * @throws IOException if the network or the sink fails
   */
  static Result fetch(
      InetSocketAddress server, String fileName, TftpParameters asked, WritableByteChannel sink)
      throws IOException {
    return fetch(server, fileName, asked, sink, TftpRetransmission.DEFAULTS, 0);
  }

  /**
   * Reads a file, with other timeouts.
   *
   * @param dallyNanos how long to stay after the end and answer what is sent again, in nanoseconds
   */
  static Result fetch(
      InetSocketAddress server,
      String fileName,
      TftpParameters asked,
      WritableByteChannel sink,
      TftpRetransmission retransmission,
      long dallyNanos)
      throws IOException {
    try (TftpFetch fetch = new TftpFetch(server, retransmission, dallyNanos)) {
      return fetch.run(fileName, asked, sink);
    }
  }

  /**
   * Asks for the size as UEFI firmware does: it requests the file with {@code tsize}, reads the
   * OACK, and breaks off with error 8.
   *
   * @return bytes in the file, or {@link TftpParameters#UNKNOWN_SIZE} if the server does not tell
   * @throws TftpFetchException if the server refuses, or no answer comes
   * @throws IOException if the network fails
   */
  static long probeSize(InetSocketAddress server, String fileName) throws IOException {
    try (TftpFetch fetch = new TftpFetch(server, TftpRetransmission.DEFAULTS, 0)) {
      return fetch.probe(fileName);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private Result run(String fileName, TftpParameters asked, WritableByteChannel sink)
      throws IOException {
    TftpParameters agreed = TftpParameters.withoutOptions(asked.mode());
    Sink decoded = new Sink(sink, asked.mode());
    while (true) {
      switch (receiver.poll(System.nanoTime())) {
        case SEND_REQUEST -> request(fileName, asked);
        case SEND_ACKNOWLEDGMENT -> {
          send(writer.acknowledgment(receiver.blockNumberToAcknowledge()));
          receiver.acknowledgmentSent(System.nanoTime());
        }
        case WAIT -> {
          if (!receive()) {
            continue;
          }
          if (view.opcode() == TftpOpcode.OPTION_ACKNOWLEDGMENT) {
            TftpParameters offered = TftpNegotiation.confirm(asked, view);
            receiver.optionsReceived(offered, System.nanoTime());
            agreed = offered == null ? agreed : offered;
          } else if (receiver.dataReceived(
              view.blockNumber(), view.payloadLength(), System.nanoTime())) {
            decoded.write(received.slice(view.payloadOffset(), view.payloadLength()));
          }
        }
        case COMPLETE -> {
          decoded.finish();
          return new Result(receiver.receivedBytes(), agreed, peer == null ? server : peer);
        }
        case OPTIONS_REFUSED -> {
          send(writer.error(TftpErrorCode.OPTION_REFUSED, "Options not acceptable"));
          throw new TftpFetchException(
              TftpErrorCode.OPTION_REFUSED, "the server offered options that were not asked for");
        }
        case REFUSED -> throw new IllegalStateException("an ERROR is thrown where it is received");
        case TIMED_OUT -> throw noAnswer(fileName);
      }
    }
  }

  private long probe(String fileName) throws IOException {
    TftpParameters asked =
        new TftpParameters(TftpParameters.DEFAULT_BLOCK_SIZE, 1, 0, 0, TftpMode.OCTET);
    while (true) {
      switch (receiver.poll(System.nanoTime())) {
        case SEND_REQUEST -> request(fileName, asked);
        case WAIT -> {
          if (receive()) {
            TftpParameters offered =
                view.opcode() == TftpOpcode.OPTION_ACKNOWLEDGMENT
                    ? TftpNegotiation.confirm(asked, view)
                    : null;
            send(writer.error(TftpErrorCode.OPTION_REFUSED, "User aborted the transfer"));
            return offered == null ? TftpParameters.UNKNOWN_SIZE : offered.transferSize();
          }
        }
        default -> throw noAnswer(fileName);
      }
    }
  }

  private void request(String fileName, TftpParameters asked) throws IOException {
    int length = TftpNegotiation.writeReadRequest(writer, fileName, asked);
    if (length == TftpPacketWriter.NO_ROOM) {
      throw new TftpFetchException(TftpErrorCode.NOT_DEFINED, "file name too long");
    }
    send(length);
    receiver.requestSent(System.nanoTime());
  }

  private void send(int length) throws IOException {
    socket.send(new DatagramPacket(outgoing.array(), length, peer == null ? server : peer));
  }

  /**
   * Waits for a packet of the server; whether one came and is in the view. The first one tells its
   * port.
   */
  private boolean receive() throws IOException {
    long nanos = Math.max(0, receiver.deadline() - System.nanoTime());
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1));
    incoming.setLength(LARGEST_PACKET);
    try {
      socket.receive(incoming);
    } catch (SocketTimeoutException e) {
      return false;
    }
    if (!incoming.getAddress().equals(server.getAddress())
        || (peer != null && incoming.getPort() != peer.getPort())
        || !view.tryWrap(received, 0, incoming.getLength())) {
      return false;
    }
    if (view.opcode() == TftpOpcode.ERROR) {
      throw new TftpFetchException(view.errorCode(), view.errorMessage());
    }
    if (peer == null) {
      peer = new InetSocketAddress(incoming.getAddress(), incoming.getPort());
    }
    return true;
  }

  private static TftpFetchException noAnswer(String fileName) {
    return new TftpFetchException(TftpErrorCode.NOT_DEFINED, "no answer for " + fileName);
  }

  /** Writes to the channel, decoded if need be. */
  private static final class Sink {
    private final WritableByteChannel channel;
    private final @Nullable NetasciiDecoder decoder;
    private final ByteBuffer text;

    Sink(WritableByteChannel channel, TftpMode mode) {
      this.channel = channel;
      decoder = mode == TftpMode.NETASCII ? new NetasciiDecoder() : null;
      text = ByteBuffer.allocate(decoder == null ? 0 : TftpParameters.MAXIMUM_BLOCK_SIZE + 1);
    }

    void write(ByteBuffer payload) throws IOException {
      if (decoder == null) {
        drain(payload);
      } else {
        decoder.decode(payload, text.clear());
        drain(text.flip());
      }
    }

    void finish() throws IOException {
      if (decoder != null && decoder.finish(text.clear())) {
        drain(text.flip());
      }
    }

    private void drain(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
