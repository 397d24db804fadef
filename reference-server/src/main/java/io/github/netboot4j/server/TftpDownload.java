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
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A read request: a thin shell around {@link TftpSender}. Everything here runs on the thread of the
 * {@link TftpLoop} that it joined, and never waits for the client.
 */
final class TftpDownload extends TftpTransfer {
  private final long hopeless = started() + server.limits().maximumDuration().toNanos();

  private @Nullable Running running;
  private long idle;
  private long bytesSent;

  /** The last block that was sent, and how many packets were so again. */
  private long lastBlock;

  private long resent;
  private String detail = "";

  TftpDownload(TftpServer server, InetSocketAddress client, TftpPacketView request, byte[] bytes) {
    super(server, client, request, bytes);
  }

  @Override
  boolean isUpload() {
    return false;
  }

  /** What there is once the file is open. */
  private static final class Running {
    final TftpLoop loop;
    final TftpLine line;
    final ServedFile file;
    final TftpNegotiation negotiation;
    final TftpSender sender;
    final TftpPackets packets;

    /** A buffer of its own, in which packets wait that were made ahead; else the loop's is used. */
    final @Nullable ByteBuffer ahead;

    /** Packets in one send, at most. */
    int burst;

    Running(
        TftpLoop loop,
        TftpLine line,
        ServedFile file,
        TftpNegotiation negotiation,
        TftpSource source,
        TftpSender sender) {
      this.loop = loop;
      this.line = line;
      this.file = file;
      this.negotiation = negotiation;
      this.sender = sender;
      int blockSize = negotiation.parameters().blockSize();
      int length = TftpPacketWriter.DATA_HEADER_LENGTH + blockSize;
      int window = negotiation.parameters().windowSize();
      ahead = window == 1 && 2 * length <= TftpLoop.AHEAD_OCTETS ? loop.takeAhead() : null;
      packets =
          ahead == null
              ? new TftpPackets(source, blockSize, loop.outgoing(), window)
              : new TftpPackets(source, blockSize, ahead, Integer.MAX_VALUE);
      // What is not DATA must not be cut, so small blocks are not sent together.
      boolean together = packets.most() > 1 && ahead == null && length >= LONGEST_BUT_DATA;
      burst = together && line.enableSegmentation(length) ? TftpSegmentation.MAXIMUM_SEGMENTS : 1;
    }
  }

  /** Opens the file and sends the first packet, or refuses. */
  void begin(TftpLoop loop) {
    TftpLine line = null;
    TftpOutcome refused = TftpOutcome.FAILED;
    try {
      if (!isCancelled()) {
        line = server.line(client());
        refused = begin(loop, line);
      }
    } catch (IOException e) {
      detail = e.toString();
    }
    if (refused != null) {
      Quietly.close(line);
      end(refused, 0, detail);
    } else {
      advance();
    }
  }

  /** Returns why not, or null when it has begun. */
  private @Nullable TftpOutcome begin(TftpLoop loop, TftpLine line) throws IOException {
    TftpMode how = mode();
    if (how == null || how == TftpMode.MAIL) {
      detail = "unknown mode";
      refuse(line, TftpErrorCode.ILLEGAL_OPERATION, "Unknown mode");
      return TftpOutcome.FAILED;
    }
    ServedFile file;
    try {
      file = server.root().open(fileName(), server.asker(client()));
    } catch (NoSuchFileException e) {
      refuse(line, TftpErrorCode.FILE_NOT_FOUND, "File not found: " + shown());
      return TftpOutcome.NOT_FOUND;
    } catch (AccessDeniedException e) {
      detail = Objects.requireNonNullElse(e.getReason(), "not readable");
      refuse(line, TftpErrorCode.ACCESS_VIOLATION, "Access violation: " + shown());
      return TftpOutcome.ACCESS_DENIED;
    } catch (TemplateException e) {
      detail = Objects.requireNonNullElse(e.getMessage(), "");
      refuse(line, TftpErrorCode.NOT_DEFINED, shown(detail));
      return TftpOutcome.FAILED;
    } catch (IOException e) {
      detail = e.toString();
      refuse(line, TftpErrorCode.NOT_DEFINED, "Cannot be read: " + shown());
      return TftpOutcome.FAILED;
    }
    try {
      running = running(loop, line, file, how);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      Quietly.close(file);
      throw e;
    }
    idle = System.nanoTime() + server.limits().idleTimeout().toNanos();
    return null;
  }

  private Running running(TftpLoop loop, TftpLine line, ServedFile file, TftpMode how)
      throws IOException {
    TftpLimits limits = server.limits();
    TftpNegotiation negotiation =
        TftpNegotiation.answer(
            request(),
            how,
            server.maximumBlockSize(client().getAddress()),
            limits.maximumWindowSize(),
            how == TftpMode.OCTET ? file.size() : TftpParameters.UNKNOWN_SIZE);
    TftpParameters parameters = negotiation.parameters();
    TftpSource source =
        how == TftpMode.OCTET
            ? TftpSource.octets(file, parameters.blockSize())
            : new NetasciiFile(file, parameters.blockSize(), parameters.windowSize());
    TftpSender sender =
        new TftpSender(
            parameters, negotiation.hasOptions(), limits.retransmission(), TftpBlockWrap.TO_ZERO);
    line.join(loop, this);
    return new Running(loop, line, file, negotiation, source, sender);
  }

  /** Called when a packet has come, or when there is room for another to go out. */
  void ready() {
    Running now = running;
    if (now == null) {
      return;
    }
    try {
      if (receive(now)) {
        long heard = System.nanoTime();
        nowHeard(heard);
        idle = heard + server.limits().idleTimeout().toNanos();
      }
    } catch (IOException e) {
      finish(TftpOutcome.FAILED, e.toString());
    }
    advance();
  }

  /** Called every now and then. */
  void tick(long now) {
    if (isCancelled()) {
      Running cancelled = running;
      if (cancelled != null) {
        sayFarewell(cancelled.line.channel());
      }
      finish(TftpOutcome.FAILED, "");
    } else if (now - idle >= 0 || now - hopeless >= 0) {
      finish(TftpOutcome.TIMED_OUT, now - idle >= 0 ? "no progress" : "took too long");
    } else {
      advance();
    }
  }

  /** Does what is to be done now, until there is something to wait for. */
  private void advance() {
    Running now = running;
    if (now == null) {
      return;
    }
    if (now.ahead == null) {
      now.packets.clear(); // others have used the loop's buffer meanwhile
    }
    try {
      while (step(now)) {
        // and the next
      }
    } catch (IOException e) {
      finish(TftpOutcome.FAILED, e.toString());
    }
  }

  /** Takes one step; whether there may be another one. */
  private boolean step(Running on) throws IOException {
    long now = System.nanoTime();
    switch (on.sender.poll(now)) {
      case SEND_OPTIONS -> {
        return sendOptions(on, now);
      }
      case SEND_DATA -> {
        return sendData(on, now);
      }
      case WAIT -> {
        return false;
      }
      case COMPLETE -> finish(TftpOutcome.COMPLETE, detail);
      case SIZE_PROBED -> finish(TftpOutcome.SIZE_PROBED, detail);
      case REFUSED -> finish(TftpOutcome.REFUSED_BY_CLIENT, detail);
      case TIMED_OUT -> finish(TftpOutcome.TIMED_OUT, "no answer");
    }
    return false;
  }

  private boolean sendOptions(Running on, long now) throws IOException {
    ByteBuffer packet = on.loop.outgoing().clear();
    packet.limit(on.negotiation.write(on.loop.writer().wrap(packet, 0, packet.capacity())));
    if (!on.line.send(packet, client())) {
      return false;
    }
    on.sender.optionsSent(now);
    return true;
  }

  private boolean sendData(Running on, long now) throws IOException {
    TftpSender sender = on.sender;
    TftpPackets packets = on.packets;
    TftpParameters parameters = on.negotiation.parameters();
    long block = sender.blockToSend();
    int due = (int) (sender.acknowledgedBlocks() + parameters.windowSize() - block + 1);
    if (!packets.has(block)) {
      make(on, block, on.ahead == null ? Math.min(due, packets.most()) : packets.most());
    }
    int sent = send(on, block, Math.min(on.burst, Math.min(due, packets.countFrom(block))));
    for (long each = block; each < block + sent; each++) {
      int length = packets.payloadLength(each);
      if (each <= lastBlock) {
        resent++;
      }
      lastBlock = Math.max(lastBlock, each);
      bytesSent = Math.max(bytesSent, (each - 1) * parameters.blockSize() + length);
      sender.dataSent(length, now);
    }
    return sent > 0;
  }

  private void make(Running on, long block, int count) throws IOException {
    try {
      on.packets.make(block, on.sender.blockNumberToSend(), count);
    } catch (IOException e) {
      refuse(on.line, TftpErrorCode.NOT_DEFINED, "Cannot be read: " + shown());
      throw e;
    }
  }

  /** Sends packets that are made; how many were. */
  private int send(Running on, long block, int count) throws IOException {
    try {
      return on.line.send(on.packets.range(block, count), client()) ? count : 0;
    } catch (IOException e) {
      if (count == 1) {
        throw e;
      }
      // The way to this client does not take them together.
      on.burst = 1;
      on.line.disableSegmentation();
      return send(on, block, 1);
    }
  }

  /** Takes a packet, if there is one; whether it was progress. */
  private boolean receive(Running on) throws IOException {
    ByteBuffer incoming = on.loop.incoming().clear();
    InetSocketAddress from = on.line.receive(incoming);
    if (from == null) {
      return false;
    }
    long now = System.nanoTime();
    TftpPacketView view = on.loop.view();
    boolean readable = view.tryWrap(incoming.flip(), 0, incoming.limit());
    if (!isFromClient(from, view, on.line.channel(), now) || !readable) {
      return false;
    }
    if (view.opcode() == TftpOpcode.ERROR) {
      detail = ("error " + view.errorCode() + " " + view.errorMessage()).strip();
      on.sender.failed(view.errorCode());
    }
    return view.opcode() == TftpOpcode.ACKNOWLEDGMENT
        && on.sender.acknowledged(view.blockNumber(), now);
  }

  private void refuse(TftpLine line, int errorCode, String message) throws IOException {
    line.send(error(errorCode, message), client());
  }

  /** Ends what {@link #begin} began, if it did. */
  void finish(TftpOutcome outcome, String why) {
    Running was = running;
    if (was == null) {
      return;
    }
    running = null;
    Quietly.close(was.line);
    Quietly.close(was.file);
    if (was.ahead != null) {
      was.loop.giveBackAhead(was.ahead);
    }
    if (resent > 0) {
      server.listener().resent(resent);
    }
    end(outcome, bytesSent, why);
  }
}
