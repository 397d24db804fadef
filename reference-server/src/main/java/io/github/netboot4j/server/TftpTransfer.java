package io.github.netboot4j.server;

import io.github.netboot4j.tftp.TftpBlockWrap;
import io.github.netboot4j.tftp.TftpErrorCode;
import io.github.netboot4j.tftp.TftpMode;
import io.github.netboot4j.tftp.TftpNegotiation;
import io.github.netboot4j.tftp.TftpOpcode;
import io.github.netboot4j.tftp.TftpPacketView;
import io.github.netboot4j.tftp.TftpPacketWriter;
import io.github.netboot4j.tftp.TftpParameters;
import io.github.netboot4j.tftp.TftpSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One read request, served on a port and a thread of its own: a thin shell around {@link
 * TftpSender}.
 */
final class TftpTransfer implements Runnable {
  private static final long STRANGER_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST_INCOMING = 1024;
  private static final int LARGEST_ERROR = 600;
  private static final int SHOWN_NAME = 128;

  /**
   * What makes a request a repetition of another: the same bytes from the same address and port. A
   * client that probes the size and then asks for the file from the same port sends other bytes the
   * second time, and is not held up by the end of its probe.
   */
  record Key(InetSocketAddress client, ByteBuffer request) {}

  private final TftpServer server;
  private final Key key;
  private final long started = System.nanoTime();
  private final TftpPacketView view = new TftpPacketView();
  private final TftpPacketWriter writer = new TftpPacketWriter();
  private final DatagramPacket incoming =
      new DatagramPacket(new byte[LONGEST_INCOMING], LONGEST_INCOMING);
  private final ByteBuffer incomingBytes = ByteBuffer.wrap(incoming.getData());
  private final String fileName;
  private final @Nullable TftpMode mode;

  private long bytesSent;
  private String detail = "";
  private long lastStranger = started - STRANGER_INTERVAL_NANOS;
  private volatile boolean heard;
  private volatile boolean cancelled;
  private volatile @Nullable DatagramChannel channel;

  /**
   * A transfer that is yet to be run.
   *
   * @param request the read request, which belongs to the transfer from now on
   */
  TftpTransfer(TftpServer server, InetSocketAddress client, ByteBuffer request) {
    this.server = server;
    this.key = new Key(client, request);
    view.wrap(request, 0, request.limit());
    fileName = view.fileName();
    mode = view.mode();
  }

  Key key() {
    return key;
  }

  String fileName() {
    return fileName;
  }

  @Nullable TftpMode mode() {
    return mode;
  }

  /** Whether the client has answered, which shows that its address is not forged. */
  boolean isHeard() {
    return heard;
  }

  long ageNanos() {
    return System.nanoTime() - started;
  }

  /** Ends the transfer soon, from any thread. */
  void cancel() {
    cancelled = true;
    DatagramChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a datagram socket does no output", e);
      }
    }
  }

  @Override
  public void run() {
    TftpOutcome outcome = TftpOutcome.FAILED;
    try (DatagramChannel open = server.open()) {
      channel = open;
      if (!cancelled) {
        outcome = serve(open);
      }
    } catch (IOException e) {
      detail = e.toString();
    } finally {
      end(outcome);
    }
  }

  private void end(TftpOutcome outcome) {
    if (cancelled && outcome == TftpOutcome.FAILED) {
      detail = "ended by the server";
    }
    server.ended(this);
    try {
      server
          .listener()
          .finished(key.client(), fileName, mode, bytesSent, ageNanos(), outcome, detail);
    } finally {
      server.threadEnds();
    }
  }

  private TftpOutcome serve(DatagramChannel open) throws IOException {
    if (mode == null || mode == TftpMode.MAIL) {
      detail = "unknown mode";
      return refuse(open, TftpErrorCode.ILLEGAL_OPERATION, "Unknown mode", TftpOutcome.FAILED);
    }
    try (TftpFile file = server.root().open(fileName)) {
      return send(open, file, mode);
    } catch (NoSuchFileException e) {
      return refuse(
          open, TftpErrorCode.FILE_NOT_FOUND, "File not found: " + shown(), TftpOutcome.NOT_FOUND);
    } catch (AccessDeniedException e) {
      detail = Objects.requireNonNullElse(e.getReason(), "not readable");
      return refuse(
          open,
          TftpErrorCode.ACCESS_VIOLATION,
          "Access violation: " + shown(),
          TftpOutcome.ACCESS_DENIED);
    }
  }

  private TftpOutcome send(DatagramChannel open, TftpFile file, TftpMode how) throws IOException {
    TftpNegotiation negotiation =
        TftpNegotiation.answer(
            view,
            how,
            server.maximumBlockSize(key.client().getAddress()),
            server.limits().maximumWindowSize(),
            how == TftpMode.OCTET ? file.size() : TftpParameters.UNKNOWN_SIZE);
    TftpParameters parameters = negotiation.parameters();
    TftpSource source =
        how == TftpMode.OCTET
            ? TftpSource.octets(file)
            : new NetasciiFile(file, parameters.blockSize(), parameters.windowSize());
    TftpSender sender =
        new TftpSender(
            parameters,
            negotiation.hasOptions(),
            server.limits().retransmission(),
            TftpBlockWrap.TO_ZERO);
    ByteBuffer packet =
        server.buffers().take(TftpPacketWriter.DATA_HEADER_LENGTH + parameters.blockSize());
    try {
      return exchange(open, sender, negotiation, source, packet);
    } finally {
      server.buffers().giveBack(packet);
    }
  }

  private TftpOutcome exchange(
      DatagramChannel open,
      TftpSender sender,
      TftpNegotiation negotiation,
      TftpSource source,
      ByteBuffer packet)
      throws IOException {
    int blockSize = negotiation.parameters().blockSize();
    writer.wrap(packet, 0, packet.capacity());
    long hopeless = started + server.limits().maximumDuration().toNanos();
    long idle = System.nanoTime() + server.limits().idleTimeout().toNanos();
    while (true) {
      long now = System.nanoTime();
      switch (sender.poll(now)) {
        case SEND_OPTIONS -> {
          send(open, packet, negotiation.write(writer));
          sender.optionsSent(now);
        }
        case SEND_DATA -> {
          int length = read(open, source, sender, packet, blockSize);
          send(open, packet, TftpPacketWriter.DATA_HEADER_LENGTH + length);
          bytesSent = Math.max(bytesSent, (sender.blockToSend() - 1) * blockSize + length);
          sender.dataSent(length, now);
        }
        case WAIT -> {
          if (now - idle >= 0 || now - hopeless >= 0) {
            detail = now - idle >= 0 ? "no progress" : "took too long";
            return TftpOutcome.TIMED_OUT;
          }
          long until = Math.min(sender.deadline() - now, Math.min(idle - now, hopeless - now));
          if (receive(open, until) && tell(sender)) {
            heard = true;
            idle = System.nanoTime() + server.limits().idleTimeout().toNanos();
          }
        }
        case COMPLETE -> {
          return TftpOutcome.COMPLETE;
        }
        case SIZE_PROBED -> {
          return TftpOutcome.SIZE_PROBED;
        }
        case REFUSED -> {
          return TftpOutcome.REFUSED_BY_CLIENT;
        }
        case TIMED_OUT -> {
          detail = "no answer";
          return TftpOutcome.TIMED_OUT;
        }
      }
    }
  }

  /** Makes a whole DATA packet and returns the length of its payload. */
  private int read(
      DatagramChannel open, TftpSource source, TftpSender sender, ByteBuffer packet, int blockSize)
      throws IOException {
    int header = writer.data(sender.blockNumberToSend());
    packet.limit(header + blockSize).position(header);
    try {
      source.read(sender.blockToSend(), packet);
      return packet.position() - header;
    } catch (IOException e) {
      refuse(open, TftpErrorCode.NOT_DEFINED, "Cannot be read: " + shown(), TftpOutcome.FAILED);
      throw e;
    } finally {
      packet.clear();
    }
  }

  /** Tells the sender of the packet that came; whether it was progress. */
  private boolean tell(TftpSender sender) {
    if (view.opcode() == TftpOpcode.ACKNOWLEDGMENT) {
      return sender.acknowledged(view.blockNumber(), System.nanoTime());
    }
    if (view.opcode() == TftpOpcode.ERROR) {
      detail = ("error " + view.errorCode() + " " + view.errorMessage()).strip();
      sender.failed(view.errorCode());
    }
    return false;
  }

  /** Waits for a packet of the client; whether one came and is in the view. */
  private boolean receive(DatagramChannel open, long nanos) throws IOException {
    @SuppressWarnings("resource") // closes with the channel
    DatagramSocket socket = open.socket();
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos) / 1_000_000 + 1));
    incoming.setLength(LONGEST_INCOMING);
    try {
      socket.receive(incoming);
    } catch (SocketTimeoutException e) {
      return false;
    }
    boolean readable = view.tryWrap(incomingBytes, 0, incoming.getLength());
    InetAddress from = incoming.getAddress();
    if (incoming.getPort() == key.client().getPort()
        && Objects.equals(from, key.client().getAddress())) {
      return readable;
    }
    if (readable && view.opcode() != TftpOpcode.ERROR) {
      turnAway(open, new InetSocketAddress(from, incoming.getPort()));
    }
    return false;
  }

  /**
   * A packet of someone else does no harm to the transfer, and is answered at most once in a while.
   */
  private void turnAway(DatagramChannel open, InetSocketAddress stranger)
      throws ClosedChannelException {
    long now = System.nanoTime();
    if (now - lastStranger < STRANGER_INTERVAL_NANOS) {
      return;
    }
    lastStranger = now;
    try {
      open.send(error(TftpErrorCode.UNKNOWN_TRANSFER_ID, "Unknown transfer identifier"), stranger);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // A forged address that nothing can be sent to must not end the transfer.
    }
  }

  private TftpOutcome refuse(
      DatagramChannel open, int errorCode, String message, TftpOutcome outcome) throws IOException {
    open.send(error(errorCode, message), key.client());
    return outcome;
  }

  private void send(DatagramChannel open, ByteBuffer packet, int length) throws IOException {
    packet.limit(length).position(0);
    open.send(packet, key.client());
    packet.clear();
  }

  /** An ERROR packet; a writer of its own, as the other may be in the middle of DATA. */
  static ByteBuffer error(int errorCode, String message) {
    ByteBuffer packet = ByteBuffer.allocate(LARGEST_ERROR);
    int length =
        new TftpPacketWriter().wrap(packet, 0, packet.capacity()).error(errorCode, message);
    return packet.limit(length);
  }

  private String shown() {
    return shown(fileName);
  }

  /** What was asked for, at a length that fits an ERROR packet. */
  static String shown(String fileName) {
    return fileName.length() <= SHOWN_NAME ? fileName : fileName.substring(0, SHOWN_NAME) + "...";
  }
}
